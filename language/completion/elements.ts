/** The elements of a model, in the order in which people write them. */
import { keywords } from '../knowledge/keywords.js';
import type { ModelSketch } from './model-sketch.js';
import { placeholder } from './snippet.js';
import { type Suggestion } from './suggestion.js';

const usualOrder = [
    ...['family', 'predictor', 'fixed', 'random', 'design', 'test', 'precision', 'sweep', 'let'],
    ...['fixed A', 'fixed B', 'offset', 'cost', 'derive', 'using', 'data', 'simulate']
];

/** What people write after an element. */
const usualNext: Record<string, string[]> = {
    '': ['family', 'let'],
    let: ['family', 'sweep'],
    data: ['family', 'predictor'],
    sweep: ['family', 'sweep'],
    family: ['predictor', 'fixed'],
    predictor: ['fixed', 'predictor'],
    offset: ['fixed', 'random'],
    fixed: ['random', 'design'],
    'fixed A': ['fixed B', 'random'],
    'fixed B': ['random', 'design'],
    random: ['design', 'random'],
    design: ['test', 'precision', 'cost'],
    test: ['test', 'precision'],
    precision: ['precision', 'test'],
    cost: ['test', 'using'],
    derive: ['precision', 'derive', 'design']
};

/** At most one of each. */
const single = new Set(['family', 'design', 'cost', 'simulate', 'using']);

/** The elements for a new line of a model, after the element that begins with `last`. */
export function elementSuggestions(model: ModelSketch, last: string | undefined): Suggestion[] {
    const lacksFamily = model.family === undefined && last !== undefined && last !== 'let';
    const order = [...(lacksFamily ? ['family'] : []), ...(usualNext[last ?? ''] ?? []), ...usualOrder];
    return [...new Set(order)]
        .filter(name => !single.has(name) || !model.elements.includes(name))
        .map(name => elementSuggestion(name, model));
}

/** What follows the word `fixed`: the tool sorts the effects, or the author says to which block they belong. */
export function fixedBlocks(model: ModelSketch): Suggestion[] {
    const sorted: Suggestion = { label: '{', kind: 'sign', snippet: fixedBody('', model) };
    const blocks = ['A', 'B'].map((letter): Suggestion => ({
        label: letter,
        kind: 'element',
        snippet: `${letter} ${fixedBody(letter, model)}`,
        ...about(letter)
    }));
    return [sorted, ...blocks];
}

function elementSuggestion(label: string, model: ModelSketch): Suggestion {
    const snippet = snippets[label]?.(model) ?? `${label} $0`;
    return { label, kind: 'element', snippet, ...about(label) };
}

function about(label: string): Pick<Suggestion, 'documentation' | 'detail'> {
    const known = keywords.get(label) ?? keywords.get(label.split(' ')[1] ?? '');
    return known ? { documentation: `${known.documentation}\n\n\`\`\`glmm\n${known.example}\n\`\`\`` } : {};
}

const snippets: Record<string, ((model: ModelSketch) => string) | undefined> = {
    predictor: () => `predictor ${placeholder(1, 'x')} $0`,
    fixed: model => `fixed ${fixedBody('', model)}`,
    'fixed A': model => `fixed A ${fixedBody('A', model)}`,
    'fixed B': model => `fixed B ${fixedBody('B', model)}`,
    random(model) {
        const declared = new Set(model.groups.map(({ name }) => name));
        const group = model.groupNames.find(name => !declared.has(name)) ?? placeholder(1, 'subject');
        const effect = model.effects.find(({ block }) => block !== 'B')?.name;
        return `random ${group} {\n\t${effect === undefined ? '' : `${effect} sd `}$0\n}`;
    },
    design: model => `design { ${designEntries(model)} }$0`,
    test: model => `test ${placeholder(1, mainEffect(model))} = ${placeholder(2, '0')} power ${placeholder(3, '0.80')}$0`,
    precision: model => `precision ${placeholder(1, mainEffect(model))} halfwidth $0`,
    cost(model) {
        const prices = model.groupNames.map((name, i) => `per ${name} ${placeholder(i + 1, '100')}, `);
        return `cost { ${prices.join('')}per observation ${placeholder(prices.length + 1, '5')}, budget $0 }`;
    },
    simulate: () => `simulate { replicates ${placeholder(1, '1000')}, seed ${placeholder(2, '1')} }$0`,
    data: () => `data ${placeholder(1, 'pilot')} from "${placeholder(2, 'pilot.csv')}"$0`
};

function fixedBody(letter: string, model: ModelSketch): string {
    const isIntercept = letter !== 'B' && !model.effects.some(({ term }) => term.join('') === '1');
    // An intercept keeps its usual name; other effects have names of their own.
    return isIntercept ? `{\n\t${nextEffect(model)}: 1 = $0\n}` : `{\n\t${placeholder(1, nextEffect(model))}: $0\n}`;
}

/** `beta0`, `beta1` … in the manner of the names that there are. */
export function nextEffect({ effects }: ModelSketch): string {
    const last = effects.findLast(({ name }) => /\d$/.test(name))?.name ?? 'beta';
    const stem = last.replace(/\d+$/, '');
    const names = new Set(effects.map(({ name }) => name));
    let number = effects.length === 0 ? 0 : 1;
    while (names.has(`${stem}${number}`)) {
        number++;
    }
    return `${stem}${number}`;
}

/** The last effect that is not an intercept: the one that a study is made for. */
function mainEffect({ effects }: ModelSketch): string {
    return (effects.findLast(({ term }) => term.join('') !== '1') ?? effects.at(-1))?.name ?? 'beta1';
}

function designEntries(model: ModelSketch): string {
    const groups = model.groups.map(({ name }) => name);
    const first = model.asks ? '40' : '?';
    const counts = groups.map((name, i) => `${name} = ${placeholder(i + 1, i === 0 ? first : '10')}`);
    return [...counts, `n = ${placeholder(groups.length + 1, groups.length === 0 ? first : '20')}`].join(', ');
}
