/** The least size at which a goal is reached, and the real number at which it would just be. */
import { isFailure, type Failure } from '../result/failure.js';
import { SeenMargins } from './seen-margins.js';

/** How far beyond its goal a size is; see `Goal.margin`. */
export type MarginAt = (size: number) => number | Failure;

export interface LeastSize {
    /** Reached here and not at one step less; null where it isn't. */
    size: number | null;
    /** Null where the variance exists at whole numbers only. */
    real: number | null;
    /** The margin in the limit, where no size reaches the goal. */
    limit: number | null;
    failure: Failure | null;
}

/** Beyond this, doubles no longer count one by one, and nobody counts at all. */
export const largestSize = 1e15;
const rounding = 1e-12;
const enough = 1e-11;
/** After so many sizes without a variance there is none. */
const mostUnknown = 6;
/** Where a search begins that knows nothing of what it looks for. */
const usualSize = 10;
/** Where the variances of two sizes tell of a limit below this share of what the goal takes, the goal can be reached. */
const surelyBelow = 0.8;

export interface SearchOptions {
    /** Where what more data can't lower is all that is left. */
    farthest?: number;
    /** A size of the right order, where one is known. */
    guess?: number | null;
    /** Whether the real root is wanted. */
    real?: boolean;
}

/** Between multiples of `step`, guided by the margin, which is close to a power of the size; then the real root between the last two. */
export function leastSize(
    marginAt: MarginAt,
    step: number,
    { farthest = largestSize, guess = null, real = true }: SearchOptions = {}
): LeastSize {
    const none = (failure: Failure | null, limit: number | null = null): LeastSize => ({ size: null, real: null, limit, failure });
    // Too few units for a degree of freedom are no failure of the search: such a size fails. So does one that an accuracy has nothing to say of, until
    // it is clear that it has nothing to say of larger ones either.
    let unknown = 0;
    let smallest: Failure | null = null;
    const seen = new SeenMargins();
    const at = (k: number): number | Failure => {
        const margin = marginAt(k * step);
        if (!isFailure(margin)) {
            seen.add(k, margin);
            return margin;
        }
        if (margin.code === 'degrees-of-freedom') {
            return 0;
        }
        smallest ??= margin;
        return ++unknown <= mostUnknown && isOfSize(margin) ? 0 : smallest;
    };
    let low: Point | undefined;
    let high: Point | undefined;
    let limitIsKnown = false;
    let k = Math.max(1, Math.round((guess ?? usualSize) / step));
    for (let tries = 0; low === undefined || high === undefined; tries++) {
        const margin = at(k);
        if (isFailure(margin)) {
            return none(margin);
        }
        if (margin >= 1) {
            high = { k, margin };
            if (k === 1) {
                break;
            }
            if (low === undefined) {
                k = Math.max(1, Math.min(k - 1, Math.floor(k * (seen.hyperbola()?.growth ?? 1 / margin ** 2))));
            }
            continue;
        }
        low = { k, margin };
        if (high !== undefined) {
            break;
        }
        if (largestSize < k * step) {
            return none({ code: 'too-large' });
        }
        const hyperbola = seen.hyperbola();
        if (!limitIsKnown && tries >= 1 && !(hyperbola !== null && hyperbola.limit < surelyBelow)) {
            limitIsKnown = true;
            const limit = marginAt(Math.ceil(farthest / step) * step);
            if (isFailure(limit)) {
                return none(smallest ?? limit);
            }
            const before = marginAt(Math.ceil(farthest / 4 / step) * step);
            // What more data still lower there has not come to its limit.
            if (limit < 1) {
                return !isFailure(before) && 1.5 * before < limit ? none({ code: 'too-large' }) : none(null, limit);
            }
        }
        const next = margin > 0 ? k * Math.min(hyperbola?.growth ?? 1.02 / margin ** 2, 1e6) : 4 * k;
        k = Math.min(Math.max(Math.ceil(next), k + 1), Math.ceil((2 * largestSize) / step));
    }
    if (low === undefined) {
        return { size: step, real: real ? realBelow(marginAt, step) : null, limit: null, failure: null };
    }
    for (let turn = 0; high.k - low.k > 1; turn++) {
        const between = inside(low, high, seen, turn);
        const margin = at(between);
        if (isFailure(margin)) {
            return none(margin);
        }
        if (margin >= 1) {
            high = { k: between, margin };
        } else {
            low = { k: between, margin };
        }
    }
    // Of the sizes below the first whose variance exists nothing is known: some of them may be enough.
    if (smallest !== null && isFailure(marginAt(low.k * step))) {
        return none(smallest);
    }
    const { k: reached, margin } = high;
    if (largestSize < reached * step) {
        return none({ code: 'too-large' });
    }
    return {
        size: reached * step,
        real: real ? root(marginAt, low.k * step, reached * step, low.margin, margin) : null,
        limit: null,
        failure: null
    };
}

/** Whether a formula may exist at other sizes. */
function isOfSize(failure: Failure): boolean {
    return failure.code === 'no-variance' && ['no-formula', 'accuracy', 'not-finite'].includes(failure.reason.code);
}

interface Point {
    k: number;
    margin: number;
}

/** A whole number strictly between: those on both sides of the root that is expected, which close the bracket; every fourth time the middle, so that no end stays for long. */
function inside(low: Point, high: Point, seen: SeenMargins, turn: number): number {
    const middle = Math.floor(Math.sqrt(low.k) * Math.sqrt(high.k));
    const guess = turn % 4 === 3 ? middle : Math.floor(seen.rootBetween(low.k, high.k));
    return Math.min(Math.max(guess <= low.k ? guess + 1 : guess, low.k + 1), high.k - 1);
}

/** The root between two sizes, by inverse interpolation of logarithms; null where the margin isn't known in between. */
export function root(marginAt: MarginAt, low: number, high: number, atLow: number, atHigh: number): number | null {
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
    for (let step = 0; step < 100 && rounding * high < high - low; step++) {
        const x = step % 4 === 3 ? Math.sqrt(low * high) : seen.rootBetween(low, high);
        const margin = marginAt(x);
        if (isFailure(margin) || !(margin > 0)) {
            return null;
        }
        if (Math.abs(Math.log(margin)) < enough || x === low || x === high) {
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

/** A size between with a margin in (0, 1): degrees of freedom begin somewhere between the two. */
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

/** The root below the smallest size; null where nothing is known there. */
function realBelow(marginAt: MarginAt, size: number): number | null {
    const atSize = marginAt(size);
    if (isFailure(atSize)) {
        return null;
    }
    for (let low = size / 4; 1e-12 * size < low; low /= 16) {
        const margin = marginAt(low);
        if (isFailure(margin)) {
            return null;
        }
        if (margin < 1) {
            return root(marginAt, low, size, margin, atSize);
        }
    }
    return null;
}
