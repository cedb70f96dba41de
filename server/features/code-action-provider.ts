import { CstUtils, type LangiumDocument } from 'langium';
import type { CodeActionProvider, LangiumServices } from 'langium/lsp';
import { type CodeAction, CodeActionKind, type CodeActionParams, type Diagnostic, type Range, type TextEdit } from 'vscode-languageserver';
import type { Model } from '../../language/generated/ast.js';
import { type Issue, type IssueData, lowerDocument } from '../../language/index.js';
import { modelOf, namesOf } from '../../language/scoping/names.js';
import { answerActions } from './answer-actions.js';
import type { EvaluatedModel, EvaluationService } from '../evaluation/evaluation-service.js';
import { issuesOfNumbers } from '../evaluation/issues-of-numbers.js';
import { moveEffect } from './move-effect.js';

/**
 * Quick fixes: for every issue at the place that has a remedy, one edit, and what the answers propose. They come from the checked text and its numbers, not
 * from the diagnostics that the client sends back: not every client keeps their data.
 */
export class GlmmCodeActionProvider implements CodeActionProvider {
    private readonly commentRules: string[];

    constructor(
        services: LangiumServices,
        private readonly evaluation: EvaluationService
    ) {
        this.commentRules = services.parser.GrammarConfig.multilineCommentRules;
    }

    getCodeActions(document: LangiumDocument, params: CodeActionParams): CodeAction[] {
        const wanted = params.context.only;
        const models = this.evaluation.models(document.uri.toString());
        const isHere = (range: Range): boolean => meet(range, params.range);
        const isFixWanted = !wanted || wanted.some(kind => kind === CodeActionKind.QuickFix || kind === CodeActionKind.Empty);
        return [
            ...(isFixWanted ? this.issuesOf(document, models).filter(({ range }) => isHere(range)) : []).flatMap(issue =>
                this.fixes(document, issue, params.context.diagnostics)
            ),
            ...answerActions(document, models, isHere, wanted)
        ];
    }

    private issuesOf(document: LangiumDocument, models: readonly EvaluatedModel[]): Issue[] {
        const file = lowerDocument(document);
        return [...file.issues, ...file.models.flatMap(model => model.issues), ...issuesOfNumbers(models)];
    }

    private fixes(document: LangiumDocument, issue: Issue, diagnostics: Diagnostic[]): CodeAction[] {
        const remedy = (issue.data ?? {}) as IssueData;
        const text = document.textDocument;
        const fix = (title: string, edits: TextEdit[]): CodeAction => ({
            title,
            kind: CodeActionKind.QuickFix,
            diagnostics: diagnostics.filter(({ code, range }) => code === issue.code && sameRange(range, issue.range)),
            isPreferred: true,
            edit: { changes: { [text.uri]: edits } }
        });
        if (remedy.move && remedy.effect) {
            // The message may stand at a use of the effect.
            const model = modelAt(document, issue.range);
            const effect = model && namesOf(model).effects.get(remedy.effect);
            const edits = effect && moveEffect(text, effect, remedy.move, this.commentRules);
            return effect && edits ? [fix(`Move ${effect.name} to block ${remedy.move}`, edits)] : [];
        }
        if (remedy.replace !== undefined) {
            const range = remedy.range ?? issue.range;
            const old = text.getText(range);
            const title = remedy.replace === '' ? `Remove "${old}"` : `Replace by "${remedy.replace}"`;
            return [fix(old === '' ? `Insert "${remedy.replace}"` : title, [{ range, newText: remedy.replace }])];
        }
        return [];
    }
}

function modelAt(document: LangiumDocument, range: Range): Model | undefined {
    const root = document.parseResult.value.$cstNode;
    const leaf = root && CstUtils.findLeafNodeAtOffset(root, document.textDocument.offsetAt(range.start));
    return leaf && modelOf(leaf.astNode);
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
