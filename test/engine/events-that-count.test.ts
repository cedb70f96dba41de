import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answer } from '../../src-engine/index.js';
import { specOf } from '../field/opened.js';

/** Powers of lme4's Wald tests in simulated studies, made by events_that_count.R. */
interface Simulated {
    design: 'wedge' | 'arms';
    clinics: number;
    n: number;
    rate: number;
    effect: number;
    sd: number;
    power: number;
    error: number;
}

const simulated = JSON.parse(readFileSync(new URL('events-that-count.json', import.meta.url), 'utf8')) as Simulated[];

function text({ design, clinics, n, rate, effect, sd }: Simulated): string {
    const predictors =
        design === 'wedge' ? 'predictor wave each 1, 2 per clinic predictor treated = period >= wave' : 'predictor treated each 0, 1';
    return `model m {
        family poisson
        predictor period each 0, 1, 2
        ${predictors}
        fixed A { b0: 1 = log(${rate}) }
        fixed B { p1: period == 1 = 0; p2: period == 2 = 0; e: treated = ${effect} }
        random clinic { b0 sd ${sd} }
        design { clinic = ${clinics}, n = ${n} }
        test e = 0
    }`;
}

describe('events that count', () => {
    it.each(simulated)('$design of $clinics clinics, effect $effect: a power that is not warned of is reached', async design => {
        const [{ power, fewEvents }] = answer(await specOf(text(design)), { exact: 'none' }).tests;
        if (fewEvents === null) {
            expect(design.power).toBeGreaterThan(power.refined! - 0.04 - 3 * design.error);
        } else {
            expect(design.power).toBeLessThan(power.refined! + 3 * design.error);
        }
    });

    it('are fewer than the expected ones in a wedge with periods, and all of them in arms', async () => {
        const [wedge, , large, arms] = await Promise.all(
            simulated.map(async design => answer(await specOf(text(design)), { exact: 'none' }).tests[0].fewEvents)
        );
        // In period 1 three clinics are treated and three are not: 3 of 9 events, times the mean of the random effects, and a little from between the clinics.
        expect(wedge).toMatchObject({ effect: 'e', cell: [{ name: 'treated', value: 1 }] });
        expect(wedge!.events).toBeCloseTo(9 * Math.exp(0.08), 1);
        expect(wedge!.counted).toBeGreaterThan(2);
        expect(wedge!.counted).toBeLessThan(3.5);
        expect(large).toBeNull();
        expect(arms).toBeNull();
    });
});
