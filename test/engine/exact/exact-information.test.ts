/** The exact information: invariances, published values, and reasons where there is none. */
import type { Reason } from '../../../src-engine/result/reason.js';
import { describe, expect, test } from 'vitest';
import { exactInformation, informationPerGroup, isEnumerable } from '../../../src-engine/exact/exact-information.js';
import { sumOverStatistics } from '../../../src-engine/exact/enumerated.js';
import { GroupDesigns } from '../../../src-engine/exact/group-design.js';
import { GroupScore } from '../../../src-engine/exact/group-score.js';
import { responseOf } from '../../../src-engine/family/families.js';
import { inverseSpd } from '../../../src-engine/numeric/cholesky.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { NotAvailable } from '../../../src-engine/result/not-available.js';
import { drawn, modelSpec, one, x, type Sketch } from '../specs.js';

const each = (points: number[], per: string | null = null): Sketch['predictors'] => [{ kind: 'each', name: 'x', points, per }];
const base: Sketch = {
    family: 'bernoulli',
    predictors: each([0, 1]),
    a: [['b0', one, -0.5]],
    b: [['b1', x('x'), 0.7]],
    sigma: [[1.2]],
    n: 6
};
const covariance = (sketch: Sketch): number[][] =>
    informationPerGroup(modelSpec(sketch), { shouldStop: () => false, simulate: null, budget: 1e9 }).covariance;

/** The information of one design, which need not identify all parameters. */
function designInformation(spec: ModelSpec): number[][] {
    const response = responseOf(spec.family);
    const [random] = spec.random;
    const score = new GroupScore(random!, spec.fixed.length, response);
    const { design } = new GroupDesigns(spec).list((spec.design.n as { n: number }).n)[0]!;
    const { information } = sumOverStatistics(design, random!, response, score, { spacing: 0.6, points: 12 }, () => false);
    const size = score.likelihood.parameters;
    return Array.from({ length: size }, (_, i) => Array.from(information.subarray(i * size, (i + 1) * size)));
}

function expectClose(found: number[][], expected: number[][], tolerance = 1e-10): void {
    expected.forEach((row, i) =>
        row.forEach((value, j) =>
            expect(Math.abs(found[i]![j]! - value) / Math.sqrt(expected[i]![i]! * expected[j]![j]!)).toBeLessThan(tolerance)
        )
    );
}

describe('invariances', () => {
    const plain = covariance(base);
    test('trials are observations at the same point', () => {
        expectClose(covariance({ ...base, family: 'binomial', trials: { op: 'number', value: 3 }, n: 2 }), plain);
    });
    test('an offset is a known part of the intercept', () => {
        expectClose(covariance({ ...base, a: [['b0', one, -0.8]], offset: { op: 'number', value: 0.3 } }), plain);
    });
    test('the unit of a predictor is that of its effect', () => {
        const scaled = covariance({ ...base, predictors: each([0, 10]), b: [['b1', x('x'), 0.07]] });
        const unit = [1, 0.1, 1];
        expectClose(scaled, plain.map((row, i) => row.map((value, j) => value * unit[i]! * unit[j]!))); // prettier-ignore
    });
    test('success and failure change places with the signs of the effects', () => {
        const sign = [-1, -1, 1];
        const swapped = covariance({ ...base, a: [['b0', one, 0.5]], b: [['b1', x('x'), -0.7]] });
        expectClose(swapped, plain.map((row, i) => row.map((value, j) => value * sign[i]! * sign[j]!))); // prettier-ignore
    });
    test('links: a probit model and its mirror image', () => {
        const sketch: Sketch = { ...base, link: 'probit' };
        const mirror = covariance({ ...sketch, a: [['b0', one, 0.5]], b: [['b1', x('x'), -0.7]] });
        expect(Math.abs(mirror[2]![2]! / covariance(sketch)[2]![2]! - 1)).toBeLessThan(1e-10);
    });
    test('few distinct points, repeated or drawn alike: a law on one point is that point', () => {
        const discrete = [drawn('x', { law: 'discrete', values: [1], probabilities: [1] })];
        const atOne: Sketch = { ...base, a: [['b0', one, 0.2]], b: [], n: 4 };
        const shifted: Sketch = { ...atOne, predictors: discrete, a: [['b0', x('x'), 0.2]] };
        expectClose(covariance(shifted), covariance(atOne));
    });
    test('a Poisson total is sufficient: negative binomial of a large size is Poisson', () => {
        const intercept: Sketch = { ...base, b: [], n: 4 };
        const poisson = covariance({ ...intercept, family: 'poisson' });
        const [near, nearer] = [1e4, 1e5].map(size => covariance({ ...intercept, family: 'negativeBinomial', size }));
        const distance = (a: number[][]): number => Math.max(...a.map((row, i) => Math.abs(row[i]! / poisson[i]![i]! - 1)));
        expect(distance(near!)).toBeLessThan(1e-3);
        // The difference is of first order in 1/size.
        expect(Math.abs(distance(near!) / distance(nearer!) - 10)).toBeLessThan(0.5);
    });
    test('observations of a predictor with few values are averaged over all designs of a group', () => {
        const n = 3;
        const p = 0.3;
        const spec = modelSpec({ ...base, predictors: [drawn('x', { law: 'bernoulli', p })], n });
        const { information } = informationPerGroup(spec, { shouldStop: () => false, simulate: null });
        const average = information.map(row => row.map(() => 0));
        for (const [ones, ways] of [1, 3, 3, 1].entries()) {
            const points = [...new Array<number>(n - ones).fill(0), ...new Array<number>(ones).fill(1)];
            const part = designInformation(modelSpec({ ...base, predictors: each(points), n }));
            average.forEach((row, i) =>
                row.forEach((_, j) => (row[j] = row[j]! + ways * p ** ones * (1 - p) ** (n - ones) * part[i]![j]!))
            );
        }
        expectClose(information, average);
    });
});

test('the arms of a trial, Poisson: β0 = 0.3, effect 0.5, σ² = 0.3, 20 observations in a group', () => {
    const spec = modelSpec({
        family: 'poisson',
        predictors: each([0, 1], 'g'),
        a: [
            ['b0', one, 0.3],
            ['arm', x('x'), 0.5]
        ],
        effects: ['b0'],
        sigma: [[0.3]],
        n: 20
    });
    const { covariance, information } = informationPerGroup(spec, { shouldStop: () => false, simulate: null });
    const known = inverseSpd(information.slice(0, 2).map(row => row.slice(0, 2)));
    // With σ² known, and, a little more, with σ² estimated beside it.
    expect(known.ok && known.inverse[1]![1]!.toFixed(5)).toBe('1.33156');
    expect(covariance[1]![1]!.toFixed(5)).toBe('1.33184');
});

test('a covariance at the sizes of the design', () => {
    const joint = exactInformation(modelSpec({ ...base, m: 40 }), { shouldStop: () => false, simulate: null });
    expectClose(joint.covariance, covariance(base).map(row => row.map(value => value / 40))); // prettier-ignore
    expect(joint.members).toEqual([0, 1, 2]);
    expect(joint.simulated).toBe(false);
});

describe('which sums are short', () => {
    const wedge: Sketch = {
        family: 'bernoulli',
        predictors: [
            { kind: 'each', name: 'wave', points: [1, 2, 3, 4], per: 'g' },
            { kind: 'each', name: 'period', points: [0, 1, 2, 3, 4], per: null }
        ],
        a: [['b0', one, -2.9]],
        b: [
            ['p', x('period'), 0],
            ['effect', { op: '>=', left: x('period'), right: x('wave') }, -0.36]
        ],
        sigma: [[0.09]],
        n: 600
    };
    test.each<[string, Sketch, boolean]>([
        ['two points', base, true],
        ['a stepped wedge', wedge, true],
        ['random slopes on two points', { ...base, a: [['b0', one, 0], ['b1', x('x'), 0]], b: [], sigma: [[1, 0], [0, 1]] }, true], // prettier-ignore
        ['a predictor with a density', { ...base, predictors: [drawn('x', { law: 'normal', mean: 0, sd: 1 })] }, false],
        ['responses that are not counted', { ...base, family: 'gamma' }, false],
        ['the size is asked for', { ...base, n: null }, false]
    ])('%s', (_, sketch, short) => {
        expect(isEnumerable(modelSpec(sketch))).toBe(short);
    });
});

describe('reasons', () => {
    const reason = (spec: ModelSpec, simulate: { relativeError: number; seed: number } | null = null): Reason => {
        try {
            exactInformation(spec, { shouldStop: () => false, simulate });
        } catch (error) {
            if (error instanceof NotAvailable) {
                return error.reason;
            }
            throw error;
        }
        throw new Error('a number was found');
    };
    test('a simulation that was not asked for', () => {
        expect(reason(modelSpec({ ...base, predictors: [drawn('x', { law: 'normal', mean: 0, sd: 1 })] }))).toEqual({
            code: 'not-computed'
        });
    });
    test('sizes and values that are asked for', () => {
        expect(reason(modelSpec({ ...base, m: null }))).toEqual({ code: 'unknown-value', what: 'g' });
        expect(reason(modelSpec({ ...base, n: null }))).toEqual({ code: 'unknown-value', what: 'n' });
        expect(reason(modelSpec({ ...base, b: [['b1', x('x'), null]] }))).toEqual({ code: 'unknown-value', what: 'b1' });
    });
    test('no variance of the random effects', () => {
        expect(reason(modelSpec({ ...base, sigma: [[0]] }))).toEqual({ code: 'no-formula', accuracy: 'exact', structure: 'singular' });
    });
    test('two crossed factors', () => {
        const spec = modelSpec(base);
        spec.random.push({ ...spec.random[0]!, group: 'h' });
        expect(reason(spec)).toEqual({ code: 'structure', structure: 'crossed' });
    });
    test('weights without a mean', () => {
        const spec = modelSpec({ ...base, family: 'poisson', predictors: [drawn('x', { law: 'exponential', rate: 0.5 })] });
        expect(reason(spec, { relativeError: 0.01, seed: 1 }).code).toBe('infinite-moment');
    });
    test('a group of one observation tells no variance', () => {
        expect(reason(modelSpec({ ...base, b: [], n: 1 })).code).toBe('invalid');
        const spec = modelSpec({ ...base, predictors: [drawn('x', { law: 'normal', mean: 0, sd: 1 })], n: 1 });
        expect(reason(spec, { relativeError: 0.01, seed: 1 }).code).toBe('invalid');
    });
    test('sizes that the points of a predictor do not divide', () => {
        expect(reason(modelSpec({ ...base, n: 5 }))).toEqual({ code: 'structure', structure: 'unequal-sizes' });
    });
});
