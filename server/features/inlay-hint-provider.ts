import type { LangiumDocument } from 'langium';
import type { InlayHintProvider } from 'langium/lsp';
import { type InlayHint, InlayHintKind, type InlayHintParams, type Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isFile, type Model } from '../../language/generated/ast.js';
import { readingHints, type ReadingHint } from '../../language/reading/reading-hints.js';
import type { EvaluatedModel } from '../evaluation/evaluated-model.js';
import type { EvaluationService } from '../evaluation/evaluation-service.js';
import type { NumberHintData } from '../protocol.js';
import type { HintKind, Settings } from '../settings.js';
import { isWanted, numbersFor, oneLineText, subjectsOf, type NumberSubject } from './one-line-texts.js';
import type { NumbersRefresh } from './numbers-refresh.js';
import { answerToWrite } from './written-answer.js';

const switches: Record<ReadingHint['kind'], HintKind> = {
    block: 'blocks',
    argument: 'argumentNames',
    value: 'values',
    icc: 'icc'
};

/** Between a line and its number. The padding of a hint is less than a letter, so `power 0.90` and `40 clinics` would read as one number. */
const distance = '  ';

/** Numbers at the ends of lines, where the user wants them there, and short explanations between the words. */
export class GlmmInlayHintProvider implements InlayHintProvider {
    constructor(
        private readonly evaluation: EvaluationService,
        private readonly settings: Settings,
        private readonly refresh: NumbersRefresh
    ) {}

    getInlayHints(document: LangiumDocument, { range }: InlayHintParams): InlayHint[] {
        const { textDocument } = document;
        const key = document.uri.toString();
        const file = document.parseResult.value;
        const hints: InlayHint[] = [];
        const models = this.evaluation.models(key).map((model, index): EvaluatedModel => {
            if (!meets(model.lowered.range, range)) {
                return model;
            }
            const node = isFile(file) ? file.models[index] : undefined;
            hints.push(...(node ? this.explanations(model, node, document, range) : []));
            return this.settings.numbersAt === 'lineEnds' ? this.lookedAt(model, key, index) : model;
        });
        this.refresh.delivered(key, models);
        return this.settings.numbersAt === 'lineEnds'
            ? [...hints, ...models.flatMap(model => this.numbers(model, textDocument, range))]
            : hints;
    }

    /** The model with its results. Those that nobody has requested are now requested. */
    private lookedAt(model: EvaluatedModel, key: string, index: number): EvaluatedModel {
        const isMissing = (['model', 'test'] as const)
            .map(element => numbersFor(model, element))
            .some(({ state, numbers }) => state === 'waiting' && !numbers);
        if (!isMissing) {
            return model;
        }
        this.evaluation.ask(key, index);
        return this.evaluation.model(key, index) ?? model;
    }

    private numbers(model: EvaluatedModel, document: TextDocument, range: Range): InlayHint[] {
        return subjectsOf(model)
            .filter(subject => isInside(subject.range.start.line, range) && isWanted(subject, this.settings))
            .flatMap(subject => this.number(model, subject, document));
    }

    private number(model: EvaluatedModel, subject: NumberSubject, document: TextDocument): InlayHint[] {
        const text = oneLineText(model, subject, 'double-click');
        if (!text) {
            return [];
        }
        const label = distance + text;
        const { start } = subject.range;
        const { state } = numbersFor(model, subject.element);
        const data: NumberHintData = { uri: document.uri, position: start, state };
        const answer = subject.element === 'asked' ? answerToWrite(model) : null;
        const textEdits = answer ? [{ range: subject.range, newText: answer.text }] : undefined;
        return [{ position: endOfLine(document, start.line), label, paddingLeft: true, data, ...(textEdits && { textEdits }) }];
    }

    private explanations({ lowered, numbers }: EvaluatedModel, node: Model, document: LangiumDocument, range: Range): InlayHint[] {
        const wanted = new Set(Object.entries(switches).flatMap(([kind, key]) => (this.settings.showsHints(key) ? [kind] : [])));
        if (wanted.size === 0) {
            return [];
        }
        return readingHints(node, document, lowered.spec ?? numbers?.spec ?? null)
            .filter(({ kind, at }) => wanted.has(kind) && isInside(at.line, range))
            .map(({ kind, at, side, text, explanation }) => ({
                position: at,
                label: text,
                ...(kind === 'argument' && { kind: InlayHintKind.Parameter }),
                ...(side === 'before' ? { paddingRight: true } : { paddingLeft: true }),
                ...(explanation !== null && { tooltip: explanation })
            }));
    }
}

function meets({ start, end }: Range, range: Range): boolean {
    return start.line <= range.end.line && range.start.line <= end.line;
}

function isInside(line: number, { start, end }: Range): boolean {
    return start.line <= line && line <= end.line;
}

function endOfLine(document: TextDocument, line: number): InlayHint['position'] {
    const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
    return { line, character: text.replace(/[\r\n]+$/, '').length };
}
