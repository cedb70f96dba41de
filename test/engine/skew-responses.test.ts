import { describe, expect, it } from 'vitest';
import { reliabilityOf } from '../../src-engine/analysis/reliability/reliability.js';
import { analyze } from '../../src-engine/index.js';
import { specOf } from '../field/opened.js';

/** Two points of a predictor in each group, no effect, and a random intercept so wide that only the shares of a group's total tell of the effect. */
const wide = (family: string, n: number): string => `model wide {
    family ${family}
    predictor x each 0, 1
    fixed A { b0: 1 = 0 }
    fixed B { b1: x = 0 }
    random g { b0 variance 30 }
    design { g = 100, n = ${n} }
}`;

describe('effects within groups of a skew response', () => {
    // With shape a = 1/φ the shares have a Dirichlet law, and the information about the effect is n a Var(x) · n a/(n a + 1).
    it.each([
        [1, 4],
        [0.5, 4],
        [0.2, 2],
        [0.2, 10]
    ])('gamma, φ = %s, n = %s: exact as by the Dirichlet law', async (phi, n) => {
        const { exact, refined } = analyze(await specOf(wide(`gamma(phi = ${phi})`, n)), { exact: 'simulate' }).parameters[1]!;
        const total = n / phi;
        const dirichlet = (total + 1) / total / ((100 * total) / 4);
        expect(refined.asyVar! / ((4 * phi) / (100 * n))).toBeCloseTo(1, 6);
        expect(Math.abs(exact.asyVar! / dirichlet - 1)).toBeLessThan(3 * (exact.error! / dirichlet) + 0.002);
    });

    it.each([
        ['gamma(phi = 1)', 4, true],
        ['gamma(phi = 1)', 18, true],
        ['gamma(phi = 1)', 40, false],
        ['gamma(phi = 0.1)', 4, false],
        ['gaussian(phi = 1) link log', 20, false]
    ])('%s, n = %s: doubtful where the Dirichlet law says so: %s', async (family, n, isDoubtful) => {
        const [intercept, within] = reliabilityOf(await specOf(wide(family, n))).doubts;
        expect(within !== null).toBe(isDoubtful);
        expect(intercept === null || intercept!.rule === 'intercept').toBe(true);
    });

    it('says that the exact variance may differ, where it is not known', async () => {
        const text = wide('inverseGaussian(phi = 0.3)', 4).replace('variance 30', 'variance 0.5');
        const [, within, component] = analyze(await specOf(text), { exact: 'closed' }).parameters;
        expect(within).toMatchObject({ using: 'refined', exactMayDiffer: 'some' });
        expect(component!.exactMayDiffer !== null || component!.isRough).toBe(true);
    });
});
