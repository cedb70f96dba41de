/** Comparisons of the values of a drawn predictor, of which a study has each by chance. */
import { isScalarLaw, lawValues } from '../laws/index.js';
import { inverseOf } from '../numeric/linear-algebra.js';
import type { FewDraws } from '../result/few-draws.js';
import { compiledTerms } from '../spec/compiled-terms.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import { leastAbsence, leastWeight, mostValuesOfArm } from './limits.js';
import { shownValue } from './shown-value.js';

/** What an effect compares: weights of the values of its predictor. */
export interface ComparedValues {
    values: readonly { value: number; probability: number; weight: number }[];
}

/**
 * For each fixed effect the comparison that it is, where the effects of its predictor alone and an intercept give every value a mean of its own: with indicators of all values but one
 * it compares two values, with deviations one value with their mean. Null for all others.
 */
export function comparedValues(spec: ModelSpec): (ComparedValues | null)[] {
    const terms = new TermAnalysis(spec.predictors);
    const sources = spec.fixed.map(({ term }) => [...terms.basicPredictors(term)]);
    const found = spec.fixed.map((): ComparedValues | null => null);
    // Without an intercept effects are means, which compare nothing.
    if (!spec.fixed.some(({ term }) => term.op === 'number' && term.value !== 0)) {
        return found;
    }
    for (const predictor of spec.predictors) {
        if (predictor.kind !== 'random' || predictor.names.length > 1 || !isScalarLaw(predictor.law)) {
            continue;
        }
        const [name] = predictor.names;
        const listed = lawValues(predictor.law, mostValuesOfArm)?.filter(({ probability }) => probability > 0) ?? [];
        const own = sources.flatMap((used, at) => (used.length === 1 && used[0] === name ? [at] : []));
        if (own.length === 0 || own.length + 1 !== listed.length) {
            continue;
        }
        const inverse = inverseOf(meansOf(spec, name, own, listed));
        own.forEach((at, i) => {
            found[at] = inverse && { values: listed.map((one, l) => ({ ...one, weight: inverse[i + 1][l] })) };
        });
    }
    return found;
}

/** Row by value: 1 and the terms of the effects. */
function meansOf(spec: ModelSpec, name: string, effects: readonly number[], listed: readonly { value: number }[]): number[][] {
    const { slots, values, derive, terms } = compiledTerms(spec);
    return listed.map(({ value }) => {
        values[slots.get(name)!] = value;
        derive();
        return [1, ...effects.map(at => terms[at](values))];
    });
}

/**
 * κ of a comparison Σ w_v η_v: its variance is in proportion to Σ w²/N_v, and N_v is binomial, so that E(1/N_v) = {1 + (1 − p)/(Np)}/(Np) to the first order and the mean variance is larger by κ/N,
 * κ = Σ w²(1 − p)/p² / Σ w²/p. Of two values it is the kurtosis.
 */
export function kurtosisOfComparison({ values }: ComparedValues): number {
    const sum = (f: (p: number) => number): number =>
        values.reduce((total, { weight, probability }) => total + weight ** 2 * f(probability), 0);
    return sum(p => (1 - p) / p ** 2) / sum(p => 1 / p);
}

/** The value of a comparison that a study misses most often; null where that is rare. */
export function absentOfComparison(spec: ModelSpec, name: string, { values }: ComparedValues, draws: number): FewDraws['absent'] {
    const compared = values.filter(({ weight }) => Math.abs(weight) > leastWeight);
    const rarest = compared.reduce((least, one) => (one.probability < least.probability ? one : least));
    const probability = (1 - rarest.probability) ** draws;
    return probability < leastAbsence ? null : { value: shownValue(spec, name, rarest.value), probability };
}
