import type { Reason } from './reason.js';
import { InvalidSpec } from '../spec/term.js';
import type { NotPositiveDefinite } from '../numeric/cholesky.js';

/** Carries the reason why a number cannot be computed up to `analyze`, which returns it as data. It never leaves the engine. */
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

/** Any failure as data: an expected one with its reason; a stack overflow or an invalid spec with a reason that names it. */
export function reasonOf(error: unknown): Reason {
    if (error instanceof NotAvailable) {
        return error.reason;
    }
    if (error instanceof InvalidSpec) {
        return { code: 'invalid', detail: error.message };
    }
    if (error instanceof RangeError) {
        return { code: 'invalid', detail: 'the model is too large or nested too deeply' };
    }
    throw error;
}

export function attempt<T>(compute: () => T): T | Reason {
    try {
        return compute();
    } catch (error) {
        return reasonOf(error);
    }
}
