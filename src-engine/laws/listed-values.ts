/** The values of a predictor that has finitely many. */
import type { Law, PredictorSpec } from '../spec/model-spec.js';
import { levelsOf } from '../spec/predictor-levels.js';
import { compileTerm, derivedInOrder, indexPredictors } from '../spec/term.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import { lawValues } from './laws.js';
import { mostLevels, mostListedCombinations } from './limits.js';
import { isScalarLaw } from './scalar-law.js';

/** A number, or the name of a level. */
export type PredictorValue = number | string;

const comparisons: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=']);

/**
 * The different values of a predictor: levels and points in the order of the text, other numbers ascending. `null` where they are infinitely many or more than
 * `mostLevels`. Undefined where nothing has read the data that they come from.
 *
 * @param predictors all of the model; derived ones without a cycle
 */
export function listedValues(name: string, predictors: readonly PredictorSpec[]): readonly PredictorValue[] | null | undefined {
    const predictor = predictors.find(one => (one.kind === 'random' ? one.names.includes(name) : one.name === name));
    if (!predictor) {
        return undefined;
    }
    const values = predictor.kind === 'derived' ? derivedValues(predictor, predictors) : ownValues(predictor);
    return values && values.length <= mostLevels ? values : values && null;
}

/** Values of a predictor that does not depend on others. */
function ownValues(predictor: Exclude<PredictorSpec, { kind: 'derived' }>): readonly PredictorValue[] | null | undefined {
    const levels = levelsOf(predictor);
    if (levels) {
        return levels;
    }
    return predictor.kind === 'each' ? [...new Set(predictor.points)] : predictor.kind === 'random' ? lawPoints(predictor.law) : null;
}

function lawPoints(law: Law): readonly number[] | null | undefined {
    if (law.law === 'empirical') {
        return undefined;
    }
    if (law.law === 'discrete' && law.source === undefined) {
        return [...new Set(law.values)];
    }
    const listed = isScalarLaw(law) ? lawValues(law, mostLevels) : null;
    return listed && listed.map(({ value }) => value).sort((a, b) => a - b);
}

/** A comparison is 0 or 1. Other derived predictors are computed for all values of what they depend on. */
function derivedValues(
    predictor: Extract<PredictorSpec, { kind: 'derived' }>,
    predictors: readonly PredictorSpec[]
): readonly number[] | null | undefined {
    if (comparisons.has(predictor.term.op)) {
        return [0, 1];
    }
    const index = indexPredictors(predictors);
    const used = new TermAnalysis(predictors).basicPredictors({ op: 'predictor', name: predictor.name });
    const axes: { slot: number; values: readonly number[] }[] = [];
    for (const name of used) {
        const basic = predictors.find(
            one => one.kind !== 'derived' && (one.kind === 'each' ? one.name === name : one.names.includes(name))
        );
        const values = basic && basic.kind !== 'derived' ? ownValues(basic) : null;
        if (!values) {
            return values;
        }
        axes.push({ slot: index.slots.get(name)!, values: values.map((value, i) => (typeof value === 'number' ? value : i)) });
    }
    const combinations = axes.reduce((product, { values }) => product * values.length, 1);
    if (mostListedCombinations < combinations) {
        return null;
    }
    const at = new Float64Array(index.slots.size);
    const steps = derivedInOrder(predictors).map(({ name, term }) => ({ slot: index.slots.get(name)!, f: compileTerm(term, index) }));
    const found = new Set<number>();
    for (let i = 0; i < combinations; i++) {
        let rest = i;
        for (const { slot, values } of axes) {
            at[slot] = values[rest % values.length];
            rest = Math.floor(rest / values.length);
        }
        steps.forEach(({ slot, f }) => (at[slot] = f(at)));
        found.add(at[index.slots.get(predictor.name)!]);
    }
    return [...found].sort((a, b) => a - b);
}
