/**
 * Continuous laws on the line: x = x(t) for t from −∞ to ∞, so that the density of t falls at least exponentially on both sides and the trapezoidal
 * rule in t converges exponentially (H. Takahasi & M. Mori 1974, Double exponential formulas for numerical integration).
 */
import { largestOnLine, smallestOnLine } from './limits.js';

export interface Line {
    /** Increasing; kept inside the doubles that lie inside the support. */
    x(t: number): number;
    /** log{density at x(t) · x'(t)}. */
    logWeight(t: number): number;
    /** The t of a point inside the support. */
    invert(x: number): number;
    /** The range of t. Beyond it doubles cannot distinguish x from 0, from ∞, or from the end of the support. */
    limits: [number, number];
    /** The step with which the trapezoidal rule gives the law's own mass to 5e-15: measured, for shapes and df from 0.01 to 1e6. */
    step: number;
}

export const LOG_LARGEST = Math.log(largestOnLine);
export const LOG_SMALLEST = -LOG_LARGEST;
/** Kept inside the doubles. */
export function bounded(x: number): number {
    return Math.min(Math.max(x, -largestOnLine), largestOnLine);
}

/** Kept inside the positive doubles. */
export function keptPositive(x: number): number {
    return Math.min(Math.max(x, smallestOnLine), largestOnLine);
}
