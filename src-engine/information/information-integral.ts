/** Integrals over the random effects, such as E S, and the relative distance of two values. */
import type { ConditionalInformation } from './conditional-information.js';
import type { KeptAcrossSizes } from './kept-across-sizes.js';
import { factorise } from '../numeric/cholesky.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import { NotAvailable } from '../result/not-available.js';
import { integrateGaussian } from '../numeric/quadrature/gaussian-lattice.js';
import type { LatticeProblem } from '../numeric/quadrature/lattice-problem.js';
import type { RandomEffectsPlan } from './random-effects-plan.js';
import { roundingOfShortFormula } from '../numeric/limits.js';

export interface IntegralOptions {
    /** Relative error to certify. */
    accuracy: number;
    /** The most evaluations of w; less important parts stop earlier. */
    budget: number;
    shouldStop: () => boolean;
    /** Whether to compute the refined form where it needs a separate integral. Default: true. */
    refined?: boolean;
    /** The key under which results for all sizes of the design are kept. Default: nothing is kept. */
    kept?: KeptAcrossSizes;
}

/** A vector-valued function of standard normal z, in parts whose errors are judged separately. */
export type Integrand = Pick<LatticeProblem, 'dimension' | 'length' | 'parts' | 'watched' | 'evaluate' | 'distances'>;

export interface Integral {
    value: Float64Array;
    /** Relative error by part; infinite where a part that isn't required was given up. */
    errors: number[];
    evaluations: number;
}

export interface IntegrationLimits extends Pick<IntegralOptions, 'accuracy' | 'budget' | 'shouldStop'> {
    /** After so many evaluations, parts that aren't required stay as they are. */
    secondaryBudget: number;
    /** Only a few points, the same for every integrand of the same dimension. */
    coarse?: boolean;
    /** The integral from a coarse lattice. */
    pilot?: Float64Array;
}

/** @throws NotAvailable where a required part is infinite or not finite, or the work was stopped */
export function integrate(
    integrand: Integrand,
    { accuracy, budget, secondaryBudget, shouldStop, coarse, pilot }: IntegrationLimits
): Integral {
    if (integrand.dimension === 0) {
        const value = new Float64Array(integrand.length);
        integrand.evaluate(new Float64Array(0), value);
        const errors = integrand.parts.map(({ start, end, required }) => {
            if (value.subarray(start, end).every(Number.isFinite)) {
                return roundingOfShortFormula;
            }
            if (required) {
                throw new NotAvailable({ code: 'not-finite', detail: 'the information Ω' });
            }
            value.fill(0, start, end);
            return Infinity;
        });
        return { value, errors, evaluations: 1 };
    }
    // Field by field, because each spread copy of an object would get a hidden class of its own, and the lattice's compiled code would be discarded for it.
    const problem: LatticeProblem = {
        dimension: integrand.dimension,
        length: integrand.length,
        parts: integrand.parts,
        watched: integrand.watched,
        evaluate: integrand.evaluate,
        distances: integrand.distances,
        tolerance: accuracy * 0.7,
        coarse: coarse ?? false,
        pilot: pilot ?? null,
        budget,
        secondaryBudget,
        shouldStop
    };
    const result = integrateGaussian(problem);
    switch (result.status) {
        case 'done':
        case 'budget':
            return result;
        case 'infinite':
            throw new NotAvailable({
                code: 'infinite-moment',
                predictors: [],
                group: null,
                detail: 'the expectation over the random effects'
            });
        case 'stopped':
            throw new NotAvailable({ code: 'stopped' });
        case 'not-finite':
            throw new NotAvailable({ code: 'not-finite', detail: 'the information Ω at some value of the random effects' });
    }
}

/** E S, as an integrand under a plan's normal law. */
export function schurIntegrand(plan: RandomEffectsPlan, information: ConditionalInformation): Integrand {
    const { dB } = information;
    const dimension = plan.root.length;
    const u = Float64Array.from(plan.shift);
    return {
        dimension,
        length: dB * dB,
        parts: [{ start: 0, end: dB * dB, required: true, slack: 1 }],
        watched: Array.from({ length: dB }, (_, i) => i * (dB + 1)),
        evaluate: (z, out) => {
            for (let i = 0; i < u.length; i++) {
                u[i] = plan.shift[i];
                for (let k = 0; k < dimension; k++) {
                    u[i] += plan.root[k][i] * z[k];
                }
            }
            information.schur(u, out, logTilt(plan, u));
        },
        distances: (value, difference) => [relativeSize(value, difference, dB)]
    };
}

/** gᵀu + ½uᵀHu. */
function logTilt({ tilt }: RandomEffectsPlan, u: Float64Array): number {
    if (!tilt) {
        return 0;
    }
    let sum = 0;
    for (let i = 0; i < u.length; i++) {
        sum += tilt.g[i] * u[i];
        for (let j = 0; j < u.length; j++) {
            sum += 0.5 * u[i] * tilt.h[i][j] * u[j];
        }
    }
    return sum;
}

/**
 * ‖L⁻¹ Δ L⁻ᵀ‖_F with value = L Lᵀ, d × d, row-major. To first order it bounds the relative change of the variance of every contrast.
 * Infinite where the value is not positive definite.
 */
export function relativeSize(value: Float64Array, difference: Float64Array, d: number): number {
    if (d === 1) {
        return value[0] > 0 ? Math.abs(difference[0] / value[0]) : Infinity;
    }
    const lower = new Float64Array(d * d);
    for (let i = 0; i < d; i++) {
        for (let j = 0; j <= i; j++) {
            lower[i * d + j] = 0.5 * (value[i * d + j] + value[j * d + i]);
        }
    }
    if (!factorise(lower, d, d, lower, 0, 0)) {
        return Infinity;
    }
    const y = difference.slice();
    // L⁻¹ Δ by columns, and the same of the transpose by rows.
    for (let i = 0; i < d; i++) {
        for (let c = 0; c < d; c++) {
            for (let k = 0; k < i; k++) {
                y[i * d + c] -= lower[i * d + k] * y[k * d + c];
            }
            y[i * d + c] /= lower[i * d + i];
        }
    }
    let sum = 0;
    for (let r = 0; r < d; r++) {
        for (let i = 0; i < d; i++) {
            for (let k = 0; k < i; k++) {
                y[r * d + i] -= lower[i * d + k] * y[r * d + k];
            }
            y[r * d + i] /= lower[i * d + i];
            sum += y[r * d + i] ** 2;
        }
    }
    return Math.sqrt(sum);
}

/** The rows of a row-major d × d matrix. */
export function toMatrix(flat: Float64Array, d: number): Matrix {
    return Array.from({ length: d }, (_, i) => Array.from(flat.subarray(i * d, (i + 1) * d)));
}
