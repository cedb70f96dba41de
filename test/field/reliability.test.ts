/** Functions of variance components of Gaussian responses: the refined and exact values are those of the analysis of variance with many units. */
import { describe, expect, it } from 'vitest';
import { analyze, answer } from '../../src-engine/index.js';
import { fieldText, specOf } from './opened.js';

const text = fieldText('05-reliability-icc.glmm');

it('an ICC of 0.7 to ± 0.1 from 3 ratings takes 67 subjects', async () => {
    const [{ required }] = answer(await specOf(text), { exact: 'closed', allocation: false }).precisions;
    expect(required.value).toMatchObject({ refined: 67, exact: 67 });
    expect(required.using).not.toBe('leading');
});

describe('Var(ICC) = 2(1 − ρ)²{1 + (k − 1)ρ}²/{k(k − 1)m} (Bonett 2002)', () => {
    const cases = [2, 3, 5, 12].flatMap(k => [0.05, 0.4, 0.7, 0.95].map(rho => [k, rho] as const));
    it.each(cases)('%d ratings, ρ = %d', async (k, rho) => {
        const spec = await specOf(
            text
                .replace('0.7 }', `${rho} }`)
                .replace('phi = 0.3', `phi = ${1 - rho}`)
                .replace('subject = ?, n = 3', `subject = 40, n = ${k}`)
        );
        const { refined, exact, using } = analyze(spec).parameters.find(({ name }) => name === 'icc')!;
        const expected = (2 * (1 - rho) ** 2 * (1 + (k - 1) * rho) ** 2) / (k * (k - 1) * 40);
        expect(exact.asyVar! / expected).toBeCloseTo(1, 12);
        expect(refined.asyVar! / expected).toBeCloseTo(1, 12);
        expect(using).toBe('refined');
    });
});

describe('one factor: the refined variance components are exact', () => {
    const models: [string, string][] = [
        ['a wedge', fieldText('13-small-wedge.glmm')],
        [
            'a drawn predictor',
            'model m { family gaussian(phi = 1) predictor x ~ Normal(0, 1) fixed A { b0: 1 = 0 } fixed B { b: x = 1 } random g { b0 sd 0.5 } design { g = 20, n = 4 } derive r = sd(b0 | g) / sqrt(phi) }'
        ],
        [
            'slopes at fixed times',
            'model m { family gaussian(phi = 1) predictor t each 0, 1, 2 fixed A { b0: 1 = 0; b: t = 1 } random g { b0 sd 0.5; b sd 0.3; correlation(b0, b) = 0.2 } design { g = 20, n = 3 } derive r = corr(b0, b | g) }'
        ],
        [
            'unequal sizes',
            'model m { family gaussian(phi = 1) fixed A { b0: 1 = 0 } random g { b0 sd 0.5 } design { g = 20, n ~ Sizes(mean = 9, cv = 0.5) } derive r = var(b0 | g) / (var(b0 | g) + phi) }'
        ]
    ];
    it.each(models)('%s', async (_, model) => {
        const parameters = analyze(await specOf(model)).parameters.filter(({ kind }) => kind !== 'fixed');
        expect(parameters.length).toBeGreaterThan(1);
        for (const { name, refined, exact, using } of parameters) {
            expect(exact.asyVar, name).toBeGreaterThan(0);
            expect(refined.asyVar! / exact.asyVar!, name).toBeCloseTo(1, 12);
            expect(using, name).toBe('refined');
        }
    });
});

it('classes in schools: components and their share, from the mean squares', async () => {
    const [a, b, n] = [12, 4, 5];
    const [school, classes, phi] = [0.4, 0.25, 1.3];
    const spec = await specOf(`model m {
        family gaussian(phi = ${phi})
        fixed A { b0: 1 = 0 }
        random school { b0 variance ${school} }
        random class in school { b0 variance ${classes} }
        derive share = var(b0 | school) / (var(b0 | school) + var(b0 | class) + phi)
        design { school = ${a}, class = ${b}, n = ${n} }
    }`);
    const of = (name: string): number => analyze(spec).parameters.find(parameter => parameter.name === name)!.refined.asyVar!;
    // Var of each expected mean square; with many schools their number stands for that of the degrees of freedom.
    const theta = [phi + n * classes + b * n * school, phi + n * classes, phi];
    const [s, c, e] = theta.map((t, i) => (2 * t * t) / [a, a * (b - 1), a * b * (n - 1)][i]);
    expect(of('var(b0 | school)') / ((s + c) / (b * n) ** 2)).toBeCloseTo(1, 12);
    expect(of('var(b0 | class)') / ((c + e) / n ** 2)).toBeCloseTo(1, 12);
    expect(of('phi') / e).toBeCloseTo(1, 12);
    // The delta method on the mean squares: share = (S − C)/(bn) / {(S − C)/(bn) + (C − E)/n + E}.
    const total = school + classes + phi;
    const slopes = (top: number, below: number) => (top * total - school * below) / total ** 2;
    const gradient = [slopes(1 / (b * n), 1 / (b * n)), slopes(-1 / (b * n), -1 / (b * n) + 1 / n), slopes(0, -1 / n + 1)];
    expect(of('share') / (gradient[0] ** 2 * s + gradient[1] ** 2 * c + gradient[2] ** 2 * e)).toBeCloseTo(1, 12);
});
