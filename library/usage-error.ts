/**
 * Thrown for a wrong call: an argument of the wrong type, an unknown option, an option out of range.
 * Wrong data throw nothing: the result has diagnostics or a `reason`.
 */
export class UsageError extends Error {
    override readonly name = 'UsageError';
}
