import { describe, expect, it } from 'vitest';
import { adjustmentsOf, notWrittenReason, stillMoved, withMoved } from '../../explorer/moved-numbers.js';
import { adjusted } from '../../src-engine/index.js';
import { example, exploredModels } from './explored-models.js';

const beta1 = { kind: 'effect', name: 'beta1' } as const;
const clinics = { kind: 'count', group: 'clinic' } as const;
const specOf = async (name: string) => (await exploredModels(example(name)))[0].spec;

describe('moved numbers', () => {
    it('are adjustments in the order of the model', async () => {
        const moved = withMoved(withMoved({}, beta1, 0.5, Math.log(1.5)), clinics, 30, null);
        expect(adjustmentsOf(moved, await specOf('slopes'))).toEqual([
            { of: clinics, value: 30 },
            { of: beta1, value: 0.5 }
        ]);
    });

    it('are not moved where they are back at what the file says', () => {
        const moved = withMoved({}, beta1, 0.5, 0.4);
        expect(withMoved(moved, beta1, 0.4, 0.4)).toEqual({});
        expect(withMoved(moved, beta1, null, 0.4)).toEqual({});
    });

    it('stay while the file has the same number there, and go where it has another', async () => {
        const spec = await specOf('slopes');
        const moved = withMoved(withMoved({}, beta1, 0.5, Math.log(1.5)), clinics, 30, null);
        const elsewhere = adjusted(spec, [{ of: { kind: 'effect', name: 'beta2' }, value: 1 }]);
        expect(stillMoved(moved, elsewhere)).toEqual(moved);
        const written = adjusted(spec, adjustmentsOf(moved, spec));
        expect(stillMoved(moved, written)).toEqual({});
        const other = { ...spec, fixed: spec.fixed.map(effect => (effect.name === 'beta1' ? { ...effect, name: 'slope' } : effect)) };
        expect(Object.keys(stillMoved(moved, other))).toEqual(['count clinic']);
    });

    it('can be written where something was moved and the file has a place for all of it', async () => {
        const spec = await specOf('slopes');
        const moved = withMoved({}, beta1, 0.5, Math.log(1.5));
        expect(notWrittenReason({}, spec, {})).toBe('No number has changed.');
        expect(notWrittenReason(moved, spec, { 'count clinic': 'No.' })).toBeNull();
        expect(notWrittenReason(moved, spec, { 'effect beta1': 'The file has no number there.' })).toBe(
            "beta1 can't be written. The file has no number there."
        );
    });
});
