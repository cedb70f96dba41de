/** What can stand in `test`, `precision`, `derive` and `using`. */
import { functions } from '../knowledge/functions.js';
import type { Cursor } from './cursor.js';
import type { ModelSketch } from './model-sketch.js';
import { placeholder } from './snippet.js';
import { needsMoreWords } from './statements.js';
import { called, equalsSign, leading, named, needed, none, optional, type Suggestion, type Suggestions } from './suggestion.js';

const usualValues: Record<string, string[]> = {
    power: ['0.80', '0.90'],
    alpha: ['0.05', '0.025', '0.01'],
    level: ['0.95', '0.90'],
    reference: ['t', 'z', 'satterthwaite', 'kr']
};

const alternatives = ['two-sided', 'greater', 'less'];

export function testSuggestions({ statement, model }: Cursor): Suggestions {
    const last = statement.at(-1)!;
    const valued = usualValues[last];
    if (valued && statement.length > 1) {
        return needed(named(valued, last === 'reference' ? 'keyword' : 'number'));
    }
    const hypothesis = statement.slice(Math.max(statement.lastIndexOf(':'), statement.lastIndexOf('and'), 0) + 1);
    const equals = hypothesis.indexOf('=');
    if (hypothesis.length === 0 || (equals < 0 && needsMoreWords(hypothesis))) {
        return needed(effectSuggestions(model));
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
        return last === '|' ? needed(named(model.groupNames, 'group')) : needed(effectSuggestions(model));
    }
    if (usualValues[last]) {
        return needed(named(usualValues[last], 'number'));
    }
    if (last === 'halfwidth' || last === 'factor') {
        return none;
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
        return needed(named(model.groupNames, 'group'));
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

/** Effects that are no intercepts first, the last before the others: that is what studies are made for. */
function effectSuggestions({ effects, derived }: ModelSketch): Suggestion[] {
    const isIntercept = (term: readonly string[]): boolean => term.join('') === '1';
    const main = effects.filter(({ term }) => !isIntercept(term)).reverse();
    const names = [...main, ...effects.filter(({ term }) => isIntercept(term))].map(({ name }) => name);
    return [...named(names, 'effect'), ...named(derived, 'effect')];
}

function parameterSuggestions({ groups }: ModelSketch): Suggestion[] {
    const [group] = groups.filter(({ effects }) => effects.length > 0);
    const inside = group ? `${placeholder(1, group.effects[0]!)} | ${placeholder(2, group.name)}` : '$1';
    return ['var', 'sd'].map(label => ({
        ...called(label, 'function', [{ name: '' }], functions.get(label)?.documentation ?? ''),
        snippet: `${label}(${inside})$0`
    }));
}
