import type { GroupModel } from '../predictors/group-model.js';
import { dependenceTolerance } from '../numeric/limits.js';
import { columnOf, euclideanNorm } from '../numeric/norm.js';
import { orthonormalise, type Orthonormalised } from '../numeric/orthonormal.js';
import type { PredictorRule } from '../predictors/predictor-points.js';
import { NotAvailable } from '../result/not-available.js';
import { dependence } from './collinear-effects.js';
import { withoutInformation } from './without-information.js';

/** T_B, or its part for the carried features. It makes them orthonormal at U = 0 on average over z. @throws NotAvailable where effects are collinear */
export function commonTransform(
    model: GroupModel,
    bases: readonly Float64Array[][],
    rule: PredictorRule,
    parts: readonly Orthonormalised[],
    size: number
): number[][] {
    const dR = model.randomTerms.length;
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
            throw new NotAvailable(withoutInformation(name, rule));
        }
        // The columns without the random effects' part show which effects take part; the original columns, whether that part is needed.
        const { columns } = dependence(rows, 0, b);
        const random = dependence(original, 0, b, columns).alone ? [] : (model.random?.effects ?? []);
        throw new NotAvailable({ code: 'collinear', effects: [...random, ...columns.map(c => model.effectsB[c].name), name] });
    }
    return transform;
}
