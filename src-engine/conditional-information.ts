/**
 * Ω(u, z) = E{w(η) X Xᵀ | U = u, z}, X = (X_R; X_B), and its Schur complement S = Ω_BB − Ω_BR Ω_RR⁻¹ Ω_RB: what the observations
 * of a group tell of β_B beyond what they tell of the group's own effects.
 *
 * S does not change when X_R is transformed linearly, or when a linear function of X_R is taken off X_B. Both are used at every z to work with
 * features that are orthonormal at U = 0, so that nothing cancels for predictors far from 0 or nearly collinear.
 */
import { gaussianMoments } from './gaussian-moments.js';
import type { GroupModel } from './group-model.js';
import { NotAvailable } from './not-available.js';
import type { GroupPoint, ObservationPoints, PredictorRule } from './predictor-rule.js';
import type { Weight } from './weight.js';

/** A column whose part orthogonal to the columns before it is smaller than this, relatively, is taken as dependent on them. */
const dependent = 1e-10;

/** The points of one z with features transformed: X_R → T X_R, X_B → T_B(X_B − Gᵀ X_R). */
interface Whitened {
    probability: number;
    points: ObservationPoints;
    features: Float64Array;
    featuresNu: Float64Array;
}

export class ConditionalInformation {
    /** Number of random-effect terms and of effects in block B. */
    readonly dR: number;
    readonly dB: number;
    /** Features of block B are multiplied by this lower triangular matrix: C_B = T_Bᵀ (E S)⁻¹ T_B · exp(−logScale). */
    readonly transformB: number[][];
    /** Weights are divided by exp(logScale), lest they leave the range of doubles. */
    readonly logScale: number;
    private readonly weight: Weight;
    private readonly groups: Whitened[];
    private readonly omega: Float64Array;
    private readonly moments = new Float64Array(3);
    private readonly diagonal: Float64Array;
    private readonly direction: Float64Array;
    private readonly along: Float64Array;

    /** @param reference the information of another level of the rule, whose scale and transformation of block B are taken over */
    constructor(
        model: GroupModel,
        rule: PredictorRule,
        private readonly level: number,
        reference?: ConditionalInformation
    ) {
        this.weight = model.weight;
        this.dR = model.randomTerms.length;
        this.dB = model.termsB.length;
        const p = this.dR + this.dB;
        const k = model.collapsed.length;
        this.omega = new Float64Array(p * p);
        this.diagonal = new Float64Array(this.dR);
        this.direction = new Float64Array(k);
        this.along = new Float64Array(p);
        this.logScale = reference?.logScale ?? this.referenceScale(rule);
        const bases = rule.groups.map(group => this.squareRoot(group));
        if (bases.every(rows => rows.length === 0))
            throw new NotAvailable({ code: 'not-finite', detail: 'the weight of every observation, which is too small for a double' });
        const triangles = bases.map(rows => randomPart(rows, this.dR, p));
        this.transformB = reference?.transformB ?? this.commonTransform(model, bases, rule, triangles);
        this.groups = rule.groups.map((group, i) => this.whiten(group, triangles[i]));
    }

    /** log of the largest weight at U = 0 where weights are exponential, else 0. */
    private referenceScale(rule: PredictorRule): number {
        const { weight } = this;
        if (weight.kind !== 'exponential') return 0;
        let largest = -Infinity;
        for (const { points } of rule.groups)
            for (let q = 0; q < points.count; q++) {
                let s2 = 0;
                for (let i = 0; i < points.collapsed; i++) s2 += points.etaNu[q * points.collapsed + i] ** 2;
                largest = Math.max(largest, weight.rate * points.eta[q] + 0.5 * weight.rate ** 2 * s2);
            }
        return largest;
    }

    /** Rows whose cross-product is Ω at U = 0 for one z. */
    private squareRoot({ points }: GroupPoint): Float64Array[] {
        const { dR, dB } = this;
        const p = dR + dB;
        const k = points.collapsed;
        const rows: Float64Array[] = [];
        for (let q = 0; q < points.count; q++) {
            let s2 = 0;
            for (let i = 0; i < k; i++) s2 += points.etaNu[q * k + i] ** 2;
            const s = Math.sqrt(s2);
            this.weigh(points.eta[q], s);
            const [m0, m1, m2] = this.moments;
            const scale = Math.sqrt(points.weight[q] * m0);
            if (!(0 <= scale && scale < Infinity)) throw this.outsideDomain(points.eta[q]);
            if (scale === 0) continue;
            const mean = m1 / m0;
            const spread = Math.sqrt(Math.max(0, m2 / m0 - mean * mean));
            const first = new Float64Array(p);
            const second = new Float64Array(p);
            const rest = Array.from({ length: k }, () => new Float64Array(p));
            for (let j = 0; j < p; j++) {
                const f0 = points.features[q * p + j];
                let along = 0;
                for (let i = 0; i < k && 0 < s; i++) along += (points.featuresNu[(q * p + j) * k + i] * points.etaNu[q * k + i]) / s;
                first[j] = scale * (f0 + mean * along);
                second[j] = scale * spread * along;
                for (let i = 0; i < k; i++) {
                    const unit = 0 < s ? points.etaNu[q * k + i] / s : 0;
                    rest[i][j] = scale * (points.featuresNu[(q * p + j) * k + i] - along * unit);
                }
            }
            rows.push(first);
            if (0 < k) rows.push(second, ...rest);
        }
        return rows;
    }

    /** T_B: makes the features of block B, taken together over all z, orthonormal at U = 0. */
    private commonTransform(model: GroupModel, bases: Float64Array[][], rule: PredictorRule, triangles: RandomPart[]): number[][] {
        const { dR, dB } = this;
        const rows: Float64Array[] = [];
        bases.forEach((basis, g) => {
            const root = Math.sqrt(rule.groups[g].weight);
            for (const row of basis) {
                const reduced = new Float64Array(dB);
                for (let b = 0; b < dB; b++) {
                    let value = row[dR + b];
                    for (let r = 0; r < dR; r++) value -= triangles[g].projection[b][r] * row[r];
                    reduced[b] = root * value;
                }
                rows.push(reduced);
            }
        });
        const size = Array.from({ length: dB }, (_, b) => columnNorm(rows, b));
        const raw = bases.flatMap((basis, g) => basis.map(row => row.map(value => value * Math.sqrt(rule.groups[g].weight))));
        const transform: number[][] = [];
        for (let b = 0; b < dB; b++) {
            // Gram–Schmidt, twice: the coefficients of column b's part that is orthogonal to the columns before it.
            const coefficients = new Array<number>(dB).fill(0);
            coefficients[b] = 1;
            for (let pass = 0; pass < 2; pass++)
                for (let c = 0; c < b; c++) {
                    const dot = rows.reduce((sum, row) => sum + row[c] * row[b], 0);
                    for (const row of rows) row[b] -= dot * row[c];
                    for (let i = 0; i <= c; i++) coefficients[i] -= dot * transform[c][i];
                }
            const norm = columnNorm(rows, b);
            const original = columnNorm(raw, dR + b);
            if (!(dependent * Math.max(size[b], original) < norm)) throw this.collinear(model, b, coefficients, original);
            for (const row of rows) row[b] /= norm;
            transform.push(coefficients.map(c => c / norm));
        }
        return transform;
    }

    private collinear(model: GroupModel, b: number, coefficients: number[], original: number): NotAvailable {
        if (original === 0) return new NotAvailable({ code: 'collinear', effects: [model.effectsB[b].name] });
        const partners = model.effectsB.filter((_, i) => i < b && 1e-9 < Math.abs(coefficients[i]));
        const random = (model.random?.effects ?? []).slice(0, partners.length === 0 ? undefined : 0);
        return new NotAvailable({ code: 'collinear', effects: [...random, ...partners.map(f => f.name), model.effectsB[b].name] });
    }

    private whiten(group: GroupPoint, { transform, projection }: RandomPart): Whitened {
        const { dR, dB, transformB } = this;
        const { points } = group;
        const p = dR + dB;
        const change = (from: Float64Array, stride: number): Float64Array => {
            const to = new Float64Array(from.length);
            const reduced = new Float64Array(dB);
            for (let q = 0; q < points.count; q++)
                for (let i = 0; i < stride; i++) {
                    const at = (j: number): number => (q * p + j) * stride + i;
                    for (let b = 0; b < dB; b++) {
                        let value = from[at(dR + b)];
                        for (let r = 0; r < dR; r++) value -= projection[b][r] * from[at(r)];
                        reduced[b] = value;
                    }
                    for (let r = 0; r < dR; r++) {
                        let value = 0;
                        for (let c = 0; c <= r; c++) value += transform[r][c] * from[at(c)];
                        to[at(r)] = value;
                    }
                    for (let b = 0; b < dB; b++) {
                        let value = 0;
                        for (let c = 0; c <= b; c++) value += transformB[b][c] * reduced[c];
                        to[at(dR + b)] = value;
                    }
                }
            return to;
        };
        return {
            probability: group.weight,
            points,
            features: change(points.features, 1),
            featuresNu: change(points.featuresNu, points.collapsed)
        };
    }

    private outsideDomain(eta: number): NotAvailable {
        const { min, max } = this.weight.domain;
        return min < eta && eta < max
            ? new NotAvailable({ code: 'not-finite', detail: `the weight at η = ${eta}` })
            : new NotAvailable({ code: 'link-domain', link: '', detail: `η = ${eta} is reached` });
    }

    private weigh(mu: number, s: number): void {
        const { weight, moments } = this;
        if (s === 0 && weight.kind === 'general') {
            moments[0] = weight.at(mu);
            moments[1] = 0;
            moments[2] = moments[0];
        } else gaussianMoments(weight, weight.kind === 'exponential' ? mu - this.logScale / weight.rate : mu, s, this.level, moments);
    }

    /**
     * E_z S(u, z) in transformed features.
     * @param u length dR
     * @param out receives dB × dB numbers, row-major
     * @returns the trace, which is not negative
     */
    schur(u: Float64Array, out: Float64Array): number {
        const { dR, dB, omega } = this;
        const p = dR + dB;
        out.fill(0);
        for (const group of this.groups) {
            this.accumulate(u, group);
            for (let i = 0; i < dR; i++) this.diagonal[i] = omega[i * p + i];
            eliminate(omega, this.diagonal, dR, p);
            for (let i = 0; i < dB; i++)
                for (let j = 0; j <= i; j++) out[i * dB + j] += group.probability * omega[(dR + i) * p + dR + j];
        }
        let trace = 0;
        for (let i = 0; i < dB; i++) {
            trace += out[i * dB + i];
            for (let j = 0; j < i; j++) out[j * dB + i] = out[i * dB + j];
        }
        return trace;
    }

    /** E_z Ω_RR(u, z) in the terms' own units, times exp(−logScale). */
    omegaRR(u: Float64Array, rule: PredictorRule): number[][] {
        const { dR, dB, omega } = this;
        const p = dR + dB;
        const total = Array.from({ length: dR }, () => new Array<number>(dR).fill(0));
        for (const group of rule.groups) {
            const { points } = group;
            this.accumulate(u, { probability: group.weight, points, features: points.features, featuresNu: points.featuresNu });
            for (let i = 0; i < dR; i++)
                for (let j = 0; j < dR; j++) total[i][j] += group.weight * omega[Math.max(i, j) * p + Math.min(i, j)];
        }
        return total;
    }

    /** Ω(u, z) into the lower triangle of `omega`. */
    private accumulate(u: Float64Array, { points, features, featuresNu }: Whitened): void {
        const { dR, omega, moments, direction, along } = this;
        const p = dR + this.dB;
        const k = points.collapsed;
        omega.fill(0);
        const raw = points.features;
        const rawNu = points.featuresNu;
        for (let q = 0; q < points.count; q++) {
            const base = q * p;
            let mu = points.eta[q];
            for (let r = 0; r < dR; r++) mu += u[r] * raw[base + r];
            if (k === 0) {
                this.weigh(mu, 0);
                const w = points.weight[q] * moments[0];
                for (let i = 0; i < p; i++) {
                    const wf = w * features[base + i];
                    for (let j = 0; j <= i; j++) omega[i * p + j] += wf * features[base + j];
                }
                continue;
            }
            let s2 = 0;
            for (let i = 0; i < k; i++) {
                let d = points.etaNu[q * k + i];
                for (let r = 0; r < dR; r++) d += u[r] * rawNu[(base + r) * k + i];
                direction[i] = d;
                s2 += d * d;
            }
            const s = Math.sqrt(s2);
            const inverse = 0 < s ? 1 / s : 0;
            this.weigh(mu, s);
            const w = points.weight[q];
            const m0 = w * moments[0];
            const m1 = w * moments[1];
            const m2minus0 = w * (moments[2] - moments[0]);
            for (let j = 0; j < p; j++) {
                let sum = 0;
                for (let i = 0; i < k; i++) sum += featuresNu[(base + j) * k + i] * direction[i];
                along[j] = sum * inverse;
            }
            // E w f fᵀ with f = f₀ + F ν, ν = T e + ν⊥: the part along e has the moments of w, the rest is independent of η.
            for (let i = 0; i < p; i++) {
                const fi = features[base + i];
                const ai = along[i];
                for (let j = 0; j <= i; j++) {
                    const fj = features[base + j];
                    const aj = along[j];
                    let across = 0;
                    for (let l = 0; l < k; l++) across += featuresNu[(base + i) * k + l] * featuresNu[(base + j) * k + l];
                    omega[i * p + j] += m0 * (fi * fj + across) + m1 * (fi * aj + ai * fj) + m2minus0 * ai * aj;
                }
            }
        }
    }
}

/** T (dR × dR, lower triangular; a zero row where a term depends on those before it) and Gᵀ (dB × dR) for one z. */
interface RandomPart {
    transform: number[][];
    projection: number[][];
}

function columnNorm(rows: readonly Float64Array[], column: number): number {
    let largest = 0;
    for (const row of rows) largest = Math.max(largest, Math.abs(row[column]));
    if (largest === 0) return 0;
    let sum = 0;
    for (const row of rows) sum += (row[column] / largest) ** 2;
    return largest * Math.sqrt(sum);
}

/** Orthonormalises the first dR columns and projects the others on them. */
function randomPart(rows: readonly Float64Array[], dR: number, p: number): RandomPart {
    const work = rows.map(row => row.slice());
    const transform: number[][] = [];
    for (let r = 0; r < dR; r++) {
        const coefficients = new Array<number>(dR).fill(0);
        coefficients[r] = 1;
        const original = columnNorm(work, r);
        for (let pass = 0; pass < 2; pass++)
            for (let c = 0; c < r; c++) {
                let dot = 0;
                for (const row of work) dot += row[c] * row[r];
                for (const row of work) row[r] -= dot * row[c];
                for (let i = 0; i <= c; i++) coefficients[i] -= dot * transform[c][i];
            }
        const norm = columnNorm(work, r);
        const kept = dependent * original < norm;
        for (const row of work) row[r] = kept ? row[r] / norm : 0;
        transform.push(coefficients.map(c => (kept ? c / norm : 0)));
    }
    const projection: number[][] = [];
    for (let b = dR; b < p; b++) {
        const onto = new Array<number>(dR).fill(0);
        for (let pass = 0; pass < 2; pass++)
            for (let r = 0; r < dR; r++) {
                let dot = 0;
                for (const row of work) dot += row[r] * row[b];
                for (const row of work) row[b] -= dot * row[r];
                for (let i = 0; i <= r; i++) onto[i] += dot * transform[r][i];
            }
        projection.push(onto);
    }
    return { transform, projection };
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
