/** How large the second term of a variance is. */
import type { ParameterAnalysis } from '../../../src-engine/result/analysis.js';
import { formatCertified } from '../notation/numbers.js';
import { secondTermRatio } from '../tables/variance-comparison.js';

/** A smaller share is not worth a sentence. */
const leastShare = 0.05;

/** The second term beside the first; null where it is small or not known. Plain text. */
export function secondTermText(parameter: ParameterAnalysis): string | null {
    const second = secondTermRatio(parameter);
    if (!second || second.value - second.error < leastShare) {
        return null;
    }
    return second.value >= 1
        ? `The second term is ${formatCertified(second.value, second.error, 2)} times the first, so the leading term is at most half of the two-term variance.`
        : `The second term adds ${formatCertified(100 * second.value, 100 * second.error, 2)} % to the first.`;
}
