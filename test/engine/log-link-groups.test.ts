/** With a log link and wide random effects a few large groups hold most of the mean number of events: the rules on refined variances look at the median group, too. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src-engine/index.js';
import type { ParameterAnalysis } from '../../src-engine/result/analysis.js';
import { reliabilityOf } from '../../src-engine/analysis/reliability/reliability.js';
import { specOf } from '../field/opened.js';

interface ExactVariances {
    phi: number;
    sd: number;
    n: number;
    b0: number;
    b: number;
    variance: number;
}

/** By quadrature over the mean of a group, in R. */
const gaussian = JSON.parse(readFileSync(new URL('log_link_groups.json', import.meta.url), 'utf8')) as ExactVariances[];

const model = (family: string, intercept: number, sd: number, n: number): string =>
    `model m { family ${family} predictor a each 0, 1 per g fixed { b0: 1 = ${intercept}; b: a = 0.4 } random g { b0 sd ${sd} }
        design { g = 40, n = ${n} } }`;

/** Either exact, or refined with a mark unless it is good. */
function expectTold({ using, exactMayDiffer, isRough, refined, standardError }: ParameterAnalysis, exact: number, place: string): void {
    if (using === 'exact') {
        expect(Math.abs(standardError! ** 2 / exact - 1), place).toBeLessThan(0.02);
    } else if (Math.abs(refined.asyVar! / exact - 1) > 0.06) {
        expect(exactMayDiffer !== null || isRough, `${place}: refined is ${refined.asyVar! / exact} of the exact variance`).toBe(true);
    }
}

describe('groups with a log link', () => {
    it.each(gaussian)('Gaussian: phi $phi, sd $sd, n $n', async ({ phi, sd, n, b0, b, variance }) => {
        const { parameters } = analyze(await specOf(model(`gaussian(phi = ${phi}) link log`, 0, sd, n)));
        [b0, b, variance].forEach((exact, i) => expectTold(parameters[i], exact, parameters[i].name));
    });

    it.each([
        [1.5, -1, 2],
        [2, -1, 2],
        [2, -2, 4],
        [2.5, -2, 2],
        [3, -3, 2],
        [3, -3, 8],
        [3, 0, 2],
        [0.5, 1, 16],
        [1, 1, 40]
    ])('counts: sd %s, intercept %s, n = %s', async (sd, intercept, n) => {
        const spec = await specOf(model('poisson', intercept, sd, n));
        const { doubts } = reliabilityOf(spec);
        for (const [i, { refined, exact, name }] of analyze(spec).parameters.slice(0, 2).entries()) {
            const isOff = Math.abs(refined.asyVar! / exact.asyVar! - 1) > 0.06;
            expect(isOff && doubts[i] === null, `${name}: ${refined.asyVar! / exact.asyVar!}`).toBe(false);
        }
    });

    it.each([
        // Var of the effect by 40,000 drawn groups and quadrature over their random effects: 0.00374 and 0.251, each ± 1 %.
        [0.5, 0.485, -1.37, 0.5, 10],
        [1, 0.5, -1.5, 0, 6],
        [0.3, 0.5, -1.5, 0, 6],
        [0.3, 0.8, -0.8, 0, 4]
    ])('Gaussian, an effect within groups: phi %s, sd %s, intercept %s, effect %s, n = %s', async (phi, sd, intercept, effect, n) => {
        const { parameters } = analyze(
            await specOf(`model m { family gaussian(phi = ${phi}) link log predictor x each 0, 1 fixed A { b0: 1 = ${intercept} } fixed B { b: x = ${effect} }
                random g { b0 sd ${sd} } design { g = 40, n = ${n} } }`),
            { exact: 'quick' }
        );
        expectTold(parameters[1], parameters[1].exact.asyVar!, 'b');
    });

    it.each([
        // Exact variances by `--exact`, to 1 %; the refined ones are 1.24, 0.73 and 0.70 times as large.
        [
            'family gaussian(phi = 0.5) link log predictor x ~ Normal(0, 1) fixed A { b0: 1 = 1; b: x = 0.5 } random g { b0 sd 2.2; b sd 0.2 } design { g = 40, n = 30 }',
            0.001358
        ],
        [
            `family poisson predictor x ~ Normal(0, 1) predictor arm each 0, 1 per g fixed A { b0: 1 = -1.72; e: arm = 0.8; b: x = -1.36 }
            random g { b0 sd 1.61; b sd 0.716; correlation(b0, b) = -0.38 } random item { b0 sd 1.66 } design { g = 10, item = 4, n = 1 }`,
            0.2202
        ],
        [
            `family gaussian(phi = 0.5) link log predictor x each -1, 0, 1 fixed A { b0: 1 = -0.42; b: x = 0 }
            random g { b0 sd 0.82 } random h in g { b0 sd 1.32; b sd 0.536; correlation(b0, b) = 0.416 } design { g = 6, h = 4, n = 9 }`,
            0.03151
        ]
    ])('a random slope beside wide intercepts: %s', async (body, exact) => {
        const { parameters } = analyze(await specOf(`model m { ${body} }`));
        expectTold(
            parameters.find(({ name }) => name === 'b')!,
            exact,
            'b'
        );
    });

    it('has no doubts where groups hold much', async () => {
        for (const text of [model('poisson', 1, 0.5, 16), model('gaussian(phi = 0.25) link log', 0, 0.5, 40)]) {
            expect(reliabilityOf(await specOf(text)).doubts).toEqual([null, null]);
        }
    });
});
