import { describe, expect, it } from 'vitest';
import { analyze, answer, type Analysis } from '../../src-engine/index.js';
import { openText } from '../open-text.js';

async function specOf(body: string) {
    const file = await openText(`model m {\n${body}\n}`);
    return file.models[0]!.spec!;
}

const numbersOf = ({ parameters }: Analysis) =>
    Object.fromEntries(
        parameters.map(({ name, leading, twoTerm, refined, exact }) => [
            name,
            [leading, twoTerm, refined, exact].some(({ asyVar }) => asyVar !== null)
        ])
    );

const binary = (family: string, n: string, extra = '') => `
    family ${family}
    predictor arm each 0, 1 per g
    fixed A { b0: 1 = -0.5; b1: arm = 0.8 }
    random g { b0 sd 1 }
    design { g = 200, n = ${n} }
    ${extra}`;

describe('units with one observation', () => {
    it('of yes or no tell nothing', async () => {
        const spec = await specOf(binary('bernoulli', '1', 'test b1 = 0 power 0.8'));
        const analysis = analyze(spec);
        expect(numbersOf(analysis)).toEqual({ b0: false, b1: false, 'var(b0 | g)': false });
        for (const { reason, standardError } of analysis.parameters) {
            expect(reason).toEqual({ code: 'not-identified', group: 'g', shared: 'everything', around: null });
            expect(standardError).toBeNull();
        }
        expect(analysis.covariance).toMatchObject({ refined: null, twoTerm: null, exact: null });
        const [test] = answer(spec).tests;
        expect(test.using).toBeNull();
        expect(test.failure).toMatchObject({ code: 'no-variance', reason: { code: 'not-identified' } });
    });

    it('of yes or no, with a predictor that varies: the link alone tells the variance, which only the exact information shows', async () => {
        const spec = await specOf(`
            family bernoulli
            predictor x ~ Normal(0, 1)
            fixed A { b0: 1 = -0.5 }
            fixed B { b1: x = 0.5 }
            random g { b0 sd 1 }
            design { g = 200, n = 1 }`);
        const known = analyze(spec);
        expect(numbersOf(known)).toEqual({ b0: false, b1: false, 'var(b0 | g)': false });
        expect(known.parameters.every(({ awaitsExact }) => awaitsExact)).toBe(true);
        const b1 = analyze(spec, { exact: 'simulate' }).parameters[1];
        // With the variance known the standard error would be 0.18.
        expect(b1.using === 'exact' ? b1.standardError! : Infinity).toBeGreaterThan(1);
    });

    it('of one trial are answers of yes or no', async () => {
        expect(Object.values(numbersOf(analyze(await specOf(binary('binomial(trials = 1)', '1')))))).toEqual([false, false, false]);
    });

    it.each(['poisson', 'binomial(trials = 3)'])('of %s vary more than the effects allow', async family => {
        expect(Object.values(numbersOf(analyze(await specOf(binary(family, '1')))))).toEqual([true, true, true]);
    });

    it.each([
        ['gaussian(phi = 2)', { b0: true, b1: true }],
        ['gamma(phi = 0.5)', { b0: false, b1: true }],
        ['gaussian(phi = 2) link log', { b0: false, b1: true }]
    ])('of %s cannot tell the variance from the dispersion', async (family, effects) => {
        const numbers = numbersOf(analyze(await specOf(binary(family, '1'))));
        expect(numbers).toEqual({ ...effects, 'var(b0 | g)': false, phi: false });
    });

    it('show the variance of a slope, because it changes with x', async () => {
        const slope = await specOf(`
            family gaussian(phi = 2)
            predictor x ~ Normal(0, 1)
            fixed A { b1: x = 0.8 }
            fixed B { b0: 1 = -0.5 }
            random g { b1 sd 1 }
            design { g = 200, n = 1 }`);
        expect(Object.values(numbersOf(analyze(slope)))).not.toContain(false);
    });

    it('are never proposed by a best design', async () => {
        for (const group of ['g', 'everything', 'dispersion']) {
            const text = binary('bernoulli', '1', 'test b1 = 0 power 0.8\n cost { per g 1, per observation 100, budget 50000 }').replaceAll(
                /\bg\b/g,
                group
            );
            const [optimal] = [answer(await specOf(text)).optimal].flat();
            expect(optimal).not.toBeNull();
            expect(JSON.stringify(optimal)).not.toMatch(/"n":1[,}]/);
        }
    });
});

describe('one inner unit in each outer one', () => {
    it('shows only the sum of the variances', async () => {
        const spec = await specOf(`
            family bernoulli
            predictor x ~ Normal(0, 1)
            fixed A { b0: 1 = -0.5 }
            fixed B { b1: x = 0.5 }
            random school { b0 sd 1 }
            random class in school { b0 sd 0.5 }
            design { school = 30, class = 1, n = 10 }`);
        const analysis = analyze(spec);
        expect(numbersOf(analysis)).toEqual({ b0: true, b1: true, 'var(b0 | school)': false, 'var(b0 | class)': false });
        expect(analysis.parameters[2].reason).toEqual({ code: 'not-identified', group: 'class', shared: 'units', around: 'school' });
    });

    it('shows a slope beside an intercept', async () => {
        const spec = await specOf(`
            family gaussian(phi = 1)
            predictor x ~ Normal(0, 1)
            fixed A { b0: 1 = -0.5; b1: x = 0.5 }
            random school { b0 sd 1 }
            random class in school { b1 sd 0.5 }
            design { school = 30, class = 1, n = 10 }`);
        expect(Object.values(numbersOf(analyze(spec)))).not.toContain(false);
    });
});

describe('an outermost or crossed factor with no more units than effects that vary between them', () => {
    const between = (family: string, counts: string, extra = '') => `
        family ${family}
        predictor x ~ Normal(0, 1)
        predictor z ~ Normal(0, 1) per g
        fixed A { b0: 1 = 0; b2: z = 0.4 }
        fixed B { b1: x = 0.5 }
        random g { b0 sd 1 }
        design { g = ${counts}, n = 20 }
        ${extra}`;

    it.each(['gaussian(1)', 'bernoulli', 'poisson'])('%s: nothing shows the variance', async family => {
        const [two, three] = await Promise.all(
            ['2', '3'].map(async count => analyze(await specOf(between(family, count)), { exact: 'closed' }))
        );
        expect(numbersOf(two)['var(b0 | g)']).toBe(false);
        expect(two.parameters.find(({ name }) => name === 'var(b0 | g)')!.reason).toEqual({ code: 'not-identified', group: 'g', shared: 'effects', around: null, effects: 2 }); // prettier-ignore
        expect(numbersOf(two)).toMatchObject({ b0: true, b1: true, b2: true });
        expect(Object.values(numbersOf(three))).not.toContain(false);
    });

    it('with fewer units, nothing shows the effects either', async () => {
        const analysis = analyze(await specOf(between('bernoulli', '1')));
        expect(numbersOf(analysis)).toEqual({ b0: false, b2: false, b1: true, 'var(b0 | g)': false });
    });

    it('sizes are searched beyond these', async () => {
        const [{ required }] = answer(await specOf(between('gaussian(1)', '?', 'precision var(b0 | g) factor 2'))).precisions;
        expect(required.using).not.toBeNull();
        expect(required.value[required.using!]).toBeGreaterThan(2);
    });

    it('crossed: one unit of each', async () => {
        const spec = await specOf(`
            family bernoulli
            predictor x each 0, 1
            fixed A { b0: 1 = 0 }
            fixed B { b1: x = 0.5 }
            random g { b0 sd 1 }
            random h { b0 sd 1 }
            design { g = 1, h = 12, n = 4 }`);
        expect(numbersOf(analyze(spec))).toEqual({ b0: true, b1: true, 'var(b0 | g)': false, 'var(b0 | h)': true });
    });
});
