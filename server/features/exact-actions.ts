import { CstUtils, type LangiumDocument } from 'langium';
import type { Range, TextEdit } from 'vscode-languageserver';
import { exactAnswerApart, exactOverInUse } from '../../language/presentation/index.js';
import { modelOf } from '../../language/scoping/names.js';
import type { EvaluatedModel } from '../evaluation/evaluated-model.js';

/** The places of a model whose exact number is known and far from the one in use. */
export function placesApartFromExact({ lowered, numbers, state, answered }: EvaluatedModel): Range[] {
    const parameters = state === 'fresh' ? (numbers?.analysis.parameters ?? []) : [];
    const effects = new Set(parameters.filter(parameter => exactOverInUse(parameter) !== null).map(({ name }) => name));
    const answers = answered.state === 'fresh' ? (answered.numbers?.answers?.value ?? null) : null;
    const tests = (answers?.tests ?? []).map(
        ({ power, using, required }) =>
            exactAnswerApart(power, using) !== null || (required !== null && exactAnswerApart(required.value, required.using) !== null)
    );
    return lowered.places
        .filter(({ kind, name, index }) => (kind === 'fixed' && effects.has(name)) || (kind === 'test' && index !== null && tests[index]))
        .map(({ range }) => range);
}

/** Writes `using exact` in place of the accuracy of a model, or after its last element. Undefined if the text around it does not parse. */
export function usingExact(document: LangiumDocument, { lowered }: EvaluatedModel): TextEdit | undefined {
    const written = lowered.places.find(({ kind }) => kind === 'accuracy');
    if (written) {
        return { range: written.range, newText: 'using exact' };
    }
    const { textDocument } = document;
    const root = document.parseResult.value.$cstNode;
    const leaf = root && CstUtils.findLeafNodeAtOffset(root, textDocument.offsetAt(lowered.nameRange.start));
    const last = leaf && modelOf(leaf.astNode)?.elements.at(-1)?.$cstNode;
    if (!last) {
        return undefined;
    }
    const line = textDocument.getText({ start: { line: last.range.start.line, character: 0 }, end: last.range.start });
    const isOnOneLine = lowered.range.start.line === lowered.range.end.line;
    return {
        range: { start: last.range.end, end: last.range.end },
        newText: isOnOneLine ? ' using exact' : `\n${/^\s*/.exec(line)![0]}using exact`
    };
}
