/** Model specs for tests of the engine, written by hand where no text is needed. */
import { families } from '../../src-engine/family/families.js';
import type { FamilyName, FixedEffectSpec, Law, LinkName, ModelSpec, PredictorSpec, Term } from '../../src-engine/spec/model-spec.js';

export const one: Term = { op: 'number', value: 1 };
export const x = (name: string): Term => ({ op: 'predictor', name });
export const times = (left: Term, right: Term): Term => ({ op: '*', left, right });
export const drawn = (name: string, law: Law, per: string | null = null): PredictorSpec => ({ kind: 'random', names: [name], law, per });
export const each = (name: string, points: number[], per: string | null = null): PredictorSpec => ({ kind: 'each', name, points, per });

export interface Sketch {
    family?: FamilyName;
    link?: LinkName;
    phi?: number;
    size?: number;
    trials?: Term;
    predictors?: PredictorSpec[];
    /** [name, term, value] */
    a?: [string, Term, number | null][];
    b?: [string, Term, number | null][];
    /** Random effects are those of `a` unless `effects` says otherwise. */
    sigma?: number[][];
    effects?: string[];
    offset?: Term;
    m?: number | null;
    n?: number | null;
}

export function modelSpec(sketch: Sketch): ModelSpec {
    const family = sketch.family ?? 'gaussian';
    const effect =
        (block: 'A' | 'B') =>
        ([name, term, value]: [string, Term, number | null]): FixedEffectSpec => ({ name, block, term, value, marginal: null });
    const { sigma } = sketch;
    const n = sketch.n === undefined ? 20 : sketch.n;
    return {
        name: 'model',
        family: {
            name: family,
            link: sketch.link ?? families[family].defaultLink,
            phi: sketch.phi ?? 1,
            trials: sketch.trials ?? null,
            size: sketch.size ?? null
        },
        predictors: sketch.predictors ?? [],
        fixed: [...(sketch.a ?? []).map(effect('A')), ...(sketch.b ?? []).map(effect('B'))],
        offset: sketch.offset ?? null,
        random: sigma
            ? [
                  {
                      group: 'g',
                      within: null,
                      effects: sketch.effects ?? (sketch.a ?? []).map(([name]) => name),
                      covariance: { structure: 'unstructured', matrix: sigma }
                  }
              ]
            : [],
        design: {
            counts: sigma ? [{ group: 'g', count: sketch.m === undefined ? 50 : sketch.m }] : [],
            n: n === null ? { kind: 'unknown' } : { kind: 'fixed', n },
            attrition: 0
        },
        using: null,
        tests: [],
        precisions: [],
        cost: null,
        sweeps: [],
        derived: [],
        data: [],
        simulation: null
    };
}

const unitUniform: Law = { law: 'uniform', min: 0, max: 1 };

/** The logistic model with a random slope of the published design that needs 54 groups by the leading term and 304 by two; here with one group. */
export const publishedSlopes = modelSpec({
    family: 'bernoulli',
    predictors: [drawn('x', unitUniform), drawn('y', unitUniform)],
    a: [
        ['b0', one, 1.004357687159343],
        ['b1', x('x'), 0.4]
    ],
    b: [['b2', x('y'), -0.5]],
    sigma: [
        [1, 0],
        [0, 1]
    ],
    m: 1
});
