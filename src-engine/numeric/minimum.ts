/** The minimum of a smooth function of one variable, to far more digits than comparing its values would give. */
import { bracketOfMinimum, nodesOfMinimum, nearEnd } from './limits.js';

const golden = (Math.sqrt(5) - 1) / 2;

export interface Minimum {
    x: number;
    /** Whether it lies at the lower or upper end. */
    atEnd: 'lower' | 'upper' | null;
}

/**
 * Golden section until the bracket is narrow, then the minimum of the polynomial through Chebyshev points around it: differences of f
 * are lost in its rounding errors there, but its derivative is not. f may be infinite or NaN, which is never the least.
 *
 * @param isRough one polynomial is enough: its minimum is within about a hundredth
 */
export function minimum(f: (x: number) => number, low: number, high: number, isRough = false): Minimum {
    let [a, b] = [low, high];
    let [x1, x2] = [b - golden * (b - a), a + golden * (b - a)];
    let [f1, f2] = [f(x1), f(x2)];
    while (bracketOfMinimum < b - a) {
        // If f has no value on the left, the minimum is on the right.
        if (f1 < f2 || Number.isNaN(f2)) {
            [b, x2, f2] = [x2, x1, f1];
            x1 = b - golden * (b - a);
            f1 = f(x1);
        } else {
            [a, x1, f1] = [x1, x2, f2];
            x2 = a + golden * (b - a);
            f2 = f(x2);
        }
    }
    let x = f1 < f2 ? x1 : x2;
    for (const half of isRough ? [bracketOfMinimum] : [bracketOfMinimum, bracketOfMinimum / 2]) {
        const better = chebyshevMinimum(f, Math.max(low, x - half), Math.min(high, x + half));
        if (better === null) {
            break;
        }
        x = better;
    }
    const end = nearEnd * (high - low);
    return { x, atEnd: x - low < end ? 'lower' : high - x < end ? 'upper' : null };
}

/** The minimum of the interpolating polynomial on [a, b]; null if f is not finite there. */
function chebyshevMinimum(f: (x: number) => number, a: number, b: number): number | null {
    const middle = 0.5 * (a + b);
    const half = 0.5 * (b - a);
    if (!(half > 0)) {
        return middle;
    }
    const angles = Array.from({ length: nodesOfMinimum }, (_, k) => (Math.PI * (k + 0.5)) / nodesOfMinimum);
    const values = angles.map(angle => f(middle + half * Math.cos(angle)));
    if (!values.every(Number.isFinite)) {
        return null;
    }
    const coefficients = angles.map(
        (_, j) => (2 / nodesOfMinimum) * values.reduce((sum, value, k) => sum + value * Math.cos(j * angles[k]), 0)
    );
    // d/dθ of Σ c_j cos jθ, over −sin θ: the derivative by t = cos θ.
    const slope = (t: number): number => {
        let [u, before, sum] = [1, 0, 0];
        for (let j = 1; j < nodesOfMinimum; j++) {
            sum += coefficients[j] * j * u;
            [u, before] = [2 * t * u - before, u];
        }
        return sum;
    };
    let [low, high] = [-1, 1];
    if (slope(low) >= 0) {
        return a;
    }
    if (slope(high) <= 0) {
        return b;
    }
    for (let step = 0; step < 60; step++) {
        const t = 0.5 * (low + high);
        if (slope(t) < 0) {
            low = t;
        } else {
            high = t;
        }
    }
    return middle + half * 0.5 * (low + high);
}
