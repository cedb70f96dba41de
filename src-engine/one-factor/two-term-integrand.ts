/**
 * What is integrated over the random effects for C_B and for the matrix K of the two terms, at one u and z:
 *
 *     S = Ω_BB − Ω_BR Ω_RR⁻¹ Ω_RB,   G Ω_RR⁻¹ Gᵀ,   G R with R = Ω_RR⁻¹Ω_RB.
 *
 * G is the gradient of (β̂_A, vech Σ̂) in the group's effects: L WᵀΣ⁻¹ stacked over 2D⁺(U ⊗ I). Where every effect of block A has a random effect of its
 * own, L WᵀΣ⁻¹ is the identity. Source: docs/theory.md, "Two terms".
 */
import type { ConditionalInformation } from '../information/conditional-information.js';
import { factorise } from '../numeric/cholesky.js';
import type { IntegrandGroup } from './integrand-group.js';
import { isEmpty, type IntegrandLayout } from './integrand-layout.js';
import { leastPivot } from '../numeric/limits.js';

/** Adds the parts at one z to a vector. It is called for every point of a lattice, so it allocates nothing. Matrices are row-major. */
export class TwoTermIntegrand {
    private readonly q: number;
    /** The Cholesky factor of Ω_RR, d_R × d_R. */
    private readonly lower: Float64Array;
    /** L⁻¹Ω_RB, d_R × d_B. */
    private readonly whitenedB: Float64Array;
    /** G Tᵀ, q × d_R. */
    private readonly gradient: Float64Array;
    /** L⁻¹T Gᵀ, d_R × q. */
    private readonly whitenedGradient: Float64Array;

    constructor(
        private readonly information: ConditionalInformation,
        private readonly layout: IntegrandLayout
    ) {
        const { dR, dB } = information;
        this.q = layout.dA + layout.components;
        this.lower = new Float64Array(dR * dR);
        this.whitenedB = new Float64Array(dR * dB);
        this.gradient = new Float64Array(this.q * dR);
        this.whitenedGradient = new Float64Array(dR * this.q);
    }

    /**
     * Adds S, G Ω_RR⁻¹ Gᵀ and G R at the u and z of the last `accumulate`: of symmetric matrices the lower triangle.
     * NaN stands for G Ω_RR⁻¹ Gᵀ and G R where Ω_RR is singular in double precision.
     */
    add(group: IntegrandGroup, u: Float64Array, out: Float64Array): void {
        const { layout, lower } = this;
        const { omega, dR, dB } = this.information;
        const { schur, omegaInverse, regression } = layout;
        const regular = factorise(omega, dR + dB, dR, lower, leastPivot, 0);
        this.whitenB();
        if (!isEmpty(schur)) {
            this.addSchur(group.group.probability, out);
        }
        if (isEmpty(omegaInverse)) {
            return;
        }
        if (!regular && zeroPivots(lower, dR) !== group.dependent) {
            out.fill(NaN, omegaInverse.start, regression.end);
            return;
        }
        this.whitenGradient(group, u);
        this.addOmegaInverse(group.group.probability, out);
        this.addRegression(group, u, out);
    }

    private whitenB(): void {
        const { lower, whitenedB } = this;
        const { omega, dR, dB } = this.information;
        const p = dR + dB;
        for (let b = 0; b < dB; b++) {
            for (let r = 0; r < dR; r++) {
                let value = omega[(dR + b) * p + r];
                for (let c = 0; c < r; c++) {
                    value -= lower[r * dR + c] * whitenedB[c * dB + b];
                }
                whitenedB[r * dB + b] = lower[r * dR + r] === 0 ? 0 : value / lower[r * dR + r];
            }
        }
    }

    private addSchur(probability: number, out: Float64Array): void {
        const { whitenedB } = this;
        const { omega, dR, dB } = this.information;
        const { start } = this.layout.schur;
        const p = dR + dB;
        for (let b = 0; b < dB; b++) {
            for (let c = 0; c <= b; c++) {
                let value = omega[(dR + b) * p + dR + c];
                for (let r = 0; r < dR; r++) {
                    value -= whitenedB[r * dB + b] * whitenedB[r * dB + c];
                }
                out[start + b * dB + c] += probability * value;
            }
        }
    }

    private whitenGradient({ scoresA, scores }: IntegrandGroup, u: Float64Array): void {
        const { lower, gradient, whitenedGradient, q } = this;
        const { dR } = this.information;
        const { dA } = this.layout;
        for (let a = 0; a < q; a++) {
            for (let r = 0; r < dR; r++) {
                let value = 0;
                if (a < dA) {
                    value = scoresA[a * dR + r];
                } else {
                    for (let i = 0; i < dR; i++) {
                        value += u[i] * scores[((a - dA) * dR + i) * dR + r];
                    }
                }
                gradient[a * dR + r] = value;
            }
        }
        for (let a = 0; a < q; a++) {
            for (let r = 0; r < dR; r++) {
                let value = gradient[a * dR + r];
                for (let c = 0; c < r; c++) {
                    value -= lower[r * dR + c] * whitenedGradient[c * q + a];
                }
                // Where a term depends on others, nothing is left of its gradient.
                const pivot = lower[r * dR + r];
                whitenedGradient[r * q + a] = pivot === 0 ? 0 : value / pivot;
            }
        }
    }

    private addOmegaInverse(probability: number, out: Float64Array): void {
        const { whitenedGradient, q } = this;
        const { dR } = this.information;
        const { start } = this.layout.omegaInverse;
        for (let a = 0; a < q; a++) {
            for (let b = 0; b <= a; b++) {
                let value = 0;
                for (let r = 0; r < dR; r++) {
                    value += whitenedGradient[r * q + a] * whitenedGradient[r * q + b];
                }
                out[start + a * q + b] += probability * value;
            }
        }
    }

    private addRegression({ group, shiftA, shifts }: IntegrandGroup, u: Float64Array, out: Float64Array): void {
        const { whitenedGradient, whitenedB, q } = this;
        const { dR, dB } = this.information;
        const { dA, regression } = this.layout;
        for (let a = 0; a < q; a++) {
            for (let b = 0; b < dB; b++) {
                let value = 0;
                if (a < dA) {
                    value = shiftA[a * dB + b];
                } else {
                    for (let i = 0; i < dR; i++) {
                        value += u[i] * shifts[((a - dA) * dR + i) * dB + b];
                    }
                }
                for (let r = 0; r < dR; r++) {
                    value += whitenedGradient[r * q + a] * whitenedB[r * dB + b];
                }
                out[regression.start + a * dB + b] += group.probability * value;
            }
        }
    }
}

function zeroPivots(lower: Float64Array, size: number): number {
    let count = 0;
    for (let i = 0; i < size; i++) {
        if (lower[i * (size + 1)] === 0) {
            count++;
        }
    }
    return count;
}
