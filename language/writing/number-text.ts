/** Numbers as an author would write them. */

/** Doubles are told apart by so many digits. */
const allDigits = 17;

/** The number with the fewest digits that is good enough: `0.3` for 0.30000000000000004. Undefined where none is. */
export function numberText(value: number, isGoodEnough: (written: number) => boolean): string | undefined {
    if (!Number.isFinite(value)) {
        return undefined;
    }
    for (let digits = 1; digits <= allDigits; digits++) {
        const written = Number(value.toPrecision(digits));
        if (isGoodEnough(written)) {
            // There is no negative zero in a file.
            return String(written === 0 ? 0 : written);
        }
    }
    return undefined;
}
