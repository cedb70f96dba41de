/** The folded predictors' features, made orthonormal, and the weight that is integrated over them. */
import { columnOf, euclideanNorm } from '../numeric/norm.js';
import { orthonormalise } from '../numeric/orthonormal.js';
import type { GroupModel } from '../predictors/group-model.js';
import type { FoldedPoints, PredictorRule } from '../predictors/predictor-points.js';
import { NotAvailable } from '../result/not-available.js';
import { dependence } from './collinear-effects.js';
import { weightShift } from './information-root.js';
import type { IntegratedWeight } from './integrated-weight.js';
import { leastUsableWeight } from './limits.js';
import { withoutInformation } from './without-information.js';

export interface FoldedTransform {
    /** T_F, lower triangular, dF × dF. */
    transform: number[][];
    /** What is added to T_F f: minus its mean where there is a random intercept, else 0. */
    centre: number[];
}

/**
 * The folded features' part of T_B, and what is subtracted from them for the random intercept, from their law tilted by w at the mean η.
 * @param known T_B of another rule, which is kept
 * @throws NotAvailable where effects are collinear
 */
export function foldedTransform(model: GroupModel, rule: PredictorRule, logScale: number, known: number[][] | undefined): FoldedTransform {
    const dF = model.foldedEffects;
    const dB = model.termsB.length;
    if (dF === 0) {
        return { transform: [], centre: [] };
    }
    const intercept = model.randomIntercept.indexOf(true);
    const rows = tiltedRows(model, rule, logScale);
    const { transform } = orthonormalise(rows, 1 + dF, 1 + dF);
    if (!known) {
        mustBeIndependent(model, rule, rows, transform);
    }
    const centre = transform.slice(1).map(row => row[0]);
    const own = known ? known.slice(dB - dF).map(row => row.slice(dB - dF)) : transform.slice(1).map(row => row.slice(1));
    return {
        transform: own,
        centre: known ? own.map(row => (intercept < 0 ? 0 : -row.reduce((sum, x, a) => sum + x * centreOf(rows, a), 0))) : centre
    };
}

/** For every folded point of every z a row (√w, √w F), w at the mean η of the other points; 0 for √w without a random intercept. */
function tiltedRows(model: GroupModel, rule: PredictorRule, logScale: number): Float64Array[] {
    const dF = model.foldedEffects;
    const withIntercept = model.randomIntercept.includes(true);
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
        const w = Array.from(
            folded.weight,
            (x, q) => probability * x * model.weight.at(eta / total + folded.eta[q] - weightShift(model.weight, logScale))
        );
        const usable = w.every(Number.isFinite) && w.some(x => x > leastUsableWeight);
        for (let q = 0; q < folded.count; q++) {
            const scale = Math.sqrt(usable ? w[q] : probability * folded.weight[q]);
            const row = new Float64Array(1 + dF);
            row[0] = withIntercept ? scale : 0;
            for (let a = 0; a < dF; a++) {
                row[1 + a] = scale * folded.features[q * dF + a];
            }
            rows.push(row);
        }
    }
    return rows;
}

/** @throws NotAvailable where a folded feature depends on those before it, or on the random intercept */
function mustBeIndependent(model: GroupModel, rule: PredictorRule, rows: readonly Float64Array[], transform: readonly number[][]): void {
    const dF = model.foldedEffects;
    const effects = model.effectsB.slice(model.termsB.length - dF).map(effect => effect.name);
    const intercept = model.randomIntercept.indexOf(true);
    for (let a = 0; a < dF; a++) {
        if (!transform[1 + a].every(x => x === 0)) {
            continue;
        }
        if (euclideanNorm(columnOf(rows, 1 + a)) === 0) {
            throw new NotAvailable(withoutInformation(effects[a], rule));
        }
        const { columns, alone } = dependence(rows, 1, 1 + a);
        const random = alone ? [] : (model.random?.effects ?? []).slice(intercept, intercept + 1);
        throw new NotAvailable({ code: 'collinear', effects: [...random, ...columns.map(c => effects[c - 1]), effects[a]] });
    }
}

/** The tilted mean of a folded feature, from rows (√w, √w f). */
function centreOf(rows: readonly Float64Array[], a: number): number {
    let dot = 0;
    let total = 0;
    for (const row of rows) {
        dot += row[0] * row[1 + a];
        total += row[0] * row[0];
    }
    return total === 0 ? 0 : dot / total;
}

/** G for every z. It is made once for all z with the same folded points. */
export function integratedWeights(
    rule: PredictorRule,
    { transform, centre }: FoldedTransform,
    make: (points: FoldedPoints | null) => IntegratedWeight
): IntegratedWeight[] {
    const made: { from: FoldedPoints | null; weight: IntegratedWeight }[] = [];
    return rule.groups.map(({ folded }) => {
        const known = made.find(({ from }) => from === folded || (from !== null && folded !== null && samePoints(from, folded)));
        if (known) {
            return known.weight;
        }
        const weight = make(folded && transformFolded(folded, transform, centre));
        made.push({ from: folded, weight });
        return weight;
    });
}

function samePoints(a: FoldedPoints, b: FoldedPoints): boolean {
    const same = (x: Float64Array, y: Float64Array): boolean => x.length === y.length && x.every((value, i) => value === y[i]);
    return same(a.weight, b.weight) && same(a.eta, b.eta) && same(a.features, b.features);
}

/** F̃ = T f + centre. */
export function transformFolded(points: FoldedPoints, transform: number[][], centre: number[]): FoldedPoints {
    const { size, count } = points;
    const features = new Float64Array(points.features.length);
    for (let q = 0; q < count; q++) {
        for (let a = 0; a < size; a++) {
            let value = centre[a];
            for (let b = 0; b <= a; b++) {
                value += transform[a][b] * points.features[q * size + b];
            }
            features[q * size + a] = value;
        }
    }
    return { ...points, features };
}
