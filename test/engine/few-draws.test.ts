import { describe, expect, it } from 'vitest';
import { analyze, answer } from '../../src-engine/index.js';
import { specOf } from '../field/opened.js';

const model = (law: string, per: string, block: string, design: string): string => `model drawn {
    family gaussian(phi = 1)
    predictor x ~ ${law} ${per}
    fixed A { b0: 1 = 5${block === 'A' ? '; a: x = 0.8' : ''} }
    ${block === 'B' ? 'fixed B { a: x = 0.8 }' : ''}
    random g { b0 sd 1 }
    design { ${design} }
    precision a halfwidth 0.5
}`;

const fewDrawsOf = async (...parts: Parameters<typeof model>) =>
    analyze(await specOf(model(...parts)), { exact: 'none' }).fewDraws.at(0) ?? null;

describe('effects of predictors with few drawn values', () => {
    // S of N normal values is χ² with N − 1 degrees of freedom, so that N E(1/S) is N/(N − 3).
    it.each([8, 12, 16, 24])('told of %s normal values: a little less than the mean of the inverse χ²', async units => {
        const found = await fewDrawsOf('Normal(0, 1)', 'per g', 'A', `g = ${units}, n = 3`);
        expect(found).toMatchObject({ effect: 'a', predictor: 'x', draws: units });
        const exact = units / (units - 3) - 1;
        expect(found!.excess).toBeLessThan(exact);
        expect(found!.excess).toBeGreaterThan(0.55 * exact);
    });

    it('counts observations of a predictor within groups', async () => {
        expect(await fewDrawsOf('Normal(0, 1)', '', 'B', 'g = 10, n = 2')).toMatchObject({ draws: 20 });
        expect(await fewDrawsOf('Normal(0, 1)', '', 'B', 'g = 10, n = 20')).toBeNull();
        expect(await fewDrawsOf('LogNormal(0, 1)', '', 'B', 'g = 10, n = 10')).not.toBeNull();
    });

    // The kurtosis of Bernoulli(p) is 1/(p q) − 3.
    it('takes the kurtosis of the law', async () => {
        const found = await fewDrawsOf('Bernoulli(0.1)', 'per g', 'A', 'g = 12, n = 3');
        expect(found!.excess * 12).toBeCloseTo(1 / 0.09 - 3, 0);
        expect(found!.enough).toBe(Math.ceil(found!.excess * 12 * 10));
    });

    // With x beside it, the coefficient of x z is the slope over the groups of slopes of x: 1/S of the few z counts, not the x.
    it.each(['predictor x ~ Normal(0, 1)', 'predictor x ~ Gamma(2, 3)', 'predictor x each 0, 1, 2, 3'])(
        'counts the few values in a product with many: z per group, %s',
        async many => {
            const text = (law: string): string => `model m { family gaussian(phi = 1) ${many} predictor z ~ ${law} per g
                fixed { b0: 1 = 0; b1: x = 0.3; b2: z = 0.2; b3: x * z = 0.1 } random g { b0 sd 0.5 } design { g = 20, n = 400 } precision b3 halfwidth 0.1 }`;
            const excessOf = async (law: string) =>
                analyze(await specOf(text(law)), { exact: 'none' }).fewDraws.find(({ effect }) => effect === 'b3')!.excess;
            // Mean of the inverse χ² of 19 degrees of freedom; simulated for Normal x and n = 100: 0.186 ± 0.010.
            const exact = 20 / 17 - 1;
            const found = await excessOf('Normal(0, 1)');
            expect(found).toBeLessThan(exact);
            expect(found).toBeGreaterThan(0.75 * exact);
            expect(20 * (await excessOf('Bernoulli(0.2)'))).toBeCloseTo(1 / 0.16 - 3, 1);
        }
    );

    it('says nothing of values that are given, nor of averages over samples', async () => {
        const listed = model('Normal(0, 1)', 'per g', 'A', 'g = 8, n = 3').replace('~ Normal(0, 1)', 'each -1, 1');
        expect(analyze(await specOf(listed)).fewDraws).toEqual([]);
        const plain = 'model m { family gaussian(phi = 1) predictor x ~ Normal(0, 1) fixed B { b0: 1 = 0; a: x = 0.5 } design { n = 10 } }';
        expect(analyze(await specOf(plain)).fewDraws).toEqual([]);
    });

    it('tells it at the answer to a ?', async () => {
        const spec = await specOf(model('Normal(0, 1)', 'per g', 'A', 'g = ?, n = 3'));
        const { fewDraws, precisions } = answer(spec);
        expect(analyze(spec, { exact: 'none' }).fewDraws).toEqual([]);
        expect(fewDraws).toMatchObject([{ effect: 'a', draws: precisions[0]!.required.value.refined }]);
    });

    it('tells of every predictor of which a study draws few values, the worst first', async () => {
        const several = `model m { family gaussian(phi = 1) predictor x ~ Bernoulli(0.2) per g predictor z ~ Normal(0, 1) per g predictor w each 0, 1 per g
            fixed A { b0: 1 = 5; a: x = 0.8; c: z = 0.3; d: w = 0.2 } random g { b0 sd 1 } design { g = 10, n = 3 } }`;
        const found = analyze(await specOf(several), { exact: 'none' }).fewDraws;
        expect(found.map(({ effect, predictor }) => [effect, predictor])).toEqual([
            ['a', 'x'],
            ['c', 'z']
        ]);
    });

    it.each([
        ['Bernoulli(0.2)', 'a: x = 0.8', { value: 1, probability: 0.8 ** 10 }],
        ['Bernoulli(0.7)', 'a: x = 0.8', { value: 0, probability: 0.7 ** 10 }],
        ['Categorical(low: 0.9, high: 0.1)', 'a: x[high] = 0.8', { value: 'high', probability: 0.9 ** 10 }],
        ['Normal(0, 1)', 'a: x = 0.8', null]
    ])('tells with which probability no unit has the rarer value of %s', async (law, effect, absent) => {
        const text = model(law, 'per g', 'A', 'g = 10, n = 3').replace('a: x = 0.8', effect);
        const [found] = analyze(await specOf(text), { exact: 'none' }).fewDraws;
        if (absent === null) {
            expect(found!.absent).toBeNull();
        } else {
            expect(found!.absent!.value).toBe(absent.value);
            expect(found!.absent!.probability).toBeCloseTo(absent.probability, 12);
        }
    });

    it('says nothing of a value that hardly any study lacks', async () => {
        expect((await fewDrawsOf('Bernoulli(0.5)', 'per g', 'A', 'g = 8, n = 3'))!.absent).toBeNull();
    });
});
