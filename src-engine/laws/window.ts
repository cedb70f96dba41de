/** How far, in logarithms, an integrand has to fall below its maximum before it is left out: e^{−45} = 3e-20. */
export const WINDOW_DEPTH = 45;

/** One side of a lattice: whole numbers of steps from its origin. */
export interface Side {
    /** How far it goes, ≥ 0. */
    limit: number;
    /** Whether the support goes on beyond the limit, so that an integrand that hasn't fallen there has no integral; else it ends there. */
    endless: boolean;
}

export type Window = { from: number; to: number } | { infinite: 'left' | 'right' } | { tooMany: number };

/**
 * The points k of a lattice around 0 on which an integrand matters: those where `logSize(k)` is within `WINDOW_DEPTH` of its greatest value, and all
 * between. It walks outwards until the integrand has fallen, then looks on at growing distances, for an integrand that rises again (e^{bx}
 * against a log-normal density does, far out). A side is infinite where the integrand has not fallen at the end of the doubles, and does not fall
 * on the way there. `most`: the most points on a side.
 */
export function integrandWindow(logSize: (k: number) => number, left: Side, right: Side, most: number): Window {
    let greatest = logSize(0);
    const matters = (size: number): boolean => size > greatest - WINDOW_DEPTH;

    /** The farthest point beyond k, at doubling and ever longer distances, where the integrand matters; k if there is none. */
    const farthest = (k: number, sign: number, limit: number): number => {
        let found = k;
        for (let at = 2 * k, growth = 2; at < 2 * limit; at *= growth, growth *= 2) {
            const probe = Math.min(at, limit);
            if (matters(logSize(sign * probe))) found = probe;
            if (probe === limit) break;
        }
        return found;
    };

    const reach = (sign: number, { limit, endless }: Side): number => {
        let previous = logSize(0);
        let goal = 0;
        let end = limit;
        for (let k = 1; k <= most; k++) {
            if (k > end) {
                if (!endless) return k - 1;
                if (!(logSize(sign * limit) < logSize(0.5 * sign * limit) - 1)) return Infinity;
                end = Infinity;
            }
            const size = logSize(sign * k);
            greatest = Math.max(greatest, size);
            if (k >= goal && !matters(size) && !(size > previous)) {
                goal = end === limit ? farthest(k, sign, limit) : k;
                if (goal === k) return k;
                if (goal === limit && endless) return Infinity;
            }
            previous = size;
        }
        return most + 1;
    };

    let to = reach(1, right);
    let from = reach(-1, left);
    if (to === Infinity) return { infinite: 'right' };
    if (from === Infinity) return { infinite: 'left' };
    if (to > most || from > most) return { tooMany: Math.max(to, from) };
    // The greatest value may have been found after a side was walked.
    while (to > -from && !matters(logSize(to))) to--;
    while (from > -to && !matters(logSize(-from))) from--;
    return { from: -from, to };
}
