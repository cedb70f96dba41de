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

/** The law of group sizes that has the mean and the variance of equally likely whole numbers from one to another. */
export function sizesBetween(from: number, to: number): string {
    const mean = (from + to) / 2;
    const sd = Math.sqrt(((to - from + 1) ** 2 - 1) / 12);
    return sizesAround(mean, sd);
}

/** The law of group sizes with a mean and a standard deviation. */
export function sizesAround(mean: number, sd: number): string {
    return `Sizes(mean = ${Number(mean.toPrecision(6))}, cv = ${Number((sd / mean).toPrecision(2))})`;
}
