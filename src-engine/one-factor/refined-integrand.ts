/**
 * What is integrated over the random effects for the refined form, at one u and z: the information of (β_A, β_B, vech Σ) of a group of n observations.
 *
 * It is written for whitened effects, U = R z with Σ = R Rᵀ, so that nothing cancels for small or large groups. With B = (n/φ) RᵀΩ_RR R,
 * P = (I + B)⁻¹, Q = P B, r = P (n/φ) RᵀΩ_RB̃, ρ = A r, and e the shift that each effect gives to the whitened effects of the group (R⁻¹W for β_A; for
 * β_B what was taken off its features to make them orthogonal):
 *
 *     I_θθ = eᵀQe + eᵀr + rᵀe + (n/φ)(Ω_B̃B̃ − Ω_B̃R ρ) − n Hᵀ{braces}H        I_θa = (Q e + r)ᵀ F_a z
 *     I_ab = zᵀF_a Q F_b z − tr(F_a Q F_b) + ½ tr(F_a Q F_b Q)
 *
 * In the terms' own units this is Σ⁻¹ − Σ⁻¹E[P + nP{E MPM − EM P EM}P]Σ⁻¹ for β_A, and so on. For one random effect I_ab is
 * {2σ⁴ − 4E(U²P) + 2E(P²)}/(4σ⁸). Source: docs/theory.md, "The refined form".
 */
import { Braces } from '../information/braces.js';
import type { ConditionalInformation } from '../information/conditional-information.js';
import type { SizePoint } from '../structure/group-size-law.js';
import { flat, type IntegrandGroup } from './integrand-group.js';
import { isEmpty, type IntegrandLayout } from './integrand-layout.js';
import { variesWithinGroup, type OneFactorModel } from './one-factor-model.js';
import { inverseOfOnePlus, product, mirrorLowerTriangle } from '../numeric/row-major.js';

/** Adds the information at one z to a vector. It is called for every point of a lattice, so it allocates nothing. Matrices are row-major. */
export class RefinedIntegrand {
    private readonly d: number;
    private readonly phi: number;
    /** How many fixed effects there are. */
    private readonly theta: number;
    /** F of every component, one after the other. */
    private readonly whitenedDirections: Float64Array;
    private readonly braces: Braces | null;
    private readonly scratch: Scratch;

    /** @param sizes the sizes n of groups, over which the information is averaged */
    constructor(
        oneFactor: OneFactorModel,
        private readonly sizes: readonly SizePoint[],
        private readonly information: ConditionalInformation,
        private readonly layout: IntegrandLayout
    ) {
        const { dR, dB } = information;
        this.d = oneFactor.d;
        this.phi = oneFactor.phi;
        this.theta = layout.dA + dB;
        this.whitenedDirections = flat((oneFactor.whitenedDirections ?? []).flat());
        this.braces = variesWithinGroup(oneFactor) ? new Braces(information) : null;
        this.scratch = scratchFor(this.d, dR, dB, this.theta, layout.components);
    }

    /**
     * Adds I_θθ (the lower triangle), what the braces take off it, I_aθ and I_ab, at the u = R z and z of the last `accumulate`.
     * NaN stands for all of them where P is not finite.
     */
    add(group: IntegrandGroup, z: Float64Array, out: Float64Array): void {
        const { layout, phi, sizes } = this;
        const { logScale } = this.information;
        const { information, componentInformation } = layout;
        this.setProducts(group);
        for (const { n, probability } of sizes) {
            const weight = group.group.probability * probability;
            const kappa = (n / phi) * Math.exp(logScale);
            if (!this.setPosterior(group, kappa)) {
                out.fill(NaN, information.start, componentInformation.end);
                return;
            }
            this.addFixedEffects(group, kappa, weight, out);
            if (this.braces) {
                this.addBraces(this.braces, group, (weight * kappa * kappa) / n, out);
            }
            this.addComponents(z, weight, out);
        }
    }

    /** AᵀΩ_RR A and AᵀΩ_RB, which do not depend on n. */
    private setProducts({ a }: IntegrandGroup): void {
        const { d } = this;
        const { omega, dR, dB } = this.information;
        const { omegaA, base, cross } = this.scratch;
        const p = dR + dB;
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
    }

    /** P, Q, r, ρ and Q e + r for a group with n/φ = κ in the scale of Ω; false where P is not finite. */
    private setPosterior({ a, e }: IntegrandGroup, kappa: number): boolean {
        const { d, theta } = this;
        const { dR, dB } = this.information;
        const { dA } = this.layout;
        const { base, cross, posterior, shrunk, r, rho, moved, work } = this.scratch;
        if (!inverseOfOnePlus(base, kappa, d, posterior, work)) {
            return false;
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
        return true;
    }

    /** I_θθ without braces. */
    private addFixedEffects({ e }: IntegrandGroup, kappa: number, weight: number, out: Float64Array): void {
        const { d, theta } = this;
        const { omega, dR, dB } = this.information;
        const { dA, information } = this.layout;
        const { r, rho, moved } = this.scratch;
        const p = dR + dB;
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
    }

    /** I_aθ and I_ab. */
    private addComponents(z: Float64Array, weight: number, out: Float64Array): void {
        const { d, theta } = this;
        const { components, componentInformation } = this.layout;
        if (isEmpty(componentInformation)) {
            return;
        }
        const { shrunk, moved, directions, left } = this.scratch;
        const f = this.whitenedDirections;
        const t = theta + components;
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

    /** Takes factor · Hᵀ{braces}H off I_θθ. H = A P e for all effects, less ρ in X_R and with 1 in its own feature for those of block B. */
    private addBraces(braces: Braces, { group, a, e }: IntegrandGroup, factor: number, out: Float64Array): void {
        const { theta } = this;
        const { dR, dB } = this.information;
        const { dA, information, braces: taken } = this.layout;
        const { metric, inBraces, h, bracesH } = this.scratch;
        const p = dR + dB;
        this.setMetric(a);
        braces.at(group, metric, inBraces);
        mirrorLowerTriangle(inBraces, 0, p);
        this.setH(e);
        for (let i = 0; i < theta; i++) {
            for (let j = 0; j <= i; j++) {
                let value = dA <= i ? bracesH[j * p + dR + i - dA] : 0;
                for (let x = 0; x < dR; x++) {
                    value += h[i * dR + x] * bracesH[j * p + x];
                }
                out[information.start + i * theta + j] -= factor * value;
                out[taken.start + i * theta + j] += factor * value;
            }
        }
    }

    /** A P and A P Aᵀ. */
    private setMetric(a: Float64Array): void {
        const { d } = this;
        const { dR } = this.information;
        const { posterior, scaled, metric } = this.scratch;
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
    }

    /** The columns of X_R in Hᵀ (the rest of a row holds a single 1), and Hᵀ{braces}. */
    private setH(e: Float64Array): void {
        const { d, theta } = this;
        const { dR, dB } = this.information;
        const { dA } = this.layout;
        const { rho, scaled, inBraces, h, bracesH } = this.scratch;
        const p = dR + dB;
        for (let i = 0; i < theta; i++) {
            for (let x = 0; x < dR; x++) {
                let value = dA <= i ? -rho[x * dB + i - dA] : 0;
                for (let k = 0; k < d; k++) {
                    value += scaled[x * d + k] * e[k * theta + i];
                }
                h[i * dR + x] = value;
            }
            for (let x = 0; x < p; x++) {
                let value = dA <= i ? inBraces[x * p + dR + i - dA] : 0;
                for (let y = 0; y < dR; y++) {
                    value += inBraces[x * p + y] * h[i * dR + y];
                }
                bracesH[i * p + x] = value;
            }
        }
    }
}

type Scratch = ReturnType<typeof scratchFor>;

/** Matrices that every evaluation overwrites. */
function scratchFor(d: number, dR: number, dB: number, theta: number, components: number) {
    const p = dR + dB;
    return {
        /** Ω_RR A, AᵀΩ_RR A and AᵀΩ_RB. */
        omegaA: new Float64Array(dR * d),
        base: new Float64Array(d * d),
        cross: new Float64Array(d * dB),
        /** P, Q, r, ρ and Q e + r. */
        posterior: new Float64Array(d * d),
        shrunk: new Float64Array(d * d),
        r: new Float64Array(d * dB),
        rho: new Float64Array(dR * dB),
        moved: new Float64Array(d * theta),
        /** A P, A P Aᵀ, the braces in this metric, Hᵀ and Hᵀ{braces}. */
        scaled: new Float64Array(dR * d),
        metric: new Float64Array(dR * dR),
        inBraces: new Float64Array(p * p),
        h: new Float64Array(theta * dR),
        bracesH: new Float64Array(theta * p),
        /** F_c z and F_c Q. */
        directions: new Float64Array(components * d),
        left: new Float64Array(components * d * d),
        work: new Float64Array(d * d)
    };
}
