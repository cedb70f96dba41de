/**
 * The features of a group, X = (X_R; X_B), made orthonormal at U = 0, so that nothing cancels for predictors far from 0 or nearly collinear.
 *
 * Given z: X̃_R = T X_R and X̃_B = T_B X_B − Γᵀ X_R. T and Γ depend on z, T_B is the same for every z. The expectation of folded features is the same for
 * every U. They are made orthonormal to one another, and to the random intercept if there is one.
 */
import { commonTransform } from './common-transform.js';
import { foldedTransform, integratedWeights, transformFolded } from './folded-features.js';
import { informationRoot } from './information-root.js';
import type { GroupModel } from '../predictors/group-model.js';
import { IntegratedWeight } from './integrated-weight.js';
import { NotAvailable } from '../result/not-available.js';
import { orthonormalise, type Orthonormalised } from '../numeric/orthonormal.js';
import type { FoldedPoints, GroupPoint, ObservationPoints, PredictorRule } from '../predictors/predictor-points.js';

/** The points of one z. */
export interface TransformedGroup {
    probability: number;
    points: ObservationPoints;
    /** X̃ at ν = 0 without the folded features. */
    features: Float64Array;
    /** Its coefficients of ν. */
    featuresNu: Float64Array;
    /** By point: the covariance of the features through ν, at given values of the other predictors. */
    across: Float64Array;
    /** G: one for all points, or one for each point where predictors are folded by point. */
    weights: IntegratedWeight[];
    /** T, d_R × d_R, lower triangular. */
    transform: number[][];
    /** Γ, d_R × d_B. */
    shift: number[][];
}

/** What two rules of the same model share, so that their results can be compared. */
export interface FeatureScale {
    /** Weights are divided by exp(logScale), so that they stay in the range of doubles. */
    logScale: number;
    /** T_B, lower triangular, d_B × d_B. */
    transformB: number[][];
}

export interface TransformedFeatures extends FeatureScale {
    groups: TransformedGroup[];
}

/**
 * @param level how finely w is integrated over collapsed and folded predictors
 * @param squares whether w² is integrated too
 * @param scale that of another rule of the model; without it one is chosen
 * @throws NotAvailable where effects are collinear, or η leaves the link's domain
 */
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
        const folded = foldedTransform(this.model, rule, this.logScale, known?.transformB);
        const weights = integratedWeights(rule, folded, points => this.weightOf(points, 'ofAll'));
        const moments = new Float64Array(Math.max(...weights.map(({ powers, stride }) => powers * stride)));
        const bases = rule.groups.map((group, i) => informationRoot(this.model, group, weights[i], this.logScale, moments));
        this.someWeight(bases);
        const parts = bases.map(rows => orthonormalise(rows, dR, dR + dB - dF));
        const carried = known
            ? known.transformB.slice(0, dB - dF).map(row => row.slice(0, dB - dF))
            : commonTransform(this.model, bases, rule, parts, dB - dF);
        const groups = rule.groups.map((group, i) => {
            const shift = this.shiftOf(parts[i], carried, folded.centre);
            return this.transformed(group, parts[i], carried, shift, [weights[i]]);
        });
        return { transformB: blockDiagonal(carried, folded.transform), groups };
    }

    /** The folded features have a different expectation at every point, so they are made orthonormal together with the others. */
    private foldedByPoint(): Omit<TransformedFeatures, 'logScale'> {
        const { rule, dR, dB, known } = this;
        const moments = new Float64Array(this.squares ? 10 : 3);
        const plain = this.weightOf(null, 'ofAll');
        const bases = rule.groups.map(group => informationRoot(this.model, group, plain, this.logScale, moments, group.points.folded!));
        this.someWeight(bases);
        const parts = bases.map(rows => orthonormalise(rows, dR, dR + dB));
        const transformB = known?.transformB ?? commonTransform(this.model, bases, rule, parts, dB);
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

    /** For exponential weights the log of the largest weight at U = 0, else 0. */
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
        // A term that depends on the terms before it at this z stays as it is. The inversion of Ω shows what is lost.
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
