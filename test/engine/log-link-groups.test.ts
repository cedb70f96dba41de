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

    it('has no doubts where groups hold much', async () => {
        for (const text of [model('poisson', 1, 0.5, 16), model('gaussian(phi = 0.25) link log', 0, 0.5, 40)]) {
            expect(reliabilityOf(await specOf(text)).doubts).toEqual([null, null]);
        }
    });
});
