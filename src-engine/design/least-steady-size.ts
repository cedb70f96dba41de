/**
 * The least size from which on a goal stays reached, for powers that are sums over outcomes. These go up and down as the size grows, because the outcomes that
 * reject change one by one, so one size may reach a power that the next one misses.
 */
import { isFailure, noVariance, type Failure } from '../result/failure.js';
import { largestSize, leastWindow, mostSteadySizes, shareOfWindow, usualSize } from './limits.js';

/** How far beyond its goal a size is; see `Goal.margin`. `evaluations`: about how many sizes like it the search takes, for its effort. */
export type SteadyMarginAt = (size: number, evaluations: number) => number | Failure;

/**
 * The least multiple of `step` that reaches the goal as all sizes do up to a tenth larger, at least ten. One step less does not reach it.
 *
 * @param near a size that may be near
 */
export function leastSteadySize(marginAt: SteadyMarginAt, step: number, near: number | null): number | Failure {
    let evaluations = 0;
    const isReached = (k: number): boolean | Failure => {
        if (mostSteadySizes < ++evaluations) {
            return noVariance({ code: 'not-enumerated', because: 'outcomes' });
        }
        const margin = marginAt(k * step, endOfWindow(k) - k);
        // Too few observations for a degree of freedom are not an error: they do not reach the goal.
        return isFailure(margin) ? margin.code !== 'degrees-of-freedom' && margin : margin >= 1;
    };
    const crossing = crossingOf(isReached, Math.max(1, Math.round((near ?? usualSize) / step)));
    if (isFailure(crossing)) {
        return crossing;
    }
    let found = crossing;
    for (let k = found + 1; k <= endOfWindow(found); k++) {
        const reached = isReached(k);
        if (isFailure(reached)) {
            return reached;
        }
        // A size that misses the goal moves the answer beyond it, and the window with it.
        found = reached ? found : k + 1;
        if (largestSize < k * step) {
            return { code: 'too-large' };
        }
    }
    return found * step;
}

const endOfWindow = (k: number): number => Math.max(k + leastWindow, Math.ceil(k * (1 + shareOfWindow)));

/** A size that reaches the goal while one step less does not. */
function crossingOf(isReached: (k: number) => boolean | Failure, start: number): number | Failure {
    let low = 0;
    let high: number | null = null;
    for (let k = start; high === null || high - low > 1;) {
        const reached = isReached(k);
        if (isFailure(reached)) {
            return reached;
        }
        if (reached) {
            high = k;
        } else {
            low = k;
        }
        // Small steps from the start: the answer is usually near, and sums grow with the size.
        k =
            high === null
                ? k + Math.max(1, Math.ceil(0.25 * k))
                : low === 0
                  ? Math.max(1, Math.floor(0.8 * high))
                  : Math.floor((low + high) / 2);
        if (high === 1) {
            return 1;
        }
    }
    return high;
}
