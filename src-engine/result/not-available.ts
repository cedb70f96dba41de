import type { Reason } from './analysis.js';
import type { NotPositiveDefinite } from '../numeric/linear-algebra.js';

/** Carries the reason why a number can't be had up to `analyze`, which returns it as data. Never leaves the engine. */
export class NotAvailable extends Error {
    constructor(readonly reason: Reason) {
        super(reason.code);
    }
}

/** Why a group's Σ can't be inverted. */
export function notPositiveDefinite(group: string, { smallestEigenvalue }: NotPositiveDefinite): NotAvailable {
    return new NotAvailable(
        smallestEigenvalue === null
            ? { code: 'not-finite', detail: `the covariance of the random effects of ${group}` }
            : { code: 'not-positive-definite', group, smallestEigenvalue }
    );
}
