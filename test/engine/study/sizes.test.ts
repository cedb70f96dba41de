/** Sizes that are not whole, no multiples of the points, 1, or too large to be drawn. */
import { describe, expect, test } from 'vitest';
import type { ModelSpec } from '../../../src-engine/index.js';
import { refinedComponents, refinedStudy } from '../../../src-engine/study/refined-study.js';
import { mostDrawnOfFixed } from '../../../src-engine/study/limits.js';
import { affordableSizes } from '../../../src-engine/study/study-sizes.js';
import { specOfStudy, studyOptions } from './studies.js';

const random = 'random person { b0 sd 0.8 } random item { b0 sd 0.5 }';
const crossed = await specOfStudy(
    `family bernoulli predictor cond each 0, 1 per item predictor x each 0, 1
     fixed A { b0: 1 = -1; e: cond = 0.3 } fixed B { bx: x = 0.5 } ${random} design { person = 10, item = 8, n = 2 }`
);
const drawn = await specOfStudy(
    `family bernoulli predictor z ~ Normal(0, 1) fixed A { b0: 1 = -1 } fixed B { bz: z = 0.5 } ${random} design { person = 2, item = 2, n = 2 }`
);
const levels = await specOfStudy(
    `family bernoulli predictor arm each 0, 1 per class fixed A { b0: 1 = -1; a: arm = 0.3 }
     random school { b0 sd 0.5 } random class in school { b0 sd 0.4 } random pupil in class { b0 sd 0.6 } design { school = 20, class = 4, pupil = 3, n = 1 }`
);

function at(spec: ModelSpec, counts: number[], n: number): { variances: number[]; errors: number[] } {
    const sized: ModelSpec = {
        ...spec,
        design: { ...spec.design, counts: spec.random.map(({ group }, r) => ({ group, count: counts[r]! })), n: { kind: 'fixed', n } }
    };
    const { covariance, errors } = refinedStudy(sized, studyOptions);
    return { variances: covariance.map((row, i) => row[i]!), errors };
}

test('the shares of the sizes are those of a straight line', () => {
    for (const [person, item] of [
        [10.5, 7],
        [1e7, 20],
        [1e7, 1e7]
    ]) {
        const design = { ...crossed.design, counts: [{ group: 'person', count: person! }, { group: 'item', count: item! }] }; // prettier-ignore
        const sizes = affordableSizes({ ...crossed, design }, mostDrawnOfFixed);
        expect(sizes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
        expect(sizes.reduce((sum, { share, counts }) => sum + share / counts['person']!, 0)).toBeCloseTo(1 / person!, 9);
        expect(sizes.every(({ counts }) => counts['item']! % 2 === 0 && Number.isInteger(counts['person']))).toBe(true);
    }
});

describe('more never gives a larger variance', () => {
    const rows: [string, ModelSpec, [number[], number][]][] = [
        ['persons', crossed, [2, 3, 9.5, 10, 10.5, 11, 200, 511, 513, 1000, 1e4, 1e5, 1e7].map(count => [[count, 8], 2])],
        ['items', crossed, [2, 3, 4, 7, 8, 9, 100, 1e4].map(count => [[10, count], 2])],
        ['observations', crossed, [1, 2, 3, 4, 100, 1e4, 1e7].map(n => [[10, 8], n])],
        ['observations with drawn predictors', drawn, [1, 1.5, 2, 2.5, 3, 50, 600, 1e7].map(n => [[2, 2], n])],
        ['schools', levels, [1, 1.5, 2, 1e7].map(count => [[count, 4, 3], 1])],
        ['classes', levels, [2, 3, 4, 5, 100, 1e6].map(count => [[20, count, 3], 1])],
        ['pupils', levels, [1, 2, 2.5, 100, 1e6].map(count => [[20, 4, count], 1])]
    ];
    test.each(rows)('%s', (_, spec, sizes) => {
        const found = sizes.map(([counts, n]) => at(spec, counts, n));
        for (let k = 1; k < found.length; k++) {
            found[k]!.variances.forEach((variance, i) => {
                expect(variance).toBeGreaterThan(0);
                expect(variance).toBeLessThan(found[k - 1]!.variances[i]! + found[k - 1]!.errors[i]! + found[k]!.errors[i]!);
            });
        }
    });
});

describe('beyond what is drawn', () => {
    test('an effect within persons has a variance in proportion to 1/persons', () => {
        const [some, many] = [at(crossed, [400, 20], 2), at(crossed, [4e6, 20], 2)];
        expect(Math.abs((many.variances[2]! * 1e4) / some.variances[2]! - 1)).toBeLessThan(0.015);
        expect(many.errors[2]! / many.variances[2]!).toBeLessThan(0.02);
        // What items leave is left however many persons there are: σ²/20 twice, and four times.
        expect(Math.abs(many.variances[0]! / 0.025 - 1)).toBeLessThan(2e-3);
        expect(Math.abs(many.variances[1]! / 0.05 - 1)).toBeLessThan(2e-3);
    });

    test('two large groups', () => {
        const { variances } = at(crossed, [1500, 1500], 2);
        expect(Math.abs(variances[1]! / ((4 * 0.25) / 1500) - 1)).toBeLessThan(0.02);
        expect(Math.abs(variances[0]! / (0.64 / 1500 + (2 * 0.25) / 1500) - 1)).toBeLessThan(0.04);
    });

    test('n of 1e7 leaves the variances between units', () => {
        const { variances } = at(drawn, [2, 2], 1e7);
        expect(Math.abs(variances[0]! / (0.64 / 2 + 0.25 / 2) - 1)).toBeLessThan(2e-3);
        const [some, many] = [at(drawn, [2, 2], 500), at(drawn, [2, 2], 5e6)];
        expect(Math.abs((many.variances[1]! * 1e4) / some.variances[1]! - 1)).toBeLessThan(0.02);
    });
});

/**
 * A unit whose observations have the information λ about its effect shows σ² as if the effect were measured with the variance 1/λ: 2(σ² + 1/λ)²/m. Where σ² is small,
 * that is far from a line in 1/n.
 */
describe('components of units that are larger than what is drawn', () => {
    const measured = (variance: number, information: number, units: number): number => (2 * (variance + 1 / information) ** 2) / units;
    /** The variance of each component and its error. */
    const componentsOf = (spec: ModelSpec, counts: number[], n: number): { variance: number; error: number }[] => {
        const design = { ...spec.design, counts: spec.random.map(({ group }, r) => ({ group, count: counts[r]! })), n: { kind: 'fixed' as const, n } }; // prettier-ignore
        const { members, covariance, errors } = refinedComponents({ ...spec, design }, studyOptions);
        return members.flatMap((member, i) => (member < spec.fixed.length ? [] : [{ variance: covariance[i]![i]!, error: errors[i]! }]));
    };

    test.each([0.2, 0.3, 0.5, 1])('many observations with a drawn predictor, sd %s', async sd => {
        const spec = await specOfStudy(
            `family bernoulli predictor x ~ Normal(0, 1) fixed A { b0: 1 = 0 } fixed B { b1: x = 0.2 } random g { b0 sd ${sd} } design { g = 50, n = 20 }`
        );
        // E μ(1 − μ) where x ~ N(0, 1) and u ~ N(0, σ²): the variance of η is below 1.1.
        const spread = 0.04 + sd * sd;
        const weight = Array.from({ length: 2001 }, (_, k) => (k - 1000) / 125).reduce((sum, z) => {
            const mu = 1 / (1 + Math.exp(-Math.sqrt(spread) * z));
            return sum + (mu * (1 - mu) * Math.exp(-0.5 * z * z)) / Math.sqrt(2 * Math.PI) / 125;
        }, 0);
        let before = Infinity;
        for (const n of [64, 128, 256, 1000, 1e4, 1e6, 1e9]) {
            const [{ variance, error }] = componentsOf(spec, [50], n);
            const about = measured(sd * sd, n * weight, 50);
            // To first order weights vary with u, which costs some information.
            expect(Math.abs(variance / about - 1)).toBeLessThan(n < 1000 ? 0.1 : 0.02);
            expect(variance).toBeLessThan(before + error);
            before = variance;
        }
    });

    test('many items of crossed factors', async () => {
        const spec = await specOfStudy(
            `family bernoulli predictor c each 0, 1 per item fixed A { b0: 1 = 0; b1: c = 0 } random subject { b0 sd 0.3 } random item { b0 sd 0.3 } design { subject = 40, item = 40, n = 1 }`
        );
        let before = Infinity;
        for (const items of [40, 60, 80, 200, 400, 2000, 1e6]) {
            const [subject, item] = componentsOf(spec, [40, items], 1);
            // μ(1 − μ) at 0, less 2 % by the spread of both factors.
            expect(Math.abs(subject!.variance / measured(0.09, 0.24 * items, 40) - 1)).toBeLessThan(0.1);
            expect(Math.abs(item!.variance / measured(0.09, 0.24 * 40, items) - 1)).toBeLessThan(0.15);
            expect(subject!.variance).toBeLessThan(before + subject!.error);
            before = subject!.variance;
        }
    });
});

test('between two whole numbers the variance is between theirs', () => {
    const [low, between, high] = [10, 10.5, 11].map(count => at(crossed, [count, 8], 2).variances);
    between!.forEach((variance, i) => {
        expect(variance).toBeLessThan(low![i]!);
        expect(variance).toBeGreaterThan(high![i]!);
    });
});
