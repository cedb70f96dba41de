/** Crossed factors: closed forms, simpler models that must agree, and models without a formula. */
import { describe, expect, test } from 'vitest';
import type { StructureResult } from '../../../src-engine/structure/structure-result.js';
import { crossedResult } from '../../../src-engine/several-factors/crossed/crossed-result.js';
import { isReason, analyze } from '../../../src-engine/index.js';
import { levelsResult } from '../../../src-engine/several-factors/levels/levels-result.js';
import type { FamilyName, Law, LinkName, ModelSpec, PredictorSpec } from '../../../src-engine/spec/model-spec.js';
import { factor, options, withFactors } from '../several-factors.js';
import { drawn, modelSpec, one, times, x, type Sketch } from '../specs.js';

const uniform: Law = { law: 'uniform', min: -1, max: 1 };
const normal: Law = { law: 'normal', mean: 0.3, sd: 0.8 };
const bernoulli: Law = { law: 'bernoulli', p: 0.4 };
const number = (value: number): { op: 'number'; value: number } => ({ op: 'number', value });
const each = (name: string, points: number[], per: string | null = null): PredictorSpec => ({ kind: 'each', name, points, per });
const intercepts = (first: number, second: number): ModelSpec['random'] => [
    factor('subject', ['b0'], [[first]]),
    factor('item', ['b0'], [[second]])
];

function leading({ blocks }: StructureResult, position: number): { order: string; constant: number }[] {
    return blocks.flatMap(({ members, covariance, order }) => {
        const at = members.indexOf(position);
        return at < 0 ? [] : [{ order: order.text, constant: Array.isArray(covariance) ? covariance[at][at] : NaN }];
    });
}

function expectClose(actual: number, expected: number, tolerance: number): void {
    expect(Math.abs(actual / expected - 1)).toBeLessThan(tolerance);
}

test('plates and samples: leading and two terms by hand', () => {
    const random = [factor('plate', ['beta0'], [[0.7225]]), factor('sample', ['beta0'], [[3.7249]])];
    const spec = withFactors(
        { phi: 0.3, predictors: [drawn('dose', { law: 'normal', mean: 2, sd: 1 })], a: [['beta0', one, 22.97]], b: [['beta1', x('dose'), 0.15]] }, // prettier-ignore
        random,
        [24, 6, 1]
    );
    const result = crossedResult(spec, options);
    expect(leading(result, 0)).toEqual([
        { order: '1/plate', constant: 0.7225 },
        { order: '1/sample', constant: 3.7249 }
    ]);
    expect(leading(result, 1)[0].order).toBe('1/(plate sample n)');
    expectClose(leading(result, 1)[0].constant, 0.3, 1e-12);
    expectClose(leading(result, 2)[0].constant, 2 * 0.7225 ** 2, 1e-15);
    expectClose(leading(result, 4)[0].constant, 2 * 0.3 ** 2, 1e-15);
    expect(result.blocks.every(({ standing }) => standing === 'published')).toBe(true);
    if (isReason(result.twoTerm)) {
        throw new Error(JSON.stringify(result.twoTerm));
    }
    const { covariance } = result.twoTerm;
    expectClose(covariance[0][0], 0.7225 / 24 + 3.7249 / 6 + (0.3 * 5) / 144, 1e-13);
    expectClose(covariance[0][1], (-0.3 * 2) / 144, 1e-12);
    expectClose(covariance[1][1], 0.3 / 144, 1e-12);
    expect(result.formulas().slice(0, 2)).toEqual(['sigma_plate^2/plate + sigma_sample^2/sample', 'phi C/(plate sample n)']);
});

test('Gaussian: C_B is the inverse of what X_A leaves of X_B', () => {
    const moments = [
        [1, 0.5, -0.2],
        [0.5, 2, 0.3],
        [-0.2, 0.3, 1]
    ];
    const spec = withFactors(
        {
            phi: 2,
            predictors: [
                { kind: 'random', names: ['x', 'y', 'z'], law: { law: 'mvNormal', mean: [0, 0, 0], covariance: moments }, per: null }
            ],
            a: [['b0', one, 0], ['b1', x('x'), 0]], // prettier-ignore
            b: [['b2', x('y'), 0], ['b3', x('z'), 0]] // prettier-ignore
        },
        [factor('subject', ['b0', 'b1'], [[0.5, 0.1], [0.1, 0.3]]), factor('item', ['b0', 'b1'], [[0.2, 0], [0, 0.1]])], // prettier-ignore
        [10, 12, 2]
    );
    const block = crossedResult(spec, options).blocks.find(({ members }) => members[0] === 2)!;
    const [a, b, d] = [2 - 0.25, 0.3 + 0.1, 1 - 0.04];
    const determinant = a * d - b * b;
    const covariance = block.covariance as number[][];
    expectClose(covariance[0][0], (2 * d) / determinant, 1e-12);
    expectClose(covariance[0][1], (-2 * b) / determinant, 1e-12);
    expectClose(covariance[1][1], (2 * a) / determinant, 1e-12);
});

describe('Poisson with intercepts: 1/[exp(β0 + (σ² + σ′²)/2)(M″ − M′²/M)]', () => {
    test.each([
        [0.7, 1.2, -1, 1.1],
        [0.05, 4, 0.5, -2],
        [3, 3, -2, 0.3]
    ])('σ² = %d, σ′² = %d, β0 = %d, β1 = %d', (first, second, b0, b1) => {
        const spec = withFactors(
            { family: 'poisson', predictors: [drawn('x', uniform)], a: [['b0', one, b0]], b: [['b1', x('x'), b1]] },
            intercepts(first, second),
            [20, 20, 1]
        );
        const m = Math.sinh(b1) / b1;
        const m1 = Math.cosh(b1) / b1 - Math.sinh(b1) / b1 ** 2;
        const m2 = Math.sinh(b1) / b1 - (2 * Math.cosh(b1)) / b1 ** 2 + (2 * Math.sinh(b1)) / b1 ** 3;
        const result = crossedResult(spec, options);
        expectClose(leading(result, 1)[0].constant, 1 / (Math.exp(b0 + (first + second) / 2) * (m2 - m1 ** 2 / m)), 1e-9);
        expect(result.blocks.every(({ standing }) => standing === 'conjecture')).toBe(true);
        expect(result.twoTerm).toEqual({ code: 'no-formula', accuracy: 'twoTerm', structure: 'crossed' });
        expect(result.refined).toEqual({ code: 'no-formula', accuracy: 'refined', structure: 'crossed' });
    });
});

const families: [FamilyName, LinkName, Partial<Sketch>][] = [
    ['gaussian', 'identity', { phi: 1.7 }],
    ['bernoulli', 'logit', {}],
    ['bernoulli', 'probit', {}],
    ['binomial', 'cloglog', { trials: number(6) }],
    ['poisson', 'log', {}],
    ['gamma', 'log', { phi: 0.5 }],
    ['inverseGaussian', 'log', { phi: 0.5 }],
    ['negativeBinomial', 'log', { size: 1.4 }]
];

describe.each(families)('%s, %s', (family, link, more) => {
    const sketch: Sketch = {
        ...more,
        family,
        link,
        predictors: [drawn('x', uniform), drawn('y', bernoulli), drawn('z', normal)],
        a: [['b0', one, -0.4], ['b1', x('x'), 0.9]], // prettier-ignore
        b: [['b2', x('y'), -0.6], ['b3', x('z'), 0.3]] // prettier-ignore
    };
    const slopes = [
        [0.4, -0.1],
        [-0.1, 0.3]
    ];

    test('as the second factor’s variance goes to 0, the nested model’s C_B', () => {
        const nested = analyze(modelSpec({ ...sketch, sigma: slopes, m: 1, n: 2 }), { exact: 'none' });
        for (const second of [0, 1e-12]) {
            const random = [factor('subject', ['b0', 'b1'], slopes), factor('item', ['b0'], [[second]])];
            const result = crossedResult(withFactors(sketch, random, [1, 1, 1]), options);
            for (const name of ['b2', 'b3']) {
                const expected = nested.parameters.find(parameter => parameter.name === name)!.leading.constant!;
                const position = name === 'b2' ? 2 : 3;
                expectClose(leading(result, position)[0].constant, expected, 1e-9);
            }
        }
    });

    test('the order of the factors does not matter', () => {
        const random = [factor('subject', ['b0', 'b1'], slopes), factor('item', ['b0'], [[0.5]])];
        const one = crossedResult(withFactors(sketch, random, [12, 15, 1]), options);
        const other = crossedResult(withFactors(sketch, [...random].reverse(), [15, 12, 1]), options);
        for (const position of [0, 1, 2, 3]) {
            const [first, second] = [leading(one, position), leading(other, position)].map(found =>
                found.map(({ constant }) => constant).sort((a, b) => a - b)
            );
            first.forEach((constant, i) => expectClose(constant, second[i], 1e-9));
        }
    });
});

test('a condition of items: 4σ′²/m′ and nothing of the subjects', () => {
    for (const family of ['gaussian', 'bernoulli', 'poisson'] as const) {
        const spec = withFactors(
            { family, predictors: [each('condition', [0, 1], 'item'), drawn('x', uniform)], a: [['b0', one, 0], ['c', x('condition'), 0.5]], b: [['b1', x('x'), 0.2]] }, // prettier-ignore
            intercepts(0.7, 0.3),
            [20, 30, 1]
        );
        const result = crossedResult(spec, options);
        const [{ order, constant }, ...others] = leading(result, 1);
        expect(others).toEqual([]);
        expect(order).toBe('1/item');
        expectClose(constant, 4 * 0.3, 1e-12);
        expect(leading(result, 0).map(term => term.order)).toEqual(['1/subject', '1/item']);
        expect(result.formulas()[1]).toBe('L_item/item');
        expect(result.blocks[0].standing).toBe(family === 'gaussian' ? 'derived' : 'conjecture');
    }
});

test('an effect that neither factor carries is projected given both their predictors', () => {
    // arm × condition, both constant in units: with ±½ coding nothing of it is left to the intercepts, (¼)² of its square.
    const half = [-0.5, 0.5];
    const spec = withFactors(
        {
            phi: 2,
            predictors: [each('arm', half, 'subject'), each('condition', half, 'item')],
            a: [['b0', one, 0], ['ba', x('arm'), 0], ['bc', x('condition'), 0]], // prettier-ignore
            b: [['bi', times(x('arm'), x('condition')), 0]]
        },
        intercepts(0.7, 0.3),
        [20, 30, 1]
    );
    expectClose(leading(crossedResult(spec, options), 3)[0].constant, 2 * 16, 1e-12);
});

test('a level without effects changes nothing but counts', () => {
    const plain: Sketch = { family: 'bernoulli', predictors: [drawn('x', uniform)], a: [['b0', one, -0.4]], b: [['b1', x('x'), 0.9]] };
    const result = crossedResult(withFactors(plain, [factor('subject', ['b0'], [[0.7]]), factor('item', [], [])], [20, 30, 2]), options);
    const nested = levelsResult(withFactors(plain, [factor('subject', ['b0'], [[0.7]])], [20, 60]), options);
    expectClose(leading(result, 1)[0].constant, leading(nested, 1)[0].constant, 1e-9);
    expect(leading(result, 1)[0].order).toBe('1/(subject item n)');
});

describe('what can’t be had', () => {
    const plain: Sketch = { predictors: [drawn('x', uniform)], a: [['b0', one, -0.4]], b: [['b1', x('x'), 0.9]] };

    test('three crossed factors where the response is not Gaussian', () => {
        const random = [...intercepts(0.7, 0.3), factor('day', ['b0'], [[0.1]])];
        const result = crossedResult(withFactors({ ...plain, family: 'poisson' }, random, [20, 30, 5, 1]), options);
        expect(result.twoTerm).toEqual({ code: 'structure', structure: 'crossed' });
        expect(result.blocks.find(({ members }) => members[0] === 0)!.covariance).toEqual({ code: 'structure', structure: 'crossed' });
        expect(leading(result, 2)[0].constant).toBeCloseTo(0.98, 14);
    });

    test('an unknown value keeps what does not need it', () => {
        const unknown: Sketch = { ...plain, b: [['b1', x('x'), null]] };
        const gaussian = crossedResult(withFactors(unknown, intercepts(0.7, 0.3), [20, 30, 1]), options);
        expectClose(leading(gaussian, 1)[0].constant, 3, 1e-12);
        const logistic = crossedResult(withFactors({ ...unknown, family: 'bernoulli' }, intercepts(0.7, 0.3), [20, 30, 1]), options);
        expect(logistic.blocks.find(({ members }) => members[0] === 1)!.covariance).toEqual({ code: 'unknown-value', what: 'b1' });
    });

    test('random slopes that are together too variable', () => {
        const sketch: Sketch = {
            family: 'poisson',
            predictors: [drawn('x', { law: 'normal', mean: 0, sd: 1 }), drawn('y', bernoulli)],
            a: [['b0', one, 0], ['b1', x('x'), 0.1]], // prettier-ignore
            b: [['b2', x('y'), 0.2]]
        };
        const at = (first: number, second: number): StructureResult =>
            crossedResult(
                withFactors(
                    sketch,
                    [factor('subject', ['b0', 'b1'], [[0.2, 0], [0, first]]), factor('item', ['b1'], [[second]])], // prettier-ignore
                    [10, 10, 1]
                ),
                { ...options, accuracy: 1e-6 }
            );
        expect(at(0.6, 0.6).blocks.find(({ members }) => members[0] === 2)!.covariance).toMatchObject({ code: 'infinite-moment' });
        expect(leading(at(0.2, 0.2), 2)[0].constant).toBeGreaterThan(0);
    });

    test('a budget too small is told, not papered over', () => {
        const result = crossedResult(withFactors({ ...plain, family: 'bernoulli' }, intercepts(0.7, 0.3), [20, 30, 1]), { ...options, budget: 50_000 }); // prettier-ignore
        const block = result.blocks.find(({ members }) => members[0] === 1)!;
        const good = leading(
            crossedResult(withFactors({ ...plain, family: 'bernoulli' }, intercepts(0.7, 0.3), [20, 30, 1]), options),
            1
        )[0];
        if (Array.isArray(block.covariance)) {
            expect(Math.abs(block.covariance[0][0] / good.constant - 1)).toBeLessThanOrEqual(block.error);
        } else {
            expect(block.covariance).toMatchObject({ code: 'accuracy' });
        }
    });
});
