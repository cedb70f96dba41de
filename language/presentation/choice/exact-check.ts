/** Whether exact numbers that are known are far from those in use. Leading terms are in use where a file compares with published tables, and have a warning of their own. */
import type { ParameterAnalysis } from '../../../src-engine/result/analysis.js';
import type { ByAccuracy } from '../../../src-engine/result/by-accuracy.js';
import type { Accuracy } from '../../../src-engine/spec/model-spec.js';
import { boundedVariance, ratio } from '../tables/variance-comparison.js';

/** A number in use is checked by the exact one to within this share. */
const tolerated = 0.05;

const isChecked = (using: Accuracy): boolean => using !== 'exact' && using !== 'leading';

/** The exact variance over the one in use where they differ by more than 5 % beyond their errors; null where they do not, or one is missing. */
export function exactOverInUse(parameter: ParameterAnalysis): number | null {
    const { using } = parameter;
    const own = using === null || !isChecked(using) ? null : boundedVariance(parameter[using]);
    const exact = boundedVariance(parameter.exact);
    if (!own || !exact || !(own.value > 0)) {
        return null;
    }
    const { value, error } = ratio(exact, own);
    return Math.abs(value - 1) > Math.max(tolerated, error) ? value : null;
}

/** The exact answer where it differs from the one in use by more than 5 %; else null. */
export function exactAnswerApart(values: ByAccuracy<number | null>, using: Accuracy | null): number | null {
    const own = using === null || !isChecked(using) ? null : values[using];
    return own === null || values.exact === null || Math.abs(values.exact - own) <= tolerated * Math.abs(own) ? null : values.exact;
}
