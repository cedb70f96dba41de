/** A value and its derivative. */
export interface ValueAndSlope {
    value: number;
    slope: number;
}

/**
 * The zero of an increasing function: Newton's method inside a bracket that starts at `start` ± `reach` and is widened until the zero is
 * inside, with bisection wherever Newton's step leaves the bracket or does not halve it soon. For infinite values only the
 * sign is used. The root is accurate to rounding, like the sign of the function.
 */
export function increasingRoot(f: (t: number) => ValueAndSlope, start: number, reach: number): number {
    let low = start - reach;
    let high = start + reach;
    for (let step = reach; f(low).value > 0 && Number.isFinite(low); low -= step) {
        step *= 2;
    }
    for (let step = reach; f(high).value < 0 && Number.isFinite(high); high += step) {
        step *= 2;
    }
    let t = Math.min(Math.max(start, low), high);
    let previousWidth = Infinity;
    for (let k = 0; k < 200; k++) {
        const { value, slope } = f(t);
        if (value === 0) {
            return t;
        }
        if (value < 0) {
            low = t;
        } else {
            high = t;
        }
        const width = high - low;
        const newton = t - value / slope;
        const inside = newton > low && newton < high;
        const next = inside && (k % 3 !== 2 || width < 0.5 * previousWidth) ? newton : low + 0.5 * width;
        if (k % 3 === 2) {
            previousWidth = width;
        }
        if (Math.abs(next - t) <= 4e-16 * Math.abs(t) || next === low || next === high) {
            return next;
        }
        t = next;
    }
    return t;
}
