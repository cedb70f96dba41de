/** Marks over goals whose number is rough at the design, or at the answer to a `?`. */
import { effectsOf } from '../../../src-engine/design/contrasts.js';
import type { Required, TestAnswer } from '../../../src-engine/result/design-answers.js';
import type { PrecisionSpec, TestSpec } from '../../../src-engine/spec/model-spec.js';
import { partsOfQuantity } from '../choice/parts-of-quantity.js';
import type { ModelView } from '../model-view.js';
import { outcomeSums } from '../prose/outcome-sums.js';
import { isAtOwnAnswer, roughNumberMark } from '../prose/rough-sentence.js';

/** Few events have a text of their own. A sum over all outcomes is no rough number. */
export function roughPower(
    view: ModelView,
    required: Required | null,
    test: TestSpec | null,
    answer: Pick<TestAnswer, 'enumerated'>
): string | null {
    const isRough = test !== null && !isAtOwnAnswer(view, required) && outcomeSums(answer) === null;
    return isRough ? roughNumberMark(view, effectsOf(test), { eventsAreTold: true }) : null;
}

/** @param required what is asked for; null at the file's own design */
export function roughInterval(view: ModelView, required: Required | null, precision: PrecisionSpec | null): string | null {
    return precision === null || isAtOwnAnswer(view, required) ? null : roughNumberMark(view, partsOfQuantity(precision.target).effects);
}
