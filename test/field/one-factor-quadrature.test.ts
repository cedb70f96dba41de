/** Variances with one random intercept, also with large variances and heavy group-level predictors, against dense sums (one_factor_quadrature.py). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze, answer } from '../../src-engine/index.js';
import { fieldText, specOf } from './opened.js';

type Accuracy = 'leading' | 'twoTerm' | 'refined';

interface Row {
    family: string;
    x: string;
    /** The law of a predictor of the groups. */
    z?: string;
    b0: number;
    bz?: number;
    b1: number;
    variance: number;
    n: number;
    m: number;
    variances: Record<string, Partial<Record<Accuracy, number>>>;
}

const rows = JSON.parse(readFileSync(new URL('one-factor-quadrature.json', import.meta.url), 'utf8')) as Row[];
const families: Record<string, string> = { probit: 'bernoulli link probit', 'gaussian log': 'gaussian(phi = 1) link log' };

function textOf({ family, x, z, b0, bz, b1, variance, n, m }: Row): string {
    return `model m {
        family ${families[family] ?? family}
        predictor x ${x.startsWith('each') ? x : `~ ${x}`}
        ${z === undefined ? '' : `predictor z ~ ${z} per g`}
        fixed A { b0: 1 = ${b0}; ${z === undefined ? '' : `bz: z = ${bz}`} }
        fixed B { b1: x = ${b1} }
        random g { b0 variance ${variance} }
        design { g = ${m}, n = ${n} }
    }`;
}

const named = rows.map(
    row =>
        [`${row.family}, x ${row.x}, ${row.z === undefined ? '' : `z ${row.z} × ${row.bz}, `}σ² ${row.variance}, n ${row.n}`, row] as const
);

describe('the numbers of a random intercept equal dense sums', () => {
    it.each(named)('%s', async (_, row) => {
        const { parameters } = analyze(await specOf(textOf(row)), { exact: 'none' });
        for (const [name, variances] of Object.entries(row.variances)) {
            for (const [accuracy, expected] of Object.entries(variances) as [Accuracy, number][]) {
                const found = parameters.find(parameter => parameter.name === name)![accuracy];
                expect(found.asyVar, `${accuracy} of ${name}: ${JSON.stringify(found.reason)}`).toBeTypeOf('number');
                // The sums agree among themselves to 1e-9.
                expect(Math.abs(found.asyVar! - expected), `${accuracy} of ${name}`).toBeLessThanOrEqual(found.error! + 1e-9 * expected);
                expect(found.error!).toBeLessThan(1e-8 * expected);
            }
        }
    });

    it('covers large variances, and every accuracy', () => {
        expect(rows.filter(({ variance }) => variance >= 45).length).toBeGreaterThan(5);
        const known = rows.flatMap(({ variances }) => Object.values(variances).flatMap(byAccuracy => Object.keys(byAccuracy)));
        expect(new Set(known)).toEqual(new Set(['leading', 'twoTerm', 'refined']));
    });
});

describe('a logistic slope beside a variance of 100', () => {
    it('has numbers and a power', async () => {
        const spec = await specOf(fieldText('12-large-variance.glmm'));
        const slope = analyze(spec).parameters.find(({ name }) => name === 'b1')!;
        const [{ leading, refined }] = rows
            .filter(({ variance, family }) => variance === 100 && family === 'bernoulli')
            .map(row => row.variances.b1);
        expect(slope.leading.asyVar! / leading!).toBeCloseTo(1, 9);
        expect(slope.refined.asyVar! / refined!).toBeCloseTo(1, 9);
        expect(answer(spec, { allocation: false }).tests[0].power.refined).toBeTypeOf('number');
    });

    // Whether a weight was read from beyond its table once depended on σ² by chance.
    it.each([...Array(60).keys()].map(i => 40 + i * 1.7))('σ² = %d', async variance => {
        const text = fieldText('12-large-variance.glmm').replace('variance 100', `variance ${variance}`);
        const slope = analyze(await specOf(text), { exact: 'none' }).parameters.find(({ name }) => name === 'b1')!;
        expect(slope.refined.reason).toBeNull();
        expect(slope.refined.asyVar! / slope.leading.asyVar!).toBeGreaterThan(1.05);
        expect(slope.refined.asyVar! / slope.leading.asyVar!).toBeLessThan(1.07);
    });
});
