import type { LangiumDocument } from 'langium';
import type { Issue, IssueData, LoweredFile, Severity } from '../language/index.js';
import { DiagnosticSeverity, DiagnosticTag, type ClientCapabilities, type Connection, type Diagnostic } from 'vscode-languageserver';

const severities: Record<Severity, DiagnosticSeverity> = {
    error: DiagnosticSeverity.Error,
    warning: DiagnosticSeverity.Warning,
    information: DiagnosticSeverity.Information,
    hint: DiagnosticSeverity.Hint
};

/** Sends the issues of a document's text to the client, with the version of the text that they belong to. */
export class DiagnosticsPublisher {
    private capabilities: ClientCapabilities = {};
    /** Documents with diagnostics at the client: by their URIs in normal form, how the client writes them. */
    private readonly published = new Map<string, string>();

    constructor(private readonly connection: Pick<Connection, 'sendDiagnostics'>) {}

    initialize(capabilities: ClientCapabilities): void {
        this.capabilities = capabilities;
    }

    publish({ uri: key, textDocument: { uri, version } }: LangiumDocument, file: LoweredFile): void {
        this.published.set(key.toString(), uri);
        const issues = [...file.issues, ...file.models.flatMap(model => model.issues)];
        void this.connection.sendDiagnostics({ uri, version, diagnostics: issues.map(issue => this.diagnostic(uri, issue)) });
    }

    /** Says that a text could not be checked at all: a defect, which must not look like a text without errors. */
    publishFailure(document: LangiumDocument): void {
        const issue: Issue = {
            severity: 'error',
            code: 'internal-error',
            message: 'This text could not be checked, by a defect of GLMM Design. The log of the language server has the details.',
            range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }
        };
        this.publish(document, { models: [], issues: [issue] });
    }

    /** Takes back what was sent for a document that is closed; `key`: its URI in normal form. */
    clear(key: string): void {
        const uri = this.published.get(key);
        if (uri !== undefined) {
            this.published.delete(key);
            void this.connection.sendDiagnostics({ uri, diagnostics: [] });
        }
    }

    private diagnostic(uri: string, issue: Issue): Diagnostic {
        const { severity, code, message, range } = issue;
        const support = this.capabilities.textDocument?.publishDiagnostics;
        const diagnostic: Diagnostic = { range, severity: severities[severity], code, source: 'glmm', message };
        const data = (issue.data ?? {}) as IssueData;
        if (data.tag === 'unnecessary' && support?.tagSupport?.valueSet.includes(DiagnosticTag.Unnecessary)) {
            diagnostic.tags = [DiagnosticTag.Unnecessary];
        }
        if (data.related && support?.relatedInformation) {
            diagnostic.relatedInformation = data.related.map(related => ({
                location: { uri, range: related.range },
                message: related.message
            }));
        }
        return diagnostic;
    }
}
