import { describe, expect, it } from 'vitest';
import { analyze } from '../../src-engine/index.js';
import { reliabilityOf } from '../../src-engine/analysis/reliability/reliability.js';
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

describe('refined variances of components', () => {
    /** Link, σ², intercept. */
    const designs: [string, number, number][] = [
        ...[0.5, 1, 1.5, 2, 3, 4].flatMap(variance => [0.2, -1, -2].map((b0): [string, number, number] => ['probit', variance, b0])),
        ...[1, 2, 3].flatMap(variance => [-2, -1, 0.2].map((b0): [string, number, number] => ['cloglog', variance, b0])),
        ...[1, 4, 9, 16].flatMap(variance => [0.2, -2].map((b0): [string, number, number] => ['logit', variance, b0]))
    ];
    it.each(designs)(
        '%s, σ² = %s, intercept %s: within 10 % where nothing is said, within 30 % where they may differ',
        async (link, variance, b0) => {
            const file = await openText(`model wide {
            family bernoulli link ${link}
            fixed A { b0: 1 = ${b0} }
            random g { b0 variance ${variance} }
            design { g = 50, n = 200 }
        }`);
            const spec = file.models[0]!.spec!;
            const { refined, exact } = analyze(spec).parameters[1];
            const ratio = refined.asyVar! / exact.asyVar!;
            const { components } = reliabilityOf(spec);
            const limits = { good: 0.1, doubted: 0.3, rough: Infinity };
            expect(Math.abs(ratio - 1)).toBeLessThan(limits[components[0]]);
            // No false alarm where the variance is within 3 %.
            expect(components[0] === 'rough' && Math.abs(ratio - 1) < 0.03).toBe(false);
        }
    );
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
                expect(exactMayDiffer).toBeNull();
            }
        }
    });
});
