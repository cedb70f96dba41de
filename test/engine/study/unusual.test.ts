/** Models at the edge of what has numbers: right values, or a reason; never a number that rounding or a heavy tail has made. */
import { describe, expect, test } from 'vitest';
import { analyze, answer } from '../../../src-engine/index.js';
import { attempt, NotAvailable } from '../../../src-engine/result/not-available.js';
import { isReason } from '../../../src-engine/result/reason.js';
import { modelOf } from '../../field/opened.js';
import { refinedComponents, refinedStudy } from '../../../src-engine/study/refined-study.js';
import type { JointCovariance } from '../../../src-engine/structure/structure-result.js';
import { specOfStudy, studyOptions } from './studies.js';

const random = 'random person { b0 sd 0.8 } random item { b0 sd 0.5 }';
const design = 'design { person = 10, item = 8, n = 2 }';
const conditions = 'predictor c each 0, 1 per item';

const study = async (text: string): Promise<JointCovariance> => refinedStudy(await specOfStudy(text), studyOptions);
const components = async (text: string): Promise<JointCovariance> => refinedComponents(await specOfStudy(text), studyOptions);
const near = (found: number, expected: number, tolerance: number): void => expect(Math.abs(found / expected - 1)).toBeLessThan(tolerance);

/** The reason that a computation gives. */
async function reasonOf(computed: () => unknown): Promise<string> {
    try {
        await computed();
    } catch (error) {
        expect(error).toBeInstanceOf(NotAvailable);
        return (error as NotAvailable).reason.code;
    }
    throw new Error('Expected a reason. Instead found a number.');
}

describe('a small variance', () => {
    const model = (sd: number): string =>
        `family bernoulli ${conditions} fixed A { b0: 1 = -1; e: c = 0.5 } random person { b0 sd ${sd} } random item { b0 sd 0.5 } ${design}`;

    test('the fixed effects tend to those without it', async () => {
        const [tiny, small] = [await study(model(1e-8)), await study(model(1e-3))];
        tiny.covariance.forEach((row, i) => near(small.covariance[i]![i]!, row[i]!, 1e-3));
    });

    test('the variance of its estimate tends to a limit, and is withheld where noise or rounding decides', async () => {
        const [some, less] = [await components(model(0.2)), await components(model(0.1))];
        expect(less.covariance[2]![2]!).toBeLessThan(some.covariance[2]![2]!);
        near(less.covariance[2]![2]!, 0.0204, 0.07);
        for (const sd of [0.02, 1e-2]) {
            const found = await components(model(sd));
            expect(found.members).toEqual([0, 1, 3]);
            expect(found.withheld!.get(2)).toMatchObject({ code: 'accuracy' });
        }
        for (const sd of [1e-3, 1e-6, 1e-9, 1e-12]) {
            const spec = await specOfStudy(model(sd));
            const found = attempt(() => refinedComponents(spec, studyOptions));
            expect(isReason(found) ? found.code : found.withheld!.get(2)!.code).toMatch(/^(accuracy|not-finite)$/);
        }
    });
});

test.each([0.9, 0.99, 0.999999])('slopes with a correlation of %s have the variances of the limit', async correlation => {
    const model = (r: number): string =>
        `family bernoulli predictor x each 0, 1 fixed A { b0: 1 = -1; bx: x = 0.5 } random person { b0 sd 1; bx sd 0.5; correlation(b0, bx) = ${r} } random item { b0 sd 0.5 } ${design}`;
    const limit = await study(model(1 - 1e-9));
    const { covariance } = await study(model(correlation));
    limit.covariance.forEach((row, i) => near(covariance[i]![i]!, row[i]!, 1.1 - correlation));
});

describe('dependent terms have a reason', () => {
    test.each([
        ['fixed points', 'predictor x each 0, 1'],
        ['drawn points', 'predictor x ~ Normal(3, 1)'],
        ['drawn points of items', 'predictor x ~ Normal(0, 1) per item']
    ])('%s', async (_, predictor) => {
        const { spec } = await modelOf(
            `model m { family bernoulli ${predictor} fixed A { b0: 1 = -1 } fixed B { bx: x = 0.5; b2: 3 * x + 0.1 = 0.1 } ${random} ${design} }`
        );
        expect(await reasonOf(() => refinedStudy(spec!, studyOptions))).toBe('not-finite');
        expect(await reasonOf(() => refinedComponents(spec!, studyOptions))).toBe('accuracy');
    });
});

describe('large and small weights', () => {
    test('counts of 1e9 leave the variances between units', async () => {
        const { covariance } = await study(
            `family poisson predictor x each 0, 1 fixed A { b0: 1 = 20 } fixed B { bx: x = 0.5 } ${random} ${design}`
        );
        near(covariance[0]![0]!, 0.64 / 10 + 0.25 / 8, 1e-4);
        expect(covariance[1]![1]!).toBeLessThan(1e-9);
    });

    test.each([
        ['counts of exp(200)', 'poisson', 200],
        ['counts of exp(800)', 'poisson', 800],
        ['a probability of exp(-800)', 'bernoulli', -800]
    ])('%s have a reason', async (_, family, b0) => {
        const text = `family ${family} ${conditions} fixed A { b0: 1 = ${b0}; e: c = 0.5 } ${random} ${design}`;
        expect(['not-finite', 'accuracy']).toContain(await reasonOf(() => study(text)));
        expect(['not-finite', 'accuracy']).toContain(await reasonOf(() => components(text)));
    });

    test('counts whose rounding errors hide the laws of the random effects have a reason', async () => {
        const { spec } = await modelOf(
            `model m { family poisson predictor x ~ Normal(0, 1) fixed A { b0: 1 = 38 } fixed B { bx: x = 0.2 } random person { b0 sd 0.8 } random item { b0 sd 2 } design { person = 20, item = 6, n = 1 } }`
        );
        const found = analyze(spec!).parameters.map(({ refined }) => refined);
        expect(found).toHaveLength(4);
        for (const { asyVar, reason } of found) {
            expect(asyVar).toBeNull();
            expect(reason).toEqual({ code: 'not-finite', detail: 'the information about the random effects' });
        }
    });

    test('a probability of exp(-40): the variance is that of 1/counts', async () => {
        const { covariance } = await study(
            `family bernoulli ${conditions} fixed A { b0: 1 = -40; e: c = 0.3 } ${random} design { person = 10, item = 8, n = 1 }`
        );
        const expected = Math.exp(-40 + 0.64 / 2 + 0.25 / 2) * 40;
        near(covariance[0]![0]!, 1 / expected, 5e-3);
        near(covariance[1]![1]!, 1 / expected + 1 / (expected * Math.exp(0.3)), 5e-3);
    });
});

describe('trials', () => {
    test('rows without trials count nowhere', async () => {
        const model = (family: string, n: number): string =>
            `${family} ${conditions} fixed A { b0: 1 = -1; e: c = 0.3 } ${random} design { person = 10, item = 8, n = ${n} }`;
        const [empty, plain] = [
            await study(model('family binomial(trials = k) predictor k each 0, 5', 2)),
            await study(model('family binomial(trials = 5)', 1))
        ];
        plain.covariance.forEach((row, i) => near(empty.covariance[i]![i]!, row[i]!, 1e-9));
    });

    test('an effect that no trial informs about has a reason', async () => {
        const text = `family binomial(trials = 5 * c) ${conditions} fixed A { b0: 1 = -1; e: c = 0.3 } ${random} ${design}`;
        expect(await reasonOf(() => study(text))).toBe('not-finite');
    });
});

describe('levels without effects', () => {
    test('both factors: a logistic regression', async () => {
        const { covariance } = await study(
            `family bernoulli predictor x each 0, 1 per item fixed B { b0: 1 = -1; bx: x = 0.5 } random person { } random item { } design { person = 10, item = 8, n = 1 }`
        );
        const w = (eta: number): number => 40 / (2 + 2 * Math.cosh(eta));
        near(covariance[0]![0]!, 1 / w(-1), 1e-9);
        near(covariance[1]![1]!, 1 / w(-1) + 1 / w(-0.5), 1e-9);
    });

    test('the outer level: the inner one alone', async () => {
        const effects = 'fixed A { b0: 1 = -1 } fixed B { bx: x = 0.5 }';
        const nested = await study(
            `family bernoulli predictor x each 0, 1 ${effects} random school { } random class in school { b0 sd 0.5 } design { school = 10, class = 4, n = 6 }`
        );
        const alone = await study(
            `family bernoulli predictor x each 0, 1 ${effects} random class { b0 sd 0.5 } design { class = 40, n = 6 }`
        );
        alone.covariance.forEach((row, i) => near(nested.covariance[i]![i]!, row[i]!, 4e-3));
    });
});

test('an infinite expectation over a predictor is a reason, as with one factor: a few observations would have all the information', async () => {
    const { spec, issues } = await modelOf(
        `model m { family poisson predictor x ~ Exponential(2) fixed A { b0: 1 = 0.2 } fixed B { bx: x = 2.5 } ${random} ${design} test bx = 0 power 0.8 }`
    );
    expect(issues.map(({ code }) => code)).toContain('infinite-moment');
    const { parameters } = analyze(spec!, { exact: 'none' });
    expect(parameters.slice(0, 2).map(({ refined }) => refined.reason?.code)).toEqual(['infinite-moment', 'infinite-moment']);
    const [{ power }] = answer(spec!).tests;
    expect(power!.refined ?? null).toBeNull();
});
