/** Models with several levels of nesting: models that must agree, and models without a formula. */
import { describe, expect, test } from 'vitest';
import type { JointCovariance, StructureResult } from '../../../src-engine/structure/structure-result.js';
import { isReason, analyze } from '../../../src-engine/index.js';
import { levelsResult } from '../../../src-engine/several-factors/levels/levels-result.js';
import type { FamilyName, LinkName, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { factor, options, withFactors } from '../several-factors.js';
import { drawn, modelSpec, one, times, x, type Sketch } from '../specs.js';

const uniform = { law: 'uniform', min: -1, max: 1.5 } as const;
const normal = { law: 'normal', mean: 0.3, sd: 0.8 } as const;
const slopes = [
    [0.4, -0.1],
    [-0.1, 0.3]
];

const sketch: Sketch = {
    predictors: [drawn('x', uniform), drawn('y', normal)],
    a: [['b0', one, -0.4], ['b1', x('x'), 0.9]], // prettier-ignore
    b: [['b2', x('y'), -0.6]]
};

function twoTerms(result: StructureResult): JointCovariance {
    if (isReason(result.twoTerm)) {
        throw new Error(JSON.stringify(result.twoTerm));
    }
    return result.twoTerm;
}

function expectSame(actual: JointCovariance, expected: JointCovariance, tolerance: number): void {
    const { covariance } = expected;
    expect(actual.members).toEqual(expected.members);
    covariance.forEach((row, i) =>
        row.forEach((value, j) =>
            expect(Math.abs(actual.covariance[i][j] - value)).toBeLessThan(tolerance * Math.sqrt(covariance[i][i] * covariance[j][j]))
        )
    );
}

/** The leading constants and orders of a parameter. */
function leading({ blocks }: StructureResult, position: number): { order: string; constant: number }[] {
    return blocks.flatMap(({ members, covariance, order }) => {
        const at = members.indexOf(position);
        return at < 0 ? [] : [{ order: order.text, constant: Array.isArray(covariance) ? covariance[at][at] : NaN }];
    });
}

const families: [FamilyName, LinkName, Partial<Sketch>][] = [
    ['gaussian', 'identity', { phi: 1.7 }],
    ['bernoulli', 'logit', {}],
    ['bernoulli', 'cloglog', {}],
    ['binomial', 'logit', { trials: { op: 'number', value: 6 } }],
    ['poisson', 'log', {}],
    ['gamma', 'log', { phi: 0.5 }],
    ['inverseGaussian', 'log', { phi: 0.5 }],
    ['negativeBinomial', 'log', { size: 1.4 }]
];

describe.each(families)('%s, %s', (family, link, more) => {
    const s: Sketch = { ...sketch, ...more, family, link };

    test('levels with the same effects add up, and tend to one level', () => {
        const [a, b] = [0.3, 0.7].map(share => slopes.map(row => row.map(value => share * value)));
        const two = levelsResult(
            withFactors(s, [factor('school', ['b0', 'b1'], a), factor('class', ['b0', 'b1'], b, 'school')], [1, 1, 20]),
            options
        );
        const one = levelsResult(withFactors(s, [factor('school', ['b0', 'b1'], slopes)], [1, 20]), options);
        expectSame(twoTerms(two), twoTerms(one), 1e-9);
        const tiny = b.map(row => row.map(value => 1e-13 * value));
        const nearly = levelsResult(
            withFactors(s, [factor('school', ['b0', 'b1'], slopes), factor('class', ['b0', 'b1'], tiny, 'school')], [10, 4, 5]),
            options
        );
        const single = levelsResult(withFactors(s, [factor('school', ['b0', 'b1'], slopes)], [10, 20]), options);
        expectSame(twoTerms(nearly), twoTerms(single), 1e-9);
    });

    test('C_B is that of one group where that has all effects', () => {
        const nested = analyze(modelSpec({ ...s, sigma: slopes, m: 1, n: 2 }), { exact: 'none' });
        const result = levelsResult(
            withFactors(s, [factor('school', ['b0'], [[0]]), factor('class', ['b0', 'b1'], slopes, 'school')], [1, 1, 1]),
            options
        );
        const expected = nested.parameters.find(({ name }) => name === 'b2')!.leading.constant!;
        const [{ order, constant }] = leading(result, 2);
        expect(order).toBe('1/(school class n)');
        expect(Math.abs(constant / expected - 1)).toBeLessThan(1e-9);
    });
});

describe('one level is the nested model, whatever is folded', () => {
    const interactions: [string, Sketch][] = [
        ['a covariate times a normal one with a random slope', { predictors: [drawn('x', normal), drawn('y', uniform)], b: [['b2', x('y'), 0.7], ['b3', times(x('x'), x('y')), 0.4]] }], // prettier-ignore
        ['a covariate times another with a random slope', { predictors: [drawn('x', uniform), drawn('y', uniform)], b: [['b2', x('y'), 0.7], ['b3', times(x('x'), x('y')), 0.4]] }], // prettier-ignore
        ['covariates without random slopes', { predictors: [drawn('x', uniform), drawn('y', uniform), drawn('z', uniform)], b: [['b2', x('y'), 0.7], ['b3', times(x('z'), x('y')), 0.4]] }] // prettier-ignore
    ];
    test.each(interactions)('%s', (_, { predictors, b }) => {
        for (const family of ['bernoulli', 'poisson'] as const) {
            const s: Sketch = { family, predictors, a: sketch.a, b };
            const nested = analyze(modelSpec({ ...s, sigma: slopes, m: 1, n: 20 }), { exact: 'none' });
            const { covariance } = twoTerms(levelsResult(withFactors(s, [factor('g', ['b0', 'b1'], slopes)], [1, 20]), options));
            covariance.forEach((row, j) => expect(Math.abs(row[j] / nested.parameters[j].twoTerm.asyVar! - 1)).toBeLessThan(1e-9));
        }
    });
});

test('a group on its own gives the two terms of the nested model', () => {
    // Poisson, arms 0 and 1: 1.2/m leading, 1.33828/m with two terms at n = 20.
    const spec = withFactors(
        { family: 'poisson', predictors: [{ kind: 'each', name: 'arm', points: [0, 1], per: 'g' }], a: [['b0', one, 0.3], ['arm', x('arm'), 0.5]] }, // prettier-ignore
        [factor('g', ['b0'], [[0.3]])],
        [1, 20]
    );
    const result = levelsResult(spec, options);
    expect(leading(result, 1)[0].constant).toBeCloseTo(1.2, 12);
    expect(twoTerms(result).covariance[1][1]).toBeCloseTo(1.33828, 5);
});

describe('the first summand that is there', () => {
    const arms = {
        predictors: [drawn('x', uniform), { kind: 'each' as const, name: 'arm', points: [0, 1], per: 'class' }],
        a: [['b0', one, -0.4], ['arm', x('arm'), 0.5]] as Sketch['a'], // prettier-ignore
        b: [['b1', x('x'), 0.9]] as Sketch['b']
    };
    const levels = [factor('school', ['b0'], [[0.5]]), factor('class', ['b0'], [[0.3]], 'school')];

    test('an arm of classes has 4(Σ₂ + φ/n)/(m m₂)', () => {
        const result = levelsResult(withFactors({ ...arms, phi: 2 }, levels, [10, 4, 5]), options);
        expect(leading(result, 0)).toEqual([{ order: '1/school', constant: 0.5 }]);
        expect(leading(result, 1)[0].order).toBe('1/(school class)');
        expect(leading(result, 1)[0].constant).toBeCloseTo(1.2, 12);
        expect(leading(result, 2)[0].order).toBe('1/(school class n)');
        expect(twoTerms(result).covariance[1][1]).toBeCloseTo((4 * (0.3 + 2 / 5)) / 40, 13);
        expect(result.formulas()).toEqual([
            'sigma_school^2/school',
            'L_class/(school class)',
            'phi C/(school class n)',
            '2 sigma_school^4/school',
            '2 sigma_class^4/(school class)',
            '2 phi^2/(school class n)'
        ]);
    });

    test('variance components by the units of their level, φ by the observations', () => {
        const { blocks } = levelsResult(withFactors({ ...arms, phi: 2 }, levels, [10, 4, 5]), options);
        const of = (position: number): unknown[] =>
            blocks.filter(({ members }) => members.includes(position)).map(({ order, covariance }) => [order, covariance]);
        expect(of(3)).toEqual([[{ text: '1/school', divisor: 10 }, [[0.5]]]]);
        expect(of(4)).toEqual([[{ text: '1/(school class)', divisor: 40 }, [[0.18]]]]);
        expect(of(5)).toEqual([[{ text: '1/(school class n)', divisor: 200 }, [[8]]]]);
    });

    test('the levels may be written in any order', () => {
        const result = levelsResult(withFactors(arms, [...levels].reverse(), [4, 10, 5]), options);
        expect(leading(result, 0)).toEqual([{ order: '1/school', constant: 0.5 }]);
        expect(leading(result, 1)[0].order).toBe('1/(class school)');
        expect(leading(result, 1)[0].constant).toBeCloseTo(1.2, 12);
    });
});

test('a covariate of classes counts by its variation within schools', () => {
    // z = s + c: of its variance only that of c, 1, is left once every school has its own intercept.
    const spec = withFactors(
        {
            predictors: [
                drawn('s', { law: 'normal', mean: 5, sd: 3 }, 'school'),
                drawn('c', { law: 'normal', mean: 0, sd: 1 }, 'class'),
                { kind: 'derived', name: 'z', term: { op: '+', left: x('s'), right: x('c') } }
            ],
            a: [['b0', one, 0], ['bz', x('z'), 0.2]] // prettier-ignore
        },
        [factor('school', ['b0'], [[0.5]]), factor('class', ['b0'], [[0.3]], 'school')],
        [10, 4, 5]
    );
    const [{ order, constant }] = leading(levelsResult(spec, options), 1);
    expect(order).toBe('1/(school class)');
    expect(constant).toBeCloseTo(0.3, 10);
});

test('sizes with a law: the mean of 1/n where a unit speaks for itself, 1/mean elsewhere', () => {
    const levels = [factor('school', ['b0'], [[0.5]]), factor('class', ['b0'], [[0.3]], 'school')];
    const spec: ModelSpec = withFactors(
        { phi: 2, predictors: [drawn('x', uniform)], a: [['b0', one, 0]], b: [['b1', x('x'), 1]] },
        levels,
        [10, 4, 5]
    );
    const result = levelsResult({ ...spec, design: { ...spec.design, n: { kind: 'poisson', mean: 6 } } }, options);
    // Given n ≥ 1.
    let [total, mean, inverse] = [0, 0, 0];
    for (let k = 1, p = 6 * Math.exp(-6); k < 200; k++, p *= 6 / k) {
        total += p;
        mean += k * p;
        inverse += p / k;
    }
    const [size, perSize] = [mean / total, inverse / total];
    const varianceX = 2.5 ** 2 / 12;
    const { covariance } = twoTerms(result);
    expect(covariance[1][1]).toBeCloseTo(2 / (40 * size * varianceX), 12);
    expect(covariance[0][0]).toBeCloseTo(0.05 + 0.0075 + (2 / 40) * (perSize + 0.25 ** 2 / (size * varianceX)), 12);
});

describe('what can’t be had', () => {
    const levels = [factor('school', ['b0'], [[0.5]]), factor('class', ['b0'], [[0.3]], 'school')];
    const plain: Sketch = { predictors: [drawn('x', uniform)], a: [['b0', one, -0.4]], b: [['b1', x('x'), 0.9]] };

    test('refined', () => {
        const { refined } = levelsResult(withFactors({ ...plain, family: 'bernoulli' }, levels, [10, 4, 5]), options);
        expect(refined).toEqual({ code: 'no-formula', accuracy: 'refined', structure: 'levels' });
    });

    test('a count that is asked for leaves the constants', () => {
        const spec = withFactors({ ...plain, family: 'bernoulli' }, levels, [10, 4, 5]);
        const asked = { ...spec, design: { ...spec.design, counts: [{ group: 'school', count: null }, { group: 'class', count: 4 }] } }; // prettier-ignore
        const result = levelsResult(asked, options);
        expect(result.twoTerm).toEqual({ code: 'unknown-value', what: 'school' });
        expect(leading(result, 0)[0].constant).toBe(0.5);
        expect(Number.isFinite(leading(result, 1)[0].constant)).toBe(true);
    });

    test('an effect in the wrong block', () => {
        const spec = withFactors({ ...plain, b: [['b1', times(x('x'), { op: 'number', value: 2 }), 1], ['b2', one, 1]] }, levels, [10, 4, 5]); // prettier-ignore
        expect(levelsResult(spec, options).twoTerm).toEqual({ code: 'wrong-block', effect: 'b2' });
    });

    test('collinear effects are named', () => {
        const spec = withFactors({ ...plain, b: [['b1', x('x'), 1], ['b2', times(x('x'), { op: 'number', value: 2 }), 1]] }, levels, [10, 4, 5]); // prettier-ignore
        expect(levelsResult(spec, options).twoTerm).toEqual({ code: 'collinear', effects: ['b1', 'b2'] });
    });

    test('an infinite moment', () => {
        const random = [factor('school', ['b0', 'b1'], [[0.5, 0], [0, 0.6]]), factor('class', ['b0', 'b1'], [[0.5, 0], [0, 0.6]], 'school')]; // prettier-ignore
        const spec = withFactors(
            { family: 'poisson', predictors: [drawn('x', { law: 'normal', mean: 0, sd: 1 }), drawn('y', uniform)], a: [['b0', one, 0], ['b1', x('x'), 0.2]], b: [['b2', x('y'), 0.1]] }, // prettier-ignore
            random,
            [10, 4, 5]
        );
        expect(levelsResult(spec, options).twoTerm).toMatchObject({ code: 'infinite-moment' });
    });

    test('the inverse of a probit weight has no expectation where σ² ≥ 1; block B has', () => {
        const random = [factor('school', ['b0'], [[0.6]]), factor('class', ['b0'], [[0.6]], 'school')];
        const result = levelsResult(withFactors({ ...plain, family: 'bernoulli', link: 'probit' }, random, [10, 4, 5]), options);
        expect(isReason(result.twoTerm) ? [] : result.twoTerm.members).not.toContain(0);
        expect(leading(result, 1)[0].constant).toBeGreaterThan(0);
    });

    test('nesting beside crossing where the response is not Gaussian', () => {
        const random = [...levels, factor('item', ['b0'], [[0.4]])];
        const result = levelsResult(withFactors({ ...plain, family: 'poisson' }, random, [10, 4, 5, 2]), options);
        expect(result.twoTerm).toEqual({ code: 'structure', structure: 'levels' });
    });

    test('weights and variances out of the range of doubles', () => {
        for (const [b0, variance, reason] of [
            [-1e5, 0.5, 'not-finite'],
            [1e5, 0.5, 'not-finite'],
            [0, 1e300, 'accuracy']
        ] as const) {
            // prettier-ignore
            const extreme: Sketch = { ...plain, a: [['b0', one, b0]], family: b0 === 0 ? 'bernoulli' : 'poisson' };
            const random = [factor('school', ['b0'], [[variance]]), factor('class', ['b0'], [[0.3]], 'school')];
            expect(levelsResult(withFactors(extreme, random, [10, 4, 5]), options).twoTerm).toMatchObject({ code: reason });
        }
    });

    test('a level without effects counts, and that is all', () => {
        const single = levelsResult(withFactors({ ...plain, family: 'bernoulli' }, [levels[0]], [10, 20]), options);
        const empty = levelsResult(
            withFactors({ ...plain, family: 'bernoulli' }, [levels[0], factor('class', [], [], 'school')], [10, 4, 5]),
            options
        );
        expectSame(twoTerms(empty), twoTerms(single), 1e-11);
    });

    test('work that is stopped', () => {
        const result = levelsResult(withFactors({ ...plain, family: 'poisson' }, levels, [10, 4, 5]), {
            ...options,
            shouldStop: () => true
        });
        expect(result.twoTerm).toEqual({ code: 'stopped' });
    });
});
