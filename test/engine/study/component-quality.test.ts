/** How good the shrunk mode is: variances of a variance component against the exact information of one-factor models, by enumeration. */
import { expect, test } from 'vitest';
import { exactInformation } from '../../../src-engine/exact/exact-information.js';
import { refinedComponents } from '../../../src-engine/study/refined-study.js';
import { specOfStudy, studyOptions } from './studies.js';

const model = (family: string, b0: number, variance: number, n: number): string =>
    `family ${family} predictor x each 0, 1 fixed A { b0: 1 = ${b0} } fixed B { bx: x = 0.5 } random g { b0 variance ${variance} } design { g = 50, n = ${n} }`;

/** All have about two or more expected events, and as many non-events, in a group. */
const cases = [
    ['bernoulli', -2, 30],
    ['bernoulli', -0.5, 10],
    ['bernoulli', -0.5, 30],
    ['bernoulli link cloglog', -2, 30],
    ['bernoulli link cloglog', -0.5, 10],
    ['bernoulli link cloglog', -0.5, 30],
    ['bernoulli link probit', -0.5, 10],
    ['bernoulli link probit', -0.5, 30],
    ['poisson', -2, 30],
    ['poisson', -0.5, 4],
    ['poisson', -0.5, 10],
    ['poisson', -0.5, 30]
].flatMap(([family, b0, n]) => [0.1, 0.5, 2].map(variance => model(family as string, b0 as number, variance, n as number)));

test('within 13 % always, and within 10 % in most cases', async () => {
    const ratios: number[] = [];
    for (const text of cases) {
        const spec = await specOfStudy(text);
        const exact = exactInformation(spec, { shouldStop: () => false, simulate: null });
        const { members, covariance } = refinedComponents(spec, studyOptions);
        expect(members).toEqual([0, 1, 2]);
        ratios.push(covariance[2]![2]! / exact.covariance[2]![2]!);
    }
    expect(ratios).toHaveLength(36);
    expect(Math.min(...ratios)).toBeGreaterThan(0.87);
    expect(Math.max(...ratios)).toBeLessThan(1.13);
    expect(ratios.filter(ratio => Math.abs(ratio - 1) < 0.1).length).toBeGreaterThanOrEqual(0.8 * ratios.length);
    const sorted = ratios.toSorted((a, b) => a - b);
    expect(Math.abs(sorted[18]! - 1)).toBeLessThan(0.03);
});

test.each([
    ['bernoulli', -0.5],
    ['bernoulli', -3],
    ['bernoulli link cloglog', -1],
    ['poisson', -1]
])('more observations never give a larger variance: %s at %s', async (family, b0) => {
    let before = { variance: Infinity, error: 0 };
    for (const n of [4, 6, 8, 10, 12, 16, 20, 30, 40, 60]) {
        const { covariance, errors } = refinedComponents(await specOfStudy(model(family, b0, 0.5, n)), studyOptions);
        const [variance, error] = [covariance[2]![2]!, errors[2]!];
        expect(variance).toBeLessThan(before.variance + before.error + error);
        before = { variance, error };
    }
    expect(before.variance).toBeGreaterThan((2 * 0.5 ** 2) / 50);
});
