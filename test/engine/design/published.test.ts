/** Published answers, and answers that follow from published formulas. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answer, type Accuracy, type ModelSpec, type TestSpec } from '../../../src-engine/index.js';
import { normalCdf, normalQuantile } from '../../../src-engine/numeric/special/normal-distribution.js';
import { drawn, each, modelSpec, one, times, x } from '../specs.js';
import { tested as test } from './tested.js';

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

const answers = (spec: ModelSpec, tested: TestSpec) => answer({ ...spec, tests: [tested] }, { around: false, allocation: false }).tests[0];

function expectRelative(actual: number | null, expected: number, tolerance: number): void {
    expect(actual).not.toBeNull();
    expect(Math.abs(actual! / expected - 1)).toBeLessThan(tolerance);
}

describe('Diggle, Heagerty, Liang & Zeger (2.4.1): patients in two arms', () => {
    const { diggle } = read('../../reference/talk.json') as {
        diggle: { variants: Record<string, { cells: Record<string, { value: string }> }> };
    };
    it.each(Object.entries(diggle.variants['exact_z_one_sided, sx2=38/9'].cells))('rho, sigma^2 = %s', (cell, { value }) => {
        const [rho, sigma2] = cell.split(',').map(Number);
        const spec = modelSpec({
            phi: sigma2 * (1 - rho),
            predictors: [each('year', [0, 2, 5]), each('arm', [0, 1], 'g')],
            a: [['b0', one, 140], ['arm', x('arm'), 0]], // prettier-ignore
            b: [['b1', x('year'), -1], ['d', times(x('arm'), x('year')), 0.5]], // prettier-ignore
            effects: ['b0'],
            sigma: [[rho * sigma2]],
            m: null,
            n: 3
        });
        const { required } = answers(spec, test('d', { alternative: 'greater', power: 0.8 }));
        for (const accuracy of ['leading', 'twoTerm', 'refined', 'exact'] as const) {
            expectRelative(required!.continuous[accuracy], 2 * Number(value), 1e-10);
            expect(required!.value[accuracy]).toBe(2 * Math.ceil(Number(value)));
        }
    });
});

describe('the logistic design of Maestrini, Bhaskaran & Wand: 54 groups by one term, 304 by two', () => {
    const uniform = { law: 'uniform', min: 0, max: 1 } as const;
    const spec = modelSpec({
        family: 'bernoulli',
        predictors: [drawn('x', uniform), drawn('y', uniform)],
        a: [['b0', one, 1.004357687159343], ['b1', x('x'), 0.4]], // prettier-ignore
        b: [['b2', x('y'), -0.5]],
        sigma: [[1, 0], [0, 1]], // prettier-ignore
        m: null
    });
    const { required } = answers(spec, test('b1', { alternative: 'greater', power: 0.9 }));

    it.each<[Accuracy, number, number, number]>([
        ['leading', 54, 53.52, 2],
        ['twoTerm', 304, 303.48, 2],
        ['refined', 257, 256.64, 1]
    ])('%s', (accuracy, size, real, digits) => {
        expect(required!.value[accuracy]).toBe(size);
        expect(required!.continuous[accuracy]).toBeCloseTo(real, digits);
    });
});

it('the Poisson model of the tutorial of simr: power of the slope', () => {
    const spec = modelSpec({
        family: 'poisson',
        predictors: [each('x', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])],
        a: [['b0', one, 1.5407931]],
        b: [['b1', x('x'), -0.05]],
        sigma: [[0.08345081]],
        m: 3,
        n: 10
    });
    const { power } = answers(spec, test('b1'));
    expect(power.leading).toBeCloseTo(0.3268882, 7);
    // By hand: C = 1/[e^{β0+σ²/2}(M'' − M'²/M)].
    const [s0, s1, s2] = [0, 1, 2].map(k => Array.from({ length: 10 }, (_, i) => (i + 1) ** k * Math.exp(-0.05 * (i + 1))).reduce((a, b) => a + b)); // prettier-ignore
    const at = 0.05 * Math.sqrt(3 * Math.exp(1.5407931 + 0.08345081 / 2) * (s2 - (s1 * s1) / s0));
    expectRelative(power.leading, normalCdf(at - normalQuantile(0.975)) + normalCdf(-at - normalQuantile(0.975)), 1e-10);
});

describe('Raudenbush & Moerbeek: the best size of a cluster is √((c2/c1)(1 − ρ)/ρ)', () => {
    it.each([[0.05, 10], [0.01, 25], [0.2, 4], [0.5, 100]])('rho = %f, c2/c1 = %f', (rho, ratio) => {
        const spec = {
            ...modelSpec({
                phi: 1 - rho,
                predictors: [each('arm', [0, 1], 'g')],
                a: [['b0', one, 0], ['b1', x('arm'), 0.3]], // prettier-ignore
                effects: ['b0'],
                sigma: [[rho]],
                m: 50
            }),
            tests: [test('b1', { power: 0.9 })],
            cost: { prices: [{ unit: 'g', price: ratio * 3 }, { unit: null, price: 3 }], budget: 1e6 } // prettier-ignore
        };
        const [budget] = answer(spec, { around: false }).optimal;
        const best = Math.sqrt((ratio * (1 - rho)) / rho);
        if (rho === 0.05) {expect(best).toBeCloseTo(13.784, 4);}
        expectRelative(budget.continuous.n, best, 1e-7);
        expectRelative(budget.continuous.groups.g, 1e6 / (3 * (ratio + best)), 1e-7);
        // The least cost for a goal has the same shape.
        const [goal] = answer({ ...spec, cost: { ...spec.cost, budget: null } }, { around: false }).optimal;
        expectRelative(goal.continuous.n, best, 1e-6);
    }); // prettier-ignore
});

describe('Hussey & Hughes: power of a stepped wedge', () => {
    it.each([
        [24, 4, 0.02, 1.5, 30, 0.2],
        [12, 3, 0.3, 1, 8, 0.4],
        [40, 5, 0.001, 0.0475, 100, 0.012]
    ])('%i clusters in %i waves, τ² = %f, σ² = %f, %i in each cell, θ = %f', (clusters, waves, tau2, sigma2, size, theta) => {
        const periods = waves + 1;
        const spec = modelSpec({
            phi: sigma2,
            predictors: [
                each('wave', Array.from({ length: waves }, (_, w) => w + 1), 'g'), // prettier-ignore
                each('period', Array.from({ length: periods }, (_, t) => t)), // prettier-ignore
                { kind: 'derived', name: 'treated', term: { op: '>=', left: x('period'), right: x('wave') } }
            ],
            a: [['b0', one, 0]],
            b: [
                ...Array.from({ length: waves }, (_, t): [string, { op: '=='; left: ReturnType<typeof x>; right: { op: 'number'; value: number } }, number] => [`p${t + 1}`, { op: '==', left: x('period'), right: { op: 'number', value: t + 1 } }, 0]), // prettier-ignore
                ['theta', x('treated'), theta]
            ],
            sigma: [[tau2]],
            m: clusters,
            n: periods * size
        });
        // Their notation: I clusters, T periods, σ² the variance of a cell's mean, U = ΣX, W = Σ_j(Σ_i X)², V = Σ_i(Σ_j X)².
        const [I, T, s2] = [clusters, periods, sigma2 / size];
        const perWave = clusters / waves;
        const sum = (of: (k: number) => number): number => Array.from({ length: waves }, (_, k) => of(k + 1)).reduce((a, b) => a + b);
        const U = sum(k => perWave * k);
        const W = sum(k => (perWave * k) ** 2);
        const V = sum(k => perWave * k * k);
        const variance = (I * s2 * (s2 + T * tau2)) / ((I * U - W) * s2 + (U * U + I * T * U - T * W - I * V) * tau2);
        const at = theta / Math.sqrt(variance);
        const { power } = answers(spec, test('theta'));
        for (const accuracy of ['refined', 'exact'] as const) {
            expectRelative(power[accuracy], normalCdf(at - normalQuantile(0.975)) + normalCdf(-at - normalQuantile(0.975)), 1e-9);
        }
    });
});

describe('a cluster trial by the design effect', () => {
    const trial = (sigma2: number, phi: number, n: number, delta: number, m: number | null): ModelSpec =>
        modelSpec({
            phi,
            predictors: [each('arm', [0, 1], 'g')],
            a: [['b0', one, 1], ['b1', x('arm'), delta]], // prettier-ignore
            effects: ['b0'],
            sigma: [[sigma2]],
            m,
            n
        });

    it.each([[0.05, 0.95, 20, 0.3], [0.4, 2, 7, 1], [0.01, 1, 100, 0.1]])('sigma² = %f, phi = %f, n = %i, δ = %f', (sigma2, phi, n, delta) => {
        const one = answers(trial(sigma2, phi, n, delta, null), test('b1', { power: 0.85, alternative: 'greater' })).required!;
        const z = normalQuantile(0.95) + normalQuantile(0.85);
        // As it is printed: individuals in each arm without clusters, times 1 + (n − 1)ρ, over n; two arms.
        const rho = sigma2 / (sigma2 + phi);
        const perArm = (2 * z ** 2 * (sigma2 + phi) * (1 + (n - 1) * rho)) / (delta ** 2 * n);
        expectRelative(answer(trial(sigma2, phi, n, delta, 2 * Math.ceil(perArm))).designEffect, 1 + (n - 1) * rho, 1e-14);
        for (const accuracy of ['twoTerm', 'refined', 'exact'] as const) {
            expectRelative(one.continuous[accuracy], 2 * perArm, 1e-10);
            expect(one.value[accuracy]).toBe(2 * Math.ceil(perArm));
        }
        expectRelative(one.continuous.leading, (4 * sigma2 * z ** 2) / delta ** 2, 1e-10);
    }); // prettier-ignore

    interface Row {
        sided: number;
        alpha: number;
        n: number;
        sigma2: number;
        phi: number;
        delta: number;
        goal: number;
        required: number;
        power: number;
        twoFewer: number;
    }
    it.each(read('cluster-trial.json') as Row[])('with t on m − 2, as R has it: $required clusters of $n for $goal', row => {
        const { sided, alpha, n, sigma2, phi, delta, goal } = row;
        const tested = test('b1', { alternative: sided === 1 ? 'greater' : 'two-sided', alpha, power: goal, reference: 't' });
        const found = answers(trial(sigma2, phi, n, delta, null), tested);
        expect([found.required!.value.refined, found.df]).toEqual([row.required, row.required - 2]);
        const at = (m: number) => answers(trial(sigma2, phi, n, delta, m), tested).power.exact!;
        // R's pt with ncp is good to some 1e-12.
        expect(Math.abs(at(row.required) - row.power)).toBeLessThan(1e-11);
        expect(Math.abs(at(row.required - 2) - row.twoFewer)).toBeLessThan(1e-11);
    });
});
