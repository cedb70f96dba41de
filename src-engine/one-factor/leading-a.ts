/**
 * L = [E{WᵀΣ⁻¹W}]⁻¹, the leading covariance of β̂_A times m, where X_A = Wᵀ X_R with W(z) of shape d_R × d_A. With W = I it is Σ.
 *
 * Source: Jiang, Wand & Bhaskaran (2022), theorem 1, for W = I. With effects of predictors that are constant in a group it is an extension, derived in
 * docs/theory.md, "Leading terms".
 */
import { sigmaOf } from '../structure/covariance/structures.js';
import type { GroupModel } from '../predictors/group-model.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import { inverseSpd } from '../numeric/cholesky.js';
import type { IntegralOptions } from '../information/information-integral.js';
import { NotAvailable, notPositiveDefinite } from '../result/not-available.js';
import type { GroupPoint } from '../predictors/predictor-points.js';
import { predictorRule } from '../predictors/predictor-rule.js';
import { spanFit } from '../numeric/span.js';
import { worstError } from '../numeric/limits.js';
import { finestLevelOfLeadingA, roundingOfLeadingA } from './limits.js';

export interface LeadingA {
    /** d_A × d_A. */
    covariance: Matrix;
    /** Certified bound of the relative error of a variance. */
    error: number;
}

/**
 * The expectation over z is a quadrature rule, refined until two levels agree.
 *
 * @throws NotAvailable where Σ is singular, effects are collinear, an effect is in the wrong block, no digit is certain, or the work was stopped
 */
export function leadingA(model: GroupModel, options: IntegralOptions): LeadingA {
    const { effectsA, random } = model;
    if (effectsA.length === 0) {
        return { covariance: [], error: 0 };
    }
    if (!random || random.effects.length === 0) {
        throw new NotAvailable({ code: 'wrong-block', effect: effectsA[0].name });
    }
    const own = effectsA.map(effect => random.effects.indexOf(effect.name));
    const sigma = sigmaOf(random);
    if (own.every(i => i >= 0)) {
        return { covariance: own.map(i => own.map(j => sigma[i][j])), error: roundingOfLeadingA };
    }
    const precision = singleZero(sigma) ? [[1]] : inverse(sigma, random.group);
    let previous: Matrix | undefined;
    for (let level = 0; ; level++) {
        const rule = predictorRule(model, () => level, 'any-values');
        const total: Matrix = effectsA.map(() => effectsA.map(() => 0));
        for (const group of rule.groups) {
            const w = designOfGroup(model, group);
            for (let i = 0; i < effectsA.length; i++) {
                for (let j = 0; j < effectsA.length; j++) {
                    for (let r = 0; r < precision.length; r++) {
                        for (let s = 0; s < precision.length; s++) {
                            total[i][j] += group.weight * w[i][r] * precision[r][s] * w[j][s];
                        }
                    }
                }
            }
        }
        const l = inverseSpd(total);
        if (!l.ok) {
            throw new NotAvailable({ code: 'collinear', effects: effectsA.map(effect => effect.name) });
        }
        const covariance = singleZero(sigma) ? l.inverse.map(row => row.map(() => 0)) : l.inverse;
        if (rule.exact) {
            return { covariance, error: roundingOfLeadingA };
        }
        if (previous) {
            const error = Math.max(roundingOfLeadingA, ...covariance.map((row, i) => Math.abs(row[i] - previous![i][i]) / (row[i] || 1)));
            if (error < options.accuracy || (level >= finestLevelOfLeadingA && error < worstError)) {
                return { covariance, error };
            }
            if (level >= finestLevelOfLeadingA) {
                throw new NotAvailable({ code: 'accuracy', reached: error });
            }
        }
        if (options.shouldStop()) {
            throw new NotAvailable({ code: 'stopped' });
        }
        previous = covariance;
    }
}

/** Σ = (0), which is accepted, so that σ² → 0 can be studied. */
const singleZero = (sigma: Matrix): boolean => sigma.length === 1 && sigma[0][0] === 0;

function inverse(sigma: Matrix, group: string): Matrix {
    const result = inverseSpd(sigma);
    if (!result.ok) {
        throw notPositiveDefinite(group, result);
    }
    return result.inverse;
}

/**
 * Wᵀ for one z, d_A × d_R: each term of block A as a combination of the random effects' terms, fitted at the points of the rule.
 *
 * @throws NotAvailable where a term is no such combination
 */
export function designOfGroup(model: GroupModel, { points }: GroupPoint): Matrix {
    const dR = model.randomTerms.length;
    const dA = model.termsA.length;
    const p = points.features.length / points.count;
    const k = points.collapsed;
    const rows = points.count * (1 + k);
    const column = (values: Float64Array, slopes: Float64Array, width: number, j: number): Float64Array => {
        const out = new Float64Array(rows);
        for (let q = 0; q < points.count; q++) {
            for (let i = -1; i < k; i++) {
                out[q * (1 + k) + i + 1] = values[q * width + j] + (i < 0 ? 0 : slopes[(q * width + j) * k + i]);
            }
        }
        return out;
    };
    const basis = Array.from({ length: dR }, (_, r) => column(points.features, points.featuresNu, p, r));
    return model.effectsA.map((effect, a) => {
        const fit = spanFit(basis, column(points.termsA, points.termsANu, dA, a));
        if (!fit.fits) {
            throw new NotAvailable({ code: 'wrong-block', effect: effect.name });
        }
        return fit.coefficients;
    });
}
