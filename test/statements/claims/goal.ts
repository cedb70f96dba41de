/** What a statement about a goal is about: its answer, its test, and how far its values are from the hypothesis. */
import { expect } from 'vitest';
import type { Required } from '../../../src-engine/result/design-answers.js';
import type { TestSpec } from '../../../src-engine/spec/model-spec.js';
import type { Statement } from '../printed.js';
import { printedNumber, type Study } from '../study.js';
import { number } from './claim.js';

export const requiredOf = (study: Study, of: Statement['of']): Required =>
    of.kind === 'precision'
        ? study.precision(of).required
        : (study.answers.tests[of.index ?? study.answers.tests.findIndex(({ required }) => required?.asked)]?.required ??
          study.answers.precisions[0]!.required);

export const close = (text: string, value: number, isEffect: boolean) => {
    const shown = printedNumber(new RegExp(number).exec(text.replace(/^.* = /, ''))![0]).value;
    expect(Math.abs(shown - value), text).toBeLessThanOrEqual((isEffect ? 2e-3 : 1e-9) * Math.abs(value));
};

/** The distance of the model's values from the hypothesis, along the alternative. */
export function distances(study: Study, { contrasts, alternative }: TestSpec): number[] {
    const valueOf = (name: string) => study.spec.fixed.find(effect => effect.name === name)!.value ?? study.parameter(name).value!;
    const sign = alternative === 'less' ? -1 : 1;
    return contrasts.map(
        ({ coefficients, value }) =>
            sign * (coefficients.reduce((sum, { effect, coefficient }) => sum + coefficient * valueOf(effect), 0) - value)
    );
}
