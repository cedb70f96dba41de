import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { solveMarginal } from '../../../src-engine/predictors/marginal.js';
import { NotAvailable } from '../../../src-engine/result/not-available.js';
import { drawn, modelSpec, x } from '../specs.js';
import { intercept, models, normal, uniform } from './marginal-models.js';

const rows = JSON.parse(readFileSync(new URL('marginal.json', import.meta.url), 'utf8')) as {
    name: string;
    intercept: number;
    mean: number;
}[];

function asking(spec: ModelSpec, mean: number): ModelSpec {
    return { ...spec, fixed: spec.fixed.map(effect => (effect.name === 'b0' ? { ...effect, value: null, marginal: mean } : effect)) };
}

function valueOf(spec: ModelSpec): number | null {
    return solveMarginal(spec).fixed.find(({ name }) => name === 'b0')!.value;
}

function reasonOf(spec: ModelSpec): unknown {
    try {
        return solveMarginal(spec);
    } catch (error) {
        return error instanceof NotAvailable ? error.reason : error;
    }
}

describe('the intercept with a given mean response', () => {
    it.each(rows.map(row => [row.name, row] as const))('%s', (name, { intercept, mean }) => {
        expect(Math.abs(valueOf(asking(models[name], mean))! - intercept)).toBeLessThan(1e-11 * Math.max(1, Math.abs(intercept)));
    });

    it('has a test for every reference value', () => {
        expect(Object.keys(models).sort()).toEqual(rows.map(({ name }) => name).sort());
    });

    it('leaves the mean in the spec, and a model without one as it is', () => {
        const spec = asking(models['logit intercept'], 0.3);
        expect(solveMarginal(spec).fixed[0].marginal).toBe(0.3);
        expect(solveMarginal(models.probit)).toBe(models.probit);
    });

    it('counts from the mirrored side: 1 − p with all signs turned', () => {
        const spec = models['logit uniform'];
        const mirrored = { ...spec, fixed: spec.fixed.map(effect => ({ ...effect, value: -effect.value! })) };
        expect(valueOf(asking(spec, 0.2))).toBeCloseTo(-valueOf(asking(mirrored, 0.8))!, 11);
    });

    it('is half of it for a term of 2', () => {
        const spec = asking(models.cloglog, 0.3);
        const doubled = {
            ...spec,
            random: [],
            fixed: spec.fixed.map(f => (f.name === 'b0' ? { ...f, term: { op: 'number', value: 2 } as const } : f))
        };
        expect(valueOf(doubled)! * 2).toBeCloseTo(valueOf({ ...spec, random: [] })!, 12);
    });

    it('comes in time while typing: eight uniform predictors and a random slope', () => {
        const names = ['r', 's', 't', 'u', 'v', 'w', 'x', 'y'];
        const spec = modelSpec({
            family: 'bernoulli',
            predictors: names.map(name => uniform(name, -1, 1)),
            a: [intercept, ['b1', x('r'), 0.5]],
            b: names.slice(1).map(name => [`b${name}`, x(name), 0.5]),
            sigma: [
                [0.5, 0.1],
                [0.1, 0.3]
            ]
        });
        const start = performance.now();
        valueOf(asking(spec, 0.2));
        expect(performance.now() - start).toBeLessThan(2000);
    });
});

describe('no intercept', () => {
    it.each<[string, ModelSpec, number, object]>([
        ['a probability of 1', models['logit intercept'], 1, { code: 'invalid' }],
        ['a mean of 0 where it is positive', models['poisson gamma'], 0, { code: 'invalid' }],
        [
            'a mean above what η > 0 allows',
            models['inverse gaussian inverseSquare'],
            3,
            { code: 'invalid', detail: expect.stringMatching(/no value of b0/) as unknown }
        ],
        [
            'a mean below what η > 0 allows',
            models['poisson sqrt'],
            0.1,
            { code: 'invalid', detail: expect.stringMatching(/no value of b0/) as unknown }
        ],
        [
            'an infinite mean',
            modelSpec({
                family: 'poisson',
                predictors: [drawn('x', { law: 'exponential', rate: 2 })],
                b: [intercept, ['b1', x('x'), 2.11]]
            }),
            1,
            { code: 'infinite-moment', predictors: ['x'] }
        ],
        [
            'random slopes that are too variable',
            modelSpec({
                family: 'poisson',
                predictors: [normal('x', 0, 1)],
                a: [intercept, ['b1', x('x'), 0]],
                sigma: [
                    [1, 0],
                    [0, 1]
                ]
            }),
            1,
            { code: 'infinite-moment', predictors: ['x'] }
        ],
        [
            'another value that is asked for',
            modelSpec({ family: 'bernoulli', predictors: [uniform('x', 0, 1)], b: [intercept, ['b1', x('x'), null]] }),
            0.3,
            { code: 'unknown-value', what: 'b1' }
        ],
        [
            'a random effect under a link for η > 0',
            modelSpec({ family: 'gamma', link: 'inverse', a: [intercept], sigma: [[1]] }),
            1,
            { code: 'link-domain' }
        ]
    ])('%s', (_, spec, mean, reason) => {
        expect(reasonOf(asking(spec, mean))).toMatchObject(reason);
    });
});
