import type { LangiumDocument } from 'langium';
import type { CodeActionProvider, LangiumServices } from 'langium/lsp';
import { type CodeAction, CodeActionKind, type CodeActionParams, type Diagnostic, type Range } from 'vscode-languageserver';
import { allCorrections, correctionsOf, lowerDocument, rewritingsAt, type Issue } from '../../language/index.js';
import { answerActions } from './answer-actions.js';
import type { Editing } from '../documents/editing.js';
import type { EvaluatedModel } from '../evaluation/evaluated-model.js';
import type { EvaluationService } from '../evaluation/evaluation-service.js';
import { issuesOfNumbers } from '../evaluation/issues-of-numbers.js';

/** Corrects what has only one sensible correction; an editor can run it on save. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.glmm`;

/**
 * Quick fixes: the corrections of every issue at the place, and what the answers propose. They come from the checked
 * text and its numbers, not from the diagnostics that the client sends back, because not every client keeps their data.
 * Also corrections of the whole file, and other ways to write what is at the place.
 */
export class GlmmCodeActionProvider implements CodeActionProvider {
    constructor(
        private readonly services: LangiumServices,
        private readonly evaluation: EvaluationService,
        private readonly editing: Editing
    ) {}

    getCodeActions(document: LangiumDocument, params: CodeActionParams): CodeAction[] {
        const wanted = params.context.only;
        const isHere = (range: Range): boolean => meet(range, params.range);
        const models = this.evaluation.models(document.uri.toString()).filter(({ lowered }) => isHere(lowered.range));
        const issues = isWanted(CodeActionKind.QuickFix, wanted)
            ? this.issuesOf(document, models).filter(({ range }) => isHere(range))
            : [];
        return [
            ...issues.flatMap(issue => this.fixes(document, issue, params.context.diagnostics)),
            ...answerActions(document, models, isHere, wanted),
            ...this.rewritings(document, params.range, wanted),
            // Without `only`, an editor shows what concerns the place.
            ...(wanted && isWanted(fixAllKind, wanted) ? this.fixAll(document) : [])
        ];
    }

    private issuesOf(document: LangiumDocument, models: readonly EvaluatedModel[]): Issue[] {
        const file = lowerDocument(document);
        return [...file.issues, ...file.models.flatMap(model => model.issues), ...issuesOfNumbers(models)];
    }

    private fixes(document: LangiumDocument, issue: Issue, diagnostics: Diagnostic[]): CodeAction[] {
        const { code, range } = issue;
        const corrected = diagnostics.filter(one => one.code === code && sameRange(one.range, range));
        return correctionsOf(document, issue).map(({ title, edits, isPreferred }) => ({
            title,
            kind: CodeActionKind.QuickFix,
            diagnostics: corrected,
            ...(isPreferred && { isPreferred }),
            edit: this.editing.workspaceEdit(document.textDocument, edits)
        }));
    }

    private rewritings(document: LangiumDocument, range: Range, wanted: CodeActionKind[] | undefined): CodeAction[] {
        return rewritingsAt(document, range).flatMap(({ title, kind, edits }) =>
            isWanted(kind, wanted) ? [{ title, kind, edit: this.editing.workspaceEdit(document.textDocument, edits) }] : []
        );
    }

    private fixAll(document: LangiumDocument): CodeAction[] {
        const factory = this.services.shared.workspace.LangiumDocumentFactory;
        const edit = allCorrections(document, text => factory.fromString(text, document.uri));
        return edit ? [{ title: 'Fix all', kind: fixAllKind, edit: { changes: { [document.textDocument.uri]: [edit] } } }] : [];
    }
}

/** Whether an editor asks for a kind: all are asked for by none, and a kind asks for all below it. */
function isWanted(kind: CodeActionKind, wanted: CodeActionKind[] | undefined): boolean {
    return !wanted || wanted.some(asked => asked === CodeActionKind.Empty || kind === asked || kind.startsWith(`${asked}.`));
}

function meet(a: Range, b: Range): boolean {
    return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
    return a.line < b.line || (a.line === b.line && a.character < b.character);
}

function sameRange(a: Range, b: Range): boolean {
    return !isBefore(a.start, b.start) && !isBefore(b.start, a.start) && !isBefore(a.end, b.end) && !isBefore(b.end, a.end);
}
