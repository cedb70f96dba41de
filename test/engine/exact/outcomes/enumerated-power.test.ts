/** Powers as sums over outcomes, against glm() of R fitted to every outcome (enumerated-power.R). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze, answer, type TestAnswer } from '../../../../src-engine/index.js';
import { isFailure } from '../../../../src-engine/result/failure.js';
import { specOf } from '../../../field/opened.js';
import { sumByHand } from '../../../statements/sum-by-hand.js';

interface Row {
    name: string;
    text: string;
    wald: number;
    likelihoodRatio: number;
}

const rows = JSON.parse(readFileSync(new URL('enumerated-power.json', import.meta.url), 'utf8')) as Row[];

async function testOf(text: string): Promise<TestAnswer> {
    return answer(await specOf(text)).tests[0];
}

function enumeratedOf({ enumerated }: TestAnswer): { wald: number; likelihoodRatio: number; error: number } {
    if (enumerated === null || isFailure(enumerated)) {
        throw new Error(`Expected powers. Instead found: ${JSON.stringify(enumerated)}`);
    }
    return enumerated;
}

describe('powers of small studies without groups', () => {
    it.each(rows)('agree with glm fitted to every outcome: $name', async ({ text, wald, likelihoodRatio }) => {
        const found = await testOf(text);
        const sums = enumeratedOf(found);
        // R leaves out outcomes of 1e-13 and totals of 1e-12.
        expect(sums.wald).toBeCloseTo(wald, 7);
        expect(sums.likelihoodRatio).toBeCloseTo(likelihoodRatio, 7);
        expect(sums.error).toBeLessThan(1e-8);
        expect(found.power.exact).toBe(sums.wald);
        expect(found.using).toBe('exact');
    });
});

const arms = (n: string, rest = ''): string => `model m {
    family bernoulli
    predictor arm each 0, 1
    fixed B { b0: 1 = logit(0.05); b1: arm = 3.6589478 }
    design { n = ${n} }
    test b1 = 0 power 0.8 ${rest}
}`;

describe('rare events in two arms', () => {
    it('have another power than the formula promises', async () => {
        const { power, using } = await testOf(arms('30'));
        expect(power.refined).toBeCloseTo(0.8, 4);
        expect(power.exact).toBeCloseTo(0.506, 3);
        expect(using).toBe('exact');
        const rarer = await testOf(arms('200').replace('0.05', '0.01').replace('3.6589478', 'log(3)'));
        expect(rarer.power.refined).toBeCloseTo(0.156, 3);
        expect(rarer.power.exact).toBeCloseTo(0.004, 3);
    });

    it('need the least size that reaches the power as all sizes do up to a tenth larger', async () => {
        const { required } = await testOf(arms('?'));
        expect(required).toMatchObject({ using: 'exact', value: { refined: 30, exact: 64 } });
        const spec = await specOf(arms('?'));
        const powerAt = (n: number): number =>
            sumByHand({ ...spec, design: { ...spec.design, n: { kind: 'fixed', n } } }, spec.tests[0])!.wald;
        expect(powerAt(62)).toBeLessThan(0.8);
        for (let n = 64; n <= 84; n += 2) {
            expect(powerAt(n)).toBeGreaterThanOrEqual(0.8);
        }
    });

    it('stay beside the formula that the file asks for', async () => {
        const answered = await testOf(arms('30', 'using refined'));
        expect(answered.using).toBe('refined');
        expect(enumeratedOf(answered).wald).toBeCloseTo(0.506, 3);
    });

    it('have a level of their own', async () => {
        const spec = await specOf(arms('30'));
        const { level } = enumeratedOf(await testOf(arms('30'))) as { level?: { wald: number; likelihoodRatio: number } };
        const held = sumByHand(
            { ...spec, fixed: spec.fixed.map(effect => (effect.name === 'b1' ? { ...effect, value: 0 } : effect)) },
            spec.tests[0]
        )!;
        expect(level!.wald).toBeCloseTo(held.wald, 9);
        expect(level!.likelihoodRatio).toBeCloseTo(held.likelihoodRatio, 9);
    });

    // By R: the largest power at any odds ratio is 0.7853.
    it('may hide every effect', async () => {
        const { required } = await testOf(arms('60').replace('3.6589478', '?'));
        const failure = required!.failure.exact;
        expect(failure?.code).toBe('unreachable');
        expect(failure?.code === 'unreachable' && failure.best).toBeCloseTo(0.7853, 4);
    });

    it('cost what they need by the sum', async () => {
        const [best] = answer(await specOf(arms('30', 'cost { per observation 2 }'))).optimal;
        expect(best).toMatchObject({ n: 64, cost: 128, using: 'exact' });
    });
});

const logit = (p: number): number => Math.log(p / (1 - p));
const rate = (eta: number): number => 1 / (1 + Math.exp(-eta));

describe('where outcomes are not summed over', () => {
    const reasonOf = async (text: string): Promise<unknown> => {
        const { enumerated, power, using } = await testOf(text);
        expect(power.exact).toBeNull();
        expect(using).toBe('refined');
        return isFailure(enumerated) && enumerated.code === 'no-variance' ? enumerated.reason : enumerated;
    };
    const model = (family: string, predictors: string, n: string): string => `model m {
        family ${family}
        ${predictors}
        fixed B { b0: 1 = 0; b1: x = 0.4 }
        design { n = ${n} }
        test b1 = 0
    }`;

    it.each([
        ['values', model('bernoulli', 'predictor x ~ Normal(0, 1)', '50')],
        ['response', model('gamma(phi = 0.5)', 'predictor x each 0, 1', '50')],
        ['outcomes', model('poisson', 'predictor x each 0, 1, 2, 3, 4, 5', '6000')]
    ])('says why: %s', async (because, text) => {
        expect(await reasonOf(text)).toEqual({ code: 'not-enumerated', because });
    });

    it('has no sums with groups, or of a Gaussian response', async () => {
        expect((await testOf(model('gaussian(phi = 1)', 'predictor x each 0, 1', '50'))).enumerated).toBeNull();
        const groups = `model m { family bernoulli predictor arm each 0, 1 per clinic fixed A { b0: 1 = logit(0.01); e: arm = 1 } random clinic { b0 sd 0.3 }
            design { clinic = 12, n = 20 } test e = 0 }`;
        const { enumerated, fewEvents } = await testOf(groups);
        expect(enumerated).toBeNull();
        // 120 observations at a rate of about 0.01.
        expect(fewEvents).toMatchObject({ cell: [{ name: 'arm', value: 0 }], enough: { quantity: 'clinic', kind: 'count' } });
        expect(fewEvents!.events).toBeCloseTo(1.25, 1);
        expect(fewEvents!.enough!.size).toBe(Math.ceil((12 * 5) / fewEvents!.events / 2) * 2);
    });

    it('counts the events of drawn arms', async () => {
        const drawn = `model m { family poisson predictor arm ~ Categorical(a: 0.9, b: 0.1) predictor x ~ Normal(0, 1)
            fixed B { b0: 1 = log(0.2); e: arm[b] = 0.5; bx: x = 0 } design { n = 100 } test e = 0 }`;
        const { fewEvents } = await testOf(drawn);
        expect(fewEvents).toMatchObject({ cell: [{ name: 'arm', value: 'b' }], enough: { quantity: 'n', size: 152 } });
        expect(fewEvents!.events).toBeCloseTo(10 * 0.2 * Math.exp(0.5), 6);
    });

    it('counts the events of every cell that an interaction compares', async () => {
        const interaction = `model m { family bernoulli predictor arm each 0, 1 per clinic predictor old each 0, 1
            fixed A { b0: 1 = logit(0.02); e: arm = 0 } fixed B { o: old = -1; both: arm * old = -1 } random clinic { b0 sd 0.001 }
            design { clinic = 20, n = 40 } test both = 0 }`;
        const { fewEvents } = await testOf(interaction);
        // 200 of the 800 observations are in each cell.
        expect(fewEvents!.cell).toEqual([
            { name: 'arm', value: 1 },
            { name: 'old', value: 1 }
        ]);
        expect(fewEvents!.events).toBeCloseTo(200 * rate(logit(0.02) - 2), 4);
    });

    it('adds up the waves and periods behind a derived predictor', async () => {
        const wedge = `model m { family bernoulli predictor wave each 1, 2, 3 per clinic predictor period each 0, 1, 2, 3 predictor treated = period >= wave
            fixed A { b0: 1 = logit(0.01) } fixed B { late: period = 0; effect: treated = -1 } random clinic { b0 sd 0.001 }
            design { clinic = 6, n = 80 } test effect = 0 }`;
        const { fewEvents } = await testOf(wedge);
        // Of 12 combinations, 6 are treated.
        expect(fewEvents!.cell).toEqual([{ name: 'treated', value: 1 }]);
        expect(fewEvents!.events).toBeCloseTo(240 * rate(logit(0.01) - 1), 4);
    });

    it('counts those of the whole study for an intercept and for a continuous predictor', async () => {
        const whole = (tested: string): string => `model m { family bernoulli predictor x ~ Normal(0, 1)
            fixed B { b0: 1 = logit(0.01); e: x = 0 } design { n = 300 } test ${tested} = 0 }`;
        for (const tested of ['b0', 'e']) {
            const { fewEvents } = await testOf(whole(tested));
            expect(fewEvents).toMatchObject({ effect: tested, cell: [] });
            expect(fewEvents!.events).toBeCloseTo(3, 6);
        }
    });

    it('counts those of effects that no test names', async () => {
        const { fewEvents } = analyze(
            await specOf(`model m { family bernoulli predictor arm each 0, 1
            fixed B { b0: 1 = logit(0.01); e: arm = 0.5 } design { n = 300 } }`)
        );
        expect(fewEvents).toMatchObject({ effect: 'e', cell: [{ name: 'arm', value: 0 }] });
        expect(fewEvents!.events).toBeCloseTo(1.5, 6);
    });
});
