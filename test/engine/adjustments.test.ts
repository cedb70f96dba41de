/** A model with changed numbers equals the model of a file with those numbers. */
import { describe, expect, it } from 'vitest';
import { adjustableKey, adjustables, adjusted, type Adjustable, type ModelSpec } from '../../src-engine/index.js';
import { openText } from '../open-text.js';

const text = `model m {
    family gaussian(phi = 2)
    predictor x ~ Normal(0, 1)
    fixed A { b0: 1 = 1; b1: x = 0.5 }
    random clinic { b0 sd 0.8; b1 sd 0.5; correlation(b0, b1) = -0.2 }
    random ward in clinic { b0 variance 0.3 }
    design { clinic = 30, ward = 4, n = 12 }
    test b1 = 0 alpha 0.05 power 0.9
    test b0 = 0
}`;

async function specOf(of: string): Promise<ModelSpec> {
    const { models } = await openText(of);
    return models[0].spec!;
}

const changes: [Adjustable, number, string, string][] = [
    [{ kind: 'count', group: 'ward' }, 7, 'ward = 4', 'ward = 7'],
    [{ kind: 'n' }, 9, 'n = 12', 'n = 9'],
    [{ kind: 'effect', name: 'b1' }, -0.25, 'b1: x = 0.5', 'b1: x = -0.25'],
    [{ kind: 'variance', effect: 'b1', group: 'clinic' }, 0.49, 'b1 sd 0.5', 'b1 sd 0.7'],
    [{ kind: 'variance', effect: 'b0', group: 'ward' }, 0.4, 'variance 0.3', 'variance 0.4'],
    [{ kind: 'dispersion' }, 3, 'phi = 2', 'phi = 3'],
    [{ kind: 'alpha', test: 0 }, 0.01, 'alpha 0.05', 'alpha 0.01'],
    [{ kind: 'power', test: 0 }, 0.8, 'power 0.9', 'power 0.8']
];

/** Numbers to 12 digits: a square of a root is not the number. */
const rounded = (spec: ModelSpec): unknown =>
    JSON.parse(JSON.stringify(spec, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(12)) : value)));

describe('one number is another', () => {
    it.each(changes)('%j = %d', async (of, value, before, after) => {
        const spec = await specOf(text);
        expect(text).toContain(before);
        expect(rounded(adjusted(spec, [{ of, value }]))).toEqual(rounded(await specOf(text.replace(before, after))));
        expect(spec).toEqual(await specOf(text));
    });
});

it('several are taken together', async () => {
    const all = changes.reduce((changed, [, , before, after]) => changed.replace(before, after), text);
    const spec = adjusted(
        await specOf(text),
        changes.map(([of, value]) => ({ of, value }))
    );
    expect(rounded(spec)).toEqual(rounded(await specOf(all)));
});

it('all numbers are listed once, with their values', async () => {
    const listed = adjustables(await specOf(text)).map(
        ({ of, value }) => `${adjustableKey(of)} = ${value === null ? '?' : Number(value.toPrecision(12))}`
    );
    expect(listed).toEqual([
        'count clinic = 30', 'count ward = 4', 'n = 12', 'effect b0 = 1', 'effect b1 = 0.5',
        'variance b0 clinic = 0.64', 'variance b1 clinic = 0.25', 'variance b0 ward = 0.3', 'dispersion = 2',
        'alpha 0 = 0.05', 'power 0 = 0.9', 'alpha 1 = 0.05'
    ]); // prettier-ignore
});

it('a number that is asked for has no value; a law of n and a mean response are no numbers of the design', async () => {
    const asking = text.replace('clinic = 30', 'clinic = ?').replace('n = 12', 'n ~ Poisson(12)');
    const keys = adjustables(await specOf(asking));
    expect(keys[0]).toEqual({ of: { kind: 'count', group: 'clinic' }, value: null });
    expect(keys.map(({ of }) => of.kind)).not.toContain('n');
    const marginal = text.replace('gaussian(phi = 2)', 'poisson').replace('b0: 1 = 1', 'b0: 1 = marginal(2)');
    expect(adjustables(await specOf(marginal)).map(({ of }) => adjustableKey(of))).not.toContain('effect b0');
});
