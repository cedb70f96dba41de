/**
 * Ω(u, z) = E{w(η) X Xᵀ | U = u, z}, X = (X_R; X_B), in the transformed features of `transformed-features.ts`: what the observations of a group tell.
 *
 * Its Schur complement S = Ω_BB − Ω_BR Ω_RR⁻¹ Ω_RB, what they tell of β_B beyond what they tell of the group's own effects, does not change when X_R
 * is transformed linearly, or when a linear function of X_R is taken off X_B.
 *
 * With `braces`, also the covariance over one observation X of w X_R(X − …)ᵀ in a metric P: see `braces`.
 */
import type { GroupModel } from '../predictors/group-model.js';
import type { IntegratedWeight } from './integrated-weight.js';
import { countsAsZero, leastPivot } from '../numeric/cholesky.js';
import type { PredictorRule } from '../predictors/predictor-rule.js';
import { acrossOf, transformFeatures, type FeatureScale, type TransformedGroup } from './transformed-features.js';

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
    private readonly momentsOf: Float64Array[];
    private readonly along: Float64Array;
    private readonly momentsLength: number;
    private readonly conditional: Float64Array;
    private readonly shaped: Float64Array;
    private readonly cross: Float64Array;

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
        this.momentsLength = groups.reduce((most, { weights }) => Math.max(most, weights[0].powers * weights[0].stride), 0);
        this.moments = new Float64Array(most * this.momentsLength);
        this.momentsOf = Array.from({ length: most }, (_, q) =>
            this.moments.subarray(q * this.momentsLength, (q + 1) * this.momentsLength)
        );
        this.along = new Float64Array(most * this.size);
        this.conditional = new Float64Array(this.size * this.size);
        this.shaped = new Float64Array(this.dR * this.size);
        this.cross = new Float64Array(2 * this.size);
        const { eachCount } = groups[0].points;
        this.byEach = new Float64Array(withBraces && eachCount > 1 ? eachCount * p * this.dR : 0);
    }

    /** How many values of w the sums over folded predictors have taken. */
    get summed(): number {
        return this.groups.reduce((sum, { weights }) => sum + weights.reduce((own, weight) => own + weight.summed, 0), 0);
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
            for (let i = 0; i < dR; i++) {
                this.diagonal[i] = omega[i * p + i];
            }
            eliminate(omega, this.diagonal, dR, p);
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

    /** E_z Ω_RR(u, z) in the terms' own units, times exp(−logScale). */
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

    /** Ω(u, z) into the lower triangle of `omega`. */
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
            // Until now the sums over all combinations; what they were before is taken off in the next loop.
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

    private addPoint(u: Float64Array, group: TransformedGroup, q: number, place: number): void {
        const { points, features, featuresNu, across } = group;
        const weight = weightAt(group, q);
        const { dR, size, omega, direction, along } = this;
        const p = dR + this.dB;
        const dF = p - size;
        const k = points.collapsed;
        const moments = this.momentsOf[place];
        const alongAt = place * size;
        const { stride } = weight;
        const raw = points.features;
        const rawNu = points.featuresNu;
        const base = q * size;
        let mu = points.eta[q] - this.etaShift;
        for (let r = 0; r < dR; r++) {
            mu += u[r] * raw[base + r];
        }
        const w = points.weight[q];
        if (k === 0) {
            weight.at(mu, moments);
            const w0 = w * moments[0];
            for (let i = 0; i < size; i++) {
                const wf = w0 * features[base + i];
                for (let j = 0; j <= i; j++) {
                    omega[i * p + j] += wf * features[base + j];
                }
            }
            for (let a = 0; a < dF; a++) {
                const wg = w * moments[1 + a];
                for (let j = 0; j < size; j++) {
                    omega[(size + a) * p + j] += wg * features[base + j];
                }
            }
        } else {
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
            weight.moments(mu, s, moments);
            const m0 = w * moments[0];
            const m1 = w * moments[stride];
            const m2minus0 = w * (moments[2 * stride] - moments[0]);
            for (let j = 0; j < size; j++) {
                let sum = 0;
                for (let i = 0; i < k; i++) {
                    sum += featuresNu[(base + j) * k + i] * direction[i];
                }
                along[alongAt + j] = sum * inverse;
            }
            // E w f fᵀ with f = f₀ + F ν, ν = T e + ν⊥: the part along e has the moments of w, the rest is independent of η.
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
            for (let a = 0; a < dF; a++) {
                const g0 = w * moments[1 + a];
                const g1 = w * moments[stride + 1 + a];
                for (let j = 0; j < size; j++) {
                    omega[(size + a) * p + j] += g0 * features[base + j] + g1 * along[alongAt + j];
                }
            }
        }
        let pair = 1 + dF;
        for (let a = 0; a < dF; a++) {
            for (let b = 0; b <= a; b++) {
                omega[(size + a) * p + size + b] += w * moments[pair++];
            }
        }
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
        for (let q = 0; q < points.count; q++) {
            this.addSquare(group, q, metric, out);
        }
        const several = byEach.length !== 0;
        for (let e = 0; e < points.eachCount; e++) {
            const from = e * p * dR;
            for (let i = 0; i < p; i++) {
                for (let r = 0; r < dR; r++) {
                    let sum = 0;
                    for (let c = 0; c < dR; c++) {
                        sum += metric[r * dR + c] * (several ? byEach[from + i * dR + c] : omega[Math.max(i, c) * p + Math.min(i, c)]);
                    }
                    for (let j = 0; j <= i; j++) {
                        out[i * p + j] -=
                            points.eachCount * sum * (several ? byEach[from + j * dR + r] : omega[Math.max(j, r) * p + Math.min(j, r)]);
                    }
                }
            }
        }
    }

    /** Adds E{w² (X_RᵀP X_R) X Xᵀ} of one point. With f = μ(T) + ν⊥ Isserlis' theorem gives the fourth moments given T. */
    private addSquare(group: TransformedGroup, q: number, metric: Float64Array, out: Float64Array): void {
        const { points, features } = group;
        const weight = weightAt(group, q);
        const { dR, size, moments } = this;
        const p = dR + this.dB;
        const dF = p - size;
        const from = q * this.momentsLength + weight.width;
        const base = q * size;
        const w = points.weightSquared[q];
        if (points.collapsed > 0) {
            this.addSquareWithNormals(group, q, metric, out);
            return;
        }
        let quadratic = 0;
        for (let r = 0; r < dR; r++) {
            for (let c = 0; c < dR; c++) {
                quadratic += metric[r * dR + c] * features[base + r] * features[base + c];
            }
        }
        quadratic *= w;
        for (let i = 0; i < size; i++) {
            const value = quadratic * moments[from] * features[base + i];
            for (let j = 0; j <= i; j++) {
                out[i * p + j] += value * features[base + j];
            }
        }
        for (let a = 0; a < dF; a++) {
            const value = quadratic * moments[from + 1 + a];
            for (let j = 0; j < size; j++) {
                out[(size + a) * p + j] += value * features[base + j];
            }
        }
        let pair = from + 1 + dF;
        for (let a = 0; a < dF; a++) {
            for (let b = 0; b <= a; b++) {
                out[(size + a) * p + size + b] += quadratic * moments[pair++];
            }
        }
    }

    private addSquareWithNormals(group: TransformedGroup, q: number, metric: Float64Array, out: Float64Array): void {
        const { points, features, across } = group;
        const weight = weightAt(group, q);
        const { dR, size, along, moments, conditional, shaped, cross } = this;
        const p = dR + this.dB;
        const dF = p - size;
        const { stride } = weight;
        const from = q * this.momentsLength + weight.width;
        const base = q * size;
        const w = points.weightSquared[q];
        // C = Cov(f | T), P C_R·, and its products with f₀ and its coefficient of T.
        for (let i = 0; i < size; i++) {
            for (let j = 0; j < size; j++) {
                conditional[i * size + j] = across[(base + i) * size + j] - along[base + i] * along[base + j];
            }
        }
        for (let r = 0; r < dR; r++) {
            for (let j = 0; j < size; j++) {
                let sum = 0;
                for (let c = 0; c < dR; c++) {
                    sum += metric[r * dR + c] * conditional[c * size + j];
                }
                shaped[r * size + j] = sum;
            }
        }
        let c0 = 0;
        let c1 = 0;
        let c2 = 0;
        for (let r = 0; r < dR; r++) {
            c0 += shaped[r * size + r];
            for (let c = 0; c < dR; c++) {
                const weighted = metric[r * dR + c];
                c0 += weighted * features[base + r] * features[base + c];
                c1 += 2 * weighted * features[base + r] * along[base + c];
                c2 += weighted * along[base + r] * along[base + c];
            }
        }
        for (let i = 0; i < size; i++) {
            let first = 0;
            let second = 0;
            for (let r = 0; r < dR; r++) {
                first += shaped[r * size + i] * features[base + r];
                second += shaped[r * size + i] * along[base + r];
            }
            cross[2 * i] = first;
            cross[2 * i + 1] = second;
        }
        const m0 = w * moments[from];
        const m1 = w * moments[from + stride];
        const m2 = w * moments[from + 2 * stride];
        const m3 = w * moments[from + 3 * stride];
        const m4 = w * moments[from + 4 * stride];
        for (let i = 0; i < size; i++) {
            const fi = features[base + i];
            const gi = along[base + i];
            const x0 = cross[2 * i];
            const x1 = cross[2 * i + 1];
            for (let j = 0; j <= i; j++) {
                const fj = features[base + j];
                const gj = along[base + j];
                const y0 = cross[2 * j];
                const y1 = cross[2 * j + 1];
                const p0 = fi * fj + conditional[i * size + j];
                const p1 = fi * gj + gi * fj;
                const p2 = gi * gj;
                let both = 0;
                for (let r = 0; r < dR; r++) {
                    both += conditional[i * size + r] * shaped[r * size + j];
                }
                out[i * p + j] +=
                    m0 * (c0 * p0 + 2 * (x0 * fj + y0 * fi + both)) +
                    m1 * (c0 * p1 + c1 * p0 + 2 * (x0 * gj + x1 * fj + y0 * gi + y1 * fi)) +
                    m2 * (c0 * p2 + c1 * p1 + c2 * p0 + 2 * (x1 * gj + y1 * gi)) +
                    m3 * (c1 * p2 + c2 * p1) +
                    m4 * c2 * p2;
            }
        }
        for (let a = 0; a < dF; a++) {
            const at = from + 1 + a;
            const n0 = w * moments[at];
            const n1 = w * moments[at + stride];
            const n2 = w * moments[at + 2 * stride];
            const n3 = w * moments[at + 3 * stride];
            for (let j = 0; j < size; j++) {
                const fj = features[base + j];
                const gj = along[base + j];
                out[(size + a) * p + j] +=
                    n0 * (c0 * fj + 2 * cross[2 * j]) +
                    n1 * (c0 * gj + c1 * fj + 2 * cross[2 * j + 1]) +
                    n2 * (c1 * gj + c2 * fj) +
                    n3 * c2 * gj;
            }
        }
        let pair = from + 1 + dF;
        for (let a = 0; a < dF; a++) {
            for (let b = 0; b <= a; b++, pair++) {
                out[(size + a) * p + size + b] += w * (c0 * moments[pair] + c1 * moments[pair + stride] + c2 * moments[pair + 2 * stride]);
            }
        }
    }
}

function weightAt({ weights }: TransformedGroup, q: number): IntegratedWeight {
    return weights.length === 1 ? weights[0] : weights[q];
}

/**
 * Eliminates the first `d` rows of a symmetric matrix given by its lower triangle. A pivot lost to rounding is passed over: what it
 * could still explain is of the size of the rounding error.
 */
function eliminate(a: Float64Array, diagonal: Float64Array, d: number, p: number): void {
    for (let r = 0; r < d; r++) {
        const pivot = a[r * p + r];
        if (countsAsZero(pivot, diagonal[r], leastPivot)) {
            continue;
        }
        const inverse = 1 / pivot;
        for (let i = r + 1; i < p; i++) {
            const factor = a[i * p + r] * inverse;
            if (factor === 0) {
                continue;
            }
            for (let j = r + 1; j <= i; j++) {
                a[i * p + j] -= factor * a[j * p + r];
            }
        }
    }
}
