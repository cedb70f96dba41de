/** What can stand in `test`, `precision`, `derive` and `using`. */
import { functions } from '../knowledge/functions.js';
import type { Cursor } from './cursor.js';
import type { ModelSketch } from './model-sketch.js';
import { placeholder } from './snippet.js';
import { needsMoreWords } from './statements.js';
import { called, equalsSign, leading, named, needed, none, optional, type Suggestion, type Suggestions } from './suggestion.js';
import { suggestedParameters } from './terms.js';
import { groupSuggestions, valuesAfter } from './usual-values.js';

const alternatives = ['two-sided', 'greater', 'less'];

export function testSuggestions({ statement, model }: Cursor): Suggestions {
    const last = statement.at(-1)!;
    const values = statement.length > 1 ? valuesAfter(last, model) : undefined;
    if (values) {
        return values;
    }
    if (last === 'reference' && statement.length > 1) {
        return needed(named(['t', 'z', 'satterthwaite', 'kr'], 'keyword'));
    }
    const hypothesis = statement.slice(Math.max(statement.lastIndexOf(':'), statement.lastIndexOf('and'), 0) + 1);
    const equals = hypothesis.indexOf('=');
    if (hypothesis.length === 0 || (equals < 0 && needsMoreWords(hypothesis))) {
        return needed(effectSuggestions(model, true));
    }
    if (equals < 0) {
        return needed([{ label: '= 0', kind: 'sign', snippet: '= ${1:0}$0', detail: 'the hypothesis' }]);
    }
    if (equals === hypothesis.length - 1) {
        return needed(named(['0'], 'number'));
    }
    const has = (word: string): boolean => statement.includes(word);
    return optional([
        ...leading(has('power') ? [] : ['power']),
        ...named(alternatives.some(has) ? [] : alternatives, 'keyword'),
        ...leading(['alpha', 'reference', 'and'].filter(word => word === 'and' || !has(word)))
    ]);
}

export function precisionSuggestions({ statement, model }: Cursor): Suggestions {
    const last = statement.at(-1)!;
    if (statement.length === 1) {
        return needed([...effectSuggestions(model), ...parameterSuggestions(model)]);
    }
    if (needsMoreWords(statement)) {
        return last === '|' ? needed(groupSuggestions(model)) : needed(effectSuggestions(model));
    }
    const values = valuesAfter(last, model);
    if (values) {
        return values;
    }
    const isVariance = statement[1] === 'var' || statement[1] === 'sd';
    const goals = isVariance ? ['factor', 'halfwidth'] : ['halfwidth', 'factor'];
    const hasGoal = goals.some(goal => statement.includes(goal));
    const options = [...(hasGoal ? [] : goals), ...(statement.includes('level') ? [] : ['level'])];
    return { items: leading(options), isNeeded: !hasGoal };
}

export function deriveSuggestions({ statement, model }: Cursor): Suggestions {
    if (statement.length === 2) {
        return needed([equalsSign]);
    }
    const isValueDue = statement.length > 2 && needsMoreWords(statement);
    if (statement.at(-1) === '|') {
        return needed(groupSuggestions(model));
    }
    const others = { ...model, derived: model.derived.filter(name => name !== statement[1]) };
    const inverses = ['exp', 'expit'].flatMap(name => functions.get(name) ?? []);
    const scales =
        statement.at(-1) === '=' ? inverses.map(({ name, documentation }) => called(name, 'function', [{ name: '' }], documentation)) : [];
    return isValueDue ? needed([...scales, ...effectSuggestions(others), ...parameterSuggestions(model)]) : none;
}

export function usingSuggestions({ statement }: Cursor): Suggestions {
    return statement.length === 1 ? needed(named(['refined', 'exact', 'two-term', 'leading'], 'keyword')) : none;
}

/**
 * Effects that are no intercepts first, the last before the others: that is what studies are made for.
 * @param areTested whether the name of an effect with several parameters means all of them, as in a test
 */
function effectSuggestions(model: ModelSketch, areTested = false): Suggestion[] {
    const { effects, derived } = model;
    const isIntercept = (term: readonly string[]): boolean => term.join('') === '1';
    const main = effects.filter(({ term }) => !isIntercept(term)).reverse();
    const names = [...main, ...effects.filter(({ term }) => isIntercept(term))].map(({ name }) => name);
    return [...(areTested ? named(names, 'effect') : suggestedParameters(names, model)), ...named(derived, 'effect')];
}

function parameterSuggestions({ groups }: ModelSketch): Suggestion[] {
    const [group] = groups.filter(({ effects }) => effects.length > 0);
    const inside = group ? `${placeholder(1, group.effects[0]!)} | ${placeholder(2, group.name)}` : '$1';
    return ['var', 'sd'].map(label => ({
        ...called(label, 'function', [{ name: '' }], functions.get(label)?.documentation ?? ''),
        snippet: `${label}(${inside})$0`
    }));
}
