import { describe, expect, it } from 'vitest';
import {
    answerText,
    askedLens,
    costLens,
    precisionLens,
    protocolText,
    testHover,
    testLens,
    type ModelView
} from '../../language/presentation/index.js';
import { detectableValue } from '../../language/presentation/choice/detectable-value.js';
import { formatCost } from '../../language/presentation/notation/numbers.js';
import { powerText } from '../../language/presentation/prose/power-text.js';
import type { Failure, TestAnswer } from '../../src-engine/result/design-answers.js';
import type { Accuracy } from '../../src-engine/spec/model-spec.js';
import { answer, type ModelSpec } from '../../src-engine/index.js';
import { lensOf, nothing, required, slopes, testAnswer, values, viewWith } from './given-answers.js';
import { firstModel, fixture, viewOfText } from './rendered-model.js';

describe('over a test that asks for a number', () => {
    const talked = values<number | null>(54, 304, 257, null);

    it('the answer alone, whatever the other accuracies give', () =>
        expect(lensOf({ required: required(talked) })).toBe('257 clinics for 90 % power'));

    it('one number where they agree within a tenth', () =>
        expect(lensOf({ required: required(values<number | null>(240, 260, 257, 255)) })).toBe('257 clinics for 90 % power'));

    it('the accuracy where the file asks for another one than usual', () => {
        const spec: ModelSpec = { ...slopes.spec, using: 'leading' };
        const using = 'leading';
        expect(lensOf({ using, required: required(talked, { using }) }, { spec })).toBe('54 clinics for 90 % power · leading term');
        expect(lensOf({ using, required: required(values<number | null>(250, null, 257, null), { using }) }, { spec })).toBe(
            '250 clinics for 90 % power · leading term'
        );
    });

    it('another accuracy than the usual one by its name', () => {
        const spec: ModelSpec = { ...slopes.spec, using: 'exact' };
        const using = 'twoTerm';
        const answered = { using, required: required(values<number | null>(290, 304, 300, null), { using }) } satisfies Partial<TestAnswer>;
        expect(lensOf(answered, { spec })).toBe('304 clinics for 90 % power · two terms');
        expect(lensOf(answered, { spec, exactIsUnderWay: true })).toBe('304 clinics for 90 % power · two terms; exact …');
    });

    it('how many to recruit, and the t where clinics are few', () => {
        const few = required(values<number | null>(28, 30, 30, null), { recruit: values<number | null>(33, 36, 36, null) });
        expect(lensOf({ required: few, units: 30, withT: { df: 28, power: null, required: 32 } })).toBe(
            '30 clinics for 90 % power · recruit 36 · t: 32 clinics'
        );
    });

    it('what can not be reached, and what would help', () => {
        const failure: Failure = { code: 'unreachable', best: 0.7149, stays: 'clinic' };
        const unreachable = required(nothing, {
            quantity: 'n',
            kind: 'n',
            failure: values<Failure | null>(failure, failure, failure, null)
        });
        expect(lensOf({ required: unreachable })).toBe("power can't exceed 0.715 with more observations per clinic: add clinics");
        expect(askedLens(viewWith({ required: unreachable }))).toBe(
            "power can't exceed 0.715 with more observations per clinic: add clinics"
        );
    });

    it('one clinic is one', () =>
        expect(lensOf({ required: required(values<number | null>(1, 1, 1, 1)) })).toBe('1 clinic for 90 % power'));
});

describe('over a test of a design', () => {
    it('the power and what reaches the goal, whatever the other accuracies give', () =>
        expect(
            lensOf({
                power: values<number | null>(0.9912, 0.8, 0.8312, null),
                required: required(values<number | null>(54, 304, 257, null), { asked: false })
            })
        ).toBe('power 0.831 · needs 257 clinics for 90 %'));

    it('that less would do', () =>
        expect(
            lensOf({
                power: values<number | null>(0.95, 0.95, 0.95, null),
                required: required(values<number | null>(40, 40, 40, null), { asked: false })
            })
        ).toBe('power 0.950 · 40 clinics suffice for 90 %'));

    it('why there is no power', () => {
        const failure: Failure = { code: 'degrees-of-freedom', df: 0, reference: 't' };
        expect(lensOf({ using: null, failure })).toBe('no power: 0 degrees of freedom');
        expect(lensOf({ using: null })).toBe('no power: clinic has no number');
    });
});

describe('answers that are not there, or of an older text', () => {
    const answered = { required: required(values<number | null>(250, 250, 257, null)) };
    const states: [ModelView['state'], string, string][] = [
        ['computing', '257 clinics for 90 % power · before the last edit', 'computing …'],
        ['stale', '257 clinics for 90 % power · before the last edit', ''],
        ['failed', '257 clinics for 90 % power · could not be computed; before the last edit', 'could not be computed']
    ];
    it.each(states)('%s', (state, withAnswers, without) => {
        expect(lensOf(answered, { state })).toBe(withAnswers);
        expect(lensOf(answered, { state, answers: null })).toBe(without);
    });

    it('nothing where none are computed, a word where they are under way', () => {
        for (const lens of [(view: ModelView) => testLens(view, 0), (view: ModelView) => precisionLens(view, 0), costLens, askedLens]) {
            expect(lens({ ...slopes, answers: null })).toBe('');
            expect(lens({ ...slopes, answers: null, answersAreUnderWay: true })).toBe('computing …');
        }
    });

    it('a click writes fresh answers only', () => {
        expect(askedLens(viewWith(answered))).toBe('257 clinics for 90 % power · click to write 257');
        expect(askedLens(viewWith(answered, { state: 'computing' }))).toBe('257 clinics for 90 % power · before the last edit');
    });

    it('the size for all goals, where the first one needs less', () => {
        const more = testAnswer({ required: required(values<number | null>(300, 310, 312, null)) });
        const view = viewWith(answered);
        const answers = { ...view.answers!, tests: [...view.answers!.tests, more] };
        expect(askedLens({ ...view, answers })).toBe('257 clinics for 90 % power · all goals: 312 clinics · click to write 257');
        const none = testAnswer({ required: required(nothing, { using: null }) });
        expect(askedLens({ ...view, answers: { ...answers, tests: [...answers.tests, none] } })).toBe(
            '257 clinics for 90 % power · click to write 257'
        );
    });

    it('a test that the answers know nothing of', () => {
        expect(testLens(viewWith(answered), 1)).toBe('');
        expect(testLens(viewWith(answered, { state: 'computing' }), 1)).toBe('computing …');
    });
});

describe('what is written for a `?`', () => {
    it('a count as a whole number', () =>
        expect(answerText(slopes.spec, viewWith({ required: required(values<number | null>(54, 304, 257, null)) }).answers!)).toEqual({
            text: '257',
            what: '257 clinics for 90 % power',
            amount: '257 clinics'
        }));

    it('nothing where nothing is asked for, or nothing reaches the goal', async () => {
        const { spec, answers } = viewOfText(await firstModel(fixture('wedge')));
        expect(answerText(spec, answers!)).toBeNull();
        expect(answerText(slopes.spec, viewWith({ required: required(nothing, { using: null }) }).answers!)).toBeNull();
    });

    it('an effect away from the null, so that the goal still holds', async () => {
        const model = await firstModel(fixture('detectable'));
        const spec = model.spec!;
        const written = answerText(spec, answer(spec))!;
        expect(written.text).toMatch(/^0\.\d{4}$/);
        const at = (value: number) => {
            const fixed = spec.fixed.map(effect => (effect.name === 'slope' ? { ...effect, value } : effect));
            return answer({ ...spec, fixed }, { around: false }).tests[0].power.refined!;
        };
        expect(at(Number(written.text))).toBeGreaterThanOrEqual(0.9);
        expect(at(Number(written.text) - 1e-4)).toBeLessThan(0.9);
    });

    it.each<[number, number, string]>([
        [0.31241, 0, '0.3125'],
        [-0.31241, 0, '-0.3125'],
        [0.3125, 0, '0.3125'],
        [100.0523412, 100, '100.05235'],
        [99.9476588, 100, '99.94765'],
        [1234.5671, 0, '1235'],
        [1.23451e-7, 0, '1.235e-7']
    ])('%d away from %d is %s', (value, atNull, text) => {
        const contrasts = [{ coefficients: [{ effect: 'beta1', coefficient: 2 }], value: 2 * atNull }];
        const test = { ...slopes.spec.tests[0], contrasts };
        expect(String(detectableValue(slopes.spec, test, { quantity: 'beta1' }, value))).toBe(text);
    });
});

describe('numbers of answers', () => {
    it.each<[number, string]>([
        [0.8999999, '0.899'],
        [0.9, '0.900'],
        [0.29, '0.290'],
        [0.99951, '> 0.999'],
        [1, '> 0.999'],
        [0.0004, '< 0.001'],
        [0.05, '0.050']
    ])('a power of %d', (power, text) => expect(powerText(power)).toBe(text));

    it.each<[number, string]>([
        [19968, '19,968'],
        [1234567.891, '1,234,567.89'],
        [12.5, '12.5'],
        [999, '999'],
        [0, '0']
    ])('a cost of %d', (cost, text) => expect(formatCost(cost)).toBe(text));
});

it('every accuracy can be in use', () => {
    for (const using of ['leading', 'twoTerm', 'refined', 'exact'] satisfies Accuracy[]) {
        const view = viewWith({ using, required: required(values<number | null>(50, 50, 50, 50), { using }) });
        expect(testLens(view, 0)).toMatch(/^50 clinics for 90 % power/);
        expect(protocolText(view, 0)).toMatch(/^With 50 clinics of 20 observations each, .* The variances of the estimates come from /);
    }
});

describe('a goal about an effect in the wrong block', () => {
    const model = (using: string, design = 'clinic = 40, n = 20') => `model wrong {
        family poisson
        predictor arm each 0, 1 per clinic
        predictor x ~ Normal(0, 1)
        fixed A { b0: 1 = 0.2; s: x = 0.1 }
        fixed B { e: arm = 0.3 }
        random clinic { b0 sd 0.5; s sd 0.2 }
        design { ${design} }
        test e = 0 power 0.9
        precision e halfwidth 0.1
        ${using}
    }`;

    it.each(['', 'using leading', 'using two-term', 'using refined', 'using exact'])('names the block as the reason (%s)', async using => {
        const view = viewOfText(await firstModel(model(using)));
        for (const text of [testLens(view, 0), precisionLens(view, 0), testHover(view, 0)]) {
            expect(text).toContain('e is in the wrong block');
            expect(text).not.toContain('simulation');
        }
        const asked = viewOfText(await firstModel(model(using, 'clinic = ?, n = 20')));
        for (const text of [testLens(asked, 0), askedLens(asked), testHover(asked, 0)]) {
            expect(text).toContain('e is in the wrong block');
            expect(text).not.toContain('simulation');
        }
    });
});

describe('an effect that is detected on one side of the null alone', () => {
    const model = (mean: number) => `model one {
        family bernoulli
        predictor arm each 0, 1
        fixed B { b0: 1 = logit(${mean}); e: arm = ? }
        design { n = 60 }
        test e = 0 power 0.9
    }`;

    it.each([
        // By a sum over all outcomes in R the power is 0.9001 at 2.21 and 0.89997 at 2.2095.
        [0.9, '-2.21'],
        [0.1, '2.21']
    ])('is written, and the side without a value is named (%d)', async (mean, written) => {
        const view = viewOfText(await firstModel(model(mean)));
        expect(answerText(view.spec, view.answers!)!.text).toBe(written);
        expect(askedLens(view)).toContain('click to write');
        expect(testHover(view, 0)).toContain('No value of e on the other side of its null value reaches the power.');
    });
});
