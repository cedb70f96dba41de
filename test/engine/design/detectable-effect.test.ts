/** The smallest effect that a test detects: in the model it has the power, and no value nearer to the null has it. */
import { describe, expect, it } from 'vitest';
import { answer, type ModelSpec, type TestSpec } from '../../../src-engine/index.js';
import { normalQuantile } from '../../../src-engine/numeric/special/normal-distribution.js';
import { factor, withFactors } from '../several-factors.js';
import { drawn, each, modelSpec, one, times, x } from '../specs.js';
import { tested } from './tested.js';

const test = (effect: string, more: Partial<TestSpec> = {}): TestSpec => tested(effect, { power: 0.9, ...more });

const withEffect = (spec: ModelSpec, name: string, value: number): ModelSpec => ({
    ...spec,
    fixed: spec.fixed.map(effect => (effect.name === name ? { ...effect, value } : effect))
});

const dose = { law: 'discrete' as const, values: [0, 1, 2], probabilities: [0.5, 0.3, 0.2] };
const clusters = (family: 'gaussian' | 'poisson' | 'bernoulli', asked: 'a1' | 'b1'): ModelSpec =>
    modelSpec({
        family,
        predictors: [each('arm', [0, 1], 'g'), drawn('t', dose)],
        a: [['a0', one, -0.4], ['a1', x('arm'), asked === 'a1' ? null : 0.3]], // prettier-ignore
        b: [['b1', x('t'), asked === 'b1' ? null : 0.2], ['b2', times(x('arm'), x('t')), 0.1]], // prettier-ignore
        effects: ['a0'],
        sigma: [[0.3]],
        m: 24,
        n: 12
    });
const crossed = withFactors(
    { predictors: [each('condition', [-0.5, 0.5], 'item')], a: [['a0', one, 0], ['a1', x('condition'), null]], phi: 1 }, // prettier-ignore
    [factor('subject', ['a0'], [[0.3]]), factor('item', ['a0'], [[0.2]])],
    [30, 16, 1]
);

const cases: [what: string, spec: ModelSpec, effect: string, tested: TestSpec][] = [
    ['Gaussian, arm, two-sided', clusters('gaussian', 'a1'), 'a1', test('a1')],
    ['Gaussian, arm, reference t', clusters('gaussian', 'a1'), 'a1', test('a1', { reference: 't' })],
    ['Poisson, arm', clusters('poisson', 'a1'), 'a1', test('a1')],
    ['Poisson, dose, greater', clusters('poisson', 'b1'), 'b1', test('b1', { alternative: 'greater' })],
    ['Poisson, dose, less: a negative value', clusters('poisson', 'b1'), 'b1', test('b1', { alternative: 'less' })],
    ['logistic, arm', clusters('bernoulli', 'a1'), 'a1', test('a1')],
    ['logistic, dose, less', clusters('bernoulli', 'b1'), 'b1', test('b1', { alternative: 'less' })],
    ['crossed', crossed, 'a1', test('a1', { reference: 't' })],
    [
        'a difference from another effect, against 0.2',
        clusters('poisson', 'b1'),
        'b1',
        test('b1', { contrasts: [{ coefficients: [{ effect: 'b2', coefficient: 2 }, { effect: 'b1', coefficient: -1 }], value: 0.2 }], alternative: 'less' }) // prettier-ignore
    ],
    [
        'two effects jointly',
        clusters('gaussian', 'b1'),
        'b1',
        test('b1', { contrasts: [{ coefficients: [{ effect: 'b1', coefficient: 1 }], value: 0 }, { coefficients: [{ effect: 'b2', coefficient: 1 }], value: 0 }] }) // prettier-ignore
    ]
];

describe.each(cases)('%s', (_, spec, effect, tested) => {
    const { required } = answer({ ...spec, tests: [tested] }, { around: false, allocation: false, exact: 'none' }).tests[0];
    const using = required!.using!;
    const slope = tested.contrasts[0].coefficients.find(one => one.effect === effect)!.coefficient;
    const others = tested.contrasts[0].coefficients.filter(one => one.effect !== effect);
    const origin =
        others.reduce((rest, one) => rest - one.coefficient * spec.fixed.find(({ name }) => name === one.effect)!.value!, tested.contrasts[0].value) /
        slope; // prettier-ignore
    const powerAt = (value: number): number => {
        const there = { ...withEffect(spec, effect, value), tests: [tested] };
        return answer(there, { around: false, allocation: false, exact: 'none' }).tests[0].power[using]!;
    };

    it('has the power, and no effect nearer to the null has', () => {
        expect([required!.kind, required!.quantity, required!.asked]).toEqual(['effect', effect, true]);
        const value = required!.value[using]!;
        expect(Math.sign(value - origin)).toBe((tested.alternative === 'less' ? -1 : 1) * (tested.alternative === 'two-sided' ? 1 : Math.sign(slope))); // prettier-ignore
        expect(Math.abs(powerAt(value) - tested.power!)).toBeLessThan(1e-9);
        for (const share of [0.1, 0.5, 0.9, 0.999]) {
            expect(powerAt(origin + share * (value - origin))).toBeLessThan(tested.power!);
        }
    });

    it('of a two-sided test there is another on the other side', () => {
        if (tested.alternative !== 'two-sided') {
            return void expect(required!.otherSide).toBeNull();
        }
        const other = required!.otherSide![using]!;
        expect(other).toBeLessThan(origin);
        expect(Math.abs(powerAt(other) - tested.power!)).toBeLessThan(1e-9);
        expect(powerAt(origin + 0.999 * (other - origin))).toBeLessThan(tested.power!);
    });
});

it('Gaussian, one-sided: (z + z′)·2√((σ² + φ/n)/m)', () => {
    const spec = modelSpec({
        predictors: [each('arm', [0, 1], 'g')],
        a: [['a0', one, 0], ['a1', x('arm'), null]], // prettier-ignore
        effects: ['a0'],
        sigma: [[0.3]],
        m: 24,
        n: 12
    });
    const { required } = answer({ ...spec, tests: [test('a1', { alternative: 'greater' })] }).tests[0];
    const expected = (normalQuantile(0.95) + normalQuantile(0.9)) * 2 * Math.sqrt((0.3 + 1 / 12) / 24);
    for (const accuracy of ['twoTerm', 'refined', 'exact'] as const) {
        expect(required!.value[accuracy]! / expected).toBeCloseTo(1, 9);
    }
});

it('yes/no answers of few observations: no effect is large enough, as a certain answer tells no more', () => {
    const spec = modelSpec({
        family: 'bernoulli',
        predictors: [each('t', [0, 1])],
        b: [['b0', one, 0], ['b1', x('t'), null]], // prettier-ignore
        n: 12
    });
    const { required } = answer({ ...spec, tests: [test('b1')] }).tests[0];
    const { failure } = required!;
    expect(failure.refined).toMatchObject({ code: 'unreachable' });
    // Var(β1) = (4 + 1/(p(1 − p)))/6 at half of 12 each: the largest power over all effects.
    const margin = (effect: number): number => effect / Math.sqrt((4 + 2 + 2 * Math.cosh(effect)) / 6);
    const largest = Math.max(...Array.from({ length: 20000 }, (_, i) => margin(i / 2000)));
    const { best } = failure.refined as { best: number };
    const needed = normalQuantile(0.975);
    expect(largest).toBeLessThan(needed + normalQuantile(0.9));
    expect(normalQuantile(best) + needed).toBeGreaterThan(0.9999 * largest);
    expect(normalQuantile(best) + needed).toBeLessThan(1.002 * largest);
});

describe('a value on one side of the null alone', () => {
    const spec = (intercept: number): ModelSpec =>
        modelSpec({
            family: 'bernoulli',
            predictors: [each('t', [0, 1])],
            b: [['b0', one, intercept], ['b1', x('t'), null]], // prettier-ignore
            n: 60
        });
    const required = (intercept: number) => answer({ ...spec(intercept), tests: [test('b1')] }).tests[0].required!;
    const power = (intercept: number, value: number): number =>
        answer({ ...withEffect(spec(intercept), 'b1', value), tests: [test('b1')] }, { around: false, exact: 'none' }).tests[0].power
            .refined!;

    it('is the answer, whichever side it is on', () => {
        // Most responses are already yes, so a larger probability is hard to tell from the present one.
        const common = required(Math.log(9));
        expect(common.failure.refined).toBeNull();
        expect(common.otherSide).toEqual({ leading: null, twoTerm: null, refined: null, exact: null });
        const value = common.value.refined!;
        expect(power(Math.log(9), value)).toBeCloseTo(0.9, 8);
        expect(value).toBeLessThan(0);
        const positive = Array.from({ length: 20 }, (_, i) => power(Math.log(9), 0.6 * (i + 1)));
        expect(Math.max(...positive)).toBeLessThan(0.9);
        // With yes and no exchanged, the sides are exchanged.
        const rare = required(-Math.log(9));
        expect(rare.value.refined).toBeCloseTo(-value, 8);
        expect(rare.otherSide!.refined).toBeNull();
    });

    it('has its sensitivities on the same side', () => {
        const grouped = modelSpec({
            family: 'bernoulli',
            predictors: [each('t', [0, 1], 'g')],
            a: [['b0', one, Math.log(19)], ['b1', x('t'), null]], // prettier-ignore
            effects: ['b0'],
            sigma: [[0.09]],
            m: 10,
            n: 10
        });
        const { value, sensitivity } = answer({ ...grouped, tests: [test('b1')] }).tests[0].required!;
        expect(value.refined).toBeLessThan(0);
        expect(sensitivity!.smaller).toBeLessThan(0);
        expect(sensitivity!.larger).toBeLessThan(value.refined!);
    });
});
