import { describe, expect, it } from 'vitest';
import { analyze } from '../../src-engine/index.js';
import { openText } from '../open-text.js';

/** Two arms of groups and two points of a predictor in each, which can be enumerated. */
async function analysisOf(variance: number, n: number) {
    const file = await openText(`model wide {
        family bernoulli
        predictor arm each 0, 1 per g
        predictor x each 0, 1
        fixed A { b0: 1 = -0.5; e: arm = 1 }
        fixed B { b1: x = 0.7 }
        random g { b0 variance ${variance} }
        design { g = 50, n = ${n} }
    }`);
    return analyze(file.models[0]!.spec!).parameters;
}

/** The ratios of docs/theory.md, "How far the refined form is off". */
const ratios = { 10: [1.05, 1.16, 1.48, 2.17], 40: [1.03, 1.1, 1.36, 1.97], 120: [1.01, 1.06, 1.29, 1.84] };

describe('wide random intercepts make the refined variances of intercepts and effects between groups too large', () => {
    it.each(
        Object.entries(ratios).flatMap(([n, of]) => [9, 25, 100, 400].map((variance, i) => ({ n: Number(n), variance, ratio: of[i] })))
    )('$ratio times at $variance, $n observations', async ({ n, variance, ratio }) => {
        const [b0, e, b1] = await analysisOf(variance, n);
        for (const { refined, exact, using } of [b0, e]) {
            const found = refined.asyVar! / exact.asyVar!;
            expect(Math.abs(found - ratio)).toBeLessThan(0.01);
            expect(found < 1.05 || using === 'exact').toBe(true);
        }
        expect(Math.abs(b1.refined.asyVar! / b1.exact.asyVar! - 1)).toBeLessThan(0.05);
    });
});

describe('effects within groups of a Poisson response', () => {
    it.each([0.5, 1, 2, 3])('have exact refined variances: %d', async effect => {
        for (const n of [2, 8]) {
            for (const variance of [0.1, 4]) {
                const file = await openText(`model counts {
                    family poisson
                    predictor x each 0, 1
                    fixed A { b0: 1 = -2 }
                    fixed B { b1: x = ${effect} }
                    random g { b0 variance ${variance} }
                    design { g = 50, n = ${n} }
                }`);
                const { refined, exact, exactMayDiffer } = analyze(file.models[0]!.spec!).parameters[1];
                expect(Math.abs(refined.asyVar! / exact.asyVar! - 1)).toBeLessThan(1e-6);
                expect(exactMayDiffer).toBe(false);
            }
        }
    });
});
