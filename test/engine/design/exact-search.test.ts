import { describe, expect, it } from 'vitest';
import { answer, type ModelSpec } from '../../../src-engine/index.js';
import { openText } from '../../open-text.js';

async function specOf({
    rate = 0.03,
    family = 'bernoulli',
    effect = '1.5',
    groups = '60',
    n = '5',
    sd = 0.5,
    link = ''
}): Promise<ModelSpec> {
    const intercept = family.startsWith('poisson') ? `log(${rate})` : link === '' ? `logit(${rate})` : '-2';
    const file = await openText(`model few {
        family ${family} ${link}
        predictor arm each 0, 1 per g
        fixed A { b0: 1 = ${intercept}; e: arm = ${effect} }
        random g { b0 sd ${sd} }
        design { g = ${groups}, n = ${n} }
        test e = 0 power 0.9
    }`);
    return file.models[0]!.spec!;
}

const exactPower = (spec: ModelSpec): number => answer({ ...spec, using: 'exact' }).tests[0].power.exact as number;

/** Where a group has few events, what is promised must hold in the exact variance: the refined one promised 0.9 where the exact power was 0.82. */
describe('an answer is searched for in the accuracy that is in use there', () => {
    const rare = [
        { name: 'five answers of yes or no', rate: 0.03 },
        { name: 'four of them', rate: 0.05, n: '4', sd: 0.9 },
        { name: 'a wide spread between groups', rate: 0.03, groups: '100', sd: 1.2 },
        { name: 'cloglog', link: 'link cloglog', groups: '120', effect: '0.8' },
        { name: 'counts', family: 'poisson', rate: 0.02, sd: 0.8 }
    ];

    it.each(rare)('an effect: $name', async ({ name: _, ...changes }) => {
        const [{ required }] = answer(await specOf({ ...changes, effect: '?' })).tests;
        expect(required!.using).toBe('exact');
        const found = await specOf({ ...changes, effect: String(required!.value.exact) });
        expect(exactPower(found)).toBeCloseTo(0.9, 6);
    });

    it.each(rare)('a number of observations: $name', async ({ name: _, ...changes }) => {
        const [{ required }] = answer(await specOf({ ...changes, n: '?' })).tests;
        const n = required!.value[required!.using!]!;
        expect(required!.using).toBe('exact');
        expect(exactPower(await specOf({ ...changes, n: String(n) }))).toBeGreaterThanOrEqual(0.9);
        expect(exactPower(await specOf({ ...changes, n: String(n - 1) }))).toBeLessThan(0.9);
    });

    it('the refined form where it is good', async () => {
        const [{ required }] = answer(await specOf({ rate: 0.4, n: '40', effect: '?' })).tests;
        expect(required!.using).toBe('refined');
    });
});
