import { describe, expect, it } from 'vitest';
import { computedParts, type ComputationRequest, type Found } from '../../explorer/computation.js';
import { adjusted, analyze, answer, curve, type Curve } from '../../src-engine/index.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { example, exploredModels } from './explored-models.js';

const specOf = async (name: string) => (await exploredModels(example(name)))[0].spec;

function found(spec: ModelSpec, more: Partial<ComputationRequest> = {}): Found[] {
    return [
        ...computedParts({
            generation: 1,
            share: 'counts',
            spec,
            beside: null,
            goal: { kind: 'test', index: 0 },
            isRough: false,
            ranges: {},
            ...more
        })
    ];
}

function curveOf(parts: readonly Found[], quantity: string): Curve {
    const part = parts.find(one => one.part === 'curve' && one.quantity === quantity);
    if (part?.part !== 'curve' || !part.curve) {
        throw new Error(`There is no curve along ${quantity}.`);
    }
    return part.curve;
}

describe('what the explorer computes', () => {
    it('is what the engine answers, with `?` at its answer', async () => {
        const spec = await specOf('slopes');
        const [answers] = found(spec);
        expect(answers).toMatchObject({ part: 'answers', design: { design: { counts: [{ group: 'clinic', count: 40 }] } } });
        expect(answers).toMatchObject({ answers: { tests: answer(spec, { around: false, allocation: false, exact: 'quick' }).tests } });
    });

    it('has the answers first, so that they are read before the pictures are there', async () => {
        expect(found(await specOf('slopes')).map(({ part }) => part)).toEqual(['answers', 'curve']);
        expect(found(await specOf('slopes'), { share: 'n' }).map(({ part }) => part)).toEqual(['curve', 'equalPower', 'estimates']);
    });

    it('has the power of the engine at the design, at rest and while a slider is dragged', async () => {
        const spec = adjusted(await specOf('slopes'), [{ of: { kind: 'count', group: 'clinic' }, value: 40 }]);
        const power = answer(spec, { around: false }).tests[0].power.refined!;
        for (const share of ['counts', 'n'] as const) {
            const quantity = share === 'n' ? 'n' : 'clinic';
            const at = (isRough: boolean): number => {
                const along = curveOf(found(spec, { share, isRough }), quantity);
                return along.values.refined[along.at.indexOf(along.here!)]!;
            };
            expect(Math.abs(at(false) - power)).toBeLessThan(1e-6);
            // A pixel of a picture is a two-hundredth.
            expect(Math.abs(at(true) - power)).toBeLessThan(0.005);
        }
    });

    it('keeps the stretch of a curve while a slider is dragged, unless the design has left it', async () => {
        const spec = adjusted(await specOf('slopes'), [{ of: { kind: 'count', group: 'clinic' }, value: 40 }]);
        const ends = ({ at }: Curve) => [at[0], at.at(-1)];
        const ranges = { clinic: { from: 10, to: 70 } };
        expect(ends(curveOf(found(spec, { isRough: true, ranges }), 'clinic'))).toEqual([10, 70]);
        const outside = adjusted(spec, [{ of: { kind: 'count', group: 'clinic' }, value: 200 }]);
        expect(ends(curveOf(found(outside, { isRough: true, ranges }), 'clinic'))[1]).toBeGreaterThan(200);
    });

    it('does not tell numbers of one model for another', async () => {
        const spec = await specOf('optimal-sizes');
        const other = adjusted(spec, [{ of: { kind: 'effect', name: 'effect' }, value: 0.1 }]);
        const moved = adjusted(spec, [{ of: { kind: 'alpha', test: 0 }, value: 0.01 }]);
        for (const one of [spec, other, moved, spec]) {
            const along = curveOf(found(one, { share: 'n' }), 'n');
            const own = curve(one, { kind: 'test', index: 0 }, 'n')!;
            expect(along.at).toEqual(own.at);
            along.values.refined.forEach((power, i) => expect(power).toBeCloseTo(own.values.refined[i]!, 12));
        }
    });

    it('sets another model beside: its curve over the same stretch, both answers and efficiencies', async () => {
        const one = await specOf('optimal-sizes');
        const other = adjusted(one, [{ of: { kind: 'n' }, value: 10 }]);
        const parts = [...found(one, { beside: other }), ...found(one, { beside: other, share: 'n' })];
        const answers = parts.find(({ part }) => part === 'answers');
        expect(answers).toMatchObject({ beside: { tests: expect.any(Array) as unknown } });
        const estimates = parts.find(part => part.part === 'estimates');
        expect(estimates?.part === 'estimates' && estimates.comparison!.parameters.length).toBeGreaterThan(0);
        const along = parts.find(part => part.part === 'curve' && part.beside !== null);
        expect(along?.part === 'curve' && [along.beside!.at[0], along.beside!.at.at(-1)]).toEqual(
            along?.part === 'curve' && [along.curve!.at[0], along.curve!.at.at(-1)]
        );
    });

    it('has what the estimates come to without a goal, while a slider is dragged too', async () => {
        const spec = await specOf('talk');
        for (const isRough of [true, false]) {
            const own = analyze(spec, { exact: isRough ? 'none' : 'quick' }).parameters.map(({ standardError }) => standardError);
            const estimates = found(spec, { share: 'n', goal: null, isRough }).find(({ part }) => part === 'estimates');
            const errors = estimates?.part === 'estimates' ? estimates.analysis.parameters.map(({ standardError }) => standardError) : [];
            expect(errors).toHaveLength(own.length);
            errors.forEach((error, i) => expect(Math.abs(error! / own[i]! - 1)).toBeLessThan(isRough ? 1e-3 : 1e-9));
        }
        expect(found(await specOf('slopes'), { share: 'n', isRough: true }).map(({ part }) => part)).not.toContain('estimates');
    });

    it('has nothing to draw without a goal, and says so by parts that are empty', async () => {
        const parts = found(await specOf('talk'), { goal: null });
        expect(parts.filter(({ part }) => part === 'curve').every(part => part.part === 'curve' && part.curve === null)).toBe(true);
    });
});
