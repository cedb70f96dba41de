/**
 * Variances and covariances of random effects that no data can tell apart.
 *
 * In a unit the random effects add the covariance r(x)ᵀΣ r(x′) to two linear predictors, where r are their terms. The parameters of Σ are separable if
 * their shares of it, r(x)ᵀ(∂Σ/∂θ_a) r(x′), are linearly independent functions over all units. A term that varies in the units is no problem. A term
 * that is constant in them shows only its square: the variance of an arm of 0 and 1 beside that of the intercept, but not the covariance of the two.
 */
import { dependentColumns } from '../numeric/dependent-columns.js';
import type { SupportSample } from '../predictors/support-sample.js';
import type { Finding } from '../result/analysis.js';
import type { ModelSpec, RandomEffectsSpec } from '../spec/model-spec.js';
import type { CovarianceParameter } from '../structure/covariance/covariance-structure.js';
import { blockCovariance } from '../structure/covariance/structures.js';
import { pairsOfUnit, unitsExamined } from './limits.js';

/**
 * @param isConstant whether a predictor is constant in the units of the block's group
 * @param constant the block's effects whose terms are constant in its units, without the intercept
 */
export function inseparableVariances(
    { random }: ModelSpec,
    block: RandomEffectsSpec,
    isConstant: (predictor: string) => boolean,
    constant: readonly string[],
    sample: SupportSample
): Finding[] {
    const { parameters } = blockCovariance(block);
    if (constant.length === 0 || parameters.length < 2 || !random.includes(block)) {
        return [];
    }
    const columns = shares(block, parameters, isConstant, sample);
    const dependent = dependentColumns(columns);
    const involved = (dependent ?? []).map(a => parameters[a]);
    const effect = constant.findLast(name => involved.some(parameter => concerns(block, parameter, name)));
    if (effect === undefined) {
        return [];
    }
    const kept = columns.filter((_, a) => parameters[a].kind === 'variance' || !concerns(block, parameters[a], effect));
    const remedy = dependentColumns(kept) === null ? 'covariance' : 'effect';
    return [{ code: 'constant-random-effect', group: block.group, effect, parameters: involved.map(({ name }) => name), remedy }];
}

function concerns({ effects }: RandomEffectsSpec, { derivative }: CovarianceParameter, effect: string): boolean {
    const at = effects.indexOf(effect);
    return derivative.some(({ row, column }) => row === at || column === at);
}

/** By parameter: its share of the covariance of pairs of observations of a unit, over units and pairs. */
function shares(
    { effects }: RandomEffectsSpec,
    parameters: readonly CovarianceParameter[],
    isConstant: (predictor: string) => boolean,
    sample: SupportSample
): number[][] {
    const { values, evaluators } = sample;
    const columns = parameters.map(() => [] as number[]);
    sample.forEach(isConstant, unitsExamined, () => {
        const rows: number[][] = [];
        sample.forEach(
            name => !isConstant(name),
            pairsOfUnit,
            () => rows.push(effects.map(name => evaluators.get(name)!(values)))
        );
        rows.forEach((r, i) =>
            // Each observation with the next one, and with itself for units in which nothing varies.
            [r, rows[(i + 1) % rows.length]].forEach(s =>
                parameters.forEach(({ derivative }, a) => {
                    let share = 0;
                    for (const { row, column, value } of derivative) {
                        share += value * (row === column ? r[row] * s[row] : r[row] * s[column] + r[column] * s[row]);
                    }
                    columns[a].push(Number.isFinite(share) ? share : 0);
                })
            )
        );
    });
    return columns;
}
