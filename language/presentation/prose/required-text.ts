/** The number that reaches a goal, in words. */
import type { Required } from '../../../src-engine/result/design-answers.js';
import type { ModelSpec, PrecisionSpec, TestSpec } from '../../../src-engine/spec/model-spec.js';
import { detectableValue } from '../choice/detectable-value.js';
import { formatCount, formatValue } from '../notation/numbers.js';
import { amountText, shortAmountText } from './size-text.js';

/** A required number with its goal, a test or a precision. */
export interface RequiredGoal {
    required: Required;
    test: TestSpec | null;
    precision: PrecisionSpec | null;
}

/** `257 clinics`, `20 observations per clinic`, in short `n = 20`, `257` alone; an effect's value is rounded so that the goal holds: `d = 0.5123`, with the ratio that it is, but in the form `plain`. */
export function requiredText(
    spec: ModelSpec,
    { required, test }: RequiredGoal,
    value: number,
    form: 'long' | 'short' | 'plain' | 'number' = 'long'
): string {
    const shown = required.kind === 'effect' && test ? detectableValue(spec, test, required, value) : value;
    switch (form) {
        case 'long':
            return amountText(spec, required, shown);
        case 'short':
            return shortAmountText(spec, required, shown);
        case 'plain':
            return required.kind === 'effect' ? `${required.quantity} = ${formatValue(shown)}` : amountText(spec, required, shown);
        case 'number':
            return required.kind === 'effect' ? formatValue(shown) : formatCount(shown);
    }
}
