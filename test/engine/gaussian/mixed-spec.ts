/** Gaussian models with several grouping factors, written by hand. */
import { covarianceOfPairs } from '../../../src-engine/structure/covariance/structures.js';
import type { Law, ModelSpec, PredictorSpec, RandomEffectsSpec, Term } from '../../../src-engine/spec/model-spec.js';
import { modelSpec } from '../specs.js';

export const each = (name: string, points: number[], per: string | null = null): PredictorSpec => ({ kind: 'each', name, points, per });
export const standardNormal: Law = { law: 'normal', mean: 0, sd: 1 };

export interface Groups {
    [group: string]: { count: number; within?: string; effects: string[]; sigma: number[][]; free?: boolean[][] };
}

/** A Gaussian model with these grouping factors; effects in A are those with random partners of their own. */
export function mixed(groups: Groups, terms: [string, Term][], predictors: PredictorSpec[], n: number, phi = 1): ModelSpec {
    const own = new Set(Object.values(groups).flatMap(({ effects }) => effects));
    const spec = modelSpec({
        phi,
        predictors,
        a: terms.filter(([name]) => own.has(name)).map(([name, term]) => [name, term, 0]),
        b: terms.filter(([name]) => !own.has(name)).map(([name, term]) => [name, term, 0]),
        n
    });
    const random = Object.entries(groups).map(([group, { within, effects, sigma, free }]): RandomEffectsSpec => ({
        group,
        within: within ?? null,
        effects,
        covariance: covarianceOfPairs(sigma, (i, j) => free?.[i][j] ?? true)
    }));
    const counts = Object.entries(groups).map(([group, { count }]) => ({ group, count }));
    return { ...spec, random, design: { ...spec.design, counts } };
}
