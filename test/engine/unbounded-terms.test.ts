/** Terms that grow without bound at a value of the predictors: numbers where their moments are finite, and the infinite moment as the reason where not. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src-engine/index.js';
import type { Analysis } from '../../src-engine/result/analysis.js';
import { openText } from '../open-text.js';

interface Model {
    family: string;
    law: string;
    term: string;
}

async function lowered({ family, law, term }: Model, random = ''): ReturnType<typeof openText> {
    return openText(`model m {
        family ${family}
        predictor x ~ ${law}
        fixed ${random === '' ? 'B' : 'A'} { b0: 1 = 0.2 }
        fixed B { b1: ${term} = 0.3 }
        ${random === '' ? 'design { n = 1000 }' : `${random} design { g = 50, n = 20 }`}
    }`);
}

async function analysed(model: Model, random = ''): Promise<{ errors: string[]; analysis: Analysis }> {
    const [{ spec, issues }] = (await lowered(model, random)).models;
    return {
        errors: issues.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code}: ${message}`),
        analysis: analyze(spec!)
    };
}

const slope = ({ parameters }: Analysis) => parameters.find(({ name }) => name === 'b1')!;
const gaussian = 'gaussian(phi = 1)';

describe('integrable poles', () => {
    const closed: [string, string, number][] = [
        ['Uniform(0, 1)', 'log(x)', 1],
        ['Uniform(0, 1)', 'log(1 - x)', 1],
        ['Uniform(2, 5)', 'log(5 - x)', 1],
        ['Uniform(100, 101)', 'log(101 - x)', 1],
        ['Uniform(0, 1)', 'logit(x)', Math.PI ** 2 / 3],
        ['Uniform(0, 1)', 'probit(x)', 1],
        ['Uniform(0, 1)', 'log(x * (1 - x))', 4 - Math.PI ** 2 / 3],
        ['Uniform(-1, 1)', 'log(1 - x^2)', 4 - Math.PI ** 2 / 3],
        ['Normal(0, 1)', 'log(abs(x))', Math.PI ** 2 / 8],
        ['Normal(3, 0.1)', 'log(abs(x - 3))', Math.PI ** 2 / 8],
        ['Normal(0, 1)', 'log(x^2)', Math.PI ** 2 / 2],
        // ψ′(3) − ψ′(5)
        ['Beta(2, 3)', 'log(1 - x)', 1 / 9 + 1 / 16]
    ];
    test.each(closed)('%s, %s: the closed form', async (law, term, variance) => {
        const { errors, analysis } = await analysed({ family: gaussian, law, term });
        expect(errors).toEqual([]);
        const { leading, exact } = slope(analysis);
        const reference = 1 / variance;
        // Distances from a pole that is far from 0 are rounded: 1e-10 for Uniform(100, 101), 1e-12 otherwise.
        expect(Math.abs(leading.constant! / reference - 1)).toBeLessThan(law === 'Uniform(100, 101)' ? 1e-10 : 1e-11);
        expect(exact.asyVar === null || exact.asyVar > 0).toBe(true);
    });

    const reference = JSON.parse(readFileSync(new URL('../reference/unbounded-terms.json', import.meta.url), 'utf8')) as (Model & {
        variance: number;
    })[];
    test.each(reference)('$family, $law, $term: mpmath', async ({ variance, ...model }) => {
        const { errors, analysis } = await analysed(model);
        expect(errors).toEqual([]);
        expect(Math.abs(slope(analysis).leading.constant! / variance - 1)).toBeLessThan(1e-10);
    });

    test.each(['log(1 - x)', 'logit(x)'])('%s with random effects: every accuracy of the Gaussian model', async term => {
        const { errors, analysis } = await analysed({ family: gaussian, law: 'Uniform(0, 1)', term }, 'random g { b0 sd 0.5 }');
        expect(errors).toEqual([]);
        const { twoTerm, refined, exact } = slope(analysis);
        for (const { asyVar } of [twoTerm, refined, exact]) {
            expect(asyVar).toBeGreaterThan(0);
        }
        expect(Math.abs(refined.asyVar! / exact.asyVar! - 1)).toBeLessThan(1e-9);
    });
});

describe('poles without a moment', () => {
    const infinite: [string, string, string][] = [
        ['poisson', 'Normal(0, 1)', '1 / x'],
        ['poisson', 'Normal(0.3, 1)', '1 / x'],
        ['poisson', 'Normal(0, 1)', '1 / x^2'],
        ['poisson', 'Normal(0, 1)', 'x^-3'],
        ['poisson', 'Uniform(0, 1)', '1 / x'],
        ['poisson', 'Uniform(0, 1)', '1 / (1 - x)'],
        ['poisson', 'Uniform(-1, 1)', '1 / (x - 0.3)'],
        ['poisson', 'Exponential(1)', '1 / x'],
        [gaussian, 'Normal(0, 1)', '1 / x'],
        [gaussian, 'Normal(0.3, 1)', '1 / x'],
        [gaussian, 'Uniform(-1, 1)', 'abs(x - 0.3)^-0.5'],
        [gaussian, 'Uniform(100, 101)', '1 / (x - 100)'],
        [gaussian, 'StudentT(5, 0, 1)', '1 / (x - 1)'],
        [gaussian, 'Gamma(1.5, 1)', '1 / x']
    ];
    test.each(infinite)('%s, %s, %s: the moment is infinite', async (family, law, term) => {
        for (const random of ['', 'random g { b0 sd 0.5 }']) {
            const { errors, analysis } = await analysed({ family, law, term }, random);
            expect(errors).toHaveLength(1);
            expect(errors[0]).toMatch(
                /^infinite-moment: The expectation over `x` is infinite \(a term grows too fast near [\d.]+\), .* Choose a law without values near it, or another term\.$/
            );
            expect(slope(analysis).reason?.code).toBe('infinite-moment');
        }
    });

    test('a bounded weight that vanishes at the pole makes the moment finite', async () => {
        const { errors, analysis } = await analysed({ family: 'bernoulli', law: 'Normal(0, 1)', term: '1 / x' }, 'random g { b0 sd 0.5 }');
        expect(errors).toEqual([]);
        expect(slope(analysis).leading.asyVar).toBeGreaterThan(0);
    });
});
