/** Marks of numbers that stand in for better ones that are missing. */
import type { ParameterAnalysis, Variance } from '../../../src-engine/result/analysis.js';

/** The 97.5 % point of the normal law. */
export const halfOf95 = 1.959963984540054;

type Rough = Pick<ParameterAnalysis, 'isRough' | 'using' | 'kind' | 'block'> & { refined?: Pick<Variance, 'reason'> };

/**
 * `leading term only: the true SE is larger by an unknown amount`; null for a number that stands for itself. Plain text.
 *
 * The leading term of an effect of block A, of a variance and of φ is the variance that remains if the random effects themselves were observed, so the true
 * one is larger. That of block B can be too small or too large. Where a size is all that is missing, the amount is not known because the size is not.
 */
export function roughNote(parameter: Rough): string | null {
    if (!parameter.isRough) {
        return null;
    }
    if (parameter.using === 'twoTerm') {
        return 'two terms only: the true SE differs by an unknown amount';
    }
    if (parameter.using === 'refined') {
        return 'refined only: the true SE differs by an unknown amount';
    }
    const isTooSmall =
        parameter.kind === 'fixed' ? parameter.block === 'A' : parameter.kind !== 'derived' && parameter.kind !== 'covariance';
    const what = `leading term only: the true SE ${isTooSmall ? 'is larger' : 'differs'}`;
    const reason = parameter.refined?.reason ?? null;
    return reason?.code === 'unknown-value' ? `${what}, by how much depends on ${reason.what}` : `${what} by an unknown amount`;
}

/** `leading term only`, for a cell of a table; null for a number that stands for itself. */
export function roughMark(parameter: Rough): string | null {
    return roughNote(parameter)?.split(':')[0] ?? null;
}
