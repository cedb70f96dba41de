/** Numbers at equal distances. */

/** More points are hardly ever meant. */
const mostPoints = 50;

/** The numbers from one to another. Undefined where the step does not lead there in a few steps. */
export function rangePoints(first: number, last: number, step: number): string[] | undefined {
    const count = (last - first) / step;
    const whole = Math.round(count);
    if (!(whole >= 1 && whole < mostPoints && Math.abs(count - whole) < 1e-9)) {
        return undefined;
    }
    return Array.from({ length: whole + 1 }, (_, i) => String(Number((first + i * step).toPrecision(12))));
}
