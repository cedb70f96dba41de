/** Why a goal has no answer: every reason, and that it is true. */
import { describe, expect, it } from 'vitest';
import { answer, type Failure, type ModelSpec, type Required, type TestSpec } from '../../../src-engine/index.js';
import { normalQuantile } from '../../../src-engine/numeric/special/normal-distribution.js';
import { factor, withFactors } from '../several-factors.js';
import { drawn, each, modelSpec, one, times, x, type Sketch } from '../specs.js';
import { powerByHand } from './wald-power-by-hand.js';
import { tested } from './tested.js';

const test = (effect: string, more: Partial<TestSpec> = {}): TestSpec => tested(effect, { power: 0.8, ...more });

function required(spec: ModelSpec, tested: TestSpec): Required {
    return answer({ ...spec, tests: [tested] }, { around: false, allocation: false }).tests[0].required!;
}

const trial = (more: Partial<Sketch> = {}): ModelSpec =>
    modelSpec({
        predictors: [each('arm', [0, 1], 'g')],
        a: [['a0', one, 0], ['a1', x('arm'), 0.4]], // prettier-ignore
        effects: ['a0'],
        sigma: [[0.2]],
        m: null,
        ...more
    });

const failures = ({ failure }: Required): (Failure | null)[] => [failure.leading, failure.twoTerm, failure.refined];
const allThree = <T>(one: T): T[] => [one, one, one];

describe('no size reaches the goal', () => {
    it('at the null', () => {
        const spec = trial({ a: [['a0', one, 0], ['a1', x('arm'), 0]] }); // prettier-ignore
        expect(failures(required(spec, test('a1')))).toEqual(allThree({ code: 'at-null' }));
    });

    it('at the null up to rounding: 0.1 + 0.2 against 0.3', () => {
        const tested = test('a1', { contrasts: [{ coefficients: [{ effect: 'a1', coefficient: 3 }], value: 0.3 }] });
        const spec = trial({ a: [['a0', one, 0], ['a1', x('arm'), 0.1]] }); // prettier-ignore
        expect(failures(required(spec, tested))).toEqual(allThree({ code: 'at-null' }));
    });

    it.each([['less', 0.4], ['greater', -0.4]] as const)('against the alternative %s', (alternative, value) => {
        const spec = trial({ a: [['a0', one, 0], ['a1', x('arm'), value]] }); // prettier-ignore
        expect(failures(required(spec, test('a1', { alternative })))).toEqual(allThree({ code: 'wrong-sign' }));
    }); // prettier-ignore

    it('when the power that is asked for is no larger than the level', () => {
        expect(failures(required(trial(), test('a1', { power: 0.05 })))).toEqual(allThree({ code: 'power-below-level' }));
    });

    it('beyond 1e15, but not at just below', () => {
        const at = (effect: number): Required => required(trial({ a: [['a0', one, 0], ['a1', x('arm'), effect]] }), test('a1', { alternative: 'greater' })); // prettier-ignore
        // m = 4(σ² + φ/n)(z + z')²/δ²
        expect(failures(at(7e-8))).toEqual(allThree({ code: 'too-large' }));
        const near = at(1.2e-7);
        expect(near.value.refined).toBeGreaterThan(4e14);
        expect(near.value.refined! / ((normalQuantile(0.95) + normalQuantile(0.8)) ** 2 / 1.44e-14)).toBeCloseTo(1, 10);
    });

    it('by more observations in few groups: the best power is that of groups which are known for certain', () => {
        const found = required(trial({ m: 20, n: null }), test('a1'));
        const best = powerByHand(0.4 / Math.sqrt((4 * 0.2) / 20), { contrasts: 1, alternative: 'two-sided', alpha: 0.05, df: Infinity });
        for (const failure of failures(found)) {
            expect(failure).toMatchObject({ code: 'unreachable', stays: 'g' });
            expect((failure as { best: number }).best).toBeCloseTo(best, 9);
        }
    });

    it('the same with reference t, whose degrees of freedom stay as they are', () => {
        const found = required(trial({ m: 20, n: null }), test('a1', { reference: 't' }));
        const best = powerByHand(0.4 / Math.sqrt((4 * 0.2) / 20), { contrasts: 1, alternative: 'two-sided', alpha: 0.05, df: 18 });
        for (const failure of failures(found)) {
            expect((failure as { best: number }).best).toBeCloseTo(best, 9);
        }
    });

    it('crossed: more subjects do not lower what the items leave', () => {
        const spec = withFactors(
            { predictors: [each('condition', [-0.5, 0.5], 'item')], a: [['a0', one, 0], ['a1', x('condition'), 0.3]], phi: 1 }, // prettier-ignore
            [factor('subject', ['a0'], [[0.3]]), factor('item', ['a0'], [[0.2]])],
            [NaN, 10, 1]
        );
        spec.design.counts[0].count = null;
        const best = powerByHand(0.3 / Math.sqrt((4 * 0.2) / 10), { contrasts: 1, alternative: 'two-sided', alpha: 0.05, df: Infinity });
        const { failure } = required(spec, test('a1'));
        expect(failure.refined).toMatchObject({ code: 'unreachable', stays: 'item' });
        expect((failure.refined as { best: number }).best).toBeCloseTo(best, 9);
    });

    it('no degree of freedom, whatever n', () => {
        const found = required(trial({ m: 2, n: null }), test('a1', { reference: 't' }));
        expect(failures(found)).toEqual(allThree({ code: 'degrees-of-freedom', df: 0, reference: 't' }));
    });

    it('no degree of freedom at the design: no power', () => {
        const spec = { ...trial({ m: 2 }), tests: [test('a1', { reference: 't' })] };
        const [{ power, failure }] = answer(spec).tests;
        expect(power).toEqual({ leading: null, twoTerm: null, refined: null, exact: null });
        expect(failure).toEqual({ code: 'degrees-of-freedom', df: 0, reference: 't' });
    });

    it('few units for reference t are passed over in a search', () => {
        const found = required(trial({ a: [['a0', one, 0], ['a1', x('arm'), 12]], n: 5 }), test('a1', { reference: 't' })); // prettier-ignore
        // Two clusters, one in each arm, leave the variance between clusters open, whatever the reference. With four there are two degrees of freedom.
        expect(required(trial({ a: [['a0', one, 0], ['a1', x('arm'), 12]], n: 5 }), test('a1')).value.refined).toBe(4); // prettier-ignore
        expect(found.value.refined).toBe(4);
    });

    it('the hypothesis does not contain the effect that is asked for', () => {
        const spec = trial({ m: 20, a: [['a0', one, null], ['a1', x('arm'), 0.3]] }); // prettier-ignore
        expect(failures(required(spec, test('a1')))).toEqual(allThree({ code: 'not-in-hypothesis', effect: 'a0' }));
    });
});

describe('an accuracy that small groups have nothing to say in', () => {
    /** Refined variances exist from some n on: the weights' law is too heavy for fewer observations. */
    const spec = (effect: number): ModelSpec =>
        modelSpec({
            family: 'poisson',
            predictors: [drawn('t', { law: 'discrete', values: [0, 1, 2], probabilities: [0.5, 0.3, 0.2] }), each('arm', [0, 1], 'g')],
            a: [['a0', one, 0.3], ['a1', x('arm'), 0.5]], // prettier-ignore
            b: [['b1', x('t'), 0.55], ['b2', times(x('arm'), x('t')), effect]], // prettier-ignore
            effects: ['a0'],
            sigma: [[0.6]],
            m: 24,
            n: null
        });

    it('is searched at larger ones', () => {
        const { value, failure, using } = required(spec(0.1), test('b2'));
        expect([failure.refined, using]).toEqual([null, 'refined']);
        expect(value.refined).toBeGreaterThan(value.twoTerm!);
    });

    it('has no answer where the smallest size that it knows is enough: a smaller one may be', () => {
        const { value, failure, using } = required(spec(0.45), test('b2'));
        expect(value.refined).toBeNull();
        expect(failure.refined).toMatchObject({ code: 'no-variance' });
        // Two terms are too rough where the refined form is withheld.
        expect([using, value.twoTerm]).toEqual([null, null]);
        expect(failure.twoTerm).toMatchObject({ code: 'rough' });
    });
});

it('nothing that can be chosen has a price', () => {
    const free = { prices: [{ unit: 'g', price: 0 }, { unit: null, price: 0 }], budget: 100 }; // prettier-ignore
    const { optimal } = answer({ ...trial({ m: 40, n: 10 }), tests: [test('a1')], cost: free }, { around: false });
    expect(optimal.map(({ failure, n, cost }) => [failure, n, cost])).toEqual([[{ code: 'no-price' }, null, null]]);
});
