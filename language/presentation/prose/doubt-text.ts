/** How far exact variances that are missing may be from the refined ones in use, beside the numbers that they concern. */
import type { ExactMayDiffer } from '../../../src-engine/result/analysis.js';
import { list } from './enumeration.js';

/** A number, or an answer that rests on one. */
export interface Doubted {
    exactMayDiffer: ExactMayDiffer | null;
}

const amounts: Record<ExactMayDiffer, string> = { some: 'over 5 %', far: 'far more than 5 %' };

/** The larger of several doubts; null where there is none. */
export function largestDoubt(doubted: readonly (Doubted | null)[]): ExactMayDiffer | null {
    const found = doubted.flatMap(one => one?.exactMayDiffer ?? []);
    return found.includes('far') ? 'far' : (found[0] ?? null);
}

/** `exact may differ by over 5 %`, for a lens or in brackets; null where there is no doubt. Plain text. */
export function exactMayDifferMark(doubt: ExactMayDiffer | null): string | null {
    return doubt && `exact may differ by ${amounts[doubt]}`;
}

/** For a paragraph that is copied from the tool; null where there is no doubt. Plain text. */
export function doubtSentence(doubt: ExactMayDiffer | null): string | null {
    return doubt && `The exact variance is not known here, and may differ by ${amounts[doubt]}.`;
}

/** `(refined; exact may differ by over 5 %)` without the brackets. */
export function withDoubt(name: string, doubt: ExactMayDiffer | null): string {
    return [name, exactMayDifferMark(doubt)].filter(part => part !== null).join('; ');
}

/** `may differ by over 5 %, those of b1 by far more`, as the end of a sentence. */
export function howFar(doubted: readonly (Doubted & { name: string })[], those: (names: string) => string): string {
    const far = doubted.filter(({ exactMayDiffer }) => exactMayDiffer === 'far').map(({ name }) => name);
    return far.length === doubted.length
        ? `may differ by ${amounts.far}`
        : `may differ by ${amounts.some}${far.length === 0 ? '' : `, ${those(list(far))} by far more`}`;
}
