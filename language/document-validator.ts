import type { DocumentValidator, LangiumDocument, ValidationOptions } from 'langium';
import { DiagnosticSeverity, DiagnosticTag, type Diagnostic } from 'vscode-languageserver-types';
import type { Issue, Severity } from './lowered-model.js';
import { lowerDocument } from './lowering/file.js';
import type { IssueData } from './lowering/report.js';

const severities: Record<Severity, DiagnosticSeverity> = {
    error: DiagnosticSeverity.Error,
    warning: DiagnosticSeverity.Warning,
    information: DiagnosticSeverity.Information,
    hint: DiagnosticSeverity.Hint
};

function diagnosticOf({ severity, code, message, range, data }: Issue): Diagnostic {
    const { tag } = (data ?? {}) as IssueData;
    return {
        severity: severities[severity],
        code,
        message,
        range,
        source: 'glmm',
        data,
        ...(tag === 'unnecessary' && { tags: [DiagnosticTag.Unnecessary] })
    };
}

/** Takes a document's diagnostics from its lowering, which finds the syntax errors and runs the checks once for each text. */
export class LoweringValidator implements DocumentValidator {
    async validateDocument(document: LangiumDocument, options: ValidationOptions = {}): Promise<Diagnostic[]> {
        // Called once for each category that is asked for later; everything is told the first time.
        if (options.categories && !options.categories.includes('built-in')) {
            return [];
        }
        const file = lowerDocument(document);
        return [...file.issues, ...file.models.flatMap(({ issues }) => issues)].map(diagnosticOf);
    }
}
