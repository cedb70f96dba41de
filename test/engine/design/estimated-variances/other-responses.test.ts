/** Satterthwaite's degrees of freedom of responses that are not Gaussian, searches with them, and where they are computed at all. */
import { describe, expect, it } from 'vitest';
import { answer } from '../../../../src-engine/index.js';
import { answer as checkedAnswer } from '../../../../library/index.js';
import type { TestAnswer } from '../../../../src-engine/result/design-answers.js';
import { specOf } from '../../../field/opened.js';

interface Trial {
    family?: string;
    b0?: number;
    arm?: number;
    clinics?: number | '?';
    n?: number;
    using?: string;
    test?: string;
}

const trial = ({ family = 'bernoulli', b0 = -1, arm = 0.8, clinics = 20, n = 30, using = '', test = 'reference satterthwaite' }: Trial) => `model m {
    family ${family}
    predictor arm each 0, 1 per clinic
    fixed A { b0: 1 = ${b0}; b1: arm = ${arm} }
    random clinic { b0 variance 0.3 }
    design { clinic = ${clinics}, n = ${n} }
    ${using}
    test b1 = 0 ${test}
}`; // prettier-ignore

async function tested(text: string, sideBySide = false): Promise<TestAnswer> {
    return answer(await specOf(text), { exact: 'none', allocation: false, around: false, sideBySide }).tests[0]!;
}

const dfOf = async (changes: Trial): Promise<number> => (await tested(trial(changes))).df!;

describe('cluster trials', () => {
    it.each(['bernoulli', 'poisson', 'binomial(trials = 5)', 'gamma(phi = 0.5)', 'negativeBinomial(size = 2)'])(
        '%s: the leading term has clinics − 2, as the t test of the clinics',
        async family => expect(await dfOf({ family, using: 'using leading' })).toBeCloseTo(18, 3)
    );

    it('many observations in each clinic: clinics − 2', async () => expect(await dfOf({ n: 1e6 })).toBeCloseTo(18, 0));

    it('fewer with few observations, where the variance between clinics is estimated less well', async () => {
        const few = await dfOf({ n: 10 });
        expect(few).toBeLessThan(await dfOf({ n: 100 }));
        expect(few).toBeGreaterThan(8);
    });

    it('the other outcome has the same', async () => expect((await dfOf({ b0: 1, arm: -0.8 })) / (await dfOf({}))).toBeCloseTo(1, 1));

    it('the arms may change places', async () => {
        expect((await dfOf({ family: 'poisson', b0: 1, arm: 0.5 })) / (await dfOf({ family: 'poisson', b0: 1.5, arm: -0.5 }))).toBeCloseTo(1, 2); // prettier-ignore
    });

    it('all information grows with the clinics, and the fixed effects take the same', async () => {
        const [one, two, three] = await Promise.all([20, 40, 60].map(clinics => dfOf({ clinics })));
        expect(two! - one!).toBeCloseTo(three! - two!, 6);
        expect(two! - one!).toBeGreaterThan(10);
    });
});

it('without a variance to estimate the reference is normal', async () => {
    const model = (reference: string) =>
        `model m { family poisson predictor x ~ Normal(0, 1) fixed B { b0: 1 = 0; b1: x = 0.6 } design { n = 20 } test b1 = 0 reference ${reference} }`;
    const [satterthwaite, z] = await Promise.all(['satterthwaite', 'z'].map(reference => tested(model(reference))));
    expect(satterthwaite!.df).toBeNull();
    expect(satterthwaite!.power).toEqual(z!.power);
});

it('without groups a Gaussian model has observations − effects', async () => {
    const text = `model m { family gaussian(phi = 2) predictor x ~ Normal(0, 1) fixed B { b0: 1 = 0; b1: x = 0.6 } design { n = 12 } test b1 = 0 reference REF }`;
    expect((await tested(text.replace('REF', 'satterthwaite'))).df).toBe(10);
    expect((await tested(text.replace('REF', 'kr'))).df).toBe(10);
});

describe('required sizes', () => {
    const families = [
        ['gaussian(phi = 1)', 'satterthwaite'],
        ['gaussian(phi = 1)', 'kr'],
        ['bernoulli', 'satterthwaite'],
        ['poisson', 'satterthwaite']
    ] as const;

    it.each(families)('%s, reference %s: the answer reaches the power, and one step less does not', async (family, reference) => {
        const design = { family, arm: 0.9 };
        const { required, df } = await tested(trial({ ...design, clinics: '?', test: `reference ${reference} power 0.8` }));
        const count = required!.value.refined!;
        const at = (clinics: number) => tested(trial({ ...design, clinics, test: `reference ${reference}` }));
        const [reached, below] = [await at(count), await at(count - 2)];
        expect(reached.power.refined).toBeGreaterThanOrEqual(0.8);
        expect(below.power.refined).toBeLessThan(0.8);
        expect(df! / reached.df!).toBeCloseTo(1, 6);
    });

    it('subjects crossed with items', async () => {
        const model = (subjects: string, power: string) => `model m {
            family gaussian(phi = 1) predictor c each -0.5, 0.5 fixed A { b0: 1 = 0; b1: c = 0.9 }
            random subject { b0 variance 0.4; b1 variance 0.5 } random item { b0 variance 0.3; b1 variance 0.2 }
            design { subject = ${subjects}, item = 10, n = 2 } test b1 = 0 reference satterthwaite ${power} }`;
        const count = (await tested(model('?', 'power 0.8'))).required!.value.refined!;
        const [reached, below] = [await tested(model(`${count}`, '')), await tested(model(`${count - 1}`, ''))];
        expect(reached.power.refined).toBeGreaterThanOrEqual(0.8);
        expect(below.power.refined).toBeLessThan(0.8);
    });

    it('an effect is solved with the degrees of freedom at its value', async () => {
        const asked = trial({ family: 'poisson', b0: 1, test: 'reference satterthwaite power 0.8' }).replace('arm = 0.8', 'arm = ?');
        const value = (await tested(asked)).required!.value.refined!;
        expect((await tested(trial({ family: 'poisson', b0: 1, arm: value }))).power.refined).toBeCloseTo(0.8, 4);
    });
});

describe('too few units', () => {
    it.each(['satterthwaite', 'kr'])('two clinics leave none: reference %s', async reference => {
        const { failure, power } = await tested(trial({ family: 'gaussian(phi = 1)', clinics: 2, test: `reference ${reference}` }));
        expect(failure).toEqual({ code: 'degrees-of-freedom', df: 0, reference });
        expect(power.refined).toBeNull();
    });

    it('one observation in each clinic: the sum of both variances is enough', async () => {
        expect((await tested(trial({ family: 'gaussian(phi = 1)', n: 1 }))).df).toBe(18);
    });
});

describe('beside other references', () => {
    const gaussian = (test: string) => trial({ family: 'gaussian(phi = 1)', test });

    it('only where it is asked for', async () => expect((await tested(gaussian(''))).withSatterthwaite).toBeNull());

    it('beside z with few units, and beside t', async () => {
        const satterthwaite = await tested(gaussian('reference satterthwaite'));
        for (const test of ['', 'reference t']) {
            const { withSatterthwaite, power } = await tested(gaussian(test), true);
            expect(withSatterthwaite).toEqual({ df: 18, power: satterthwaite.power.refined });
            expect(power.refined).toBeGreaterThanOrEqual(withSatterthwaite!.power! - 1e-6);
        }
    });

    it('not beside z with many units', async () => {
        expect((await tested(trial({ family: 'gaussian(phi = 1)', clinics: 40, test: '' }), true)).withSatterthwaite).toBeNull();
    });
});

it('the library refuses Kenward and Roger of other responses, with the place', async () => {
    const spec = await specOf(trial({ family: 'poisson' }));
    const tests = [{ ...spec.tests[0]!, reference: 'kr' as const }];
    expect(checkedAnswer({ ...spec, tests }).reason).toEqual({
        code: 'invalid',
        path: 'tests[0].reference',
        detail: 'tests[0].reference must not be "kr" unless the response is gaussian with link identity'
    });
});
