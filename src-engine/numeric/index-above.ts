/** The first index whose cumulated sum exceeds u, or the last. By bisection, because there may be thousands. */
export function indexAbove(cumulated: ArrayLike<number>, u: number): number {
    let [low, high] = [0, cumulated.length - 1];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (u < cumulated[middle]) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}
