/** Which events of a cell count does not depend on the unit of a predictor, and the size that is told is enough for both rules. */
import { describe, expect, it } from 'vitest';
import { analyze, answer } from '../../src-engine/index.js';
import { specOf } from '../field/opened.js';

const wedge = (groups: number, scale: number): string => `model m { family bernoulli
    predictor wave each 1, 2, 3 per g predictor period each 0, 1, 2, 3 predictor treated = ${scale} * (period >= wave)
    fixed A { b0: 1 = logit(0.01) }
    fixed B { p1: period == 1 = 0; p2: period == 2 = 0; p3: period == 3 = 0; e: treated = log(0.5) / ${scale} }
    random g { b0 sd 0.3 } design { g = ${groups}, n = 40 } test e = 0 }`;

const ofTest = async (groups: number, scale: number) => answer(await specOf(wedge(groups, scale)), { exact: 'none' }).tests[0].fewEvents;

describe('events that count', () => {
    it.each([0.01, 1, 100])('in a wedge whose treatment is coded as %d', async scale => {
        const [one, scaled] = [await ofTest(48, 1), await ofTest(48, scale)];
        expect(scaled!.counted).toBeCloseTo(one!.counted, 6);
        expect(scaled!.enough).toEqual(one!.enough);
    });

    it('are all of them where every group has both points of a predictor, whatever its unit', async () => {
        const spec = await specOf(`model m { family poisson predictor dose each 0, 0.1 fixed A { b0: 1 = 0 } fixed B { e: dose = 3 }
            random g { b0 sd 0.3 } design { g = 50, n = 4 } test e = 0 }`);
        expect(answer(spec, { exact: 'none' }).tests[0].fewEvents).toBeNull();
        expect(analyze(spec, { exact: 'none' }).fewEvents).toBeNull();
    });

    it('are enough with the size that is told', async () => {
        const { enough } = (await ofTest(12, 1))!;
        expect(await ofTest(enough!.size, 1)).toBeNull();
        expect(await ofTest(enough!.size - 3, 1)).not.toBeNull();
    });
});
