/** The column of a data set that was not read. */
import type { CheckedLaw } from './law-record.js';
import type { LawOf } from './scalar-law.js';

export const empirical: CheckedLaw<LawOf<'empirical'>> = { problem: () => null };
