import { describe, expect, it } from 'vitest';
import { entryProblem, nearestStop, sliderStops } from '../../explorer/slider-scale.js';
import { authorScales } from '../../language/presentation/notation/author-scale.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { adjustables } from '../../src-engine/index.js';
import { example, exploredModels } from './explored-models.js';

async function specOf(name: string) {
    return (await exploredModels(example(name)))[0].spec;
}

describe('the stops of sliders', () => {
    it.each(['slopes', 'talk', 'optimal-sizes', 'wedge', 'penicillin', 'blood-pressure'])(
        'increase, hold the number that they begin at and leave room on both sides: %s',
        async name => {
            const spec = await specOf(name);
            for (const { of, value } of adjustables(spec)) {
                const start = value ?? 40;
                const stops = sliderStops(of, start, spec);
                expect(stops).toContain(start);
                expect(stops.length).toBeGreaterThan(20);
                expect(stops.every((stop, i) => i === 0 || stops[i - 1] < stop)).toBe(true);
                expect(stops.every(stop => stop === start || entryProblem(of, stop, spec) === null)).toBe(true);
            }
        }
    );

    it('of an effect have 0 and both signs', async () => {
        const spec = await specOf('slopes');
        const stops = sliderStops({ kind: 'effect', name: 'beta1' }, Math.log(1.5), spec);
        expect(stops).toContain(0);
        expect(stops[0]).toBeLessThan(-0.4);
        expect(stops.at(-1)).toBeGreaterThan(1.2);
    });

    it('of a variance lie by ratios, as far below as above', async () => {
        const stops = sliderStops({ kind: 'variance', effect: 'beta0', group: 'clinic' }, 0.64, await specOf('slopes'));
        expect(stops[0]).toBeCloseTo(0.032, 10);
        expect(stops.at(-1)).toBeCloseTo(12.8, 10);
        expect(stops[nearestStop(stops, 0.64)]).toBe(0.64);
    });

    it('of counts are multiples of what each points need', async () => {
        const spec = await specOf('cluster-trial');
        const of = { kind: 'count', group: 'practice' } as const;
        const stops = sliderStops(of, 40, spec);
        expect(stops[0]).toBe(2);
        expect(stops.every(stop => stop % 2 === 0)).toBe(true);
        expect(entryProblem(of, 41, spec)).toContain('multiple of 2');
        expect(entryProblem(of, 42, spec)).toBeNull();
    });
});

describe("the author's scale", () => {
    it.each(['OR', 'RR', 'log', 'pct', 'logit', 'sd', 'icc'] as const)(
        'stops of %s can be typed, and stand for numbers of the model',
        scale => {
            const record = authorScales[scale];
            const start = scale === 'pct' ? 30 : scale === 'logit' || scale === 'icc' ? 0.05 : 1.5;
            const of = { kind: 'effect', name: 'beta1' } as const;
            const stops = sliderStops(of, start, {} as ModelSpec, scale);
            expect(stops.length).toBeGreaterThan(50);
            expect(stops).toContain(start);
            for (const stop of stops) {
                expect(entryProblem(of, stop, {} as ModelSpec, scale)).toBeNull();
                expect(record.written(record.meant(stop, 2), 2)).toBeCloseTo(stop, 9);
            }
        }
    );

    it.each([
        ['OR', 0, 'The number must be above 0.'],
        ['logit', 1, 'The number must lie between 0 and 1.'],
        ['pct', -100, 'The number must be above −100.'],
        ['icc', 1.2, 'The number must lie between 0 and 1.']
    ] as const)('%s %d is refused', (scale, value, problem) => {
        expect(entryProblem({ kind: 'effect', name: 'beta1' }, value, {} as ModelSpec, scale)).toBe(problem);
    });
});

describe('a number that is typed', () => {
    it.each([
        [{ kind: 'n' } as const, 2.5, false],
        [{ kind: 'n' } as const, 0, false],
        [{ kind: 'n' } as const, 25, true],
        [{ kind: 'effect', name: 'beta1' } as const, -3, true],
        [{ kind: 'effect', name: 'beta1' } as const, NaN, false],
        [{ kind: 'variance', effect: 'beta0', group: 'clinic' } as const, -0.1, false],
        [{ kind: 'variance', effect: 'beta0', group: 'clinic' } as const, 0, true],
        [{ kind: 'dispersion' } as const, 0, false],
        [{ kind: 'alpha', test: 0 } as const, 1, false],
        [{ kind: 'power', test: 0 } as const, 0.95, true]
    ])('is taken where the language allows it: %j %d', async (of, value, isTaken) => {
        expect(entryProblem(of, value, await specOf('slopes')) === null).toBe(isTaken);
    });
});
