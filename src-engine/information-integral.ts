/** E S over the random effects, and how far two values of it are apart. */
import type { ConditionalInformation } from './conditional-information.js';
import { cholesky, transpose, type Matrix } from './linear-algebra.js';
import { NotAvailable } from './not-available.js';
import { integrateGaussian, type LatticeProblem, type LatticeResult } from './quadrature/gaussian-lattice.js';
import type { RandomEffectsPlan } from './random-effects-plan.js';

export interface IntegralOptions {
    /** Relative error to certify. */
    accuracy: number;
    /** The most evaluations of w. */
    budget: number;
    shouldStop: () => boolean;
}

export interface Integral {
    value: Float64Array;
    error: number;
    evaluations: number;
}

export function integrate(
    plan: RandomEffectsPlan,
    information: ConditionalInformation,
    options: IntegralOptions,
    coarse = false
): Integral {
    const { dB } = information;
    const u = Float64Array.from(plan.shift);
    const dimension = plan.root.length;
    if (dimension === 0) {
        const value = new Float64Array(dB * dB);
        const trace = information.schur(u, value, logTilt(plan, u));
        if (!Number.isFinite(trace)) throw new NotAvailable({ code: 'not-finite', detail: 'the information Ω' });
        return { value, error: 1e-15, evaluations: 1 };
    }
    const problem: LatticeProblem = {
        dimension,
        length: dB * dB,
        evaluate: (z, out) => {
            for (let i = 0; i < u.length; i++) {
                u[i] = plan.shift[i];
                for (let k = 0; k < dimension; k++) u[i] += plan.root[k][i] * z[k];
            }
            return information.schur(u, out, logTilt(plan, u));
        },
        distance: (value, difference) => relativeSize(value, difference, dB),
        tolerance: options.accuracy * 0.7,
        coarse,
        budget: options.budget,
        shouldStop: options.shouldStop
    };
    return lattice(integrateGaussian(problem));
}

/** gᵀu + ½uᵀHu. */
function logTilt({ tilt }: RandomEffectsPlan, u: Float64Array): number {
    if (!tilt) return 0;
    let sum = 0;
    for (let i = 0; i < u.length; i++) {
        sum += tilt.g[i] * u[i];
        for (let j = 0; j < u.length; j++) sum += 0.5 * u[i] * tilt.h[i][j] * u[j];
    }
    return sum;
}

function lattice(result: LatticeResult): Integral {
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

/**
 * ‖L⁻¹ Δ L⁻ᵀ‖_F with value = L Lᵀ: to first order it bounds the relative change of the variance of every contrast.
 * Infinite where the value is not positive definite.
 */
export function relativeSize(value: Float64Array, difference: Float64Array, d: number): number {
    if (d === 1) return 0 < value[0] ? Math.abs(difference[0] / value[0]) : Infinity;
    const factor = cholesky(toMatrix(value, d));
    if (!factor.ok) return Infinity;
    const { lower } = factor;
    const a = toMatrix(difference, d);
    // Solve L Y = Δ, then L Z = Yᵀ.
    const solve = (b: Matrix): Matrix => {
        const y = b.map(row => row.slice());
        for (let i = 0; i < d; i++)
            for (let c = 0; c < d; c++) {
                for (let k = 0; k < i; k++) y[i][c] -= lower[i][k] * y[k][c];
                y[i][c] /= lower[i][i];
            }
        return y;
    };
    let sum = 0;
    for (const row of solve(transpose(solve(a)))) for (const x of row) sum += x * x;
    return Math.sqrt(sum);
}

export function toMatrix(flat: Float64Array, d: number): Matrix {
    return Array.from({ length: d }, (_, i) => Array.from(flat.subarray(i * d, (i + 1) * d)));
}
