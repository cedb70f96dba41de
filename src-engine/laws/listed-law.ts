/** What the laws that list their values share. */
import type { Tails } from '../numeric/special/incomplete-gamma.js';
import { cumulated, firstIndex, lastUpTo } from './cumulated.js';
import type { Support } from './law-record.js';
import { atoms } from './parts.js';
import { reaches } from './quantile.js';
import type { LawOf } from './scalar-law.js';

type ListedLaw = LawOf<'discrete' | 'categorical'>;

export function listedSupport(law: ListedLaw, discrete: boolean): Support {
    const listed = atoms(law);
    return { min: listed[0]?.value ?? Infinity, max: listed.at(-1)?.value ?? -Infinity, discrete };
}

/** log P(X = x). */
export function listedLogProbability(law: ListedLaw, x: number): number {
    const sums = cumulated(law);
    const at = lastUpTo(sums, x);
    return Math.log(at >= 0 && sums.values[at] === x ? sums.probabilities[at] : 0);
}

export function listedTails(law: ListedLaw, x: number): Tails {
    const sums = cumulated(law);
    const at = lastUpTo(sums, x);
    return at < 0 ? { lower: 0, upper: 1 } : { lower: sums.lower[at], upper: sums.upper[at] };
}

export function listedQuantile(law: ListedLaw, p: number): number {
    const { values } = cumulated(law);
    return values[firstIndex(values.length, i => reaches(listedTails(law, values[i]), p))] ?? atoms(law).at(-1)?.value ?? -Infinity;
}
