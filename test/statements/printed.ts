/** All texts that the product prints about a model, as single statements. */
import { accuracyIssues, answerIssues, type LoweredModel } from '../../language/index.js';
import {
    askedLens,
    costLens,
    elementHover,
    fixedEffectLens,
    modelHover,
    modelLens,
    modelText,
    plainStyle,
    precisionLens,
    testLens,
    type ModelView
} from '../../language/presentation/index.js';
import { answeredGoal } from '../../language/presentation/prose/answer-text.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { accuracyBlocks } from '../../report/accuracy-section.js';
import type { Block, Section, Text } from '../../report/document.js';
import { modelSection } from '../../report/model-section.js';
import type { ReportModel } from '../../report/report-model.js';

/** Plain text. `of`: what the text is about, as in `places`. */
export interface Statement {
    text: string;
    where: 'lens' | 'hover' | 'terminal' | 'message' | 'report';
    of: { kind: string; name: string; index: number | null };
}

/** Messages of these codes are made of numbers. */
const numericCodes = new Set([
    'few-draws',
    'few-events',
    'uneven-groups',
    'no-unit-left',
    'small-information',
    'leading-too-small',
    'no-such-accuracy',
    'goal-not-reached',
    'goal-at-smallest',
    'large-size'
]);

export function printed(model: LoweredModel, view: ModelView): Statement[] {
    const { spec, scales, analysis, answers } = view;
    const whole = { kind: 'model', name: spec.name, index: null };
    const lens = (text: string, of: Statement['of']) => text.split(' · ').map((part): Statement => ({ text: part, where: 'lens', of }));
    const lenses = [
        ...lens(modelLens(view), whole),
        ...spec.fixed.flatMap(({ name }) =>
            lens(fixedEffectLens(view, name, { isSorted: model.sorted.includes(name) }), { kind: 'fixed', name, index: null })
        ),
        ...spec.tests.flatMap((_, index) => lens(testLens(view, index), { kind: 'test', name: '', index })),
        ...spec.precisions.flatMap((_, index) => lens(precisionLens(view, index), { kind: 'precision', name: '', index })),
        ...(spec.cost ? lens(costLens(view), { kind: 'cost', name: 'cost', index: null }) : []),
        ...model.places.filter(({ kind }) => kind === 'asked').flatMap(of => lens(askedLens(view), of))
    ];
    const hovers = [
        ...fromMarkdown(modelHover(view), whole),
        ...factorsOf(spec).flatMap(name =>
            fromMarkdown(elementHover(view, { kind: 'fixed', name, index: null }, null), { kind: 'fixed', name, index: null })
        ),
        ...model.places.flatMap(place =>
            fromMarkdown(elementHover(view, place, null), place.kind === 'asked' ? askedFor(view, place) : place)
        )
    ];
    const terminal = modelText({ file: 'm.glmm', title: null, spec, scales, analysis: analysis!, answers }, 1e6, plainStyle)
        .split('\n')
        // Tables have columns two spaces apart.
        .slice(2)
        .filter(line => !/ {2}/.test(line))
        .flatMap(line => sentences(line, 'terminal', whole));
    const issues = [...model.issues, ...accuracyIssues(model, spec, analysis!), ...answerIssues(model, spec, answers!)]
        .filter(({ code }) => numericCodes.has(code))
        .flatMap(({ message }) => sentences(message.replace(/`/g, ''), 'message', whole));
    return [...lenses, ...hovers, ...terminal, ...issues].filter(({ text }) => text !== '');
}

/** A `?` is told about by the goal that answers it. */
function askedFor({ answers }: ModelView, asked: Statement['of']): Statement['of'] {
    const goal = answers && answeredGoal(answers);
    return goal && goal.kind !== 'optimal' ? { kind: goal.kind, name: asked.name, index: goal.index } : asked;
}

/** The report of a model: paragraphs, captions, lists and notices. */
export function printedInReport(model: ReportModel): Statement[] {
    const whole = { kind: 'model', name: model.name, index: null };
    const { blocks, sections } = modelSection(model, 'm', 'm.glmm');
    const texts = [...blocks, ...sections.flatMap(blocksOf), ...accuracyBlocks([model])].flatMap(textsOf);
    return texts.flatMap(text => sentences(text, 'report', whole));
}

const blocksOf = ({ id, blocks, sections }: Section): Block[] =>
    // Messages are the language's own.
    id.endsWith('messages') ? [] : [...blocks, ...sections.flatMap(blocksOf)];

function textsOf(block: Block): string[] {
    switch (block.kind) {
        case 'paragraph':
        case 'notice':
            return [plain(block.text)];
        case 'list':
            return block.items.flatMap(item => item.flatMap(textsOf));
        case 'summary':
        case 'quotation':
            return block.paragraphs;
        case 'table':
            return [plain(block.caption)];
        case 'figure':
            return [plain(block.caption), ...(block.numbers ? textsOf(block.numbers) : [])];
        default:
            return [];
    }
}

const plain = (text: Text): string => text.map(part => (typeof part === 'string' ? part : Object.values(part).join(''))).join('');

/** Without code blocks and tables; markup is taken off. */
function fromMarkdown(markdown: string, of: Statement['of']): Statement[] {
    return markdown
        .replace(/^```[\s\S]*?^```/gm, '')
        .split('\n')
        .filter(line => !line.startsWith('|'))
        .map(line =>
            line
                .trim()
                .replace(/^_(.*)_$/, '$1')
                .replace(/\*\*/g, '')
                .replace(/(?<!\\)`/g, '')
                .replace(/\\(.)/g, '$1')
        )
        .flatMap(line => sentences(line, 'hover', { kind: of.kind, name: of.name, index: of.index }));
}

/** A sentence ends at a full stop before a capital letter or a digit. */
function sentences(text: string, where: Statement['where'], of: Statement['of']): Statement[] {
    return text
        .split(/(?<=[\p{L}\d)%?₀-₉⁻¹]\.) (?=[A-Z0-9])/u)
        .map(part => part.trim())
        .filter(part => part !== '')
        .map(part => ({ text: part, where, of }));
}

/** The names of factors: those of their effects without the levels. */
function factorsOf({ fixed }: ModelSpec): string[] {
    return [...new Set(fixed.filter(({ name }) => name.endsWith(']')).map(({ name }) => name.slice(0, name.indexOf('['))))];
}
