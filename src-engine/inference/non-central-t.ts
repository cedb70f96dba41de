/**
 * The non-central t law: T = (Z + δ)/S with Z standard normal and S² = χ²_ν/ν independent of it.
 *
 * P(T ≤ t) = ∫ Φ(ts − δ) f_S(s) ds: an integral of positive numbers in both tails, where the series in incomplete beta functions cancel
 * for t and δ of different sign. In s the integrand is log-concave, so it has one peak, from which it falls to nothing on both sides;
 * it is integrated in w = log s between the points where it is negligible.
 */
import { expm1MinusX } from '../numeric/special/exponential-remainders.js';
import { stirlingRemainder } from '../numeric/special/log-gamma.js';
import { normalCdf, normalLogCdf, normalLogPdf } from '../numeric/special/normal-distribution.js';
import { adaptiveIntegral } from '../numeric/adaptive-integral.js';
import { tCdf } from './student-t.js';
import { accuracyOfPanel, logDropOfIntegrand, logOfNothing, reachOfNormal, nearestAlong } from './limits.js';

/**
 * P(T ≤ t) for df > 0 real, Infinity for the normal law, and any noncentrality δ. Relative error below 5e-14 for probabilities down to 1e-12 and
 * below 1e-12 down to 1e-300, for df from 0.5 to 1e9 and |δ| up to 1000; beyond, the rounding of t and δ is seen, about 1e-16·|δ|.
 */
export function nonCentralTCdf(t: number, df: number, ncp: number): number {
    if (Math.abs(ncp) === Infinity) {
        return ncp > 0 ? 0 : 1;
    }
    if (Math.abs(t) === Infinity) {
        return t > 0 ? 1 : 0;
    }
    if (df === Infinity || t === 0) {
        return normalCdf(t - ncp);
    }
    return ncp === 0 ? tCdf(t, df) : overScale(t, df, ncp);
}

/** P(T > t), as `nonCentralTCdf`, without cancellation. */
export function nonCentralTUpper(t: number, df: number, ncp: number): number {
    return nonCentralTCdf(-t, df, -ncp);
}

function overScale(t: number, df: number, ncp: number): number {
    // ts − δ, without loss of digits if t and δ are large and close.
    const shifted = (w: number): number => t * Math.expm1(w) + (t - ncp);
    // s^ν e^{−νs²/2} is greatest at w = 0, where the density of w is √(ν/π) e^{−(what Stirling's formula leaves of log Γ(ν/2))}.
    const atOne = 0.5 * Math.log(df / Math.PI) - stirlingRemainder(0.5 * df);
    const logIntegrand = (w: number): number => atOne - 0.5 * df * expm1MinusX(2 * w) + normalLogCdf(shifted(w));
    const slope = (w: number): number => -df * Math.expm1(2 * w) + t * Math.exp(w) * inverseMills(shifted(w));

    const peak = peakOf(slope, t > 0 ? 1 : -1);
    const top = logIntegrand(peak);
    if (!(top > logOfNothing)) {
        return 0;
    }
    const negligible = (w: number): boolean => !(logIntegrand(w) > top - logDropOfIntegrand);
    const [left, right] = [firstAlong(negligible, peak, -1), firstAlong(negligible, peak, 1)];
    // Where t and δ are large Φ is a cliff of width 1/δ, which all points of a wide panel might miss, so it gets separate panels.
    const cliff = [-reachOfNormal, 0, reachOfNormal].map(x => Math.log((ncp + x) / t)).filter(w => left < w && w < right);
    const points = [left, peak, right, ...cliff];
    points.sort((a, b) => a - b);
    return Math.min(1, Math.exp(top) * adaptiveIntegral(w => Math.exp(logIntegrand(w) - top), points, accuracyOfPanel));
}

/** φ(x)/Φ(x), to a few digits. */
function inverseMills(x: number): number {
    return x < -1e4 ? -x : Math.exp(normalLogPdf(x) - normalLogCdf(x));
}

/** Where the slope, positive before and negative after, changes its sign on the side of 0 that `direction` points to; to a few digits. */
function peakOf(slope: (w: number) => number, direction: 1 | -1): number {
    return firstAlong(w => direction * slope(w) <= 0, 0, direction);
}

/** How far from `start` in this direction the condition begins to hold, to 1 % of the distance from above. */
function firstAlong(holds: (w: number) => boolean, start: number, direction: 1 | -1): number {
    let beyond = 1;
    let before = 0;
    if (holds(start + direction * beyond)) {
        while (beyond > nearestAlong && holds(start + 0.5 * direction * beyond)) {
            beyond *= 0.5;
        }
        before = 0.5 * beyond;
    } else {
        while (beyond < 1e300 && !holds(start + direction * beyond)) {
            beyond *= 2;
        }
        before = 0.5 * beyond;
    }
    while (beyond - before > 0.01 * beyond) {
        const middle = 0.5 * (before + beyond);
        if (holds(start + direction * middle)) {
            beyond = middle;
        } else {
            before = middle;
        }
    }
    return start + direction * beyond;
}
