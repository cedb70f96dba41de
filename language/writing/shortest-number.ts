/** Numbers as an author would write them. */

/** So many digits identify a double. */
const allDigits = 17;

/** The number with the fewest digits that is good enough, such as `0.3` for 0.30000000000000004. Undefined where none is. */
export function shortestNumber(value: number, isGoodEnough: (written: number) => boolean): string | undefined {
    if (!Number.isFinite(value)) {
        return undefined;
    }
    for (let digits = 1; digits <= allDigits; digits++) {
        const written = Number(value.toPrecision(digits));
        if (isGoodEnough(written)) {
            // A file has no negative zero.
            return String(written === 0 ? 0 : written);
        }
    }
    return undefined;
}
