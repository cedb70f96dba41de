/** What can stand in `family`, `predictor`, `let` and `offset`. */
import type { FamilyName } from '../../src-engine/spec/model-spec.js';
import { families, offeredLinks } from '../knowledge/families.js';
import { lawKnowledge, laws, type LawKnowledge } from '../knowledge/laws.js';
import { links } from '../knowledge/links.js';
import type { Cursor } from './cursor.js';
import { placeholder } from './snippet.js';
import { called, equalsSign, leading, named, needed, none, optional, type Suggestion, type Suggestions } from './suggestion.js';
import { openBrackets } from './statements.js';
import { predictorsInTerm } from './terms.js';
import { groupSuggestions } from './usual-values.js';

/** The most used first. */
const usualFirst: readonly FamilyName[] = ['bernoulli', 'gaussian', 'poisson', 'binomial', 'negativeBinomial', 'gamma', 'inverseGaussian'];
const familyOrder = [...new Set([...usualFirst, ...(Object.keys(families) as FamilyName[])])];

function isFamily(name: string | undefined): name is FamilyName {
    return name !== undefined && Object.hasOwn(families, name);
}

export function familySuggestions({ statement }: Cursor): Suggestions {
    const [, name, ...rest] = statement;
    if (name === undefined) {
        return needed(
            familyOrder.map(family => called(families[family].name, 'family', families[family].arguments, families[family].documentation))
        );
    }
    const family = isFamily(name) ? families[name] : undefined;
    if (rest.at(-1) === 'link') {
        const offered = isFamily(name) ? offeredLinks(name) : [];
        return needed(
            offered.map(link => ({ label: link, kind: 'link', documentation: `${links[link].definition}. ${links[link].documentation}` }))
        );
    }
    if (rest.at(-1) === '(') {
        return needed(
            (family?.arguments ?? []).map(argument => ({
                label: `${argument.name} =`,
                kind: 'keyword',
                snippet: `${argument.name} = $0`,
                detail: argument.meaning
            }))
        );
    }
    if (rest.length === 2 && family?.arguments.some(argument => argument.name === rest[1])) {
        return needed([equalsSign]);
    }
    return openBrackets(rest) > 0 || rest.includes('link') ? none : optional(leading(['link']));
}

export function predictorSuggestions(cursor: Cursor): Suggestions {
    const { statement, model } = cursor;
    const last = statement.at(-1);
    const isNamed = statement[1] === '(' ? statement.includes(')') : statement.length > 1;
    if (!isNamed) {
        return none;
    }
    const connector = statement.findIndex(word => word === '~' || word === 'each' || word === '=');
    if (connector < 0) {
        const isVector = statement[1] === '(';
        return needed([
            { label: '~', kind: 'sign', snippet: '~ $0', detail: 'random, with a law' },
            ...(isVector
                ? []
                : ([
                      { label: 'each', kind: 'keyword', snippet: 'each $0', detail: 'the same points in every group' },
                      { ...equalsSign, detail: 'derived from other predictors' }
                  ] as const))
        ]);
    }
    if (last === 'per') {
        return needed(groupSuggestions(model));
    }
    if (last === '~') {
        return needed(lawSuggestions(statement[1] === '('));
    }
    if (last === 'each') {
        return needed(named(['0, 1', '0, 1, 2', '-0.5, 0.5'], 'number'));
    }
    if (statement.includes('Empirical')) {
        return empirical(cursor);
    }
    if (statement[connector] !== '=' && openBrackets(statement) === 0 && last !== ',') {
        return optional(
            statement.includes('per')
                ? []
                : [
                      {
                          label: 'per',
                          kind: 'keyword',
                          snippet: `per ${placeholder(1, model.groupNames[0] ?? 'group')}$0`,
                          detail: 'constant within the units of a group'
                      }
                  ]
        );
    }
    return statement[connector] === '='
        ? {
              items: predictorsInTerm({ ...model, predictors: model.predictors.filter(name => name !== statement[1]) }, false),
              isNeeded: last === '='
          }
        : none;
}

function lawSuggestions(isVector: boolean): Suggestion[] {
    const all = [...laws.values()];
    const first = isVector ? [lawKnowledge.mvNormal] : [lawKnowledge.normal, lawKnowledge.bernoulli, lawKnowledge.uniform];
    return [...new Set([...first, ...all])].map(lawSuggestion);
}

/** With its arguments as places to fill in; where they are no numbers, with those of its example. */
export function lawSuggestion({ name, form, arguments: lawArguments, documentation, example }: LawKnowledge): Suggestion {
    return form === 'numbers'
        ? called(name, 'law', lawArguments, documentation)
        : { label: name, kind: 'law', snippet: `${name}(${placeholder(1, example.slice(name.length + 1, -1))})$0`, documentation };
}

function empirical({ statement, model, columnsOf }: Cursor): Suggestions {
    const last = statement.at(-1);
    if (last === '(') {
        return needed(named(model.data.keys(), 'data'));
    }
    return last === '.' ? needed(columnSuggestions(columnsOf(model.data.get(statement.at(-2) ?? '') ?? ''))) : none;
}

export function columnSuggestions(columns: readonly string[]): Suggestion[] {
    return columns.map(column => ({ label: /^[\p{L}_][\p{L}\d_]*$/u.test(column) ? column : `"${column}"`, kind: 'column' }));
}
