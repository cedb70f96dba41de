/** What a statement about a goal is about: its answer, its test, and how far its values are from the hypothesis. */
import { expect } from 'vitest';
import type { Required } from '../../../src-engine/result/design-answers.js';
import type { TestSpec } from '../../../src-engine/spec/model-spec.js';
import type { Statement } from '../printed.js';
import { answerText } from '../../../language/presentation/prose/answer-text.js';
import { expectPower, expectPrinted, printedNumber, type Study } from '../study.js';
import { number } from './claim.js';

export const requiredOf = (study: Study, of: Statement['of']): Required =>
    of.kind === 'precision'
        ? study.precision(of).required
        : (study.answers.tests[of.index ?? study.answers.tests.findIndex(({ required }) => required?.asked)]?.required ??
          study.answers.precisions[0]!.required);

export const close = (text: string, value: number, isEffect: boolean) => {
    const shown = printedNumber(new RegExp(number).exec(text.replace(/^.* = /, ''))![0]).value;
    expect(Math.abs(shown - value), text).toBeLessThanOrEqual((isEffect ? 2e-3 : 1e-9) * Math.abs(value));
    expectRatio(text);
};

/** `e = 0.3507 (OR 1.42)`: the ratio is that of the number before it. */
export function expectRatio(text: string): void {
    const told = new RegExp(`= (?<value>${number}) \\([A-Za-z ]+ (?<ratio>${number})\\)$`).exec(text)?.groups;
    if (told) {
        expectPrinted(told.ratio!, Math.exp(printedNumber(told.value!).value));
    }
}

/** The distance of the model's values from the hypothesis, along the alternative. */
export function distances(study: Study, { contrasts, alternative }: TestSpec): number[] {
    const valueOf = (name: string) => study.spec.fixed.find(effect => effect.name === name)!.value ?? study.parameter(name).value!;
    const sign = alternative === 'less' ? -1 : 1;
    return contrasts.map(
        ({ coefficients, value }) =>
            sign * (coefficients.reduce((sum, { effect, coefficient }) => sum + coefficient * valueOf(effect), 0) - value)
    );
}

/** The power of a test that asks for no number, at the answer of another goal. The power is computed anew, for the model with the answer in it. */
export function expectAtAnswerOfOther(shown: string, amount: string, index: number, study: Study): void {
    const { power, using } = study.answers.tests[index]!.atAnswer!;
    expect(study.answers.tests[index]!.required).toBeNull();
    expect(amount).toBe(answerText(study.spec, study.answers)!.amount);
    expectPower(shown, power[using!]);
    const there = study.answersOf(study.design()).tests[index]!.power[using!]!;
    // The value of an effect is written with four digits of its distance from the null.
    expect(Math.abs(there - power[using!]!)).toBeLessThan(1e-3);
}

/** The answer to a `?` is that of the first test with a power, otherwise of the first precision. Where a model has several goals, it is named. */
export function expectGoalNamed(text: string, { spec, answers }: Study): void {
    const tests = answers.tests.flatMap(({ required }, index) => (required === null ? [] : [index]));
    const [first] = tests;
    const { hypothesis, name } = spec.tests[first ?? 0] ?? { hypothesis: '', name: '' };
    const label = first === undefined ? answers.precisions[0]?.parameter : (name ?? hypothesis);
    const isNamed = tests.length + answers.precisions.length > 1;
    expect(/\((?!OR |[a-z ]*ratio)/.test(text)).toBe(isNamed);
    expect(!isNamed || text.includes(` (${label}`)).toBe(true);
}
