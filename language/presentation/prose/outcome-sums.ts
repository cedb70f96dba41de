/** Powers that are sums over all outcomes of a study without groups, in words. */
import { isFailure } from '../../../src-engine/result/failure.js';
import type { EnumeratedAnswer, TestAnswer } from '../../../src-engine/result/design-answers.js';
import type { Accuracy, TestSpec } from '../../../src-engine/spec/model-spec.js';
import { powerLimitText, powerText } from './power-text.js';
import { reasonText } from './reason-text.js';

/** For a lens and after a size: a number that a formula for many observations gives. */
export const forManyObservationsText = 'for many observations';

/** Null where there are none. */
export function outcomeSums({ enumerated }: Pick<TestAnswer, 'enumerated'>): EnumeratedAnswer | null {
    return enumerated === null || isFailure(enumerated) ? null : enumerated;
}

/** Whether an answer holds for many observations only: it is about counts without groups, and no sum over outcomes. */
export function holdsForMany({ enumerated }: Pick<TestAnswer, 'enumerated'>, using: Accuracy | null): boolean {
    return enumerated !== null && using !== 'exact' && using !== null;
}

/**
 * `likelihood-ratio test 0.985` beside the power of Wald's test that is shown; `over all outcomes 0.506, likelihood-ratio test 0.985` beside one of a formula;
 * without these sums, that the number holds for many observations.
 */
export function outcomeSumsMark(answer: Pick<TestAnswer, 'enumerated'>, using: Accuracy | null): string | null {
    const sums = outcomeSums(answer);
    if (sums === null) {
        return holdsForMany(answer, using) ? forManyObservationsText : null;
    }
    const ratio = `likelihood-ratio test ${powerText(sums.likelihoodRatio)}`;
    return using === 'exact' ? ratio : `over all outcomes ${powerText(sums.wald)}, ${ratio}`;
}

/** How often both tests reject, also under the hypothesis; or why this is not known. Sentences in plain text. */
export function outcomeSumsSentences(test: TestSpec, answer: Pick<TestAnswer, 'enumerated' | 'required' | 'using'>): string[] {
    const { enumerated, required } = answer;
    if (enumerated !== null && isFailure(enumerated)) {
        return holdsForMany(answer, answer.using) && enumerated.code === 'no-variance' && enumerated.reason.code === 'not-enumerated'
            ? [reasonText(enumerated.reason).long]
            : [];
    }
    if (enumerated === null) {
        return [];
    }
    const { wald, likelihoodRatio, level } = enumerated;
    const where = required?.asked ? ' at the answer' : '';
    return [
        `Summed over all outcomes${where}, the Wald test rejects with probability ${powerText(wald)} and the likelihood-ratio test with probability ${powerText(likelihoodRatio)}.`,
        ...(level === null || level.wald === wald
            ? []
            : [
                  `If ${test.hypothesis} holds and all else is as here, they reject with probabilities of at most ${powerLimitText(level.wald)} and ${powerLimitText(level.likelihoodRatio)}.`
              ])
    ];
}
