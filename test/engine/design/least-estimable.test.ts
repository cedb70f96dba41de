import { describe, expect, it } from 'vitest';
import { analyze, answer } from '../../../src-engine/index.js';
import { specOf } from '../../field/opened.js';

const requiredOf = async (text: string) => {
    const { tests, precisions } = answer(await specOf(text));
    return tests[0]?.required ?? precisions[0]!.required;
};

/** As in lme4, which refuses a grouping factor of one level, and as many levels as observations. */
describe('the least size that is answered', () => {
    const within = (goal: string): string =>
        `model m { family gaussian(phi = 1) predictor x each 0, 1 fixed A { b0: 1 = 5 } fixed B { e: x = 2 } random g { b0 sd 0.5 }
        design { g = ?, n = 20 } ${goal} }`;

    it.each(['test e = 0 power 0.8', 'precision b0 halfwidth 2', 'precision phi factor 5'])(
        'leaves a unit that shows the variance: %s',
        async goal => {
            const required = await requiredOf(within(goal));
            expect(required).toMatchObject({ least: 2, atSmallest: true });
            expect(required.value).toMatchObject({ refined: 2, exact: 2, leading: 2 });
        }
    );

    it('leaves one more unit than there are arms, in equal arms', async () => {
        const required = await requiredOf(
            `model m { family poisson predictor x each 0, 1 per g fixed A { b0: 1 = 5; e: x = 3 } random g { b0 sd 0.5 } design { g = ?, n = 20 } test e = 0 power 0.8 }`
        );
        expect(required).toMatchObject({ least: 4, value: { refined: 4 } });
    });

    it('leaves an observation that shows the dispersion', async () => {
        const plain = (n: string): string =>
            `model m { family gaussian(phi = 1) predictor x each 0, 1 fixed B { b0: 1 = 5; e: x = 20 } design { n = ${n} } test e = 0 power 0.8 }`;
        expect(await requiredOf(plain('?'))).toMatchObject({ least: 4, value: { exact: 4 } });
        const phi = analyze(await specOf(plain('2'))).parameters.at(-1)!;
        expect(phi).toMatchObject({
            name: 'phi',
            standardError: null,
            reason: { code: 'not-identified', shared: 'observations', effects: 2 }
        });
        expect(analyze(await specOf(plain('4'))).parameters.at(-1)!.standardError).toBeGreaterThan(0);
    });

    it('takes two observations where one leaves the variance of its unit open', async () => {
        const single = `model m { family gaussian(phi = 1) fixed A { b0: 1 = 5 } random g { b0 sd 0.5 } design { g = 20, n = ? } precision b0 halfwidth 2 }`;
        expect(await requiredOf(single)).toMatchObject({ least: 2, value: { refined: 2 } });
    });

    it.each([
        ['one observation in each unit', 'random g { b0 sd 0.5 } design { g = ?, n = 1 } test e = 0 power 0.8', 'dispersion'],
        ['the same, for an interval', 'random g { b0 sd 0.5 } design { g = ?, n = 1 } precision e halfwidth 0.5', 'dispersion'],
        ['the same, where no size is asked for', 'random g { b0 sd 0.5 } design { g = 40, n = 1 } test e = 0 power 0.8', 'dispersion'],
        [
            'one inner unit in each outer one',
            'random g { b0 sd 0.5 } random h in g { b0 sd 0.5 } design { g = ?, h = 1, n = 5 } test e = 0 power 0.8',
            'units'
        ],
        ['as many units as arms', 'random g { b0 sd 0.5 } design { g = 2, n = ? } test e = 0 power 0.8', 'effects']
    ])('no size is answered where every one leaves a parameter open: %s', async (_, rest, shared) => {
        const text = `model m { family gaussian(phi = 1) predictor arm each 0, 1 per g fixed A { b0: 1 = 0; e: arm = 2 } ${rest} }`;
        const { least, value, failure } = await requiredOf(text);
        expect({ least, value: value.refined }).toEqual({ least: null, value: null });
        expect(failure.refined).toMatchObject({ code: 'stays-open', reason: { code: 'not-identified', shared } });
    });

    it('with two observations in each unit there is a size', async () => {
        const text = `model m { family gaussian(phi = 1) predictor arm each 0, 1 per g fixed A { b0: 1 = 0; e: arm = 2 } random g { b0 sd 0.5 } design { g = ?, n = 2 } test e = 0 power 0.8 }`;
        expect((await requiredOf(text)).value.refined).toBeGreaterThan(2);
    });

    it('does not bind where more is needed, nor where no dispersion has to be told', async () => {
        const more = await requiredOf(within('test e = 0 power 0.8').replace('e: x = 2', 'e: x = 0.2'));
        expect(more).toMatchObject({ least: 2, atSmallest: false });
        const counts = `model m { family poisson predictor x each 0, 1 fixed B { b0: 1 = 5; e: x = 3 } design { n = ? } test e = 0 power 0.8 }`;
        expect(await requiredOf(counts)).toMatchObject({ least: 2 });
    });
});
