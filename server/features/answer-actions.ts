import { CstUtils, type LangiumDocument } from 'langium';
import { CodeActionKind, type CodeAction, type Range, type TextEdit } from 'vscode-languageserver';
import { isReferenceLaw, isTest } from '../../language/generated/ast.js';
import type { ElementPlace } from '../../language/index.js';
import type { EvaluatedModel } from '../evaluation/evaluated-model.js';
import { placesApartFromExact, usingExact } from './exact-actions.js';
import { answerToWrite, askedPlaces } from './written-answer.js';

/** An edit that an answer proposes, and where it is offered. */
interface AnswerEdit {
    title: string;
    at: Range;
    edit: TextEdit;
}

/**
 * The edits that the answers of a document's models propose: the number in place of a `?`, the t distribution if few units make it differ, and `using exact`
 * where the exact number differs. They correct no error, so an editor may also list them among its refactorings.
 */
export function answerActions(
    document: LangiumDocument,
    models: readonly EvaluatedModel[],
    isHere: (range: Range) => boolean,
    wanted: CodeActionKind[] | undefined
): CodeAction[] {
    const kind = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite].find(
        offered => !wanted || wanted.some(asked => asked === CodeActionKind.Empty || offered === asked || offered.startsWith(`${asked}.`))
    );
    if (kind === undefined) {
        return [];
    }
    return models
        .flatMap(model => [...writtenAnswers(model), ...referencesT(document, model), ...exactAccuracies(document, model)])
        .filter(({ at }) => isHere(at))
        .map(({ title, edit }) => ({ title, kind, edit: { changes: { [document.textDocument.uri]: [edit] } } }));
}

function writtenAnswers(model: EvaluatedModel): AnswerEdit[] {
    const answer = answerToWrite(model);
    return answer
        ? askedPlaces(model).map(({ nameRange }) => ({
              title: `Write ${answer.text} for ?`,
              at: nameRange,
              edit: { range: nameRange, newText: answer.text }
          }))
        : [];
}

function referencesT(document: LangiumDocument, { lowered, answered: { numbers, state } }: EvaluatedModel): AnswerEdit[] {
    const tests = state === 'fresh' ? (numbers?.answers?.value?.tests ?? []) : [];
    return lowered.places
        .filter(({ kind, index }) => kind === 'test' && index !== null && (tests[index]?.withT?.df ?? 0) >= 1)
        .map(({ range }) => ({ title: 'Write `reference t`', at: range, edit: referenceEdit(document, range) }));
}

function exactAccuracies(document: LangiumDocument, model: EvaluatedModel): AnswerEdit[] {
    const places = placesApartFromExact(model);
    const edit = places.length > 0 ? usingExact(document, model) : undefined;
    return edit ? places.map(at => ({ title: 'Write `using exact`', at, edit })) : [];
}

/** In place of the written reference, or after the test. */
function referenceEdit(document: LangiumDocument, { start, end }: ElementPlace['range']): TextEdit {
    const root = document.parseResult.value.$cstNode;
    const test = root && CstUtils.findLeafNodeAtOffset(root, document.textDocument.offsetAt(start))?.astNode;
    const written = isTest(test) ? test.options.find(isReferenceLaw)?.$cstNode?.range : undefined;
    return written ? { range: written, newText: 'reference t' } : { range: { start: end, end }, newText: ' reference t' };
}
