/** What can stand in `design`, `sweep`, `cost`, `simulate` and `data`. */
import { lawKnowledge } from '../knowledge/laws.js';
import type { Cursor } from './cursor.js';
import { columnSuggestions } from './response.js';
import { placeholder } from './snippet.js';
import { called, equalsSign, leading, named, needed, none, optional, type Suggestion, type Suggestions } from './suggestion.js';
import { priceSuggestions, valuesAfter } from './usual-values.js';

const asked: Suggestion = { label: '?', kind: 'number', detail: 'solve for it' };

/** The laws for the number of observations in a group: sizes by mean and variation, or a count. */
export const lawsOfGroupSizes: Suggestion[] = [
    called(
        'Sizes',
        'law',
        [{ name: 'mean' }, { name: 'cv' }],
        'Gamma with this mean and coefficient of variation, rounded: unequal sizes of groups.'
    ),
    called('Poisson', 'law', lawKnowledge.poisson.arguments, lawKnowledge.poisson.documentation)
];

export function designSuggestions({ statement, model }: Cursor): Suggestions {
    const [first, sign, ...rest] = statement;
    const open = [...model.groups.map(({ name }) => name), ...model.groupNames, 'n'].filter(name => !model.counted.includes(name));
    if (first === undefined) {
        return optional([
            ...named(new Set(open), 'group'),
            { label: 'attrition', kind: 'keyword', snippet: 'attrition $0', detail: 'the share of groups that is lost' }
        ]);
    }
    if (first === 'attrition') {
        return (sign === undefined && valuesAfter(first, model)) || none;
    }
    if (sign === undefined) {
        return needed([
            equalsSign,
            ...(first === 'n' ? [{ label: '~', kind: 'sign', snippet: '~ $0', detail: 'unequal sizes' } as const] : [])
        ]);
    }
    if (rest.length > 0) {
        return none;
    }
    const sizes = first === 'n' ? ['20', '10', '4', '1'] : ['40', '20', '100'];
    return needed(
        sign === '~'
            ? lawsOfGroupSizes
            : [
                  ...(model.asks ? [] : [asked]),
                  ...named(sizes, 'number'),
                  ...(model.asks ? [asked] : []),
                  ...named(model.constants, 'constant')
              ]
    );
}

export function sweepSuggestions({ statement, model }: Cursor): Suggestions {
    const values = statement.slice(3);
    if (statement.length === 1) {
        return needed([
            ...named(model.constants, 'constant'),
            ...named(['n'], 'keyword'),
            ...named(model.groupNames, 'group'),
            ...named(
                model.effects.map(({ name }) => name),
                'effect'
            )
        ]);
    }
    if (statement.length === 2) {
        return needed([equalsSign]);
    }
    if (values.length === 0) {
        return needed([
            {
                label: '10..50 step 10',
                kind: 'number',
                snippet: `${placeholder(1, '10')}..${placeholder(2, '50')} step ${placeholder(3, '10')}$0`
            },
            { label: '0.2, 0.5, 0.8', kind: 'number' }
        ]);
    }
    if (values.at(-1) === 'step') {
        return valuesAfter('step', model) ?? none;
    }
    return values.includes('..') && !values.includes('step') && values.at(-1) !== '..' ? optional(leading(['step'])) : none;
}

export function costSuggestions({ statement, model }: Cursor): Suggestions {
    const [first, unit] = statement;
    if (first === undefined) {
        return optional(leading(['per', 'budget']));
    }
    if (first === 'per' && unit === undefined) {
        return needed([...named(model.groupNames, 'group'), ...named(['observation'], 'keyword')]);
    }
    if (first === 'per') {
        return statement.length === 2 ? priceSuggestions(model) : none;
    }
    return (unit === undefined && valuesAfter(first, model)) || none;
}

export function simulateSuggestions({ statement, model }: Cursor): Suggestions {
    const [first, second] = statement;
    if (first === undefined) {
        return optional(leading(['replicates', 'seed', 'method']));
    }
    if (second !== undefined) {
        return none;
    }
    return first === 'method' ? needed(named(['laplace', 'aghq', 'gva'], 'keyword')) : (valuesAfter(first, model) ?? none);
}

export function dataSuggestions({ statement, header, model, columnsOf }: Cursor): Suggestions {
    if (statement.length === 0) {
        return optional([...named(['response'], 'keyword'), ...named(model.groupNames, 'group'), ...named(model.predictors, 'predictor')]);
    }
    return statement.length === 1 ? needed(columnSuggestions(columnsOf(model.data.get(header[1] ?? '') ?? ''))) : none;
}

/** The head of a block: `data NAME from "file.csv" {`. */
export function dataHeadSuggestions({ statement }: Cursor): Suggestions {
    const file: Suggestion = { label: '"pilot.csv"', kind: 'data', snippet: `"${placeholder(1, 'pilot.csv')}"$0` };
    if (statement.at(-1) === 'from') {
        return needed([file]);
    }
    return statement.length === 2 ? needed([{ label: 'from', kind: 'keyword', snippet: `from ${file.snippet}` }]) : none;
}
