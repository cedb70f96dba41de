import { expect, it } from 'vitest';
import { answer } from '../../src-engine/index.js';
import { specOf } from '../field/opened.js';

const fewEventsOf = async (predictors: string, clinics: number) => {
    const text = `model m { family poisson predictor period each 0, 1, 2 ${predictors}
        fixed A { b0: 1 = log(0.2) } fixed B { p1: period == 1 = 0; p2: period == 2 = 0; e: treated = log(0.5) }
        random clinic { b0 sd 0.4 } design { clinic = ${clinics}, n = 30 } test e = 0 }`;
    return answer(await specOf(text), { exact: 'none' }).tests[0].fewEvents;
};

it('counts fewer events than are expected in a wedge with periods, and all of them in arms', async () => {
    const wedge = 'predictor wave each 1, 2 per clinic predictor treated = period >= wave';
    const found = await fewEventsOf(wedge, 6);
    // In period 1 three clinics are treated and three are not: 3 of 9 events, times the mean of the random effects.
    expect(found).toMatchObject({ effect: 'e', cell: [{ name: 'treated', value: 1 }] });
    expect(found!.events).toBeCloseTo(9 * Math.exp(0.08), 1);
    expect(found!.counted).toBeGreaterThan(2);
    expect(found!.counted).toBeLessThan(3.5);
    expect(await fewEventsOf(wedge, 24)).toBeNull();
    expect(await fewEventsOf('predictor treated each 0, 1', 6)).toBeNull();
});
