import { roundingOfRoot } from './limits.js';

/**
 * The zero of a continuous increasing function f with f(low) < 0 ≤ f(high), without derivatives: inverse quadratic interpolation where it is
 * safe, else bisection (Chandrupatla 1997, Advances in Engineering Software 28, 145–149). For infinite values only the sign is used. The
 * root is accurate to rounding, like the sign of the function.
 */
export function bracketedRoot(f: (x: number) => number, low: number, high: number): number {
    // a is the newest point, the zero lies between a and b, and c is the previous value of a or b.
    let [a, fa] = [high, f(high)];
    let [b, fb] = [low, f(low)];
    let share = 0.5;
    for (let step = 0; step < 200 && fa !== 0; step++) {
        const x = a + share * (b - a);
        const fx = f(x);
        let [c, fc] = [a, fa];
        if (fx < 0 !== fa < 0) {
            [c, fc] = [b, fb];
            [b, fb] = [a, fa];
        }
        [a, fa] = [x, fx];
        const tolerance = (roundingOfRoot * Math.abs(a)) / Math.abs(b - a);
        if (!(tolerance < 0.5)) {
            break;
        }
        const xi = (a - b) / (c - b);
        const phi = (fa - fb) / (fc - fb);
        // The condition also fails, and the step bisects, if a value is infinite.
        const interpolable = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi;
        const interpolated = (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb));
        share = interpolable ? Math.min(Math.max(interpolated, tolerance), 1 - tolerance) : 0.5;
    }
    return Math.abs(fa) <= Math.abs(fb) ? a : b;
}
