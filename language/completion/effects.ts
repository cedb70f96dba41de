/** What can stand in `fixed` and `random`. */
import { functions } from '../knowledge/functions.js';
import { defaultLinkOf } from './default-link.js';
import type { Cursor } from './cursor.js';
import { nextEffect } from './elements.js';
import { measures } from './model-sketch.js';
import { placeholder, withoutPlaces } from './snippet.js';
import { needsMoreWords, openBrackets } from './statements.js';
import { called, equalsSign, leading, named, needed, none, optional, type Suggestion, type Suggestions } from './suggestion.js';
import { suggestedParameters, predictorsInTerm, predictorsWithLevels } from './terms.js';
import { groupSuggestions, valuesAfter } from './usual-values.js';

export function fixedSuggestions(cursor: Cursor): Suggestions {
    const { statement, model, header } = cursor;
    const [, colon, ...rest] = statement;
    const hasIntercept = model.effects.some(({ term }) => term.join('') === '1');
    if (statement.length === 0) {
        const name = nextEffect(model);
        const isIntercept = !hasIntercept && header[1] !== 'B';
        return optional([
            {
                label: `${name}:`,
                kind: 'effect',
                snippet: `${name}: ${isIntercept ? '1 = $0' : '$0'}`,
                detail: isIntercept ? 'the intercept' : 'a new effect'
            }
        ]);
    }
    if (colon === undefined) {
        return needed([{ label: ':', kind: 'sign', snippet: ': $0', detail: 'what the effect multiplies' }]);
    }
    const equals = rest.indexOf('=');
    if (equals < 0) {
        return termSuggestions(cursor, rest, hasIntercept);
    }
    if (equals === rest.length - 1) {
        return needed(valueSuggestions(cursor, rest.slice(0, equals).join('') === '1'));
    }
    if (rest.at(-1) === 'contrasts') {
        return needed([{ label: 'sum', kind: 'keyword', detail: 'deviations from the mean of all levels' }]);
    }
    const hasCoding = rest.includes('levels') && !rest.includes('contrasts') && openBrackets(rest) === 0;
    return hasCoding ? optional(leading(['contrasts'])) : none;
}

function termSuggestions({ model, header }: Cursor, term: readonly string[], hasIntercept: boolean): Suggestions {
    const used = new Set(model.effects.flatMap(effect => effect.term));
    const order = [...model.predictors].sort((a, b) => Number(used.has(a)) - Number(used.has(b)));
    const predictors = predictorsInTerm({ ...model, predictors: order }, true);
    if (term.length > 0 && !needsMoreWords(term)) {
        return needed([
            { label: '=', kind: 'sign', snippet: '= $0', detail: 'the true value' },
            { label: '*', kind: 'sign', snippet: '* $0', detail: 'an interaction' }
        ]);
    }
    if (term.at(-1) === '(' && term.at(-2) === 'levels') {
        return needed(predictorsWithLevels({ ...model, predictors: order }));
    }
    const one: Suggestion = { label: '1', kind: 'number', detail: 'the intercept' };
    const isFirst = term.length === 0 && !hasIntercept && header[1] !== 'B';
    return needed([...(isFirst ? [one] : []), ...predictors, ...(term.length === 0 && !isFirst ? [one] : [])]);
}

/** The ways in which people say a value on the scale of the link. */
const intercepts: Partial<Record<string, string[]>> = { logit: ['logit'], probit: ['probit'], log: ['log'] };
const ratios: Partial<Record<string, string[]>> = { logit: ['OR', 'log'], log: ['RR', 'pct', 'log'] };

function valueSuggestions({ model }: Cursor, isIntercept: boolean): Suggestion[] {
    const link = model.link ?? defaultLinkOf(model.family) ?? 'identity';
    const names = (isIntercept ? intercepts : ratios)[link] ?? [];
    const known = names.flatMap(name => functions.get(name) ?? []);
    const ways = known.map(({ name, documentation }) => called(name, 'function', [{ name: '' }], documentation));
    const asked: Suggestion = { label: '?', kind: 'number', detail: 'solve for it' };
    const isAskable = !isIntercept && !model.asks;
    return [...ways, { label: '0', kind: 'number' }, ...(isAskable ? [asked] : []), ...named(model.constants, 'constant')];
}

/** The head of a block: `random GROUP in OUTER {`. */
export function randomHeadSuggestions({ statement, model }: Cursor): Suggestions {
    if (statement.length === 1) {
        const declared = model.groups.map(({ name }) => name);
        return needed(groupSuggestions(model, declared));
    }
    if (statement.at(-1) === 'in') {
        return needed(groupSuggestions(model, [statement[1]]));
    }
    const body: Suggestion = { label: '{', kind: 'sign', snippet: '{\n\t$0\n}' };
    return needed([
        body,
        ...(statement.length === 2 ? [{ label: 'in', kind: 'keyword', snippet: 'in $0', detail: 'nested in another group' } as const] : [])
    ]);
}

export function randomSuggestions(cursor: Cursor): Suggestions {
    const { statement, model, header } = cursor;
    const present = model.groups.find(({ name }) => name === header[1])?.effects ?? [];
    const inBlockA = suggestedParameters(
        model.effects.filter(({ block }) => block !== 'B').map(({ name }) => name),
        model
    );
    // A pair is of effects that have an entry.
    const paired = present.length > 1 ? named(present, 'effect') : inBlockA;
    const [first] = statement;
    if (first === undefined) {
        return optional([...inBlockA.filter(({ label }) => !present.includes(label)), ...pairs(paired)]);
    }
    if (first === 'correlation' || first === 'covariance') {
        return pairSuggestions(statement, paired);
    }
    if (needsMoreWords(statement)) {
        return valuesAfter(statement.at(-1)!, model) ?? none;
    }
    if (statement.some(word => measures.includes(word))) {
        return none;
    }
    const isIntercept = model.effects.find(({ name }) => name === first)?.term.join('') === '1';
    return needed(leading(measures.filter(measure => measure !== 'icc' || (isIntercept && present.length === 0))));
}

function pairSuggestions(statement: readonly string[], effects: readonly Suggestion[]): Suggestions {
    const last = statement.at(-1);
    if (statement.length === 1) {
        const pair = pairOf(effects);
        return needed([{ label: `(${withoutPlaces(pair)})`, kind: 'sign', snippet: `(${pair}) = $0`, detail: 'of two effects' }]);
    }
    if (last === '(' || last === ',') {
        const written = statement.join('').replace(/,/g, ', ');
        return needed(effects.filter(({ label }) => !written.includes(`(${label},`)));
    }
    return last === ')' ? needed([equalsSign]) : none;
}

/** Where there are only two effects, the next thing to write is the value. */
function pairs(effects: readonly Suggestion[]): Suggestion[] {
    return ['correlation', 'covariance'].map(label => ({
        label,
        kind: 'keyword',
        snippet: `${label}(${pairOf(effects)}) = $0`
    }));
}

function pairOf(effects: readonly Suggestion[]): string {
    const [a = 'beta0', b = 'beta1'] = effects.map(({ label }) => label);
    return effects.length === 2 ? `${a}, ${b}` : `${placeholder(1, a)}, ${placeholder(2, b)}`;
}
