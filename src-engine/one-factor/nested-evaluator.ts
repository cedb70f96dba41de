/**
 * What is integrated over the random effects for two terms and for the refined form, at one u and averaged over the group-level predictors z.
 *
 * Four parts: S, whose expectation is C_B⁻¹; V = G Ω_RR⁻¹ Gᵀ and M = G R, R = Ω_RR⁻¹Ω_RB, with G the gradient of (β̂_A, vech Σ̂) by the group's effects:
 * L WᵀΣ⁻¹ over 2D⁺(U ⊗ I) (W = I: the identity above); and I, the refined information of (β_A, β_B, vech Σ).
 *
 * I is computed with whitened effects, U = R z, where Σ is the identity, in a form in which nothing cancels for small or large groups. With
 * B = (n/φ) Rᵀ Ω_RR R, P = (I + B)⁻¹, Q = P B, r = P (n/φ) Rᵀ Ω_RB̃, and e the shift that each effect gives to the group's effects (R⁻¹W for β_A, and
 * for β_B what was taken off its features to make them orthogonal):
 *
 *     I_θθ = eᵀQe + eᵀr + rᵀe + (n/φ)(Ω_B̃B̃ − Ω_B̃R ρ) − n Hᵀ{braces}H        I_θa = (Q e + r)ᵀ F_a z
 *     I_ab = zᵀF_a Q F_b z − tr(F_a Q F_b) + ½ tr(F_a Q F_b Q)
 *
 * which is Σ⁻¹ − Σ⁻¹E[P + nP{…}P]Σ⁻¹ and so on; for one random effect I_ab is {2σ⁴ − 4E(U²P) + 2E(P²)}/(4σ⁸).
 */
import type { ConditionalInformation } from '../information/conditional-information.js';
import { designOfGroup } from './leading-a.js';
import { multiply, multiplyVector, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { factorise, leastPivot, solveLowerTransposed } from '../numeric/cholesky.js';
import type { PredictorRule } from '../predictors/predictor-rule.js';
import type { TransformedGroup } from '../information/transformed-features.js';
import { variesWithinGroup, type NestedFrame } from './nested-frame.js';
import { isEmpty, type NestedLayout } from './nested-layout.js';

/** What does not depend on u, for one z. */
interface GroupFrame {
    group: TransformedGroup;
    /** G_A Tᵀ, d_A × d_R, and G_A Γ, d_A × d_B, row-major. */
    scoresA: Float64Array;
    shiftA: Float64Array;
    /** For each component and each i: the gradient times Tᵀ, and times Γ; one after the other. */
    scores: Float64Array;
    shifts: Float64Array;
    /** A = T⁻ᵀ R, d_R × d, and e, d × (d_A + d_B), row-major; empty without refined form. */
    a: Float64Array;
    e: Float64Array;
}

/** Writes all parts at one z, averaged over the group-level predictors. */
export class NestedEvaluator {
    private readonly groups: GroupFrame[];
    private readonly u: Float64Array;
    private readonly p: number;
    private readonly lower: Float64Array;
    private readonly y: Float64Array;
    private readonly yB: Float64Array;
    private readonly g: Float64Array;
    private readonly metric: Float64Array;
    private readonly braces: Float64Array;
    private readonly withBraces: boolean;
    /** F of every component, one after the other; empty where Σ is singular. */
    private readonly whitenedDirections: Float64Array;
    private readonly scratch: ReturnType<typeof scratchFor>;

    constructor(
        private readonly frame: NestedFrame,
        private readonly information: ConditionalInformation,
        rule: PredictorRule,
        private readonly layout: NestedLayout
    ) {
        const { dR, dB } = information;
        const { dA, components } = layout;
        const q = dA + components;
        this.p = dR + dB;
        this.u = new Float64Array(dR);
        this.lower = new Float64Array(dR * dR);
        this.y = new Float64Array(dR * q);
        this.yB = new Float64Array(dR * dB);
        this.g = new Float64Array(q * dR);
        this.metric = new Float64Array(dR * dR);
        this.braces = new Float64Array(this.p * this.p);
        this.withBraces = variesWithinGroup(frame);
        this.whitenedDirections = flat((frame.whitenedDirections ?? []).flat());
        this.scratch = scratchFor(frame.d, dR, dB, dA + dB, components);
        this.groups = information.groups.map((group, i) => this.groupFrame(group, designOfGroup(frame.model, rule.groups[i])));
    }

    private groupFrame(group: TransformedGroup, design: Matrix): GroupFrame {
        const { frame, layout } = this;
        const { random, effectsA } = frame.model;
        const transposed = transpose(group.transform);
        const own = effectsA.map(effect => random!.effects.indexOf(effect.name));
        // W of an effect of its own is a unit vector, and where all are such L WᵀΣ⁻¹ is the identity, also for a singular Σ.
        const gradient = own.every(i => i >= 0)
            ? own.map(i => random!.effects.map((_, r) => (r === i ? 1 : 0)))
            : frame.whitener
              ? multiply(multiply(multiply(frame.leadingA, design), transpose(frame.whitener)), frame.whitener)
              : design.map(row => row.map(() => NaN));
        const refined = frame.whitener !== null && !isEmpty(layout.information);
        return {
            group,
            scoresA: flat(multiply(gradient, transposed)),
            shiftA: flat(multiply(gradient, group.shift)),
            scores: flat(frame.componentScores.flatMap(score => multiply(score, transposed))),
            shifts: flat(frame.componentScores.flatMap(score => multiply(score, group.shift))),
            a: flat(refined ? transpose(frame.root.map(column => solveLowerTransposed(group.transform, column))) : []),
            e: flat(
                refined ? frame.whitener!.map(row => [...multiplyVector(design, row), ...multiplyVector(transpose(group.shift), row)]) : []
            )
        };
    }

    evaluate(z: Float64Array, out: Float64Array): void {
        const { frame, u, information, layout } = this;
        out.fill(0);
        for (let i = 0; i < u.length; i++) {
            u[i] = 0;
            for (let k = 0; k < z.length; k++) {
                u[i] += frame.root[k][i] * z[k];
            }
        }
        for (const groupFrame of this.groups) {
            information.accumulate(u, groupFrame.group);
            this.addSecondTerms(groupFrame, out);
            if (!isEmpty(layout.information)) {
                this.addInformation(groupFrame, z, out);
            }
        }
        symmetrise(out, layout.schur.start, isEmpty(layout.schur) ? 0 : layout.dB);
        symmetrise(out, layout.v.start, isEmpty(layout.v) ? 0 : layout.dA + layout.components);
        const theta = isEmpty(layout.information) ? 0 : layout.dA + layout.dB;
        symmetrise(out, layout.information.start, theta);
        symmetrise(out, layout.braces.start, theta);
    }

    /** S, V and M. */
    private addSecondTerms({ group, scoresA, shiftA, scores, shifts }: GroupFrame, out: Float64Array): void {
        const { layout, lower, y, yB, g, u, p } = this;
        const { omega, dR, dB } = this.information;
        const { dA, components, schur, v, m } = layout;
        const q = dA + components;
        const { probability } = group;
        const whole = factorise(omega, p, dR, lower, leastPivot, 0);
        for (let b = 0; b < dB; b++) {
            for (let r = 0; r < dR; r++) {
                let value = omega[(dR + b) * p + r];
                for (let c = 0; c < r; c++) {
                    value -= lower[r * dR + c] * yB[c * dB + b];
                }
                yB[r * dB + b] = lower[r * dR + r] === 0 ? 0 : value / lower[r * dR + r];
            }
        }
        if (schur.start < schur.end) {
            for (let b = 0; b < dB; b++) {
                for (let c = 0; c <= b; c++) {
                    let value = omega[(dR + b) * p + dR + c];
                    for (let r = 0; r < dR; r++) {
                        value -= yB[r * dB + b] * yB[r * dB + c];
                    }
                    out[schur.start + b * dB + c] += probability * value;
                }
            }
        }
        if (isEmpty(v)) {
            return;
        }
        if (!whole) {
            out.fill(NaN, v.start, m.end);
            return;
        }
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
                g[a * dR + r] = value;
            }
        }
        for (let a = 0; a < q; a++) {
            for (let r = 0; r < dR; r++) {
                let value = g[a * dR + r];
                for (let c = 0; c < r; c++) {
                    value -= lower[r * dR + c] * y[c * q + a];
                }
                y[r * q + a] = value / lower[r * dR + r];
            }
        }
        for (let a = 0; a < q; a++) {
            for (let b = 0; b <= a; b++) {
                let value = 0;
                for (let r = 0; r < dR; r++) {
                    value += y[r * q + a] * y[r * q + b];
                }
                out[v.start + a * q + b] += probability * value;
            }
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
                    value += y[r * q + a] * yB[r * dB + b];
                }
                out[m.start + a * dB + b] += probability * value;
            }
        }
    }

    /** I, averaged over the sizes of the group. */
    private addInformation({ group, a, e }: GroupFrame, z: Float64Array, out: Float64Array): void {
        const { layout, frame, p, scratch } = this;
        const { omega, dR, dB, logScale } = this.information;
        const { dA, information, componentInformation } = layout;
        const { d, phi } = frame;
        const theta = dA + dB;
        const { base, cross, posterior, shrunk, r, rho, moved, omegaA } = scratch;
        // Ω_RR A, then AᵀΩ_RR A and AᵀΩ_RB.
        for (let i = 0; i < dR; i++) {
            for (let k = 0; k < d; k++) {
                let value = 0;
                for (let j = 0; j < dR; j++) {
                    value += (j <= i ? omega[i * p + j] : omega[j * p + i]) * a[j * d + k];
                }
                omegaA[i * d + k] = value;
            }
        }
        for (let k = 0; k < d; k++) {
            for (let l = 0; l <= k; l++) {
                let value = 0;
                for (let i = 0; i < dR; i++) {
                    value += a[i * d + k] * omegaA[i * d + l];
                }
                base[k * d + l] = base[l * d + k] = value;
            }
            for (let b = 0; b < dB; b++) {
                let value = 0;
                for (let i = 0; i < dR; i++) {
                    value += a[i * d + k] * omega[(dR + b) * p + i];
                }
                cross[k * dB + b] = value;
            }
        }
        for (const { n, probability } of frame.sizes!) {
            const weight = group.probability * probability;
            const kappa = (n / phi) * Math.exp(logScale);
            if (!inverseOfOnePlus(base, kappa, d, posterior, scratch.work)) {
                out.fill(NaN, information.start, componentInformation.end);
                return;
            }
            product(posterior, base, d, d, d, kappa, shrunk);
            product(posterior, cross, d, d, dB, kappa, r);
            product(a, r, dR, d, dB, 1, rho);
            product(shrunk, e, d, d, theta, 1, moved);
            for (let k = 0; k < d; k++) {
                for (let b = 0; b < dB; b++) {
                    moved[k * theta + dA + b] += r[k * dB + b];
                }
            }
            for (let i = 0; i < theta; i++) {
                for (let j = 0; j <= i; j++) {
                    let value = 0;
                    for (let k = 0; k < d; k++) {
                        value += e[k * theta + i] * moved[k * theta + j];
                    }
                    if (dA <= i) {
                        for (let k = 0; k < d; k++) {
                            value += r[k * dB + i - dA] * e[k * theta + j];
                        }
                    }
                    if (dA <= j) {
                        const row = (dR + i - dA) * p;
                        let rest = omega[row + dR + j - dA];
                        for (let c = 0; c < dR; c++) {
                            rest -= omega[row + c] * rho[c * dB + j - dA];
                        }
                        value += kappa * rest;
                    }
                    out[information.start + i * theta + j] += weight * value;
                }
            }
            if (this.withBraces) {
                this.addBraces(group, n, kappa, weight, e, a, out);
            }
            this.addComponents(z, weight, out);
        }
    }

    /** I_aθ and I_ab. */
    private addComponents(z: Float64Array, weight: number, out: Float64Array): void {
        const { layout, frame, scratch } = this;
        const { dA, dB, components, componentInformation } = layout;
        const { d } = frame;
        const theta = dA + dB;
        const t = theta + components;
        const { shrunk, moved, directions, left } = scratch;
        const f = this.whitenedDirections;
        for (let c = 0; c < components; c++) {
            for (let k = 0; k < d; k++) {
                let along = 0;
                for (let l = 0; l < d; l++) {
                    along += f[(c * d + k) * d + l] * z[l];
                }
                directions[c * d + k] = along;
                for (let l = 0; l < d; l++) {
                    let value = 0;
                    for (let j = 0; j < d; j++) {
                        value += f[(c * d + k) * d + j] * shrunk[j * d + l];
                    }
                    left[(c * d + k) * d + l] = value;
                }
            }
            const row = componentInformation.start + c * t;
            for (let i = 0; i < theta; i++) {
                let value = 0;
                for (let k = 0; k < d; k++) {
                    value += moved[k * theta + i] * directions[c * d + k];
                }
                out[row + i] += weight * value;
            }
            for (let b = 0; b <= c; b++) {
                let value = 0;
                for (let k = 0; k < d; k++) {
                    for (let l = 0; l < d; l++) {
                        value += directions[c * d + k] * shrunk[k * d + l] * directions[b * d + l];
                        value += left[(c * d + k) * d + l] * (0.5 * left[(b * d + l) * d + k] - f[(b * d + l) * d + k]);
                    }
                }
                out[row + theta + b] += weight * value;
            }
        }
    }

    /** −n Hᵀ{braces}H, H = A P e for all effects, less ρ in X_R and 1 in its own feature for those of block B. */
    private addBraces(
        group: TransformedGroup,
        n: number,
        kappa: number,
        weight: number,
        e: Float64Array,
        a: Float64Array,
        out: Float64Array
    ): void {
        const { layout, metric, braces, p, scratch } = this;
        const { dR, dB } = this.information;
        const { dA, information, braces: total } = layout;
        const theta = dA + dB;
        const { d } = this.frame;
        const { posterior, rho, scaled, h, bh } = scratch;
        product(a, posterior, dR, d, d, 1, scaled);
        for (let i = 0; i < dR; i++) {
            for (let j = 0; j < dR; j++) {
                let value = 0;
                for (let k = 0; k < d; k++) {
                    value += scaled[i * d + k] * a[j * d + k];
                }
                metric[i * dR + j] = value;
            }
        }
        this.information.braces(group, metric, braces);
        symmetrise(braces, 0, p);
        // Rows of Hᵀ as far as they are columns of X_R; of the rest there is a single 1.
        for (let i = 0; i < theta; i++) {
            for (let x = 0; x < dR; x++) {
                let value = dA <= i ? -rho[x * dB + i - dA] : 0;
                for (let k = 0; k < d; k++) {
                    value += scaled[x * d + k] * e[k * theta + i];
                }
                h[i * dR + x] = value;
            }
            for (let x = 0; x < p; x++) {
                let value = dA <= i ? braces[x * p + dR + i - dA] : 0;
                for (let y = 0; y < dR; y++) {
                    value += braces[x * p + y] * h[i * dR + y];
                }
                bh[i * p + x] = value;
            }
        }
        const factor = (weight * kappa * kappa) / n;
        for (let i = 0; i < theta; i++) {
            for (let j = 0; j <= i; j++) {
                let value = dA <= i ? bh[j * p + dR + i - dA] : 0;
                for (let x = 0; x < dR; x++) {
                    value += h[i * dR + x] * bh[j * p + x];
                }
                out[information.start + i * theta + j] -= factor * value;
                out[total.start + i * theta + j] += factor * value;
            }
        }
    }
}

/** Matrices, row-major, that every evaluation writes anew. */
function scratchFor(d: number, dR: number, dB: number, theta: number, components: number) {
    const p = dR + dB;
    return {
        base: new Float64Array(d * d),
        cross: new Float64Array(d * dB),
        posterior: new Float64Array(d * d),
        shrunk: new Float64Array(d * d),
        r: new Float64Array(d * dB),
        rho: new Float64Array(dR * dB),
        /** Q e + r. */
        moved: new Float64Array(d * theta),
        omegaA: new Float64Array(dR * d),
        scaled: new Float64Array(dR * d),
        h: new Float64Array(theta * dR),
        bh: new Float64Array(theta * p),
        work: new Float64Array(d * d),
        directions: new Float64Array(components * d),
        left: new Float64Array(components * d * d)
    };
}

/** factor·a·b for a: rows × inner and b: inner × columns, row-major. */
function product(a: Float64Array, b: Float64Array, rows: number, inner: number, columns: number, factor: number, out: Float64Array): void {
    for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
            let value = 0;
            for (let k = 0; k < inner; k++) {
                value += a[i * inner + k] * b[k * columns + j];
            }
            out[i * columns + j] = factor * value;
        }
    }
}

const flat = (a: Matrix): Float64Array => Float64Array.from(a.flat());

/** (I + κb)⁻¹ of a positive semidefinite b, by Gauss–Jordan; false where it is not finite. */
function inverseOfOnePlus(b: Float64Array, kappa: number, d: number, out: Float64Array, work: Float64Array): boolean {
    for (let i = 0; i < d; i++) {
        for (let j = 0; j < d; j++) {
            work[i * d + j] = kappa * b[i * d + j] + (i === j ? 1 : 0);
            out[i * d + j] = i === j ? 1 : 0;
        }
    }
    for (let k = 0; k < d; k++) {
        const pivot = work[k * d + k];
        if (!(0 < pivot && pivot < Infinity)) {
            return false;
        }
        for (let j = 0; j < d; j++) {
            work[k * d + j] /= pivot;
            out[k * d + j] /= pivot;
        }
        for (let i = 0; i < d; i++) {
            const factor = work[i * d + k];
            if (i === k || factor === 0) {
                continue;
            }
            for (let j = 0; j < d; j++) {
                work[i * d + j] -= factor * work[k * d + j];
                out[i * d + j] -= factor * out[k * d + j];
            }
        }
    }
    return true;
}

function symmetrise(out: Float64Array, start: number, size: number): void {
    for (let i = 0; i < size; i++) {
        for (let j = 0; j < i; j++) {
            out[start + j * size + i] = out[start + i * size + j];
        }
    }
}
