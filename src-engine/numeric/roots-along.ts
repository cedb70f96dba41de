import { roundingOfLine } from './limits.js';

/** Zeros of a function along a law's support: exact for affine functions, else by bisection between quantiles with a change of sign. */
export function rootsAlong(f: (x: number) => number, quantile: (p: number) => number): number[] {
    const [a, b, c] = [quantile(0.1), quantile(0.45), quantile(0.9)];
    const [fa, fb, fc] = [f(a), f(b), f(c)];
    const slope = (fc - fa) / (c - a);
    if (Number.isFinite(slope) && Math.abs(fb - (fa + slope * (b - a))) <= roundingOfLine * (Math.abs(fa) + Math.abs(fc))) {
        return slope === 0 ? [] : [a - fa / slope];
    }
    const grid = [1e-9, 1e-6, 1e-4, 1e-3, ...Array.from({ length: 63 }, (_, i) => (i + 1) / 64), 1 - 1e-3, 1 - 1e-4, 1 - 1e-6, 1 - 1e-9];
    const xs = grid.map(quantile);
    const roots: number[] = [];
    for (let i = 0; i + 1 < xs.length; i++) {
        let [left, right] = [xs[i], xs[i + 1]];
        let fLeft = f(left);
        const fRight = f(right);
        if (fLeft === 0) {
            roots.push(left);
        }
        if (!(fLeft * fRight < 0)) {
            continue;
        }
        for (let step = 0; step < 200 && left < right; step++) {
            const middle = (left + right) / 2;
            if (middle <= left || right <= middle) {
                break;
            }
            const fMiddle = f(middle);
            if (fLeft * fMiddle <= 0) {
                right = middle;
            } else {
                [left, fLeft] = [middle, fMiddle];
            }
        }
        roots.push((left + right) / 2);
    }
    return roots;
}
