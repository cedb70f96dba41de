/** What can stand in `fixed` and `random`. */
import { functions } from '../knowledge/functions.js';
import { defaultLinkOf } from './default-link.js';
import type { Cursor } from './cursor.js';
import { nextEffect } from './elements.js';
import { placeholder } from './snippet.js';
import { needsMoreWords } from './statements.js';
import { called, equalsSign, leading, named, needed, none, optional, type Suggestion, type Suggestions } from './suggestion.js';

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
    return equals === rest.length - 1 ? needed(valueSuggestions(cursor, rest.slice(0, equals).join('') === '1')) : none;
}

function termSuggestions({ model, header }: Cursor, term: readonly string[], hasIntercept: boolean): Suggestions {
    const used = new Set(model.effects.flatMap(effect => effect.term));
    const predictors = [...model.predictors].sort((a, b) => Number(used.has(a)) - Number(used.has(b)));
    if (term.length > 0 && !needsMoreWords(term)) {
        return needed([
            { label: '=', kind: 'sign', snippet: '= $0', detail: 'the true value' },
            { label: '*', kind: 'sign', snippet: '* $0', detail: 'an interaction' }
        ]);
    }
    const one: Suggestion = { label: '1', kind: 'number', detail: 'the intercept' };
    const isFirst = term.length === 0 && !hasIntercept && header[1] !== 'B';
    return needed([...(isFirst ? [one] : []), ...named(predictors, 'predictor'), ...(term.length === 0 && !isFirst ? [one] : [])]);
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
    const declared = new Set(model.groups.map(({ name }) => name));
    if (statement.length === 1) {
        return needed(
            named(
                model.groupNames.filter(name => !declared.has(name)),
                'group'
            )
        );
    }
    if (statement.at(-1) === 'in') {
        return needed(
            named(
                model.groupNames.filter(name => name !== statement[1]),
                'group'
            )
        );
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
    const inBlockA = model.effects.filter(({ block }) => block !== 'B').map(({ name }) => name);
    const [first] = statement;
    if (first === undefined) {
        const missing = inBlockA.filter(name => !present.includes(name));
        return optional([...named(missing, 'effect'), ...pairs(present.length > 1 ? present : inBlockA)]);
    }
    if (first === 'correlation' || first === 'covariance') {
        if (statement.at(-1) === '(' || statement.at(-1) === ',') {
            return needed(
                named(
                    (present.length > 0 ? present : inBlockA).filter(name => !statement.includes(name)),
                    'effect'
                )
            );
        }
        return statement.at(-1) === ')' ? needed([equalsSign]) : none;
    }
    if (statement.length === 1) {
        const isIntercept = model.effects.find(({ name }) => name === first)?.term.join('') === '1';
        return needed(leading(['sd', 'variance', ...(isIntercept && present.length === 0 ? ['icc'] : [])]));
    }
    return statement.length === 2 ? optional(named(model.constants, 'constant')) : none;
}

/** Where there are only two effects, the next thing to write is the value. */
function pairs(effects: readonly string[]): Suggestion[] {
    const [a = 'beta0', b = 'beta1'] = effects;
    const pair = effects.length === 2 ? `${a}, ${b}` : `${placeholder(1, a)}, ${placeholder(2, b)}`;
    return ['correlation', 'covariance'].map(label => ({
        label,
        kind: 'keyword',
        snippet: `${label}(${pair}) = $0`
    }));
}
