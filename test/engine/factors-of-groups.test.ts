/** Effects of many levels of a predictor of groups: an indicator is 0 in all cells but one, which must be looked at. */
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src-engine/index.js';
import { openText } from '../open-text.js';

const arms = (count: number) => Array.from({ length: count }, (_, i) => `l${i}`).join(', ');
const trial = (predictors: string, effects: string, clinics: number) => `model m {
    family gaussian(phi = 1)
    ${predictors}
    fixed { b0: 1 = 1; ${effects} }
    random clinic { b0 sd 1 }
    design { clinic = ${clinics}, n = 4 }
}`;

describe.each([
    ['20 arms', trial(`predictor arm each ${arms(20)} per clinic`, 'd: levels(arm) = 0.1', 200), 20],
    [
        '5 times 4 cells',
        trial(
            `predictor a each ${arms(5)} per clinic\n predictor b each ${arms(4)} per clinic`,
            'd: levels(a) = 0; e: levels(b) = 0; f: levels(a) * levels(b) = 0',
            200
        ),
        20
    ],
    [
        '24 categories',
        trial(
            `predictor c ~ Categorical(${Array.from({ length: 24 }, (_, i) => `l${i}: 1/24`).join(', ')}) per clinic`,
            'd: levels(c) = 0.1',
            240
        ),
        24
    ]
] as const)('%s', (_, text, cells) => {
    it('are all of block A, and not collinear', async () => {
        const [{ spec, issues }] = (await openText(text)).models;
        expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(spec!.fixed).toHaveLength(cells);
        expect(spec!.fixed.every(({ block }) => block === 'A')).toBe(true);
    });

    it('have the variances of means of cells', async () => {
        const [{ spec }] = (await openText(text)).models;
        const { parameters } = analyze(spec!, { exact: 'none' });
        const units = spec!.design.counts[0]!.count! / cells;
        // (σ² + φ/n) over the units of a cell; a difference of two cells has twice that.
        expect(parameters[0]!.refined.asyVar! / ((1 + 1 / 4) / units)).toBeCloseTo(1, 6);
        expect(parameters[1]!.refined.asyVar! / ((2 * (1 + 1 / 4)) / units)).toBeCloseTo(1, 6);
    });
});
