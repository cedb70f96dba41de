/**
 * Ω(u, z) = E{w(η) X Xᵀ | U = u, z} with X = (X_R; X_B), in the transformed features of `transformed-features.ts`: the information of one observation of a group.
 *
 * Its Schur complement S = Ω_BB − Ω_BR Ω_RR⁻¹ Ω_RB is the information on β_B beyond that on the group's own effects. S does not change when X_R is
 * transformed linearly, or when a linear function of X_R is subtracted from X_B.
 */
import type { GroupModel } from '../predictors/group-model.js';
import type { IntegratedWeight } from './integrated-weight.js';
import { eliminateRows } from './eliminate-rows.js';
import type { PredictorRule } from '../predictors/predictor-points.js';
import { acrossOf, transformFeatures, weightAt, type FeatureScale, type TransformedGroup } from './transformed-features.js';

export class ConditionalInformation implements FeatureScale {
    /** Number of random-effect terms. */
    readonly dR: number;
    /** Number of effects in block B, with those of folded predictors. */
    readonly dB: number;
    /** Features of block B are multiplied by this lower triangular matrix: C_B = T_Bᵀ (E S)⁻¹ T_B · exp(−logScale). */
    readonly transformB: number[][];
    readonly logScale: number;
    readonly groups: readonly TransformedGroup[];
    /** The lower triangle of Ω(u, z) of the last `accumulate`, p × p, row-major. */
    readonly omega: Float64Array;
    /** For each combination of `each` points its part of Ω, columns of X_R only; empty where there is one combination, or without braces. */
    readonly byEach: Float64Array;
    /** Number of features at each point: p without those of folded predictors. */
    readonly size: number;
    /** The moments of w at every point of the last `accumulate`, `momentsLength` numbers each. With braces only; else those of one point. */
    readonly moments: Float64Array;
    readonly momentsLength: number;
    /** The coefficient of every feature along η, at the same points. */
    readonly along: Float64Array;
    private readonly momentsOf: Float64Array[];
    private etaShift = 0;
    private readonly diagonal: Float64Array;
    private readonly direction: Float64Array;

    /**
     * @param level how finely w is integrated over collapsed and folded predictors
     * @param scale that of another rule of the model, so that results can be compared
     * @param withBraces whether w² is integrated too, for `Braces`
     * @throws NotAvailable as `transformFeatures`
     */
    constructor(
        private readonly model: GroupModel,
        rule: PredictorRule,
        level: number,
        scale?: FeatureScale,
        private readonly withBraces = false
    ) {
        this.dR = model.randomTerms.length;
        this.dB = model.termsB.length;
        const p = this.dR + this.dB;
        this.size = p - model.foldedEffects;
        this.omega = new Float64Array(p * p);
        this.diagonal = new Float64Array(this.dR);
        this.direction = new Float64Array(model.collapsed.length);
        const { logScale, transformB, groups } = transformFeatures(model, rule, level, withBraces, scale);
        this.logScale = logScale;
        this.transformB = transformB;
        this.groups = groups;
        const most = withBraces ? Math.max(...groups.map(({ points }) => points.count)) : 1;
        this.momentsLength = groups.reduce((most, { weights }) => Math.max(most, weights[0].powers * weights[0].stride), 0);
        this.moments = new Float64Array(most * this.momentsLength);
        this.momentsOf = Array.from({ length: most }, (_, q) =>
            this.moments.subarray(q * this.momentsLength, (q + 1) * this.momentsLength)
        );
        this.along = new Float64Array(most * this.size);
        const { eachCount } = groups[0].points;
        this.byEach = new Float64Array(withBraces && eachCount > 1 ? eachCount * p * this.dR : 0);
    }

    /** How many values of w have been computed in sums over folded predictors. */
    get summed(): number {
        return this.groups.reduce((sum, { weights }) => sum + weights.reduce((own, weight) => own + weight.summed, 0), 0);
    }

    /**
     * E_z S(u, z) in transformed features.
     * @param u length dR
     * @param out receives dB × dB numbers, row-major
     * @param logTilt S is divided by exp(logTilt), inside the exponential weights, so that nothing overflows
     * @returns the trace, which is nonnegative up to rounding
     */
    schur(u: Float64Array, out: Float64Array, logTilt = 0): number {
        const { dR, dB, omega } = this;
        const p = dR + dB;
        out.fill(0);
        this.etaShift = logTilt === 0 ? 0 : logTilt / this.model.weight.rate;
        for (const group of this.groups) {
            this.accumulate(u, group);
            for (let i = 0; i < dR; i++) {
                this.diagonal[i] = omega[i * p + i];
            }
            eliminateRows(omega, this.diagonal, dR, p);
            for (let i = 0; i < dB; i++) {
                for (let j = 0; j <= i; j++) {
                    out[i * dB + j] += group.probability * omega[(dR + i) * p + dR + j];
                }
            }
        }
        let trace = 0;
        for (let i = 0; i < dB; i++) {
            trace += out[i * dB + i];
            for (let j = 0; j < i; j++) {
                out[j * dB + i] = out[i * dB + j];
            }
        }
        return trace;
    }

    /** E_z Ω_RR(u, z) in the terms' own units, times exp(−logScale), dR × dR. */
    omegaRR(u: Float64Array): number[][] {
        const { dR, dB, omega } = this;
        const p = dR + dB;
        const total = Array.from({ length: dR }, () => new Array<number>(dR).fill(0));
        for (const group of this.groups) {
            const { features, featuresNu } = group.points;
            const { count, collapsed } = group.points;
            const across = acrossOf(featuresNu, count, this.size, collapsed);
            this.accumulate(u, { ...group, features, featuresNu, across });
            for (let i = 0; i < dR; i++) {
                for (let j = 0; j < dR; j++) {
                    total[i][j] += group.probability * omega[Math.max(i, j) * p + Math.min(i, j)];
                }
            }
        }
        return total;
    }

    /** Writes the lower triangle of Ω(u, z) to `omega`. NaN where η leaves the domain of w. */
    accumulate(u: Float64Array, group: TransformedGroup): void {
        const { omega, byEach, dR, withBraces } = this;
        const { points } = group;
        const p = dR + this.dB;
        omega.fill(0);
        const several = byEach.length !== 0;
        if (several) {
            byEach.fill(0);
        }
        for (let q = 0; q < points.count; q++) {
            this.addPoint(u, group, q, withBraces ? q : 0);
            if (!several || (q + 1 < points.count && points.each[q + 1] === points.each[q])) {
                continue;
            }
            // These are sums over all combinations up to this one. The next loop makes differences of them.
            const at = points.each[q] * p * dR;
            for (let i = 0; i < p; i++) {
                for (let r = 0; r < dR; r++) {
                    byEach[at + i * dR + r] = omega[Math.max(i, r) * p + Math.min(i, r)];
                }
            }
        }
        if (!several) {
            return;
        }
        for (let e = points.eachCount - 1; e > 0; e--) {
            for (let k = 0; k < p * dR; k++) {
                byEach[e * p * dR + k] -= byEach[(e - 1) * p * dR + k];
            }
        }
    }

    /** Adds Ω of one point. @param place where `moments` and `along` keep what belongs to the point */
    private addPoint(u: Float64Array, group: TransformedGroup, q: number, place: number): void {
        const { points } = group;
        const weight = weightAt(group, q);
        const { dR, size } = this;
        const moments = this.momentsOf[place];
        const base = q * size;
        let mu = points.eta[q] - this.etaShift;
        for (let r = 0; r < dR; r++) {
            mu += u[r] * points.features[base + r];
        }
        if (points.collapsed === 0) {
            weight.at(mu, moments);
            this.addFeatures(group, q, moments);
        } else {
            weight.moments(mu, this.setAlong(u, group, q, place), moments);
            this.addFeaturesWithNormals(group, q, weight, moments, place * size);
        }
        this.addFoldedPairs(points.weight[q], moments, 1 + this.dR + this.dB - size);
    }

    /** The direction of η in ν and the coefficients of the features along it, into `along`. @returns the standard deviation of η given the point */
    private setAlong(u: Float64Array, { points, featuresNu }: TransformedGroup, q: number, place: number): number {
        const { dR, size, direction, along } = this;
        const k = points.collapsed;
        const rawNu = points.featuresNu;
        const base = q * size;
        const alongAt = place * size;
        let s2 = 0;
        for (let i = 0; i < k; i++) {
            let d = points.etaNu[q * k + i];
            for (let r = 0; r < dR; r++) {
                d += u[r] * rawNu[(base + r) * k + i];
            }
            direction[i] = d;
            s2 += d * d;
        }
        const s = Math.sqrt(s2);
        const inverse = s > 0 ? 1 / s : 0;
        for (let j = 0; j < size; j++) {
            let sum = 0;
            for (let i = 0; i < k; i++) {
                sum += featuresNu[(base + j) * k + i] * direction[i];
            }
            along[alongAt + j] = sum * inverse;
        }
        return s;
    }

    /** Adds E w f fᵀ and E w F fᵀ at a point without collapsed normals; F are the folded features. */
    private addFeatures({ points, features }: TransformedGroup, q: number, moments: Float64Array): void {
        const { size, omega } = this;
        const p = this.dR + this.dB;
        const base = q * size;
        const w = points.weight[q];
        const w0 = w * moments[0];
        for (let i = 0; i < size; i++) {
            const wf = w0 * features[base + i];
            for (let j = 0; j <= i; j++) {
                omega[i * p + j] += wf * features[base + j];
            }
        }
        for (let a = 0; a < p - size; a++) {
            const wg = w * moments[1 + a];
            for (let j = 0; j < size; j++) {
                omega[(size + a) * p + j] += wg * features[base + j];
            }
        }
    }

    /**
     * The same with collapsed normals. f = f₀ + F ν with ν = T e + ν⊥, e the direction of η: the part along e has the moments of w, the rest is
     * independent of η.
     */
    private addFeaturesWithNormals(
        { points, features, across }: TransformedGroup,
        q: number,
        { stride }: IntegratedWeight,
        moments: Float64Array,
        alongAt: number
    ): void {
        const { size, omega, along } = this;
        const p = this.dR + this.dB;
        const base = q * size;
        const w = points.weight[q];
        const m0 = w * moments[0];
        const m1 = w * moments[stride];
        const m2minus0 = w * (moments[2 * stride] - moments[0]);
        for (let i = 0; i < size; i++) {
            const fi = features[base + i];
            const ai = along[alongAt + i];
            for (let j = 0; j <= i; j++) {
                const fj = features[base + j];
                const aj = along[alongAt + j];
                const c = across[(base + i) * size + j];
                omega[i * p + j] += m0 * (fi * fj + c) + m1 * (fi * aj + ai * fj) + m2minus0 * ai * aj;
            }
        }
        for (let a = 0; a < p - size; a++) {
            const g0 = w * moments[1 + a];
            const g1 = w * moments[stride + 1 + a];
            for (let j = 0; j < size; j++) {
                omega[(size + a) * p + j] += g0 * features[base + j] + g1 * along[alongAt + j];
            }
        }
    }

    /** Adds E w F Fᵀ. @param pair where it begins in the moments */
    private addFoldedPairs(w: number, moments: Float64Array, pair: number): void {
        const { size, omega } = this;
        const p = this.dR + this.dB;
        for (let a = 0; a < p - size; a++) {
            for (let b = 0; b <= a; b++) {
                omega[(size + a) * p + size + b] += w * moments[pair++];
            }
        }
    }
}
