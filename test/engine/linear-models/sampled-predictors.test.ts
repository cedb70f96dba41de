/** Linear models with drawn predictors against integrals, sums and brute force that were made in R: see `sampled-predictors.R`. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze, answer, type Analysis } from '../../../src-engine/index.js';
import { openText } from '../../open-text.js';

interface Reference {
    id: string;
    power: number | null;
    powerError: number;
    variance: number | null;
    varianceError: number;
    n: number | null;
}

const references = JSON.parse(readFileSync(new URL('sampled-predictors.json', import.meta.url), 'utf8')) as Reference[];

const five = `family gaussian(phi = 1)
    predictor (x1, x2, x3, x4, x5) ~ MvNormal([1, 2, 3, 0, 0], [[1, 0.5, 0.5, 0.5, 0.5], [0.5, 1, 0.5, 0.5, 0.5], [0.5, 0.5, 1, 0.5, 0.5], [0.5, 0.5, 0.5, 1, 0.5], [0.5, 0.5, 0.5, 0.5, 1]])
    fixed B { b0: 1 = 3; b1: x1 = 0.7; b2: x2 = 0.1; b3: x3 = 0; b4: x4 = 1; b5: x5 = 1 }
    design { n = 20 }`;
const quadratic = `family gaussian(phi = 1)
    predictor x ~ Normal(0, 1)
    fixed B { b0: 1 = 1; b1: x = 0.5; b2: x^2 = 0.4 }
    design { n = 15 }`;
const ancova = `family gaussian(phi = 1)
    predictor arm ~ Bernoulli(0.3)
    predictor z ~ Normal(2, 1)
    fixed B { b0: 1 = 1; b1: arm = 0.6; b2: z = 0.4 }
    design { n = 20 }`;
const correlation = (rho: number, n: number): string => `family gaussian(phi = ${1 - rho ** 2})
    predictor x ~ Normal(0, 1)
    fixed B { b0: 1 = 0; b1: x = ${rho} }
    design { n = ${n} }`;

/** Of each reference: the model, the test, and the effect whose variance it is. */
const designs: Record<string, { model: string; test: string; effect?: string }> = {
    'correlation 0.6': { model: correlation(0.6, 10), test: 'b1 = 0 power 0.8 reference t', effect: 'b1' },
    'correlation 0.3': { model: correlation(0.3, 40), test: 'b1 = 0 power 0.8 reference t', effect: 'b1' },
    'five normals': { model: five, test: 'b1 = 0 power 0.8 reference t', effect: 'b1' },
    'five normals, one-sided': { model: five, test: 'b1 = 0 greater alpha 0.025 reference t' },
    'five normals, z': { model: five, test: 'b1 = 0' },
    'five normals, null': { model: five, test: 'b1 = 0.7 reference t' },
    'five normals, contrast': { model: `${five}\n    derive c = b1 - b2`, test: 'b1 - b2 = 0 reference t', effect: 'c' },
    'five normals, joint': { model: five, test: 'b1 = 0 and b2 = 0 power 0.8 reference t' },
    intercept: {
        model: `family gaussian(phi = 1)
    predictor x ~ Normal(2, 1)
    fixed B { b0: 1 = 1.5; b1: x = 0 }
    design { n = 12 }`,
        test: 'b0 = 0 reference t',
        effect: 'b0'
    },
    'two values': {
        model: `family gaussian(phi = 1)
    predictor x ~ Bernoulli(0.3)
    fixed B { b0: 1 = 0; b1: x = 0.6 }
    design { n = 20 }`,
        test: 'b1 = 0 reference t',
        effect: 'b1'
    },
    'two values and normal, arm': { model: ancova, test: 'b1 = 0 reference t', effect: 'b1' },
    'two values and normal, slope': { model: ancova, test: 'b2 = 0 reference t', effect: 'b2' },
    'three categories': {
        model: `family gaussian(phi = 1)
    predictor g ~ Categorical(a: 0.3, b: 0.2, c: 0.5)
    fixed B { b0: 1 = 0; b1: g[b] = 1.2; b2: g[c] = 0.5 }
    design { n = 24 }`,
        test: 'b1 = 0 reference t',
        effect: 'b1'
    },
    'balanced arm and normal': {
        model: `family gaussian(phi = 1)
    predictor arm each 0, 1
    predictor z ~ Normal(5, 2)
    fixed B { b0: 1 = 0; b1: arm = 0.9; b2: z = 0.3 }
    design { n = 20 }`,
        test: 'b1 = 0 reference t',
        effect: 'b1'
    },
    uniform: {
        model: `family gaussian(phi = 1)
    predictor x ~ Uniform(0, 1)
    fixed B { b0: 1 = 0; b1: x = 2 }
    design { n = 12 }`,
        test: 'b1 = 0 reference t',
        effect: 'b1'
    },
    'exponential without intercept': {
        model: `family gaussian(phi = 1)
    predictor x ~ Exponential(1)
    fixed B { b1: x = 0.5 }
    design { n = 10 }`,
        test: 'b1 = 0 reference t',
        effect: 'b1'
    },
    quadratic: { model: quadratic, test: 'b2 = 0 reference t', effect: 'b2' },
    'quadratic, joint': { model: quadratic, test: 'b1 = 0 and b2 = 0 reference t' },
    'uniform and exponential, contrast': {
        model: `family gaussian(phi = 1)
    predictor x ~ Uniform(0, 1)
    predictor z ~ Exponential(1)
    fixed B { b0: 1 = 0; b1: x = 1.5; b2: z = 0 }
    derive c = b1 - b2
    design { n = 25 }`,
        test: 'b1 - b2 = 0 reference t',
        effect: 'c'
    },
    'slope in an arm': {
        model: `family gaussian(phi = 1)
    predictor x ~ Normal(0, 1)
    predictor arm ~ Bernoulli(0.5)
    fixed B { b0: 1 = 0; b1: x = 0; b2: arm = 0; b3: arm * x = 0.8 }
    design { n = 40 }`,
        test: 'b3 = 0 reference t'
    },
    'joint of arm and normal': { model: ancova, test: 'b1 = 0 and b2 = 0 reference t' },
    'normal without intercept': {
        model: `family gaussian(phi = 1)
    predictor x ~ Normal(1, 2)
    fixed B { b1: x = 0.4 }
    design { n = 8 }`,
        test: 'b1 = 0 reference t',
        effect: 'b1'
    }
};

async function specOf(model: string, hypothesis: string) {
    const [{ spec, issues }] = (await openText(`model m {\n    ${model}\n    test main: ${hypothesis}\n}`)).models;
    expect(issues.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
    return spec!;
}

const exactOf = (analysis: Analysis, name: string) => analysis.parameters.find(parameter => parameter.name === name)!.exact;

/** Agreement of a sum or an integral with R's, whose integrals have relative errors of 1e-9. */
const agreement = 1e-8;
/** Monte-Carlo standard errors that a difference may have: a larger one is seen once in 15,000 comparisons. */
const farthest = 4;

describe('linear models over samples of their predictors', () => {
    test('every reference has a design', () => {
        expect(references.map(({ id }) => id).sort()).toEqual(Object.keys(designs).sort());
    });

    test.each(references)('$id', async ({ id, power, powerError, variance, varianceError, n }) => {
        const design = designs[id];
        const spec = await specOf(design.model, design.test);
        const found = answer(spec, { around: false }).tests[0];
        const analysis = analyze(spec);
        expect(found.using).toBe('exact');
        const spread = Math.hypot(powerError, found.powerError ?? 0);
        expect(Math.abs(found.power.exact! - power!)).toBeLessThan(agreement + farthest * spread);
        expect(found.powerError ?? 0).toBeLessThan(0.002);
        if (n !== null) {
            expect(found.required!.value.exact).toBe(n);
        }
        if (variance !== null && design.effect) {
            const exact = exactOf(analysis, design.effect);
            expect(Math.abs(exact.asyVar! - variance)).toBeLessThan(
                agreement * variance + farthest * Math.hypot(varianceError, exact.error!)
            );
        }
    });
});

describe('what has no mean variance', () => {
    test('few observations', async () => {
        const spec = await specOf(correlation(0.6, 3), 'b1 = 0 reference t');
        expect(exactOf(analyze(spec), 'b1').reason).toEqual({ code: 'infinite-over-samples', least: 4 });
        expect(answer(spec, { around: false }).tests[0].power.exact).toBeGreaterThan(0.05);
    });

    test('a slope of its own in an arm of random size', async () => {
        const { model, test: hypothesis } = designs['slope in an arm'];
        const analysis = analyze(await specOf(model, hypothesis));
        expect(exactOf(analysis, 'b3').reason).toEqual({ code: 'infinite-over-samples', least: null });
        expect(analysis.parameters.find(({ name }) => name === 'b3')!.using).toBe('refined');
        expect(exactOf(analysis, 'phi').asyVar).toBeCloseTo(2 / 36, 12);
    });

    test('no such arm where its size is fixed', async () => {
        const model = designs['slope in an arm'].model.replace('arm ~ Bernoulli(0.5)', 'arm each 0, 1');
        expect(exactOf(analyze(await specOf(model, 'b3 = 0')), 'b3').asyVar).toBeGreaterThan(0.1);
    });

    test('a function of estimates that is not linear', async () => {
        const spec = await specOf(`${correlation(0.6, 10)}\n    derive ratio = exp(b1)\n    derive twice = 2 * b1 - 1`, 'b1 = 0');
        const analysis = analyze(spec);
        expect(exactOf(analysis, 'ratio').reason).toEqual({ code: 'no-formula', accuracy: 'exact', structure: 'delta-method' });
        expect(exactOf(analysis, 'twice').asyVar).toBeCloseTo((4 * 0.64) / 7, 12);
    });
});

describe('invariances', () => {
    test('units and origins of predictors change no power', async () => {
        const power = async (law: string, slope: number) => {
            const model = correlation(0.6, 10).replace('Normal(0, 1)', law).replace('x = 0.6', `x = ${slope}`);
            return answer(await specOf(model, 'b1 = 0 reference t'), { around: false }).tests[0].power.exact!;
        };
        expect(await power('Normal(1000, 0.01)', 60)).toBeCloseTo(await power('Normal(0, 1)', 0.6), 10);
    });

    test('fixed points: exact is the inverse information, and the estimate of phi has n − p degrees of freedom', async () => {
        const spec = await specOf('family gaussian(phi = 2)\n    predictor x each 0, 1, 4\n    fixed B { b0: 1 = 0; b1: x = 0.6 }\n    design { n = 12 }', 'b1 = 0 reference t'); // prettier-ignore
        const { parameters } = analyze(spec);
        const [, slope, phi] = parameters;
        expect(slope.exact.asyVar).toBeCloseTo(slope.refined.asyVar!, 12);
        expect(phi.exact.asyVar).toBeCloseTo(8 / 10, 12);
        const { power } = answer(spec, { around: false }).tests[0];
        expect(power.exact).toBeCloseTo(power.refined!, 10);
    });

    test('many observations: the power of the expected information', async () => {
        const spec = await specOf(correlation(0.01, 100_000).replace('Normal(0, 1)', 'Uniform(-1.7320508, 1.7320508)'), 'b1 = 0');
        const { power } = answer(spec, { around: false }).tests[0];
        expect(Math.abs(power.exact! - power.refined!)).toBeLessThan(1e-4);
    });
});
