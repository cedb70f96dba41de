/** The value of an effect nearest to the null at which a test has its power. The variances depend on the value: they are computed anew for each. */
import type { Failure } from '../answers.js';
import { isFailure } from './goal.js';
import { root, type MarginAt } from './least-size.js';

export interface DetectableEffect {
    /** Distance from the value at the null, not negative; null where no distance reaches the power. */
    distance: number | null;
    failure: Failure | null;
    /** The largest margin that was seen, where the power is not reached. */
    limit: number | null;
}

const steps = 80;

/**
 * @param marginAt by distance
 * @param guess a distance of the right order: that of a variance that does not depend on the value
 */
export function detectableEffect(marginAt: MarginAt, guess: number): DetectableEffect {
    let low = guess / 2;
    let atLow = marginAt(low);
    for (let step = 0; !isFailure(atLow) && 1 <= atLow; step++) {
        if (step === steps) return { distance: 0, failure: null, limit: null };
        low /= 2;
        atLow = marginAt(low);
    }
    if (isFailure(atLow)) return { distance: null, failure: atLow, limit: null };
    let best = atLow;
    for (let step = 0, high = guess; step < steps; step++, high *= 1.25) {
        const margin = marginAt(high);
        if (isFailure(margin)) return { distance: null, failure: margin, limit: null };
        if (1 <= margin) return { distance: root(marginAt, low, high, atLow, margin), failure: null, limit: null };
        // Beyond some value of an effect a response hardly varies: the margin falls again.
        if (margin < 0.5 * best) break;
        best = Math.max(best, margin);
        [low, atLow] = [high, margin];
    }
    return { distance: null, failure: null, limit: best };
}
