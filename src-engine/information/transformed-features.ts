/**
 * The features of a group, X = (X_R; X_B), made orthonormal at U = 0, so that nothing cancels for predictors far from 0 or nearly collinear.
 *
 * Given z: X̃_R = T X_R and X̃_B = T_B X_B − Γᵀ X_R, T and Γ by z, T_B the same for every z. Folded features, whose expectation is the same for every
 * U, are made orthonormal among themselves and to the random intercept, if there is one.
 */
import { rootOf } from '../numeric/matrix-root.js';
import { centreOf, integratedWeights, transformFolded, type FoldedTransform } from './folded-features.js';
import type { GroupModel } from '../predictors/group-model.js';
import { IntegratedWeight } from './integrated-weight.js';
import { NotAvailable } from '../result/not-available.js';
import { dependenceTolerance } from '../numeric/gram-schmidt.js';
import { columnOf, euclideanNorm } from '../numeric/norm.js';
import { orthonormalise, type Orthonormalised } from '../numeric/orthonormal.js';
import type { FoldedPoints, GroupPoint, ObservationPoints, PredictorRule } from '../predictors/predictor-points.js';
import { isBounded } from '../family/weight.js';

/** The points of one z. */
export interface TransformedGroup {
    probability: number;
    points: ObservationPoints;
    /** X̃ without the folded features, and its coefficients of ν. */
    features: Float64Array;
    featuresNu: Float64Array;
    /** By point: the covariance of the features through ν, at given values of the other predictors. */
    across: Float64Array;
    /** G: one for all points, or one for each where predictors are folded by point. */
    weights: IntegratedWeight[];
    /** T, d_R × d_R, lower triangular. */
    transform: number[][];
    /** Γ, d_R × d_B. */
    shift: number[][];
}

/** What two rules of the same model share, so that their results can be compared. */
export interface FeatureScale {
    /** Weights are divided by exp(logScale), lest they leave the range of doubles. */
    logScale: number;
    /** T_B, lower triangular, d_B × d_B. */
    transformB: number[][];
}

export interface TransformedFeatures extends FeatureScale {
    groups: TransformedGroup[];
}

/** @param scale taken over from another rule; else it is chosen. @throws NotAvailable where effects are collinear, or η leaves the link's domain */
export function transformFeatures(
    model: GroupModel,
    rule: PredictorRule,
    level: number,
    squares: boolean,
    scale?: FeatureScale
): TransformedFeatures {
    return new FeatureTransformer(model, rule, level, squares, scale).run();
}

class FeatureTransformer {
    private readonly dR: number;
    private readonly dB: number;
    private readonly dF: number;
    private readonly logScale: number;
    private moments = new Float64Array(0);

    constructor(
        private readonly model: GroupModel,
        private readonly rule: PredictorRule,
        private readonly level: number,
        private readonly squares: boolean,
        private readonly known: FeatureScale | undefined
    ) {
        this.dR = model.randomTerms.length;
        this.dB = model.termsB.length;
        this.dF = model.foldedEffects;
        this.logScale = known?.logScale ?? this.referenceScale(rule);
    }

    run(): TransformedFeatures {
        const { logScale, model } = this;
        return { logScale, ...(model.foldedByPoint ? this.foldedByPoint() : this.foldedApart()) };
    }

    private foldedApart(): Omit<TransformedFeatures, 'logScale'> {
        const { rule, dR, dB, dF, known } = this;
        const folded = this.foldedTransform(rule, known?.transformB);
        const weights = integratedWeights(rule, folded, points => this.weightOf(points, 'ofAll'));
        this.moments = new Float64Array(Math.max(...weights.map(({ powers, stride }) => powers * stride)));
        const bases = rule.groups.map((group, i) => this.squareRoot(group, weights[i]));
        this.someWeight(bases);
        const parts = bases.map(rows => orthonormalise(rows, dR, dR + dB - dF));
        const carried = known
            ? known.transformB.slice(0, dB - dF).map(row => row.slice(0, dB - dF))
            : this.commonTransform(bases, rule, parts, dB - dF);
        const groups = rule.groups.map((group, i) => {
            const shift = this.shiftOf(parts[i], carried, folded.centre);
            return this.transformed(group, parts[i], carried, shift, [weights[i]]);
        });
        return { transformB: blockDiagonal(carried, folded.transform), groups };
    }

    /** The folded features of a point have an expectation of their own there: they are made orthonormal with the others. */
    private foldedByPoint(): Omit<TransformedFeatures, 'logScale'> {
        const { rule, dR, dB, known } = this;
        this.moments = new Float64Array(this.squares ? 10 : 3);
        const plain = this.weightOf(null, 'ofAll');
        const bases = rule.groups.map(group => this.squareRoot(group, plain, group.points.folded!));
        this.someWeight(bases);
        const parts = bases.map(rows => orthonormalise(rows, dR, dR + dB));
        const transformB = known?.transformB ?? this.commonTransform(bases, rule, parts, dB);
        const groups = rule.groups.map((group, i) => {
            const weights = group.points.folded!.map((points, q) =>
                this.weightOf(this.transformedAtPoint(group, q, points, parts[i], transformB), 'ofOnePoint')
            );
            return this.transformed(group, parts[i], transformB, this.shiftOf(parts[i], transformB, []), weights);
        });
        return { transformB, groups };
    }

    private weightOf(points: FoldedPoints | null, scope: 'ofAll' | 'ofOnePoint'): IntegratedWeight {
        return new IntegratedWeight(this.model.weight, points, this.level, this.logScale, this.squares, scope);
    }

    private someWeight(bases: readonly Float64Array[][]): void {
        if (bases.every(rows => rows.length === 0)) {
            throw new NotAvailable({ code: 'not-finite', detail: 'the weight of every observation, which is too small for a double' });
        }
    }

    /** F̃ = T_B X_B − Γᵀ X_R at one point of the carried predictors. */
    private transformedAtPoint(
        { points }: GroupPoint,
        q: number,
        folded: FoldedPoints,
        part: Orthonormalised,
        transformB: number[][]
    ): FoldedPoints {
        const { dR, dB, dF } = this;
        const carried = dB - dF;
        const p = dR + carried;
        const reduced = (b: number, value: number): number => {
            let sum = value;
            for (let r = 0; r < dR; r++) {
                sum -= part.projection[b][r] * points.features[q * p + r];
            }
            return sum;
        };
        const transform = transformB.slice(carried).map(row => row.slice(carried));
        const centre = transformB.slice(carried).map(row => {
            let sum = 0;
            for (let b = 0; b < dB; b++) {
                if (row[b] !== 0) {
                    sum += row[b] * reduced(b, b < carried ? points.features[q * p + dR + b] : 0);
                }
            }
            return sum;
        });
        return transformFolded(folded, transform, centre);
    }

    /** Γ. */
    private shiftOf(part: Orthonormalised, transform: number[][], foldedCentre: readonly number[]): number[][] {
        const { dR, dB, dF, model } = this;
        const intercept = model.randomIntercept.indexOf(true);
        return Array.from({ length: dR }, (_, r) =>
            Array.from({ length: dB }, (__, b) => {
                if (transform.length <= b) {
                    return r === intercept ? -foldedCentre[b - (dB - dF)] : 0;
                }
                let sum = 0;
                for (let c = 0; c <= b; c++) {
                    sum += transform[b][c] * part.projection[c][r];
                }
                return sum;
            })
        );
    }

    /** log of the largest weight at U = 0 where weights are exponential, else 0. */
    private referenceScale(rule: PredictorRule): number {
        const { weight } = this.model;
        if (weight.kind !== 'exponential') {
            return 0;
        }
        let largest = -Infinity;
        for (const { points } of rule.groups) {
            for (let q = 0; q < points.count; q++) {
                let s2 = 0;
                for (let i = 0; i < points.collapsed; i++) {
                    s2 += points.etaNu[q * points.collapsed + i] ** 2;
                }
                largest = Math.max(largest, weight.rate * points.eta[q] + 0.5 * weight.rate ** 2 * s2);
            }
        }
        return largest;
    }

    /** The folded features' part of T_B, and what is taken off them for the random intercept, from their law tilted by w at the mean η. */
    private foldedTransform(rule: PredictorRule, known: number[][] | undefined): FoldedTransform {
        const { dF, dB, model } = this;
        if (dF === 0) {
            return { transform: [], centre: [] };
        }
        const intercept = model.randomIntercept.indexOf(true);
        const rows: Float64Array[] = [];
        for (const { weight: probability, points, folded } of rule.groups) {
            if (!folded) {
                continue;
            }
            let eta = 0;
            let total = 0;
            for (let q = 0; q < points.count; q++) {
                eta += points.weight[q] * points.eta[q];
                total += points.weight[q];
            }
            const w = Array.from(folded.weight, (x, q) => probability * x * model.weight.at(eta / total + folded.eta[q] - this.shift()));
            const usable = w.every(Number.isFinite) && w.some(x => x > 1e-200);
            for (let q = 0; q < folded.count; q++) {
                const scale = Math.sqrt(usable ? w[q] : probability * folded.weight[q]);
                const row = new Float64Array(1 + dF);
                row[0] = intercept < 0 ? 0 : scale;
                for (let a = 0; a < dF; a++) {
                    row[1 + a] = scale * folded.features[q * dF + a];
                }
                rows.push(row);
            }
        }
        const original = Array.from({ length: dF }, (_, a) => euclideanNorm(columnOf(rows, 1 + a)));
        const { transform } = orthonormalise(rows, 1 + dF, 1 + dF);
        if (!known) {
            for (let a = 0; a < dF; a++) {
                if (transform[1 + a].every(x => x === 0)) {
                    const effect = model.effectsB[dB - dF + a].name;
                    if (original[a] === 0) {
                        throw new NotAvailable({ code: 'collinear', effects: [effect] });
                    }
                    const { columns, alone } = dependence(rows, 1, 1 + a);
                    const random = alone ? [] : (model.random?.effects ?? []).slice(intercept, intercept + 1);
                    const others = columns.map(column => model.effectsB[dB - dF + column - 1].name);
                    throw new NotAvailable({ code: 'collinear', effects: [...random, ...others, effect] });
                }
            }
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

    /** Rows whose cross-product is Ω at U = 0 for one z, without the folded features where they are folded apart. */
    private squareRoot({ points }: GroupPoint, weight: IntegratedWeight, folded?: readonly FoldedPoints[]): Float64Array[] {
        const p = this.dR + this.dB - this.dF;
        const columns = folded ? p + this.dF : p;
        const k = points.collapsed;
        const { stride } = weight;
        const rows: Float64Array[] = [];
        for (let q = 0; q < points.count; q++) {
            let s2 = 0;
            for (let i = 0; i < k; i++) {
                s2 += points.etaNu[q * k + i] ** 2;
            }
            const s = Math.sqrt(s2);
            weight.moments(points.eta[q], s, this.moments);
            const [m0, m1, m2] = [this.moments[0], this.moments[stride], this.moments[2 * stride]];
            const scale = Math.sqrt(points.weight[q] * m0);
            if (!(0 <= scale && scale < Infinity)) {
                throw this.outsideDomain(points.eta[q]);
            }
            if (scale === 0) {
                continue;
            }
            if (folded) {
                rows.push(...this.foldedRows(folded[q], points.eta[q], scale, p, columns));
            }
            const mean = m1 / m0;
            const spread = Math.sqrt(Math.max(0, m2 / m0 - mean * mean));
            const first = folded ? rows.pop()! : new Float64Array(columns);
            const second = new Float64Array(columns);
            const rest = Array.from({ length: k }, () => new Float64Array(columns));
            for (let j = 0; j < p; j++) {
                const f0 = points.features[q * p + j];
                let along = 0;
                for (let i = 0; i < k && s > 0; i++) {
                    along += (points.featuresNu[(q * p + j) * k + i] * points.etaNu[q * k + i]) / s;
                }
                first[j] = scale * (f0 + mean * along);
                second[j] = scale * spread * along;
                for (let i = 0; i < k; i++) {
                    const unit = s > 0 ? points.etaNu[q * k + i] / s : 0;
                    rest[i][j] = scale * (points.featuresNu[(q * p + j) * k + i] - along * unit);
                }
            }
            rows.push(first);
            if (k > 0) {
                rows.push(second, ...rest);
            }
        }
        return rows;
    }

    /** For one carried point: the square root of the folded features' covariance, and last a row with their means, under their law tilted by w at U = 0. */
    private foldedRows(folded: FoldedPoints, eta: number, scale: number, p: number, columns: number): Float64Array[] {
        const { size, features } = folded;
        const w = Array.from(folded.weight, (x, q) => x * this.model.weight.at(eta + folded.eta[q] - this.shift()));
        const usable = w.every(Number.isFinite) && w.some(x => x > 1e-200);
        const tilted = usable ? w : Array.from(folded.weight);
        const total = tilted.reduce((sum, x) => sum + x, 0);
        const mean = new Float64Array(size);
        for (let q = 0; q < folded.count; q++) {
            for (let a = 0; a < size; a++) {
                mean[a] += (tilted[q] / total) * features[q * size + a];
            }
        }
        const covariance = Array.from({ length: size }, () => new Array<number>(size).fill(0));
        for (let q = 0; q < folded.count; q++) {
            for (let a = 0; a < size; a++) {
                for (let b = 0; b < size; b++) {
                    covariance[a][b] += (tilted[q] / total) * (features[q * size + a] - mean[a]) * (features[q * size + b] - mean[b]);
                }
            }
        }
        const rows = rootOf(covariance).map(column => {
            const row = new Float64Array(columns);
            column.forEach((x, a) => (row[p + a] = scale * x));
            return row;
        });
        const last = new Float64Array(columns);
        for (let a = 0; a < size; a++) {
            last[p + a] = scale * mean[a];
        }
        return [...rows, last];
    }

    /** T_B, or its part for the carried features: makes them, taken together over all z, orthonormal at U = 0. */
    private commonTransform(
        bases: readonly Float64Array[][],
        rule: PredictorRule,
        parts: readonly Orthonormalised[],
        size: number
    ): number[][] {
        const { dR, model } = this;
        const rows: Float64Array[] = [];
        const original: Float64Array[] = [];
        bases.forEach((basis, g) => {
            const root = Math.sqrt(rule.groups[g].weight);
            for (const row of basis) {
                original.push(row.subarray(dR).map(x => root * x));
                const reduced = new Float64Array(size);
                for (let b = 0; b < size; b++) {
                    let value = row[dR + b];
                    for (let r = 0; r < dR; r++) {
                        value -= parts[g].projection[b][r] * row[r];
                    }
                    reduced[b] = root * value;
                }
                rows.push(reduced);
            }
        });
        const { transform } = orthonormalise(rows, size, size);
        for (let b = 0; b < size; b++) {
            const before = euclideanNorm(columnOf(original, b));
            if (!transform[b].every(x => x === 0) && dependenceTolerance * before < euclideanNorm(columnOf(rows, b))) {
                continue;
            }
            const { name } = model.effectsB[b];
            if (before === 0) {
                throw new NotAvailable({ code: 'collinear', effects: [name] });
            }
            // What the columns are after the random effects' part is taken off says whose combination this is; before, whether that part is needed.
            const { columns } = dependence(rows, 0, b);
            const random = dependence(original, 0, b, columns).alone ? [] : (model.random?.effects ?? []);
            throw new NotAvailable({ code: 'collinear', effects: [...random, ...columns.map(c => model.effectsB[c].name), name] });
        }
        return transform;
    }

    private transformed(
        group: GroupPoint,
        part: Orthonormalised,
        common: number[][],
        shift: number[][],
        weights: IntegratedWeight[]
    ): TransformedGroup {
        const { dR, dB, dF } = this;
        const { points } = group;
        const size = dB - dF;
        const p = dR + size;
        // A term that depends on those before it at this z is kept as it is: what is lost is seen when Ω is inverted.
        const transform = part.transform.map((row, r) => (row.every(x => x === 0) ? row.map((_, c) => (c === r ? 1 : 0)) : row));
        const change = (from: Float64Array, stride: number): Float64Array => {
            const to = new Float64Array(from.length);
            const reduced = new Float64Array(size);
            for (let q = 0; q < points.count; q++) {
                for (let i = 0; i < stride; i++) {
                    const at = (j: number): number => (q * p + j) * stride + i;
                    for (let b = 0; b < size; b++) {
                        let value = from[at(dR + b)];
                        for (let r = 0; r < dR; r++) {
                            value -= part.projection[b][r] * from[at(r)];
                        }
                        reduced[b] = value;
                    }
                    for (let r = 0; r < dR; r++) {
                        let value = 0;
                        for (let c = 0; c <= r; c++) {
                            value += transform[r][c] * from[at(c)];
                        }
                        to[at(r)] = value;
                    }
                    for (let b = 0; b < size; b++) {
                        let value = 0;
                        for (let c = 0; c <= b; c++) {
                            value += common[b][c] * reduced[c];
                        }
                        to[at(dR + b)] = value;
                    }
                }
            }
            return to;
        };
        const featuresNu = change(points.featuresNu, points.collapsed);
        return {
            probability: group.weight,
            points,
            features: change(points.features, 1),
            featuresNu,
            across: acrossOf(featuresNu, points.count, p, points.collapsed),
            weights,
            transform,
            shift
        };
    }

    private outsideDomain(eta: number): NotAvailable {
        const { domain } = this.model.weight;
        if (!isBounded(domain)) {
            return new NotAvailable({ code: 'not-finite', detail: `the weight at η = ${eta}` });
        }
        const inside = domain.min < eta && eta < domain.max;
        return new NotAvailable({
            code: 'link-domain',
            link: this.model.spec.family.link,
            detail: inside ? 'a normal predictor gives η every value' : `η = ${Number(eta.toPrecision(3))} is reached`
        });
    }
}

/** F Fᵀ for the coefficients F of ν, for every point. */
export function acrossOf(featuresNu: Float64Array, count: number, size: number, collapsed: number): Float64Array {
    const across = new Float64Array(collapsed === 0 ? 0 : count * size * size);
    for (let q = 0; q < count && collapsed > 0; q++) {
        for (let i = 0; i < size; i++) {
            for (let j = 0; j < size; j++) {
                let sum = 0;
                for (let l = 0; l < collapsed; l++) {
                    sum += featuresNu[(q * size + i) * collapsed + l] * featuresNu[(q * size + j) * collapsed + l];
                }
                across[(q * size + i) * size + j] = sum;
            }
        }
    }
    return across;
}

/**
 * The columns from `first` on that a column, known to depend on those before it, is a combination of; and whether of them alone, without the columns
 * before `first`.
 */
function dependence(rows: readonly Float64Array[], first: number, column: number, known?: number[]): { columns: number[]; alone: boolean } {
    const before = rows.map(row => row.slice(0, column + 1));
    const [coefficients] = orthonormalise(before, column, column + 1).projection;
    const columns = known ?? coefficients.flatMap((x, c) => (first <= c && Math.abs(x) > 1e-9 ? [c] : []));
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

/** G at one point of a group. */
export function weightAt({ weights }: TransformedGroup, q: number): IntegratedWeight {
    return weights.length === 1 ? weights[0] : weights[q];
}
