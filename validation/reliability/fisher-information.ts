/**
 * The inverse Fisher information of a random design without groups, from its definition: the mean of x xᵀ (dμ/dη)²/Var(y) over the predictors. It shares no formula
 * with the program.
 */
import { inverseSpd } from '../../src-engine/numeric/cholesky.js';
import { normalCdf, normalPdf } from '../../src-engine/numeric/special/normal-distribution.js';
import type { FamilySpec, ModelSpec, PredictorSpec } from '../../src-engine/spec/model-spec.js';
import { compileTerm, indexPredictors } from '../../src-engine/spec/term.js';

/** @returns the variances of the fixed effects for many observations */
export function fisherVariances({ family, predictors, fixed, design }: ModelSpec): number[] {
    if (design.n?.kind !== 'fixed') {
        throw new Error('A random design has a number of observations.');
    }
    const index = indexPredictors(predictors);
    const terms = fixed.map(({ term }) => compileTerm(term, index));
    const information = fixed.map(() => fixed.map(() => 0));
    for (const { values, probability } of combinations(predictors)) {
        const x = terms.map(term => term(values));
        const eta = x.reduce((sum, value, i) => sum + value * fixed[i]!.value!, 0);
        const weight = design.n.n * probability * informationOfEta(family, eta);
        x.forEach((one, i) => x.forEach((other, j) => (information[i]![j]! += weight * one * other)));
    }
    const found = inverseSpd(information);
    if (!found.ok) {
        throw new Error('A random design has no information about an effect.');
    }
    return found.inverse.map((row, i) => row[i]!);
}

interface Point {
    value: number;
    probability: number;
}

/** All values of the predictors, in the order of the spec. */
function combinations(predictors: readonly PredictorSpec[]): { values: Float64Array; probability: number }[] {
    return predictors
        .map(pointsOf)
        .reduce(
            (all, points) =>
                all.flatMap(({ values, probability }) =>
                    points.map(point => ({ values: Float64Array.of(...values, point.value), probability: probability * point.probability }))
                ),
            [{ values: Float64Array.of(), probability: 1 }]
        );
}

function pointsOf(predictor: PredictorSpec): Point[] {
    if (predictor.kind === 'each') {
        return predictor.points.map(value => ({ value, probability: 1 / predictor.points.length }));
    }
    if (predictor.kind === 'random' && predictor.law.law === 'bernoulli') {
        const { p } = predictor.law;
        return [
            { value: 0, probability: 1 - p },
            { value: 1, probability: p }
        ];
    }
    if (predictor.kind === 'random' && predictor.law.law === 'normal') {
        const { mean, sd } = predictor.law;
        // The trapezoidal rule, which has all digits of a smooth mean over a normal law.
        return Array.from({ length: 161 }, (_, i) => {
            const z = (i - 80) / 8;
            return { value: mean + sd * z, probability: normalPdf(z) / 8 };
        });
    }
    throw new Error('A random design has no such predictor.');
}

/** (dμ/dη)²/Var(y) of one observation. */
function informationOfEta({ name, link, phi, trials, size }: FamilySpec, eta: number): number {
    const { mean, rest, slope } = responseAt(link, eta);
    // Far out nothing is left of it as a double.
    if (slope === 0) {
        return 0;
    }
    switch (name) {
        case 'bernoulli':
            return slope ** 2 / (mean * rest);
        case 'binomial':
            return ((trials?.op === 'number' ? trials.value : NaN) * slope ** 2) / (mean * rest);
        case 'poisson':
            return slope ** 2 / mean;
        case 'negativeBinomial':
            return slope ** 2 / (mean + mean ** 2 / size!);
        case 'gamma':
            return slope ** 2 / (phi * mean ** 2);
        case 'inverseGaussian':
            return slope ** 2 / (phi * mean ** 3);
        case 'gaussian':
            return slope ** 2 / phi;
    }
}

/** The mean, 1 less the mean without cancellation, and the slope of the mean. */
function responseAt(link: FamilySpec['link'], eta: number): { mean: number; rest: number; slope: number } {
    switch (link) {
        case 'logit': {
            const [mean, rest] = [1 / (1 + Math.exp(-eta)), 1 / (1 + Math.exp(eta))];
            return { mean, rest, slope: mean * rest };
        }
        case 'probit':
            return { mean: normalCdf(eta), rest: normalCdf(-eta), slope: normalPdf(eta) };
        case 'cloglog':
            return { mean: -Math.expm1(-Math.exp(eta)), rest: Math.exp(-Math.exp(eta)), slope: Math.exp(eta - Math.exp(eta)) };
        case 'log':
            return { mean: Math.exp(eta), rest: NaN, slope: Math.exp(eta) };
        default:
            throw new Error(`A random design does not have the link ${link}.`);
    }
}
