import type { DocumentValidator, LangiumDocument, ValidationOptions } from 'langium';
import { DiagnosticSeverity, DiagnosticTag, type Diagnostic } from 'vscode-languageserver-types';
import type { Issue, Severity } from './lowered-model.js';
import { lowerDocument } from './lowering/file.js';

const severities: Record<Severity, DiagnosticSeverity> = {
    error: DiagnosticSeverity.Error,
    warning: DiagnosticSeverity.Warning,
    information: DiagnosticSeverity.Information,
    hint: DiagnosticSeverity.Hint
};

function diagnosticOf({ severity, code, message, range, isUnused }: Issue): Diagnostic {
    return {
        severity: severities[severity],
        code,
        message,
        range,
        source: 'glmm',
        ...(isUnused && { tags: [DiagnosticTag.Unnecessary] })
    };
}

/** Takes a document's diagnostics from its lowering, which finds the syntax errors and runs the checks once for each text. */
export class LoweringValidator implements DocumentValidator {
    async validateDocument(document: LangiumDocument, options: ValidationOptions = {}): Promise<Diagnostic[]> {
        // Langium calls it for each category; the first call reports everything.
        if (options.categories && !options.categories.includes('built-in')) {
            return [];
        }
        const file = lowerDocument(document);
        return [...file.issues, ...file.models.flatMap(({ issues }) => issues)].map(diagnosticOf);
    }
}
