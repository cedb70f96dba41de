/**
 * Ω(u, z) = E{w(η) X Xᵀ | U = u, z}, X = (X_R; X_B), in the transformed features of `transformed-features.ts`: what the observations of a group tell.
 *
 * Its Schur complement S = Ω_BB − Ω_BR Ω_RR⁻¹ Ω_RB, what they tell of β_B beyond what they tell of the group's own effects, does not change when X_R
 * is transformed linearly, or when a linear function of X_R is taken off X_B.
 *
 * With `braces`, also the covariance over one observation X of w X_R(X − …)ᵀ in a metric P: see `braces`.
 */
import type { GroupModel } from './group-model.js';
import type { PredictorRule } from './predictor-rule.js';
import { transformFeatures, type FeatureScale, type TransformedGroup } from './transformed-features.js';

export class ConditionalInformation implements FeatureScale {
    /** Number of random-effect terms and of effects in block B, the folded among them. */
    readonly dR: number;
    readonly dB: number;
    /** Features of block B are multiplied by this lower triangular matrix: C_B = T_Bᵀ (E S)⁻¹ T_B · exp(−logScale). */
    readonly transformB: number[][];
    readonly logScale: number;
    readonly groups: readonly TransformedGroup[];
    /** Ω(u, z) of the last `accumulate`, p × p, row-major: the lower triangle. */
    readonly omega: Float64Array;
    private readonly size: number;
    private etaShift = 0;
    private readonly diagonal: Float64Array;
    private readonly direction: Float64Array;
    /** By combination of `each` points: its part of Ω, columns of X_R only. Only with several. */
    private readonly byEach: Float64Array;
    /** Integrals of w at every point, and the part of ν along η of every feature: what `braces` reads. */
    private readonly moments: Float64Array;
    private readonly along: Float64Array;
    private readonly momentsLength: number;

    /** @param scale that of another rule of the model, so that results can be compared */
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
        this.momentsLength = Math.max(...groups.map(({ weight }) => weight.powers * weight.stride));
        this.moments = new Float64Array(most * this.momentsLength);
        this.along = new Float64Array(most * this.size);
        const { eachCount } = groups[0].points;
        this.byEach = new Float64Array(withBraces && 1 < eachCount ? eachCount * p * this.dR : 0);
    }

    /**
     * E_z S(u, z) in transformed features.
     * @param u length dR
     * @param out receives dB × dB numbers, row-major
     * @param logTilt S is divided by its exponential, within exponential weights, so that nothing overflows
     * @returns the trace, which is not negative but for rounding
     */
    schur(u: Float64Array, out: Float64Array, logTilt = 0): number {
        const { dR, dB, omega } = this;
        const p = dR + dB;
        out.fill(0);
        this.etaShift = logTilt === 0 ? 0 : logTilt / this.model.weight.rate;
        for (const group of this.groups) {
            this.accumulate(u, group);
            for (let i = 0; i < dR; i++) this.diagonal[i] = omega[i * p + i];
            eliminate(omega, this.diagonal, dR, p);
            for (let i = 0; i < dB; i++) for (let j = 0; j <= i; j++) out[i * dB + j] += group.probability * omega[(dR + i) * p + dR + j];
        }
        let trace = 0;
        for (let i = 0; i < dB; i++) {
            trace += out[i * dB + i];
            for (let j = 0; j < i; j++) out[j * dB + i] = out[i * dB + j];
        }
        return trace;
    }

    /** E_z Ω_RR(u, z) in the terms' own units, times exp(−logScale). */
    omegaRR(u: Float64Array): number[][] {
        const { dR, dB, omega } = this;
        const p = dR + dB;
        const total = Array.from({ length: dR }, () => new Array<number>(dR).fill(0));
        for (const group of this.groups) {
            const { features, featuresNu } = group.points;
            this.accumulate(u, { ...group, features, featuresNu });
            for (let i = 0; i < dR; i++)
                for (let j = 0; j < dR; j++) total[i][j] += group.probability * omega[Math.max(i, j) * p + Math.min(i, j)];
        }
        return total;
    }

    /** Ω(u, z) into the lower triangle of `omega`. */
    accumulate(u: Float64Array, group: TransformedGroup): void {
        const { omega, byEach, dR, withBraces, momentsLength } = this;
        const { points } = group;
        const p = dR + this.dB;
        omega.fill(0);
        const several = byEach.length !== 0;
        if (several) byEach.fill(0);
        for (let q = 0; q < points.count; q++) {
            this.addPoint(u, group, q, withBraces ? q * momentsLength : 0, withBraces ? q * this.size : 0);
            if (!several || (q + 1 < points.count && points.each[q + 1] === points.each[q])) continue;
            // Until now the sums over all combinations; what they were before is taken off in the next loop.
            const at = points.each[q] * p * dR;
            for (let i = 0; i < p; i++)
                for (let r = 0; r < dR; r++) byEach[at + i * dR + r] = omega[Math.max(i, r) * p + Math.min(i, r)];
        }
        if (!several) return;
        for (let e = points.eachCount - 1; 0 < e; e--)
            for (let k = 0; k < p * dR; k++) byEach[e * p * dR + k] -= byEach[(e - 1) * p * dR + k];
    }

    private addPoint(u: Float64Array, { points, features, featuresNu, weight }: TransformedGroup, q: number, m: number, alongAt: number): void {
        const { dR, size, omega, direction, along } = this;
        const p = dR + this.dB;
        const dF = p - size;
        const k = points.collapsed;
        const moments = this.moments.subarray(m, m + this.momentsLength);
        const { stride } = weight;
        const raw = points.features;
        const rawNu = points.featuresNu;
        const base = q * size;
        let mu = points.eta[q] - this.etaShift;
        for (let r = 0; r < dR; r++) mu += u[r] * raw[base + r];
        const w = points.weight[q];
        if (k === 0) {
            weight.at(mu, moments);
            const w0 = w * moments[0];
            for (let i = 0; i < size; i++) {
                const wf = w0 * features[base + i];
                for (let j = 0; j <= i; j++) omega[i * p + j] += wf * features[base + j];
            }
            for (let a = 0; a < dF; a++) {
                const wg = w * moments[1 + a];
                for (let j = 0; j < size; j++) omega[(size + a) * p + j] += wg * features[base + j];
            }
        } else {
            let s2 = 0;
            for (let i = 0; i < k; i++) {
                let d = points.etaNu[q * k + i];
                for (let r = 0; r < dR; r++) d += u[r] * rawNu[(base + r) * k + i];
                direction[i] = d;
                s2 += d * d;
            }
            const s = Math.sqrt(s2);
            const inverse = 0 < s ? 1 / s : 0;
            weight.moments(mu, s, moments);
            const m0 = w * moments[0];
            const m1 = w * moments[stride];
            const m2minus0 = w * (moments[2 * stride] - moments[0]);
            for (let j = 0; j < size; j++) {
                let sum = 0;
                for (let i = 0; i < k; i++) sum += featuresNu[(base + j) * k + i] * direction[i];
                along[alongAt + j] = sum * inverse;
            }
            // E w f fᵀ with f = f₀ + F ν, ν = T e + ν⊥: the part along e has the moments of w, the rest is independent of η.
            for (let i = 0; i < size; i++) {
                const fi = features[base + i];
                const ai = along[alongAt + i];
                for (let j = 0; j <= i; j++) {
                    const fj = features[base + j];
                    const aj = along[alongAt + j];
                    let across = 0;
                    for (let l = 0; l < k; l++) across += featuresNu[(base + i) * k + l] * featuresNu[(base + j) * k + l];
                    omega[i * p + j] += m0 * (fi * fj + across) + m1 * (fi * aj + ai * fj) + m2minus0 * ai * aj;
                }
            }
            for (let a = 0; a < dF; a++) {
                const g0 = w * moments[1 + a];
                const g1 = w * moments[stride + 1 + a];
                for (let j = 0; j < size; j++) omega[(size + a) * p + j] += g0 * features[base + j] + g1 * along[alongAt + j];
            }
        }
        let pair = 1 + dF;
        for (let a = 0; a < dF; a++) for (let b = 0; b <= a; b++) omega[(size + a) * p + size + b] += w * moments[pair++];
    }

    /**
     * E{w² (X_RᵀP X_R) X Xᵀ} − E{w X X_Rᵀ} P E{w X_R Xᵀ}, both expectations within a combination of `each` points and averaged over these, at the u and z
     * of the last `accumulate`: what a group's own sample of X makes vary. The braces of the refined form are quadratic forms of it.
     * @param metric P in transformed features, d_R × d_R, row-major
     * @param out receives the lower triangle, p × p
     */
    braces(group: TransformedGroup, metric: Float64Array, out: Float64Array): void {
        const { dR, omega, byEach } = this;
        const { points } = group;
        const p = dR + this.dB;
        out.fill(0);
        for (let q = 0; q < points.count; q++) this.addSquare(group, q, metric, out);
        const several = byEach.length !== 0;
        for (let e = 0; e < points.eachCount; e++) {
            const from = e * p * dR;
            for (let i = 0; i < p; i++)
                for (let r = 0; r < dR; r++) {
                    let sum = 0;
                    for (let c = 0; c < dR; c++)
                        sum += metric[r * dR + c] * (several ? byEach[from + i * dR + c] : omega[Math.max(i, c) * p + Math.min(i, c)]);
                    for (let j = 0; j <= i; j++)
                        out[i * p + j] -=
                            points.eachCount * sum * (several ? byEach[from + j * dR + r] : omega[Math.max(j, r) * p + Math.min(j, r)]);
                }
        }
    }

    /** Adds E{w² (X_RᵀP X_R) X Xᵀ} of one point. With f = μ(T) + ν⊥ Isserlis' theorem gives the fourth moments given T. */
    private addSquare({ points, features, featuresNu, weight }: TransformedGroup, q: number, metric: Float64Array, out: Float64Array): void {
        const { dR, size, along } = this;
        const p = dR + this.dB;
        const dF = p - size;
        const { stride, width } = weight;
        const k = points.collapsed;
        const from = q * this.momentsLength + width;
        const moment = (power: number, l: number): number => this.moments[from + power * stride + l];
        const base = q * size;
        const w = points.weightSquared[q];
        const form = (x: (r: number) => number, y: (r: number) => number): number => {
            let sum = 0;
            for (let r = 0; r < dR; r++) for (let c = 0; c < dR; c++) sum += metric[r * dR + c] * x(r) * y(c);
            return sum;
        };
        const f = (j: number): number => features[base + j];
        if (k === 0) {
            const quadratic = w * form(f, f);
            for (let i = 0; i < size; i++)
                for (let j = 0; j <= i; j++) out[i * p + j] += quadratic * moment(0, 0) * f(i) * f(j);
            for (let a = 0; a < dF; a++)
                for (let j = 0; j < size; j++) out[(size + a) * p + j] += quadratic * moment(0, 1 + a) * f(j);
            let pair = 1 + dF;
            for (let a = 0; a < dF; a++)
                for (let b = 0; b <= a; b++) out[(size + a) * p + size + b] += quadratic * moment(0, pair++);
            return;
        }
        const g = (j: number): number => along[base + j];
        const across = (i: number, j: number): number => {
            let sum = 0;
            for (let l = 0; l < k; l++) sum += featuresNu[(base + i) * k + l] * featuresNu[(base + j) * k + l];
            return sum - g(i) * g(j);
        };
        let trace = 0;
        for (let r = 0; r < dR; r++) for (let c = 0; c < dR; c++) trace += metric[r * dR + c] * across(r, c);
        // μ(T)ᵀPμ(T) + tr(P C) as a polynomial in T, and C_i·P μ(T).
        const [c0, c1, c2] = [form(f, f) + trace, 2 * form(f, g), form(g, g)];
        const cross = Array.from({ length: size }, (_, i) => {
            const c = (r: number): number => across(i, r);
            return [form(c, f), form(c, g)] as const;
        });
        const polynomial = (l: number, coefficients: readonly number[]): number => {
            let sum = 0;
            for (let power = 0; power < coefficients.length; power++) sum += coefficients[power] * moment(power, l);
            return w * sum;
        };
        for (let i = 0; i < size; i++)
            for (let j = 0; j <= i; j++) {
                const c = across(i, j);
                const [p0, p1, p2] = [f(i) * f(j) + c, f(i) * g(j) + g(i) * f(j), g(i) * g(j)];
                const [xi, xj] = [cross[i], cross[j]];
                const both = form(
                    r => across(i, r),
                    r => across(j, r)
                );
                out[i * p + j] += polynomial(0, [
                    c0 * p0 + 2 * (xi[0] * f(j) + xj[0] * f(i) + both),
                    c0 * p1 + c1 * p0 + 2 * (xi[0] * g(j) + xi[1] * f(j) + xj[0] * g(i) + xj[1] * f(i)),
                    c0 * p2 + c1 * p1 + c2 * p0 + 2 * (xi[1] * g(j) + xj[1] * g(i)),
                    c1 * p2 + c2 * p1,
                    c2 * p2
                ]);
            }
        for (let a = 0; a < dF; a++)
            for (let j = 0; j < size; j++)
                out[(size + a) * p + j] += polynomial(1 + a, [
                    c0 * f(j) + 2 * cross[j][0],
                    c0 * g(j) + c1 * f(j) + 2 * cross[j][1],
                    c1 * g(j) + c2 * f(j),
                    c2 * g(j)
                ]);
        let pair = 1 + dF;
        for (let a = 0; a < dF; a++)
            for (let b = 0; b <= a; b++) out[(size + a) * p + size + b] += polynomial(pair++, [c0, c1, c2]);
    }
}

/**
 * Eliminates the first `d` rows of a symmetric matrix given by its lower triangle. A pivot lost to rounding is passed over: what it
 * could still explain is of the size of the rounding error.
 */
function eliminate(a: Float64Array, diagonal: Float64Array, d: number, p: number): void {
    for (let r = 0; r < d; r++) {
        const pivot = a[r * p + r];
        if (!(1e-14 * diagonal[r] < pivot && 1e-290 < pivot)) continue;
        const inverse = 1 / pivot;
        for (let i = r + 1; i < p; i++) {
            const factor = a[i * p + r] * inverse;
            if (factor === 0) continue;
            for (let j = r + 1; j <= i; j++) a[i * p + j] -= factor * a[j * p + r];
        }
    }
}
