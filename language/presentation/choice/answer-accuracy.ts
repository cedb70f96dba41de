/** Answers in several accuracies: which one is in use, and which others are far from it. */
import { accuracies, type ByAccuracy } from '../../../src-engine/result/by-accuracy.js';
import type { Required } from '../../../src-engine/result/design-answers.js';
import type { Accuracy } from '../../../src-engine/spec/model-spec.js';

/** Answers that differ by more than this share are shown side by side. */
const tolerated = 0.1;

const shortNames: Record<Accuracy, string> = { leading: 'leading', twoTerm: 'two terms', refined: 'refined', exact: 'exact' };

/** The short name of an accuracy in a list of numbers: `leading 54`. */
export function shortAccuracyName(accuracy: Accuracy): string {
    return shortNames[accuracy];
}

/** The accuracies whose numbers differ from the one in use by more than a tenth. */
export function unlikeAccuracies(values: ByAccuracy<number | null>, using: Accuracy): Accuracy[] {
    const own = values[using];
    return own === null
        ? []
        : accuracies.filter(accuracy => {
              const other = values[accuracy];
              return accuracy !== using && other !== null && Math.abs(other - own) > tolerated * Math.abs(own);
          });
}

/** The required number, in the accuracy in use. */
export function valueInUse({ using, value }: Pick<Required, 'using' | 'value'>): number | null {
    return using === null ? null : value[using];
}
