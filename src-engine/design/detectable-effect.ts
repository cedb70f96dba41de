/** The value of an effect nearest to the null at which a test has its power. The variances depend on the value, so they are computed for each. */
import { isFailure, type Failure } from '../result/failure.js';
import { interpolatedRoot, type MarginAt } from './least-size.js';
import { minimum } from '../numeric/minimum.js';
import { mostMarchSteps, strideOfMarch, marginOfEffect } from './limits.js';

export interface DetectableEffect {
    /** Distance from the value at the null, not negative; null where no distance reaches the power. */
    distance: number | null;
    failure: Failure | null;
    /** The largest margin found, if the power is not reached. */
    limit: number | null;
}

/**
 * Secant steps on logarithms, where the margin is nearly a straight line. If they fail: a march outwards and a bracketed root.
 * @param marginAt by distance
 * @param guess a distance of the right order
 */
export function detectableEffect(marginAt: MarginAt, guess: number): DetectableEffect {
    const quick = bySecant(marginAt, guess);
    if (quick !== null) {
        const halfway = marginAt(quick / 2);
        // The power must not be reached at a smaller distance.
        if (!isFailure(halfway) && halfway < 1) {
            return { distance: quick, failure: null, limit: null };
        }
    }
    return byMarch(marginAt, guess);
}

function bySecant(marginAt: MarginAt, guess: number): number | null {
    let before: { x: number; f: number } | undefined;
    let x = Math.log(guess);
    for (let step = 0; step < 12; step++) {
        const margin = marginAt(Math.exp(x));
        if (isFailure(margin) || !(margin > 0)) {
            return null;
        }
        const f = Math.log(margin);
        if (Math.abs(f) < marginOfEffect) {
            return Math.exp(x);
        }
        const slope: number = before ? (f - before.f) / (x - before.x) : 1;
        if (!(0.1 < slope && slope < 10)) {
            return null;
        }
        before = { x, f };
        x -= f / slope;
    }
    return null;
}

function byMarch(marginAt: MarginAt, guess: number): DetectableEffect {
    let low = guess / 2;
    let atLow = marginAt(low);
    for (let step = 0; !isFailure(atLow) && atLow >= 1; step++) {
        if (step === mostMarchSteps) {
            return { distance: 0, failure: null, limit: null };
        }
        low /= 2;
        atLow = marginAt(low);
    }
    if (isFailure(atLow)) {
        return { distance: null, failure: atLow, limit: null };
    }
    let best = { at: low, margin: atLow };
    for (let step = 0; step < mostMarchSteps; step++) {
        const high = strideOfMarch * low;
        const margin = marginAt(high);
        if (isFailure(margin)) {
            return { distance: null, failure: margin, limit: null };
        }
        if (margin >= 1) {
            return { distance: interpolatedRoot(marginAt, low, high, atLow, margin), failure: null, limit: null };
        }
        // Beyond some value of an effect the response hardly varies, so the margin falls again.
        if (margin < 0.5 * best.margin) {
            break;
        }
        if (best.margin < margin) {
            best = { at: high, margin };
        }
        [low, atLow] = [high, margin];
    }
    return atPeak(marginAt, best.at);
}

/** Searches near a maximum of the margin: the power may be reached there, but on neither side. */
function atPeak(marginAt: MarginAt, near: number): DetectableEffect {
    const margin = (distance: number): number => {
        const there = marginAt(distance);
        return isFailure(there) ? 0 : there;
    };
    const from = near / strideOfMarch;
    const peak = Math.exp(minimum(log => -margin(Math.exp(log)), Math.log(from), Math.log(near * strideOfMarch)).x);
    const largest = margin(peak);
    if (largest < 1) {
        return { distance: null, failure: null, limit: largest };
    }
    return { distance: interpolatedRoot(marginAt, from, peak, margin(from), largest), failure: null, limit: null };
}
