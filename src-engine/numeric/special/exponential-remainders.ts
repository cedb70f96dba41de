/** The remainders of e^x and log(1 + x) after their linear parts, which densities with large parameters need. */

/** e^x − 1 − x; relative error below 1e-15. */
export function expm1MinusX(x: number): number {
    if (Math.abs(x) > 0.5) {
        return Math.expm1(x) - x;
    }
    let term = 0.5 * x * x;
    let sum = term;
    for (let k = 3; Math.abs(term) > 1e-17 * sum; k++) {
        term *= x / k;
        sum += term;
    }
    return sum;
}

/** log(1 + x) − x for x > −1; relative error below 2e-15. */
export function log1pMinusX(x: number): number {
    if (x > 1 || x < -0.5) {
        return Math.log1p(x) - x;
    }
    // log(1 + x) = 2 artanh r with r = x/(2 + x), and x = 2r/(1 − r) = 2r + r·x.
    const r = x / (2 + x);
    const square = r * r;
    let power = square;
    let sum = 0;
    for (let k = 3; power > 1e-17 * Math.abs(x); k += 2) {
        sum += power / k;
        power *= square;
    }
    return r * (2 * sum - x);
}

/** log(x/a) − x/a + 1 ≤ 0 for x, a > 0; `difference` is x − a, given for its own digits. */
export function logRatioMinusLinear(x: number, a: number, difference = x - a): number {
    const ratio = x / a;
    return ratio > 0.5 && ratio < 2 ? log1pMinusX(difference / a) : Math.log(ratio) - ratio + 1;
}
