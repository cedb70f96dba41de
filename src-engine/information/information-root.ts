/** A square root of Ω at U = 0, by rows: what features are made orthonormal with. */
import { isBounded, type Weight } from '../family/weight.js';
import { rootOf } from '../numeric/matrix-root.js';
import type { GroupModel } from '../predictors/group-model.js';
import type { FoldedPoints, GroupPoint } from '../predictors/predictor-points.js';
import { NotAvailable } from '../result/not-available.js';
import type { IntegratedWeight } from './integrated-weight.js';
import { leastUsableWeight } from './limits.js';

/**
 * Rows whose cross-product is Ω at U = 0 for one z. It has no columns for the folded features, unless `folded` has the folded points of each point.
 * @param moments scratch for the moments of w
 * @throws NotAvailable where η leaves the domain of w
 */
export function informationRoot(
    model: GroupModel,
    { points }: GroupPoint,
    weight: IntegratedWeight,
    logScale: number,
    moments: Float64Array,
    folded?: readonly FoldedPoints[]
): Float64Array[] {
    const p = model.randomTerms.length + model.termsB.length - model.foldedEffects;
    const columns = folded ? p + model.foldedEffects : p;
    const k = points.collapsed;
    const { stride } = weight;
    const rows: Float64Array[] = [];
    for (let q = 0; q < points.count; q++) {
        let s2 = 0;
        for (let i = 0; i < k; i++) {
            s2 += points.etaNu[q * k + i] ** 2;
        }
        const s = Math.sqrt(s2);
        weight.moments(points.eta[q], s, moments);
        const [m0, m1, m2] = [moments[0], moments[stride], moments[2 * stride]];
        const scale = Math.sqrt(points.weight[q] * m0);
        if (!(0 <= scale && scale < Infinity)) {
            throw outsideDomain(model, points.eta[q]);
        }
        if (scale === 0) {
            continue;
        }
        if (folded) {
            rows.push(...foldedRows(model, folded[q], points.eta[q], weightShift(model.weight, logScale), scale, p, columns));
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

/** For one carried point the square root of the folded features' covariance, and a last row with their means, under their law tilted by w at U = 0. */
function foldedRows(
    model: GroupModel,
    folded: FoldedPoints,
    eta: number,
    shift: number,
    scale: number,
    p: number,
    columns: number
): Float64Array[] {
    const { size, features } = folded;
    const w = Array.from(folded.weight, (x, q) => x * model.weight.at(eta + folded.eta[q] - shift));
    const usable = w.every(Number.isFinite) && w.some(x => x > leastUsableWeight);
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

/** What η is reduced by so that an exponential weight is divided by exp(logScale). */
export function weightShift(weight: Weight, logScale: number): number {
    return weight.kind === 'exponential' ? logScale / weight.rate : 0;
}

function outsideDomain({ weight, spec }: GroupModel, eta: number): NotAvailable {
    const { domain } = weight;
    if (!isBounded(domain)) {
        return new NotAvailable({ code: 'not-finite', detail: `the weight at η = ${eta}` });
    }
    const inside = domain.min < eta && eta < domain.max;
    return new NotAvailable({
        code: 'link-domain',
        link: spec.family.link,
        detail: inside ? 'a normal predictor gives η every value' : `η = ${Number(eta.toPrecision(3))} is reached`
    });
}
