/** The least size at which a goal is reached, and the real number at which it would just be. */
import { isFailure, type Failure } from '../result/failure.js';
import { SeenMargins } from './seen-margins.js';
import {
    largestSize,
    roundingOfSize,
    marginOfSize,
    mostUnknownSizes,
    usualSize,
    surelyBelow,
    fastestGrowth,
    leastShareOfSize
} from './limits.js';

/** How far beyond its goal a size is; see `Goal.margin`. */
export type MarginAt = (size: number) => number | Failure;

export interface LeastSize {
    /** The size that reaches the goal while one step less does not; null if there is none. */
    size: number | null;
    /** Null where the variance exists at whole numbers only. */
    real: number | null;
    /** The margin in the limit, where no size reaches the goal. */
    limit: number | null;
    failure: Failure | null;
}

export interface SearchOptions {
    /** Sizes so large that only the variance that more data cannot lower remains. Null: they have no variance that can be computed. */
    farthest?: number | null;
    /** A size of the right order, where one is known. */
    guess?: number | null;
    /** Whether to find the real root, too. */
    real?: boolean;
}

/**
 * The least multiple of `step` that reaches the goal, then the real root below it. The search is guided by the margin, which is close to a
 * power of the size.
 */
export function leastSize(marginAt: MarginAt, step: number, options: SearchOptions = {}): LeastSize {
    return new LeastSizeSearch(marginAt, step, options).run();
}

class LeastSizeSearch {
    private readonly seen = new SeenMargins();
    private low: Point | undefined;
    private high: Point | undefined;
    private limitIsKnown = false;
    /** The number of sizes without a variance, and the reason of the first one. */
    private unknown = 0;
    private smallest: Failure | null = null;

    constructor(
        private readonly marginAt: MarginAt,
        private readonly step: number,
        private readonly options: SearchOptions
    ) {}

    run(): LeastSize {
        const { marginAt, step } = this;
        const { real = true } = this.options;
        const failed = this.bracket();
        if (failed) {
            return failed;
        }
        const { low } = this;
        if (low === undefined) {
            return { size: step, real: real ? realBelow(marginAt, step) : null, limit: null, failure: null };
        }
        const found = this.narrowed(low, this.high!);
        if (isFailure(found)) {
            return none(found);
        }
        const [below, reached] = found;
        // Sizes below the first one with a variance are unknown. Some of them may be enough.
        if (this.smallest !== null && isFailure(marginAt(below.k * step))) {
            return none(this.smallest);
        }
        const size = reached.k * step;
        if (largestSize < size) {
            return none({ code: 'too-large' });
        }
        return {
            size,
            real: real ? interpolatedRoot(marginAt, below.k * step, size, below.margin, reached.margin) : null,
            limit: null,
            failure: null
        };
    }

    /**
     * The margin of `k` steps. A size with too few units for a degree of freedom is not an error: it does not reach the goal. The same
     * holds for a single observation, or few units, that leave the parameter open, and for a size without a variance in this accuracy, until it is clear
     * that larger sizes have none either.
     */
    private at(k: number): number | Failure {
        const margin = this.marginAt(k * this.step);
        if (!isFailure(margin)) {
            this.seen.add(k, margin);
            return margin;
        }
        if (margin.code === 'degrees-of-freedom' || isOpenAt(k, margin)) {
            return 0;
        }
        this.smallest ??= margin;
        return ++this.unknown <= mostUnknownSizes && isOfSize(margin) ? 0 : this.smallest;
    }

    /** Finds sizes on either side of the goal: `high` alone where one step reaches it. @returns why there are none, or null */
    private bracket(): LeastSize | null {
        const { step, seen } = this;
        let k = Math.max(1, Math.round((this.options.guess ?? usualSize) / step));
        for (let tries = 0; this.low === undefined || this.high === undefined; tries++) {
            const margin = this.at(k);
            if (isFailure(margin)) {
                return none(margin);
            }
            if (margin >= 1) {
                this.high = { k, margin };
                if (k === 1) {
                    break;
                }
                if (this.low === undefined) {
                    k = Math.max(1, Math.min(k - 1, Math.floor(k * (seen.hyperbola()?.growth ?? 1 / margin ** 2))));
                }
                continue;
            }
            this.low = { k, margin };
            if (this.high !== undefined) {
                break;
            }
            if (largestSize < k * step) {
                return none({ code: 'too-large' });
            }
            const failed = tries >= 1 ? this.outOfReach() : null;
            if (failed) {
                return failed;
            }
            const growth = seen.hyperbola()?.growth ?? 1.02 / margin ** 2;
            const next = margin > 0 ? k * Math.min(growth, fastestGrowth) : 4 * k;
            k = Math.min(Math.max(Math.ceil(next), k + 1), Math.ceil((2 * largestSize) / step));
        }
        return null;
    }

    /** Evaluates the margin in the limit once, unless earlier sizes show that the goal can be reached. @returns null if it can */
    private outOfReach(): LeastSize | null {
        const { marginAt, step } = this;
        const { farthest = largestSize } = this.options;
        const hyperbola = this.seen.hyperbola();
        if (farthest === null || this.limitIsKnown || (hyperbola !== null && hyperbola.limit < surelyBelow)) {
            return null;
        }
        this.limitIsKnown = true;
        const limit = marginAt(Math.ceil(farthest / step) * step);
        if (isFailure(limit)) {
            return none(this.smallest ?? limit);
        }
        const before = marginAt(Math.ceil(farthest / 4 / step) * step);
        if (limit >= 1) {
            return null;
        }
        // If more data still raise the margin, it has not reached its limit.
        return !isFailure(before) && 1.5 * before < limit ? none({ code: 'too-large' }) : none(null, limit);
    }

    /** Neighbouring sizes on either side of the goal. */
    private narrowed(low: Point, high: Point): [below: Point, reached: Point] | Failure {
        let [below, reached] = [low, high];
        for (let turn = 0; reached.k - below.k > 1; turn++) {
            const k = inside(below, reached, this.seen, turn);
            const margin = this.at(k);
            if (isFailure(margin)) {
                return margin;
            }
            if (margin >= 1) {
                reached = { k, margin };
            } else {
                below = { k, margin };
            }
        }
        return [below, reached];
    }
}

const none = (failure: Failure | null, limit: number | null = null): LeastSize => ({ size: null, real: null, limit, failure });

/** Whether no data of this size can tell the parameter though a larger size may: if this is the smallest, has few units, or few observations. */
function isOpenAt(k: number, failure: Failure): boolean {
    const reason = failure.code === 'no-variance' ? failure.reason : null;
    return (
        (reason?.code === 'not-identified' && (k === 1 || reason.shared === 'effects')) ||
        (reason?.code === 'infinite-over-samples' && reason.least !== null)
    );
}

/** Whether a formula may exist at other sizes. */
function isOfSize(failure: Failure): boolean {
    return failure.code === 'no-variance' && ['no-formula', 'accuracy', 'not-finite'].includes(failure.reason.code);
}

interface Point {
    k: number;
    margin: number;
}

/** A whole number strictly between the two: those on both sides of the expected root, which close the bracket; every fourth time the middle, so that both ends move. */
function inside(low: Point, high: Point, seen: SeenMargins, turn: number): number {
    const middle = Math.floor(Math.sqrt(low.k) * Math.sqrt(high.k));
    const guess = turn % 4 === 3 ? middle : Math.floor(seen.rootBetween(low.k, high.k));
    return Math.min(Math.max(guess <= low.k ? guess + 1 : guess, low.k + 1), high.k - 1);
}

/** The root between two sizes, by inverse interpolation of logarithms; null if the margin is not known in between. */
export function interpolatedRoot(marginAt: MarginAt, low: number, high: number, atLow: number, atHigh: number): number | null {
    if (!(atLow > 0)) {
        const middle = bisected(marginAt, low, high);
        if (middle === null) {
            return null;
        }
        [low, atLow] = middle;
    }
    if (atHigh === 1) {
        return high;
    }
    const seen = new SeenMargins();
    seen.add(low, atLow);
    seen.add(high, atHigh);
    for (let step = 0; step < 100 && roundingOfSize * high < high - low; step++) {
        const x = step % 4 === 3 ? Math.sqrt(low * high) : seen.rootBetween(low, high);
        const margin = marginAt(x);
        if (isFailure(margin) || !(margin > 0)) {
            return null;
        }
        if (Math.abs(Math.log(margin)) < marginOfSize || x === low || x === high) {
            return x;
        }
        seen.add(x, margin);
        if (margin < 1) {
            low = x;
        } else {
            high = x;
        }
    }
    return Math.sqrt(low * high);
}

/** A size between the two with a margin in (0, 1): somewhere between them the test gets its first degree of freedom. */
function bisected(marginAt: MarginAt, low: number, high: number): [number, number] | null {
    for (let step = 0; step < 60; step++) {
        const middle = 0.5 * (low + high);
        const margin = marginAt(middle);
        if (!isFailure(margin) && margin > 0 && margin < 1) {
            return [middle, margin];
        }
        if (isFailure(margin) || margin === 0) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return null;
}

/** The root below the smallest size; null if the margin is not known there. */
function realBelow(marginAt: MarginAt, size: number): number | null {
    const atSize = marginAt(size);
    if (isFailure(atSize)) {
        return null;
    }
    for (let low = size / 4; leastShareOfSize * size < low; low /= 16) {
        const margin = marginAt(low);
        if (isFailure(margin)) {
            return null;
        }
        if (margin < 1) {
            return interpolatedRoot(marginAt, low, size, margin, atSize);
        }
    }
    return null;
}
