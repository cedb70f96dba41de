/** Where an integrand matters: the points of a lattice on which it is not far below its maximum. */
import { depthOfWindow, roundingOfLogDensity } from './limits.js';

/** One side of a lattice: whole numbers of steps from its origin. */
export interface Side {
    /** How far it goes, ≥ 0. */
    limit: number;
    /** Whether the support goes on beyond the limit, so that an integrand that hasn't fallen there has no integral; else it ends there. */
    endless: boolean;
}

export type Window = { from: number; to: number } | { infinite: 'left' | 'right' } | { tooMany: number };

/** log density + log envelope, with its rounding error added, so that a sum that doesn't fall is not taken to fall. */
export function logSizeBound(logDensity: number, logEnvelope: number): number {
    const sum = logDensity + logEnvelope;
    return Number.isFinite(sum) ? sum + roundingOfLogDensity * (Math.abs(logDensity) + Math.abs(logEnvelope)) : sum;
}

/**
 * The points k of a lattice around 0 on which an integrand matters: those where `logSize(k)` is within `depthOfWindow` of its greatest value, and all
 * between. It walks outwards until the integrand has fallen, then looks on at growing distances, for an integrand that rises again (e^{bx}
 * against a log-normal density does, far out). A side is infinite where at its limit the integrand matters and has not fallen on the last half of the
 * way. `most`: the most points on a side.
 */
export function integrandWindow(logSize: (k: number) => number, left: Side, right: Side, most: number): Window {
    let greatest = logSize(0);
    const matters = (size: number): boolean => size > greatest - depthOfWindow;

    const staysUp = (sign: number, limit: number): boolean => {
        const size = logSize(sign * limit);
        return matters(size) && !(size < logSize(0.5 * sign * limit) - 1);
    };

    /** The farthest point beyond k, at doubling and ever longer distances, where the integrand matters; k if there is none. */
    const farthest = (k: number, sign: number, limit: number): number => {
        const probes: number[] = [];
        for (let at = 2 * k, growth = 2; at < limit; at *= growth, growth *= 4) {
            probes.push(at);
        }
        const sizes = [...probes, limit].map(probe => logSize(sign * probe));
        for (const size of sizes) {
            if (size > greatest) {
                greatest = size;
            }
        }
        return probes.findLast((_, index) => matters(sizes[index])) ?? k;
    };

    const reach = (sign: number, { limit, endless }: Side): number => {
        if (endless && staysUp(sign, limit)) {
            return Infinity;
        }
        let previous = logSize(0);
        let goal = 0;
        const end = endless ? most : Math.min(limit, most);
        for (let k = 1; k <= end; k++) {
            const size = logSize(sign * k);
            greatest = Math.max(greatest, size);
            if (k >= goal && !matters(size) && !(size > previous)) {
                goal = k < limit ? farthest(k, sign, limit) : k;
                if (goal === k) {
                    return k;
                }
            }
            previous = size;
        }
        return !endless && limit <= most ? limit : most + 1;
    };

    let to = reach(1, right);
    let from = reach(-1, left);
    if (to === Infinity) {
        return { infinite: 'right' };
    }
    if (from === Infinity) {
        return { infinite: 'left' };
    }
    if (to > most || from > most) {
        return { tooMany: Math.max(to, from) };
    }
    // The greatest value may have been found after a side was walked.
    while (to > -from && !matters(logSize(to))) {
        to--;
    }
    while (from > -to && !matters(logSize(-from))) {
        from--;
    }
    return { from: -from, to };
}
