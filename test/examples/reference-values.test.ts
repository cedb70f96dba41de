/** Models without a closed form, and the covariance of variance components: from the text to the number, against `test/reference`. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src-engine/index.js';
import { openText } from '../open-text.js';

interface Case {
    family: string;
    A: string[];
    B: string[];
    X: string;
    beta: number[];
    Sigma: number[][];
    C_B: number[][];
}

const load = (file: string) => JSON.parse(readFileSync(new URL(`../reference/${file}`, import.meta.url), 'utf8')) as unknown;
const cases = [...(load('random-intercept.json') as { cases: Case[] }).cases, ...(load('random-slopes.json') as { cases: Case[] }).cases];

/** `X1~N(0,1), X2~Bernoulli(0.4), independent`: as predictors. */
const predictors = (laws: string) =>
    [...laws.matchAll(/(X\d)~(\w+\([^)]*\))/g)].map(([, name, law]) => `predictor ${name} ~ ${law!.replace(/^N\(/, 'Normal(')}`).join('\n');

function modelOf({ family, A, B, X, beta, Sigma }: Case): string {
    const effects = (names: string[], from: number) => names.map((term, i) => `b${from + i}: ${term} = ${beta[from + i]}`).join('; ');
    const grouped = Sigma[0]![0]! > 0;
    const random = Sigma.length > 1 ? `covariance (b0, b1) = ${JSON.stringify(Sigma)}` : `b0 variance ${Sigma[0]![0]}`;
    return `model m {
        family ${family === 'gaussian' ? 'gaussian(phi = 1)' : family}
        ${predictors(X)}
        ${grouped ? `fixed A { ${effects(A, 0)} } fixed B { ${effects(B, A.length)} }` : `fixed B { ${effects([...A, ...B], 0)} }`}
        ${grouped ? `random g { ${random} } design { g = 100, n = 30 }` : 'design { n = 3000 }'}
    }`;
}

describe('C_B of logistic, Poisson and Gaussian models', () => {
    it.each(cases)('$family, $X, beta $beta, Sigma $Sigma', async reference => {
        const spec = (await openText(modelOf(reference))).models[0]!.spec!;
        const analysis = analyze(spec);
        const names = reference.B.map((_, i) => `b${reference.A.length + i}`);
        names.forEach((name, i) => {
            const { leading } = analysis.parameters.find(parameter => parameter.name === name)!;
            expect(Math.abs(leading.constant! / reference.C_B[i]![i]! - 1)).toBeLessThan(1e-9);
            // Certified: the error that is told covers what the reference values leave open, too.
            expect(Math.abs(leading.constant! - reference.C_B[i]![i]!)).toBeLessThan(
                leading.constantError! + 1e-12 * reference.C_B[i]![i]!
            );
        });
        const places = names.map(name => analysis.covariance.names.indexOf(name));
        places.forEach((row, i) =>
            places.forEach((column, k) => {
                const scale = Math.sqrt(reference.C_B[i]![i]! * reference.C_B[k]![k]!);
                expect(Math.abs(analysis.covariance.leading![row]![column]! * 3000 - reference.C_B[i]![k]!) / scale).toBeLessThan(1e-9);
            })
        );
    });
});

interface Block {
    Sigma: number[][];
    d: number;
    block: number[][];
}

const { vech_block, dispersion } = load('blocks.json') as {
    vech_block: { cases: Block[] };
    dispersion: { rows: { family: string; phi: string; AsyVar_phi_times_mn: string }[] };
};

describe('variances and covariances of random effects', () => {
    it.each(vech_block.cases)('Sigma = $Sigma', async ({ Sigma, d, block }) => {
        const slopes = Array.from({ length: d }, (_, i) => `x${i}`);
        const names = slopes.map((_, i) => `a${i}`);
        const text = `model m {
            family gaussian(phi = 1)
            ${slopes.map(x => `predictor ${x} ~ Normal(0, 1)`).join('\n')}
            fixed A { ${slopes.map((x, i) => `a${i}: ${x} = 0`).join('; ')} }
            random g { ${d === 1 ? `a0 variance ${Sigma[0]![0]}` : `covariance (${names.join(', ')}) = ${JSON.stringify(Sigma)}`} }
            design { g = 100, n = 30 }
        }`;
        const { parameters } = analyze((await openText(text)).models[0]!.spec!);
        // vech: the lower triangle by columns.
        let k = 0;
        for (let column = 0; column < d; column++) {
            for (let row = column; row < d; row++, k++) {
                const name = row === column ? `var(a${row} | g)` : `cov(a${column}, a${row} | g)`;
                const found = parameters.find(parameter => parameter.name === name)!;
                expect(found.value).toBeCloseTo(Sigma[row]![column]!, 14);
                expect(Math.abs(found.leading.constant! / block[k]![k]! - 1)).toBeLessThan(1e-13);
            }
        }
    });
});

describe('the dispersion', () => {
    const families: Record<string, string> = { gaussian: 'gaussian', gamma: 'gamma', inverse_gaussian: 'inverseGaussian' };

    it.each(dispersion.rows)('$family, phi = $phi', async ({ family, phi, AsyVar_phi_times_mn }) => {
        const text = `model m {
            family ${families[family]}(phi = ${phi})
            fixed A { b0: 1 = 1 }
            random g { b0 sd 1 }
            design { g = 100, n = 30 }
        }`;
        const { parameters } = analyze((await openText(text)).models[0]!.spec!);
        const { leading } = parameters.find(parameter => parameter.name === 'phi')!;
        expect(Math.abs(leading.constant! / Number(AsyVar_phi_times_mn) - 1)).toBeLessThan(1e-12);
        expect(leading.order).toBe('1/(m n)');
    });
});
