import { describe, expect, it } from 'vitest';
import { answer } from '../../../src-engine/index.js';
import { specOf } from '../../field/opened.js';

const levels = (design: string, cost: string): string => `model levels {
    family poisson
    predictor arm each 0, 1 per school
    fixed A { b0: 1 = log(0.5); effect: arm = log(0.7) }
    random school { b0 sd 0.3 }
    random class in school { b0 sd 0.3 }
    design { ${design} }
    ${cost}
    test effect = 0 power 0.8 reference satterthwaite
}`;

describe('a best design with degrees of freedom that follow from variances', () => {
    it('reaches its goal, and fewer schools do not', async () => {
        const found = answer(
            await specOf(levels('school = 20, class = 3, n = 10', 'cost { per school 500, per class 100, per observation 5 }')),
            { exact: 'none' }
        );
        const [best] = found.optimal;
        expect(best!.power).toBeGreaterThanOrEqual(0.8);
        const { school, class: classes } = best!.groups;
        const powerOf = async (schools: number): Promise<number> => {
            const spec = await specOf(levels(`school = ${schools}, class = ${classes}, n = ${best!.n}`, ''));
            return answer(spec, { exact: 'none' }).tests[0]!.power.refined!;
        };
        expect(await powerOf(school!)).toBeCloseTo(best!.power!, 2);
        expect(await powerOf(school! - 4)).toBeLessThan(0.8);
    });
});
