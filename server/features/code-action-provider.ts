import { CstUtils, type LangiumDocument } from 'langium';
import type { CodeActionProvider, LangiumServices } from 'langium/lsp';
import { type CodeAction, CodeActionKind, type CodeActionParams, type Diagnostic, type Range, type TextEdit } from 'vscode-languageserver';
import type { Model } from '../../language/generated/ast.js';
import { type Fix, type Issue, lowerDocument } from '../../language/index.js';
import { modelOf, namesOf } from '../../language/scoping/names.js';
import { answerActions } from './answer-actions.js';
import type { EvaluatedModel } from '../evaluation/evaluated-model.js';
import type { EvaluationService } from '../evaluation/evaluation-service.js';
import { issuesOfNumbers } from '../evaluation/issues-of-numbers.js';
import { moveEffect } from './move-effect.js';

/**
 * Quick fixes: one edit for every issue at the place that has a fix, and what the answers propose. They come from the checked
 * text and its numbers, not from the diagnostics that the client sends back, because not every client keeps their data.
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
        const { fix, code, range } = issue;
        const edits = fix && this.edits(document, range, fix);
        if (!fix || !edits) {
            return [];
        }
        return [
            {
                title: fix.title,
                kind: CodeActionKind.QuickFix,
                diagnostics: diagnostics.filter(one => one.code === code && sameRange(one.range, range)),
                isPreferred: true,
                edit: { changes: { [document.textDocument.uri]: edits } }
            }
        ];
    }

    /** The edits of a fix; undefined where the text does not allow it. */
    private edits(document: LangiumDocument, range: Range, fix: Fix): TextEdit[] | undefined {
        if (fix.kind === 'replace') {
            return [{ range, newText: fix.text }];
        }
        // The issue may be at a use of the effect.
        const model = modelAt(document, range);
        const effect = model && namesOf(model).effects.get(fix.effect);
        return effect && moveEffect(document.textDocument, effect, fix.block, this.commentRules);
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
