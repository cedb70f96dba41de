/** Predictors as they can stand in a term, and levels in brackets. */
import type { Cursor } from './cursor.js';
import type { ModelSketch } from './model-sketch.js';
import { named, needed, type Suggestion, type Suggestions } from './suggestion.js';

/** A factor stands in an effect with all of its levels, and in other terms with one of them. */
export function predictorsInTerm({ predictors, listed }: ModelSketch, isEffect: boolean): Suggestion[] {
    return predictors.flatMap((name): Suggestion[] => {
        const values = listed.get(name);
        if (!values?.areNames) {
            return named([name], 'predictor');
        }
        const [, ...others] = values.values;
        return isEffect
            ? [{ label: `levels(${name})`, kind: 'predictor', insteadOf: name, detail: 'an effect for each level but the first' }]
            : others.map(level => ({
                  label: `${name}[${level}]`,
                  kind: 'predictor',
                  insteadOf: name,
                  detail: `1 for ${level}, otherwise 0`
              }));
    });
}

/** What `levels(…)` can hold: factors, and other predictors whose values are listed. */
export function predictorsWithLevels({ predictors, listed }: ModelSketch): Suggestion[] {
    const names = predictors.filter(name => listed.has(name));
    return named(
        names.sort((a, b) => Number(listed.get(b)!.areNames) - Number(listed.get(a)!.areNames)),
        'predictor'
    );
}

/** The levels for the open bracket after a name. Undefined where no such bracket is open. */
export function levelsInBracket({ statement, model }: Cursor): Suggestions | undefined {
    const open = statement.lastIndexOf('[');
    const inside = statement.slice(open + 1);
    const name = statement[open - 1];
    if (open < 1 || inside.includes(']') || (inside.length > 0 && inside.at(-1) !== ',')) {
        return undefined;
    }
    const factor = model.listed.has(name!) ? name! : factorsOf(name!, model)[inside.filter(word => word === ',').length];
    const listed = factor === undefined ? undefined : model.listed.get(factor);
    // The first level is the one that the others are compared with.
    return listed && needed(named(listed.values.slice(factor === name ? 0 : 1), 'number'));
}

/** Effects by the names of their parameters: `effect`, or `effect[low]` and `effect[high]`. */
export function suggestedParameters(effects: readonly string[], model: ModelSketch): Suggestion[] {
    return effects.flatMap(effect =>
        parameterNames(effect, model).map((label): Suggestion => ({
            label,
            kind: 'effect',
            ...(label !== effect && { insteadOf: effect })
        }))
    );
}

function parameterNames(effect: string, model: ModelSketch): string[] {
    const factors = factorsOf(effect, model);
    const levels = factors.map(factor => model.listed.get(factor)?.values.slice(1) ?? []);
    if (factors.length === 0 || levels.some(list => list.length === 0)) {
        return [effect];
    }
    const places = levels.reduce<string[]>((made, list) => made.flatMap(start => list.map(level => `${start}, ${level}`)), ['']);
    return places.map(place => `${effect}[${place.slice(2)}]`);
}

/** The factors whose levels tell the parameters of an effect apart, in the order of its brackets. */
function factorsOf(effect: string, { effects }: ModelSketch): string[] {
    const { term = [] } = effects.find(({ name }) => name === effect) ?? {};
    return term.flatMap((word, i) => (word === 'levels' && term[i + 1] === '(' ? (term[i + 2] ?? []) : []));
}
