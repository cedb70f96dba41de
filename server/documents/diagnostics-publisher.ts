import type { LangiumDocument } from 'langium';
import { issueOf, type Issue, type LoweredFile, type Severity } from '../../language/index.js';
import { DiagnosticSeverity, DiagnosticTag, type ClientCapabilities, type Connection, type Diagnostic } from 'vscode-languageserver';

const severities: Record<Severity, DiagnosticSeverity> = {
    error: DiagnosticSeverity.Error,
    warning: DiagnosticSeverity.Warning,
    information: DiagnosticSeverity.Information,
    hint: DiagnosticSeverity.Hint
};

interface CheckedText {
    /** In the client's spelling. */
    uri: string;
    version: number;
    ofText: readonly Issue[];
    /** The issues of the numbers that were sent last, as JSON; null before the first time. */
    ofNumbers: string | null;
}

/** Sends the issues of a document's text and of its numbers to the client, with the version of that text. */
export class DiagnosticsPublisher {
    private capabilities: ClientCapabilities = {};
    /** By the documents' normalised URIs. */
    private readonly texts = new Map<string, CheckedText>();

    /** @param explanations the URI of the page with an entry for each code; null where there is none */
    constructor(
        private readonly connection: Pick<Connection, 'sendDiagnostics'>,
        private readonly explanations: string | null
    ) {}

    initialize(capabilities: ClientCapabilities): void {
        this.capabilities = capabilities;
    }

    /** Takes the issues of a new text. They are sent together with those of the text's numbers. */
    take({ uri: key, textDocument: { uri, version } }: LangiumDocument, file: LoweredFile): void {
        const ofText = [...file.issues, ...file.models.flatMap(model => model.issues)];
        this.texts.set(key.toString(), { uri, version, ofText, ofNumbers: null });
    }

    /** Sends the diagnostics of a text if the text is new or the issues of its numbers have changed. A list replaces the previous one as a whole. */
    publish(key: string, ofNumbers: readonly Issue[]): void {
        const text = this.texts.get(key);
        const sent = JSON.stringify(ofNumbers);
        if (text && text.ofNumbers !== sent) {
            text.ofNumbers = sent;
            const { uri, version, ofText } = text;
            const diagnostics = [...ofText, ...ofNumbers].map(issue => this.diagnostic(uri, issue));
            void this.connection.sendDiagnostics({ uri, version, diagnostics });
        }
    }

    /** Reports that a text could not be checked at all. It must not look like a text without errors. */
    publishFailure(document: LangiumDocument): void {
        const start = { line: 0, character: 0 };
        const issue = issueOf('internal-error', { start, end: start }, { of: 'file' });
        this.take(document, { models: [], issues: [issue] });
        this.publish(document.uri.toString(), []);
    }

    /**
     * Removes the diagnostics of a closed document; `key` is its normalised URI. A document that was closed before it was checked has none,
     * but a client that waits for the empty list gets it, too.
     */
    clear(key: string): void {
        const uri = this.texts.get(key)?.uri ?? key;
        this.texts.delete(key);
        void this.connection.sendDiagnostics({ uri, diagnostics: [] });
    }

    private diagnostic(uri: string, issue: Issue): Diagnostic {
        const { severity, code, message, range, related, isUnused } = issue;
        const support = this.capabilities.textDocument?.publishDiagnostics;
        const diagnostic: Diagnostic = { range, severity: severities[severity], code, source: 'glmm', message };
        if (this.explanations !== null && support?.codeDescriptionSupport) {
            diagnostic.codeDescription = { href: `${this.explanations}#${code}` };
        }
        if (isUnused && support?.tagSupport?.valueSet.includes(DiagnosticTag.Unnecessary)) {
            diagnostic.tags = [DiagnosticTag.Unnecessary];
        }
        if (related && support?.relatedInformation) {
            diagnostic.relatedInformation = related.map(({ message, range }) => ({ location: { uri, range }, message }));
        }
        return diagnostic;
    }
}
