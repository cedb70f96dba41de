/** Random effects on terms that are constant in their group: partial nesting, and arms with variances of their own. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze, answer, type Analysis } from '../../src-engine/index.js';
import { fieldText, modelOf, specOf } from './opened.js';

const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as T;
const parameterOf = (analysis: Analysis, name: string) => analysis.parameters.find(parameter => parameter.name === name)!;

describe('individually randomised group treatment', () => {
    const text = fieldText('03-partially-nested.glmm');

    it('has no error, and takes 18 groups', async () => {
        const [test] = answer(await specOf(text), { exact: 'closed', allocation: false }).tests;
        expect(test.required!.value).toMatchObject({ refined: 18, exact: 18 });
        expect(test.required!.continuous.refined).toBeCloseTo(17.58, 1);
    });

    it('counts the degrees of freedom of the groups that are treated', async () => {
        const spec = await specOf(text.replace('group = ?', 'group = 20').replace('power 0.80', 'reference t'));
        expect(answer(spec, { allocation: false }).tests[0].df).toBe(10 - 1);
    });

    it.each([2, 10, 40])('n = %d: the variances of the two samples', async n => {
        const analysis = analyze(await specOf(text.replace('group = ?, n = 10', `group = 20, n = ${n}`)));
        const { leading, twoTerm, refined, exact } = parameterOf(analysis, 'd');
        const expected = (0.1 + 0.9 / n) / 10 + 0.9 / n / 10;
        for (const found of [twoTerm, refined, exact]) {
            expect(found.asyVar! / expected).toBeCloseTo(1, 12);
        }
        expect(leading.asyVar).toBeCloseTo(0.1 / 10, 14);
        expect(parameterOf(analysis, 'b0').exact.asyVar! / (0.9 / n / 10)).toBeCloseTo(1, 12);
        const component = parameterOf(analysis, 'var(d | group)');
        const phi = (2 * 0.81) / (10 * (n - 1) + 10 * n);
        const mean = (2 * (0.9 + n * 0.1) ** 2) / 10;
        expect(component.exact.asyVar! / ((mean + phi) / n ** 2)).toBeCloseTo(1, 12);
        expect(component.refined.asyVar! / component.exact.asyVar!).toBeCloseTo(1, 12);
        expect(component.leading.asyVar).toBeCloseTo((2 * 0.01) / 10, 14);
    });
});

interface Enumerated {
    family: string;
    b0: number;
    d: number;
    own: number;
    common: number;
    n: number;
    variances: Record<string, number>;
}

const enumerated = read<Enumerated[]>('partially-nested.json');

describe('counts and events: all sums of responses enumerated (partially_nested.py)', () => {
    const cases = enumerated.map(row => [`${row.family}, σ² ${row.common} and ${row.own} more, n ${row.n}`, row] as const);
    it.each(cases)('%s', async (_, { family, b0, d, own, common, n, variances }) => {
        const m = 40;
        const spec = await specOf(`model m {
            family ${family}
            predictor arm each 0, 1 per g
            fixed ${common > 0 ? 'A' : 'B'} { b0: 1 = ${b0} }
            fixed A { d: arm = ${d} }
            random g { ${common > 0 ? `b0 variance ${common};` : ''} d variance ${own} }
            design { g = ${m}, n = ${n} }
        }`);
        const analysis = analyze(spec, { exact: 'simulate' });
        for (const [name, variance] of Object.entries(variances)) {
            const { kind, exact, refined, twoTerm } = parameterOf(analysis, name);
            expect(Math.abs((exact.asyVar! * m) / variance - 1), `exact of ${name}`).toBeLessThan(
                1e-5 + (4 * exact.error!) / exact.asyVar!
            );
            if (kind === 'fixed') {
                expect(Math.abs((refined.asyVar! * m) / variance - 1), `refined of ${name}`).toBeLessThan(0.06);
                expect(Math.abs((twoTerm.asyVar! * m) / variance - 1), `two terms of ${name}`).toBeLessThan(0.12);
            }
        }
    });
});

interface Simulated {
    design: string;
    effect: string;
    variance: number;
    error: number;
}

describe('several factors: glmer fits (partially-nested.R)', () => {
    const models: Record<string, string> = {
        levels: `predictor arm each 0, 1 per class
            random school { b0 variance 0.2 } random class in school { d variance 0.4 } design { school = 20, class = 4, n = 10 }`,
        crossed: `predictor arm each 0, 1 per item
            random subject { b0 variance 0.5 } random item { b0 variance 0.3; d variance 0.4 } design { subject = 30, item = 24, n = 1 }`
    };
    it.each(read<Simulated[]>('partially-nested-simulated.json').map(row => [`${row.design}, ${row.effect}`, row] as const))(
        '%s',
        async (_, { design, effect, variance, error }) => {
            const spec = await specOf(`model m { family bernoulli fixed A { b0: 1 = -0.3; d: arm = 0.5 } ${models[design]} }`);
            const { refined } = parameterOf(analyze(spec, { exact: 'none' }), effect);
            // Three standard errors of the simulation; maximum likelihood itself is a few per cent above its information here.
            expect(Math.abs(refined.asyVar! - variance)).toBeLessThan(3 * error + 0.05 * variance);
        }
    );
});

describe('Gaussian responses: sample variances of unit means', () => {
    it('arms with variances of their own', async () => {
        const analysis = analyze(
            await specOf(`model m {
                family gaussian(phi = 0.9)
                predictor arm each 0, 1 per g
                fixed A { b0: 1 = 0; d: arm = 0.5 }
                random g { b0 variance 0.2; d variance 0.4 }
                design { g = 40, n = 10 }
            }`)
        );
        const [control, treated] = [0.2 + 0.09, 0.6 + 0.09];
        const d = parameterOf(analysis, 'd');
        for (const accuracy of ['twoTerm', 'refined', 'exact'] as const) {
            expect(d[accuracy].asyVar! / ((control + treated) / 20)).toBeCloseTo(1, 12);
        }
        expect(d.leading.asyVar).toBeCloseTo((0.2 + 0.6) / 20, 14);
        const own = parameterOf(analysis, 'var(d | g)');
        expect(own.exact.asyVar! / ((2 * (control ** 2 + treated ** 2)) / 20)).toBeCloseTo(1, 12);
        expect(own.leading.asyVar).toBeCloseTo((2 * (0.2 ** 2 + 0.6 ** 2)) / 20, 14);
    });

    it('treated classes in schools: only they vary', async () => {
        const analysis = analyze(
            await specOf(`model m {
                family gaussian(phi = 0.9)
                predictor arm each 0, 1 per class
                fixed A { b0: 1 = 0; d: arm = 0.5 }
                random school { b0 variance 0.2 } random class in school { d variance 0.4 }
                design { school = 10, class = 4, n = 10 }
            }`)
        );
        // Within schools: 20 treated classes against 20 others.
        expect(parameterOf(analysis, 'd').exact.asyVar! / ((0.4 + 0.09) / 20 + 0.09 / 20)).toBeCloseTo(1, 12);
        expect(parameterOf(analysis, 'var(d | class)').leading.asyVar).toBeCloseTo((2 * 0.4 ** 2) / 20, 12);
    });
});

describe('variances that cannot be told apart', () => {
    const issuesOf = async (predictor: string, random: string, family = 'poisson'): Promise<string[]> => {
        const { issues } = await modelOf(`model m {
            family ${family}
            predictor ${predictor}
            fixed A { b0: 1 = 0; e: z = 0.2 }
            random g { ${random} }
            design { g = 42, n = 10 }
        }`);
        return issues.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    };

    it.each([
        ['z each 0, 1 per g', 'b0 sd 0.5; e sd 0.4; correlation(b0, e) = 0.1'],
        ['z each 0, 1 per g', 'covariance(b0, e) = [[0.2, 0.1], [0.1, 0.2]]'],
        ['z each -1, 1 per g', 'b0 sd 0.5; e sd 0.4'],
        ['z ~ Bernoulli(0.4) per g', 'b0 sd 0.5; e sd 0.4; correlation(b0, e) = 0']
    ])('%s, %s', async (predictor, random) => {
        expect(await issuesOf(predictor, random)).toEqual(['constant-random-effect']);
    });

    it.each<[string, string, string?]>([
        ['z each 0, 1 per g', 'b0 sd 0.5; e sd 0.4'],
        ['z each 0, 1, 2 per g', 'b0 sd 0.5; e sd 0.4; correlation(b0, e) = 0.1'],
        ['z each 0, 2 per g', 'b0 sd 0.5; e sd 0.4'],
        ['z ~ Normal(0, 1) per g', 'b0 sd 0.5; e sd 0.4; correlation(b0, e) = 0.1', 'gaussian(phi = 1)'],
        ['z each 0, 1', 'b0 sd 0.5; e sd 0.4; correlation(b0, e) = 0.1']
    ])('can be told apart: %s, %s', async (predictor, random, family) => {
        expect(await issuesOf(predictor, random, family)).toEqual([]);
    });
});
