/** Effects of products of a predictor with few drawn values and others, such as that of a child's reading hours in schools of different means. */
import { inverseOf, type Matrix } from '../numeric/linear-algebra.js';
import { compiledTerms } from '../spec/compiled-terms.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import { drawPoints, pointsBeyondDraw } from './limits.js';
import { columnsOf, findShare } from './predictor-columns.js';

/**
 * κ of a term that varies beyond the predictors of which a study draws N values, in the excess κ/N of `few-draws.ts`; null where it does not, or terms are not known.
 *
 * A drawn value z tells J(z) of the effects, the covariance at z of all terms that vary beyond it. With J̄ its mean over z and D = J − J̄, to the first order
 *
 *   E(ΣJ)⁻¹ = {J̄⁻¹ + J̄⁻¹E(D J̄⁻¹D)J̄⁻¹/N}/N,     κ = [J̄⁻¹E(D J̄⁻¹D)J̄⁻¹]ₖₖ/[J̄⁻¹]ₖₖ.
 *
 * For x z beside x it is the kurtosis of z, whatever the law of x.
 *
 * @param at the position of the effect. @param rare the predictors that are drawn together
 */
export function kurtosisBeyondDraws(spec: ModelSpec, at: number, rare: ReadonlySet<string>): number | null {
    const analysis = new TermAnalysis(spec.predictors);
    const varying = spec.fixed.flatMap(({ term }, k) => ([...analysis.basicPredictors(term)].some(name => !rare.has(name)) ? [k] : []));
    const own = varying.indexOf(at);
    const drawn = own < 0 ? null : informationByDraw(spec, varying, rare);
    if (drawn === null) {
        return null;
    }
    const mean = sumOf(drawn.map(({ share, information }) => scaled(information, share)));
    const inverse = inverseOf(mean);
    if (inverse === null) {
        return null;
    }
    // Row k of J̄⁻¹D, by which E(D J̄⁻¹D) is a sum of quadratic forms.
    const spread = drawn.reduce((sum, { share, information }) => {
        const row = inverse[own].map((_, j) => inverse[own].reduce((total, x, i) => total + x * (information[i][j] - mean[i][j]), 0));
        return sum + share * quadratic(row, inverse);
    }, 0);
    const kurtosis = spread / inverse[own][own];
    return Number.isFinite(kurtosis) ? kurtosis : null;
}

interface DrawnInformation {
    share: number;
    information: Matrix;
}

/** The covariance of the terms at values of the rare predictors, over the others. */
function informationByDraw(spec: ModelSpec, varying: readonly number[], rare: ReadonlySet<string>): DrawnInformation[] | null {
    const { slots, values, derive, terms } = compiledTerms(spec);
    const columns = columnsOf(spec.predictors, slots);
    if (columns === null) {
        return null;
    }
    const [own, others] = [columns.filter(({ name }) => rare.has(name)), columns.filter(({ name }) => !rare.has(name))];
    const found: DrawnInformation[] = [];
    findShare(own, drawPoints, values, share => {
        const means = varying.map(() => 0);
        const products = varying.map(() => varying.map(() => 0));
        findShare(others, pointsBeyondDraw, values, weight => {
            derive();
            const x = varying.map(k => terms[k](values));
            x.forEach((one, i) => {
                means[i] += weight * one;
                x.forEach((other, j) => (products[i][j] += weight * one * other));
            });
            return false;
        });
        found.push({ share, information: products.map((row, i) => row.map((product, j) => product - means[i] * means[j])) });
        return false;
    });
    return found;
}

const scaled = (a: Matrix, factor: number): Matrix => a.map(row => row.map(x => factor * x));

const sumOf = (all: readonly Matrix[]): Matrix => all.reduce((sum, a) => sum.map((row, i) => row.map((x, j) => x + a[i][j])));

const quadratic = (x: readonly number[], a: Matrix): number =>
    x.reduce((sum, one, i) => sum + one * x.reduce((inner, other, j) => inner + a[i][j] * other, 0), 0);
