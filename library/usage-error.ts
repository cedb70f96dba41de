/**
 * Thrown where a call cannot be meant: an argument of the wrong type, an unknown option, an option out of range.
 * Wrong data throw nothing: they are answered with diagnostics or a `reason`.
 */
export class UsageError extends Error {
    override readonly name = 'UsageError';
}
