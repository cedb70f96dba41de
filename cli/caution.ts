/** The mark that a number has in lenses and tables, as a word for scripts. */
import { exactAnswerApart, exactOverInUse } from '../language/presentation/choice/exact-check.js';
import { holdsForMany } from '../language/presentation/prose/outcome-sums.js';
import type { ExactMayDiffer, ParameterAnalysis } from '../src-engine/result/analysis.js';
import type { Cautions } from '../src-engine/result/cautions.js';
import type { ByAccuracy } from '../src-engine/result/by-accuracy.js';
import type { OptimalAnswer, PrecisionAnswer, Required, SweptStandardError, TestAnswer } from '../src-engine/result/design-answers.js';
import type { Accuracy } from '../src-engine/spec/model-spec.js';

/**
 * - `leadingTermOnly`, `twoTermsOnly`, `refinedOnly`: the number stands in for a better one that is missing, and differs from it by an unknown amount.
 * - `exactMayDiffer`: the exact number is missing, and may differ by over 5 %.
 * - `exactMayDifferFar`: it may differ by far more.
 * - `exactDiffers`: the exact number is there, and differs by over 5 %.
 * - `forManyObservations`: the number holds for many observations; no sum over all outcomes is known.
 * - `fewEvents`, `fewDraws`, `unevenGroups`: a design of the required size has too little of something for its number to be more than rough.
 */
export type Caution =
    | 'leadingTermOnly'
    | 'twoTermsOnly'
    | 'refinedOnly'
    | 'exactMayDiffer'
    | 'exactMayDifferFar'
    | 'exactDiffers'
    | 'forManyObservations'
    | keyof Cautions;

const standIns: Record<Accuracy, Caution | null> = {
    leading: 'leadingTermOnly',
    twoTerm: 'twoTermsOnly',
    refined: 'refinedOnly',
    exact: null
};

const doubts: Record<ExactMayDiffer, Caution> = { some: 'exactMayDiffer', far: 'exactMayDifferFar' };

const doubtOf = (doubt: ExactMayDiffer | null): Caution | null => doubt && doubts[doubt];

/** Of the number in use; null where it needs none, or there is no number. */
export function cautionOfParameter(parameter: ParameterAnalysis): Caution | null {
    return (
        cautionOfStandardError(parameter.using && { ...parameter, using: parameter.using }) ??
        (exactOverInUse(parameter) === null ? null : 'exactDiffers')
    );
}

/** The same where other accuracies are not known. */
export function cautionOfStandardError(inUse: Pick<SweptStandardError, 'using' | 'isRough' | 'exactMayDiffer'> | null): Caution | null {
    return inUse && (inUse.isRough ? standIns[inUse.using] : doubtOf(inUse.exactMayDiffer));
}

export function cautionOfTest(answer: Pick<TestAnswer, 'power' | 'using' | 'exactMayDiffer' | 'enumerated'>): Caution | null {
    return cautionOfAnswer(answer.power, answer, holdsForMany(answer, answer.using));
}

export function cautionOfPrecision({ reached, ...answer }: Pick<PrecisionAnswer, 'reached' | 'using' | 'exactMayDiffer'>): Caution | null {
    return cautionOfAnswer(reached, answer, false);
}

/** @param enumerated the sums over outcomes of a test; null for a precision, which has none */
export function cautionOfRequired(required: Required, enumerated: TestAnswer['enumerated']): Caution | null {
    return cautionOfAnswer(required.value, required, holdsForMany({ enumerated }, required.using)) ?? cautionOfDesign(required);
}

/** Of a design with too little of something. */
export function cautionOfDesign({ cautions }: Pick<Required, 'cautions'>): Caution | null {
    if (cautions === null) {
        return null;
    }
    const { fewEvents, fewDraws } = cautions;
    return fewEvents !== null ? 'fewEvents' : fewDraws.length > 0 ? 'fewDraws' : 'unevenGroups';
}

export function cautionOfOptimal({ exactMayDiffer, cautions }: Pick<OptimalAnswer, 'exactMayDiffer' | 'cautions'>): Caution | null {
    return doubtOf(exactMayDiffer) ?? cautionOfDesign({ cautions });
}

function cautionOfAnswer(
    values: ByAccuracy<number | null>,
    { using, exactMayDiffer }: { using: Accuracy | null; exactMayDiffer: ExactMayDiffer | null },
    isForMany: boolean
): Caution | null {
    if (using === null || values[using] === null) {
        return null;
    }
    return isForMany
        ? 'forManyObservations'
        : (doubtOf(exactMayDiffer) ?? (exactAnswerApart(values, using) === null ? null : 'exactDiffers'));
}
