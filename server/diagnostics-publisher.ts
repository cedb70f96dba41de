import type { Issue, LoweredFile, Severity } from '../language/index.js';
import {
    DiagnosticSeverity,
    DiagnosticTag,
    type ClientCapabilities,
    type Connection,
    type Diagnostic,
    type DiagnosticRelatedInformation
} from 'vscode-languageserver';

/** More would help nobody, and slow the editor down. */
const mostDiagnostics = 1000;

const severities: Record<Severity, DiagnosticSeverity> = {
    error: DiagnosticSeverity.Error,
    warning: DiagnosticSeverity.Warning,
    information: DiagnosticSeverity.Information,
    hint: DiagnosticSeverity.Hint
};

/** Sends the issues of a document's text to the client, with the version of the text that they belong to. */
export class DiagnosticsPublisher {
    private capabilities: ClientCapabilities = {};
    /** Documents with diagnostics at the client, as it writes their URIs. */
    private readonly published = new Map<string, string>();

    constructor(private readonly connection: Pick<Connection, 'sendDiagnostics'>) {}

    initialize(capabilities: ClientCapabilities): void {
        this.capabilities = capabilities;
    }

    /** @param key the document's URI in normal form; `uri` is the client's writing of it */
    publish(key: string, uri: string, version: number, file: LoweredFile): void {
        this.published.set(key, uri);
        void this.connection.sendDiagnostics({ uri, version, diagnostics: this.diagnostics(uri, file) });
    }

    /** Takes back what was sent for a document that is closed. */
    clear(key: string): void {
        const uri = this.published.get(key);
        if (uri !== undefined) {
            this.published.delete(key);
            void this.connection.sendDiagnostics({ uri, diagnostics: [] });
        }
    }

    private diagnostics(uri: string, file: LoweredFile): Diagnostic[] {
        const issues = [...file.issues, ...file.models.flatMap(model => model.issues)];
        if (issues.length <= mostDiagnostics) {
            return issues.map(issue => this.diagnostic(uri, issue));
        }
        // Errors first: they must not fall behind a thousand hints.
        const rank = (issue: Issue): number => severities[issue.severity];
        const kept = issues.sort((a, b) => rank(a) - rank(b)).slice(0, mostDiagnostics - 1);
        const rest: Issue = {
            severity: 'information',
            code: 'too-many-diagnostics',
            message: `${issues.length - kept.length} more messages about this file are not shown.`,
            range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }
        };
        return [...kept, rest].map(issue => this.diagnostic(uri, issue));
    }

    private diagnostic(uri: string, issue: Issue): Diagnostic {
        const { severity, code, message, range } = issue;
        const support = this.capabilities.textDocument?.publishDiagnostics;
        const diagnostic: Diagnostic = { range, severity: severities[severity], code, source: 'glmm', message };
        const data = asRecord(issue.data);
        if (data.tag === 'unnecessary' && support?.tagSupport?.valueSet.includes(DiagnosticTag.Unnecessary)) {
            diagnostic.tags = [DiagnosticTag.Unnecessary];
        }
        if (Array.isArray(data.related) && support?.relatedInformation) {
            diagnostic.relatedInformation = (data.related as { message: string; range: Issue['range'] }[]).map(
                (related): DiagnosticRelatedInformation => ({ location: { uri, range: related.range }, message: related.message })
            );
        }
        return diagnostic;
    }
}

function asRecord(data: unknown): Record<string, unknown> {
    return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
}
