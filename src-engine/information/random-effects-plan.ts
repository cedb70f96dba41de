/** The normal law under which the random effects are integrated over. */
import { sigmaOf } from '../structure/covariance/structures.js';
import { rootOf } from '../numeric/matrix-root.js';
import type { GroupModel } from '../predictors/group-model.js';
import { multiply, multiplyVector, quadraticForm, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { inverseSpd, logDet } from '../numeric/cholesky.js';
import { NotAvailable } from '../result/not-available.js';
import type { PredictorRule } from '../predictors/predictor-points.js';

/** E S(U) = exp(logFactor) E{S(u) exp(−gᵀu − ½uᵀHu)} with u = shift + Σ_k root_k z_k, z standard normal. */
export interface RandomEffectsPlan {
    shift: number[];
    root: number[][];
    logFactor: number;
    /** Null where g and H are 0. */
    tilt: { g: number[]; h: Matrix } | null;
}

/**
 * The law of U, tilted for exponential weights by the growth of Ω with U. The average of w over the collapsed normals ν is exp(a μ + ½a²s²). μ and the
 * vector whose squared length is s² are linear in U, so log Ω ≈ gᵀU + ½UᵀHU. Under the tilted law, of covariance (Σ⁻¹ − H)⁻¹, the rest of S hardly varies.
 * It does not depend on a random intercept at all, so that dimension is dropped.
 *
 * @throws NotAvailable where the tilted law does not exist, because random slopes are too variable
 */
export function randomEffectsPlan(model: GroupModel, rule: PredictorRule): RandomEffectsPlan {
    const d = model.randomTerms.length;
    const none = new Array<number>(d).fill(0);
    const { weight } = model;
    if (d === 0 || weight.kind === 'constant') {
        return { shift: none, root: [], logFactor: 0, tilt: null };
    }
    const sigma = sigmaOf(model.random!);
    if (weight.kind !== 'exponential') {
        return { shift: none, root: rootOf(sigma), logFactor: 0, tilt: null };
    }
    const root = rootOf(sigma);
    if (root.length === 0) {
        return { shift: none, root, logFactor: 0, tilt: null };
    }
    const tilt = growth(model, rule);
    // V = L (I − LᵀHL)⁻¹ Lᵀ with Σ = L Lᵀ, also for a singular Σ.
    const inner = multiply(multiply(root, tilt.h), transpose(root)).map((row, i) => row.map((x, j) => (i === j ? 1 : 0) - x));
    const inverse = inverseSpd(inner);
    const determinant = logDet(inner);
    if (!inverse.ok || !determinant.ok) {
        throw new NotAvailable({
            code: 'infinite-moment',
            predictors: [],
            group: model.random!.group,
            detail: 'the random slopes are too variable'
        });
    }
    const covariance = multiply(multiply(transpose(root), inverse.inverse), root);
    const logFactor = 0.5 * quadraticForm(covariance, tilt.g) - 0.5 * determinant.value;
    const intercept = model.randomIntercept.indexOf(true);
    const without = <T>(rows: T[], zero: (row: T) => T): T[] => rows.map((row, i) => (i === intercept ? zero(row) : row));
    const kept = without(covariance, row => row.map(() => 0)).map(row => without(row, () => 0));
    return { shift: without(multiplyVector(covariance, tilt.g), () => 0), root: rootOf(kept), logFactor, tilt };
}

/** g and H, on average over the points of the predictors. */
function growth({ weight, randomTerms }: GroupModel, { groups }: PredictorRule): { g: number[]; h: Matrix } {
    const d = randomTerms.length;
    const a = weight.rate;
    const g = new Array<number>(d).fill(0);
    const h: Matrix = g.map(() => new Array<number>(d).fill(0));
    let total = 0;
    for (const { weight: probability, points } of groups) {
        const k = points.collapsed;
        const p = points.features.length / points.count;
        for (let q = 0; q < points.count; q++) {
            const w = probability * points.weight[q];
            total += w;
            for (let r = 0; r < d; r++) {
                const row = (q * p + r) * k;
                g[r] += w * a * points.features[q * p + r];
                for (let i = 0; i < k; i++) {
                    g[r] += w * a * a * points.featuresNu[row + i] * points.etaNu[q * k + i];
                    for (let s = 0; s < d; s++) {
                        h[r][s] += w * a * a * points.featuresNu[row + i] * points.featuresNu[(q * p + s) * k + i];
                    }
                }
            }
        }
    }
    return { g: g.map(x => x / total), h: h.map(row => row.map(x => x / total)) };
}
