/**
 * Ω(u, z) = E{w(η) X Xᵀ | U = u, z}, X = (X_R; X_B), and its Schur complement S = Ω_BB − Ω_BR Ω_RR⁻¹ Ω_RB: what the observations
 * of a group tell of β_B beyond what they tell of the group's own effects.
 *
 * S does not change when X_R is transformed linearly, or when a linear function of X_R is taken off X_B. Both are used at every z to work with
 * features that are orthonormal at U = 0, so that nothing cancels for predictors far from 0 or nearly collinear. Folded features, whose
 * expectation is the same for every U, are made orthonormal among themselves and to the random intercept, if there is one.
 */
import type { GroupModel } from './group-model.js';
import { centreOf, integratedWeights, type FoldedTransform } from './folded-features.js';
import { IntegratedWeight } from './integrated-weight.js';
import { NotAvailable } from './not-available.js';
import { isBounded } from './weight.js';
import { columnNorm, dependenceTolerance, orthonormalise, type Orthonormalised } from './orthonormal.js';
import type { GroupPoint, ObservationPoints, PredictorRule } from './predictor-rule.js';

/** The points of one z with features transformed: X_R → T X_R, X_B → T_B(X_B − Gᵀ X_R). */
interface TransformedPoint {
    probability: number;
    points: ObservationPoints;
    features: Float64Array;
    featuresNu: Float64Array;
    weight: IntegratedWeight;
}

export class ConditionalInformation {
    /** Number of random-effect terms and of effects in block B, the folded among them. */
    readonly dR: number;
    readonly dB: number;
    /** Features of block B are multiplied by this lower triangular matrix: C_B = T_Bᵀ (E S)⁻¹ T_B · exp(−logScale). */
    readonly transformB: number[][];
    /** Weights are divided by exp(logScale), lest they leave the range of doubles. */
    readonly logScale: number;
    private readonly dF: number;
    private etaShift = 0;
    private readonly groups: TransformedPoint[];
    private readonly omega: Float64Array;
    private readonly moments: Float64Array;
    private readonly diagonal: Float64Array;
    private readonly direction: Float64Array;
    private readonly along: Float64Array;

    /** @param reference the information of another level of the rule, whose scale and transformation of block B are taken over */
    constructor(
        private readonly model: GroupModel,
        rule: PredictorRule,
        level: number,
        reference?: ConditionalInformation
    ) {
        this.dR = model.randomTerms.length;
        this.dB = model.termsB.length;
        this.dF = model.foldedEffects;
        const p = this.dR + this.dB;
        const k = model.collapsed.length;
        this.omega = new Float64Array(p * p);
        this.diagonal = new Float64Array(this.dR);
        this.direction = new Float64Array(k);
        this.along = new Float64Array(p);
        this.logScale = reference?.logScale ?? this.referenceScale(rule);

        const folded = this.foldedTransform(rule, reference?.transformB);
        const weights = integratedWeights(rule, folded, points => new IntegratedWeight(model.weight, points, level, this.logScale));
        this.moments = new Float64Array(3 * Math.max(...weights.map(weight => weight.width)));
        const bases = rule.groups.map((group, i) => this.squareRoot(group, weights[i]));
        if (bases.every(rows => rows.length === 0))
            throw new NotAvailable({ code: 'not-finite', detail: 'the weight of every observation, which is too small for a double' });
        const parts = bases.map(rows => orthonormalise(rows, this.dR, p - this.dF));
        const carried = reference
            ? reference.transformB.slice(0, this.dB - this.dF).map(row => row.slice(0, this.dB - this.dF))
            : this.carriedTransform(bases, rule, parts);
        this.transformB = blockDiagonal(carried, folded.transform);
        this.groups = rule.groups.map((group, i) => this.transformed(group, parts[i], carried, weights[i]));
    }

    /** log of the largest weight at U = 0 where weights are exponential, else 0. */
    private referenceScale(rule: PredictorRule): number {
        const { weight } = this.model;
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

    /** The folded features' part of T_B, and what is taken off them for the random intercept, from their law tilted by w at the mean η. */
    private foldedTransform(rule: PredictorRule, known: number[][] | undefined): FoldedTransform {
        const { dF, dB, model } = this;
        if (dF === 0) return { transform: [], centre: [] };
        const intercept = model.randomIntercept.indexOf(true);
        const rows: Float64Array[] = [];
        for (const { weight: probability, points, folded } of rule.groups) {
            if (!folded) continue;
            let eta = 0;
            let total = 0;
            for (let q = 0; q < points.count; q++) {
                eta += points.weight[q] * points.eta[q];
                total += points.weight[q];
            }
            const w = Array.from(folded.weight, (x, q) => probability * x * model.weight.at(eta / total + folded.eta[q] - this.shift()));
            const usable = w.every(Number.isFinite) && w.some(x => 1e-200 < x);
            for (let q = 0; q < folded.count; q++) {
                const scale = Math.sqrt(usable ? w[q] : probability * folded.weight[q]);
                const row = new Float64Array(1 + dF);
                row[0] = intercept < 0 ? 0 : scale;
                for (let a = 0; a < dF; a++) row[1 + a] = scale * folded.features[q * dF + a];
                rows.push(row);
            }
        }
        const original = Array.from({ length: dF }, (_, a) => columnNorm(rows, 1 + a));
        const { transform } = orthonormalise(rows, 1 + dF, 1 + dF);
        if (!known)
            for (let a = 0; a < dF; a++)
                if (transform[1 + a].every(x => x === 0)) {
                    const effect = model.effectsB[dB - dF + a].name;
                    if (original[a] === 0) throw new NotAvailable({ code: 'collinear', effects: [effect] });
                    const { columns, alone } = dependence(rows, 1, 1 + a);
                    const random = alone ? [] : (model.random?.effects ?? []).slice(intercept, intercept + 1);
                    const others = columns.map(column => model.effectsB[dB - dF + column - 1].name);
                    throw new NotAvailable({ code: 'collinear', effects: [...random, ...others, effect] });
                }
        const centre = transform.slice(1).map(row => row[0]);
        const own = known ? known.slice(dB - dF).map(row => row.slice(dB - dF)) : transform.slice(1).map(row => row.slice(1));
        return {
            transform: own,
            centre: known ? own.map(row => (intercept < 0 ? 0 : -row.reduce((sum, x, a) => sum + x * centreOf(rows, a), 0))) : centre
        };
    }

    private shift(): number {
        const { weight } = this.model;
        return weight.kind === 'exponential' ? this.logScale / weight.rate : 0;
    }

    /** Rows whose cross-product is Ω at U = 0 for one z, without the folded features. */
    private squareRoot({ points }: GroupPoint, weight: IntegratedWeight): Float64Array[] {
        const p = this.dR + this.dB - this.dF;
        const k = points.collapsed;
        const { width } = weight;
        const rows: Float64Array[] = [];
        for (let q = 0; q < points.count; q++) {
            let s2 = 0;
            for (let i = 0; i < k; i++) s2 += points.etaNu[q * k + i] ** 2;
            const s = Math.sqrt(s2);
            weight.moments(points.eta[q], s, this.moments);
            const [m0, m1, m2] = [this.moments[0], this.moments[width], this.moments[2 * width]];
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

    /** The carried features' part of T_B: makes them, taken together over all z, orthonormal at U = 0. */
    private carriedTransform(bases: readonly Float64Array[][], rule: PredictorRule, parts: readonly Orthonormalised[]): number[][] {
        const { dR, dB, dF, model } = this;
        const size = dB - dF;
        const rows: Float64Array[] = [];
        const original: Float64Array[] = [];
        bases.forEach((basis, g) => {
            const root = Math.sqrt(rule.groups[g].weight);
            for (const row of basis) {
                original.push(row.subarray(dR).map(x => root * x));
                const reduced = new Float64Array(size);
                for (let b = 0; b < size; b++) {
                    let value = row[dR + b];
                    for (let r = 0; r < dR; r++) value -= parts[g].projection[b][r] * row[r];
                    reduced[b] = root * value;
                }
                rows.push(reduced);
            }
        });
        const { transform } = orthonormalise(rows, size, size);
        for (let b = 0; b < size; b++) {
            const before = columnNorm(original, b);
            if (!transform[b].every(x => x === 0) && dependenceTolerance * before < columnNorm(rows, b)) continue;
            const { name } = model.effectsB[b];
            if (before === 0) throw new NotAvailable({ code: 'collinear', effects: [name] });
            // What the columns are after the random effects' part is taken off says whose combination this is; before, whether that part is needed.
            const { columns } = dependence(rows, 0, b);
            const random = dependence(original, 0, b, columns).alone ? [] : (model.random?.effects ?? []);
            throw new NotAvailable({ code: 'collinear', effects: [...random, ...columns.map(c => model.effectsB[c].name), name] });
        }
        return transform;
    }

    private transformed(group: GroupPoint, part: Orthonormalised, carried: number[][], weight: IntegratedWeight): TransformedPoint {
        const { dR } = this;
        const { points } = group;
        const size = carried.length;
        const p = dR + size;
        const change = (from: Float64Array, stride: number): Float64Array => {
            const to = new Float64Array(from.length);
            const reduced = new Float64Array(size);
            for (let q = 0; q < points.count; q++)
                for (let i = 0; i < stride; i++) {
                    const at = (j: number): number => (q * p + j) * stride + i;
                    for (let b = 0; b < size; b++) {
                        let value = from[at(dR + b)];
                        for (let r = 0; r < dR; r++) value -= part.projection[b][r] * from[at(r)];
                        reduced[b] = value;
                    }
                    for (let r = 0; r < dR; r++) {
                        let value = 0;
                        for (let c = 0; c <= r; c++) value += part.transform[r][c] * from[at(c)];
                        to[at(r)] = value;
                    }
                    for (let b = 0; b < size; b++) {
                        let value = 0;
                        for (let c = 0; c <= b; c++) value += carried[b][c] * reduced[c];
                        to[at(dR + b)] = value;
                    }
                }
            return to;
        };
        return {
            probability: group.weight,
            points,
            features: change(points.features, 1),
            featuresNu: change(points.featuresNu, points.collapsed),
            weight
        };
    }

    private outsideDomain(eta: number): NotAvailable {
        const { domain } = this.model.weight;
        if (!isBounded(domain)) return new NotAvailable({ code: 'not-finite', detail: `the weight at η = ${eta}` });
        const inside = domain.min < eta && eta < domain.max;
        return new NotAvailable({
            code: 'link-domain',
            link: this.model.spec.family.link,
            detail: inside ? 'a normal predictor gives η every value' : `η = ${Number(eta.toPrecision(3))} is reached`
        });
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
    private accumulate(u: Float64Array, { points, features, featuresNu, weight }: TransformedPoint): void {
        const { dR, dF, omega, moments, direction, along } = this;
        const p = dR + this.dB;
        const size = p - dF;
        const k = points.collapsed;
        const { width } = weight;
        omega.fill(0);
        const raw = points.features;
        const rawNu = points.featuresNu;
        for (let q = 0; q < points.count; q++) {
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
                const m1 = w * moments[width];
                const m2minus0 = w * (moments[2 * width] - moments[0]);
                for (let j = 0; j < size; j++) {
                    let sum = 0;
                    for (let i = 0; i < k; i++) sum += featuresNu[(base + j) * k + i] * direction[i];
                    along[j] = sum * inverse;
                }
                // E w f fᵀ with f = f₀ + F ν, ν = T e + ν⊥: the part along e has the moments of w, the rest is independent of η.
                for (let i = 0; i < size; i++) {
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
                for (let a = 0; a < dF; a++) {
                    const g0 = w * moments[1 + a];
                    const g1 = w * moments[width + 1 + a];
                    for (let j = 0; j < size; j++) omega[(size + a) * p + j] += g0 * features[base + j] + g1 * along[j];
                }
            }
            let pair = 1 + dF;
            for (let a = 0; a < dF; a++) for (let b = 0; b <= a; b++) omega[(size + a) * p + size + b] += w * moments[pair++];
        }
    }
}

/**
 * The columns from `first` on that a column, known to depend on those before it, is a combination of; and whether of them alone, without the columns
 * before `first`.
 */
function dependence(rows: readonly Float64Array[], first: number, column: number, known?: number[]): { columns: number[]; alone: boolean } {
    const before = rows.map(row => row.slice(0, column + 1));
    const [coefficients] = orthonormalise(before, column, column + 1).projection;
    const columns = known ?? coefficients.flatMap((x, c) => (first <= c && 1e-9 < Math.abs(x) ? [c] : []));
    const chosen = rows.map(row => Float64Array.from([...columns, column], c => row[c]));
    const { transform } = orthonormalise(chosen, columns.length + 1, columns.length + 1);
    return { columns, alone: transform[columns.length].every(x => x === 0) };
}

function blockDiagonal(a: number[][], b: number[][]): number[][] {
    const size = a.length + b.length;
    return Array.from({ length: size }, (_, i) =>
        Array.from({ length: size }, (_, j) =>
            i < a.length ? (j < a.length ? a[i][j] : 0) : j < a.length ? 0 : b[i - a.length][j - a.length]
        )
    );
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
