/**
 * Power of Wald tests. The statistic of one contrast is normal, or t, around its noncentrality δ/se; that of several, δ̂ᵀV⁻¹δ̂, is a non-central
 * χ², or its share a non-central F, with noncentrality δᵀV⁻¹δ. Noncentralities and powers are pure numbers.
 */
import { normalQuantile } from '../numeric/special/normal-distribution.js';
import { bracketedRoot } from '../numeric/bracketed-root.js';
import { fUpperQuantile } from './f-law.js';
import { nonCentralFCdf, nonCentralFUpper } from './non-central-f.js';
import { nonCentralTCdf, nonCentralTUpper } from './non-central-t.js';
import { tQuantile } from './student-t.js';

export interface WaldTest {
    alternative: 'two-sided' | 'greater' | 'less';
    /** The level, between 0 and 1. */
    alpha: number;
    /** Degrees of freedom of the reference law, real and positive; Infinity for the normal law. */
    df: number;
}

/**
 * The probability that the test of one contrast rejects, at its noncentrality δ/se with its sign. Two-sided P(T > c) + P(T < −c), c the central
 * law's quantile at 1 − α/2; greater P(T > c), c at 1 − α; less the same at −δ/se. Also tiny powers keep their digits.
 */
export function waldPower(noncentrality: number, test: WaldTest): number {
    const { alternative, df } = test;
    const critical = criticalValue(test);
    if (alternative !== 'two-sided') {
        return nonCentralTUpper(critical, df, directed(noncentrality, test));
    }
    return Math.min(1, nonCentralTUpper(critical, df, noncentrality) + nonCentralTCdf(-critical, df, noncentrality));
}

/** 1 − `waldPower`, with its own digits where the power is near 1. */
export function waldMiss(noncentrality: number, test: WaldTest): number {
    const { alternative, df } = test;
    const critical = criticalValue(test);
    if (alternative !== 'two-sided') {
        return nonCentralTCdf(critical, df, directed(noncentrality, test));
    }
    // |T| ≤ c as T² ≤ c²: a difference of tails of T would lose digits where c is small.
    return nonCentralFCdf(critical * critical, 1, df, noncentrality * noncentrality);
}

/** The probability that the joint test of `contrasts` contrasts rejects, at its noncentrality δᵀV⁻¹δ ≥ 0; df Infinity: χ², else F. */
export function jointWaldPower(ncp: number, contrasts: number, alpha: number, df: number): number {
    return nonCentralFUpper(fUpperQuantile(alpha, contrasts, df), contrasts, df, ncp);
}

/** What the root of δ̂ᵀV⁻¹δ̂ must exceed. */
export function jointCriticalValue(contrasts: number, alpha: number, df: number): number {
    return Math.sqrt(contrasts * fUpperQuantile(alpha, contrasts, df));
}

/** 1 − `jointWaldPower`, with its own digits where the power is near 1. */
export function jointWaldMiss(ncp: number, contrasts: number, alpha: number, df: number): number {
    return nonCentralFCdf(fUpperQuantile(alpha, contrasts, df), contrasts, df, ncp);
}

/** The |δ/se|, in the direction of the alternative, at which the power is reached: 0 where it is at most α, Infinity where it is 1 or more. */
export function requiredNoncentrality(test: WaldTest, power: number): number {
    const sign = test.alternative === 'less' ? -1 : 1;
    return leastReaching(
        power,
        test.alpha,
        at => waldPower(sign * at, test),
        at => waldMiss(sign * at, test)
    );
}

/** The δᵀV⁻¹δ at which the joint test reaches the power: 0 where it is at most α, Infinity where it is 1 or more. */
export function requiredJointNoncentrality(contrasts: number, alpha: number, df: number, power: number): number {
    const root = leastReaching(
        power,
        alpha,
        at => jointWaldPower(at * at, contrasts, alpha, df),
        at => jointWaldMiss(at * at, contrasts, alpha, df)
    );
    return root * root;
}

/** What a statistic, its absolute value where the test is two-sided, must exceed. */
export function criticalValue({ alternative, alpha, df }: WaldTest): number {
    return -tQuantile(alternative === 'two-sided' ? 0.5 * alpha : alpha, df);
}

function directed(noncentrality: number, { alternative }: WaldTest): number {
    return alternative === 'less' ? -noncentrality : noncentrality;
}

/** The noncentrality at which the power is the target. On the scale of Φ⁻¹ power is nearly linear in it; the smaller of power and miss has the digits. */
function leastReaching(target: number, alpha: number, power: (at: number) => number, miss: (at: number) => number): number {
    if (target <= alpha) {
        return 0;
    }
    if (target >= 1) {
        return Infinity;
    }
    const below = normalQuantile(target <= 0.5 ? target : 1 - target);
    const beyond = (at: number): number => (target <= 0.5 ? normalQuantile(power(at)) - below : below - normalQuantile(miss(at)));
    let high = 1;
    while (beyond(high) < 0) {
        high *= 2;
    }
    // A target so little above α that rounding hides the difference.
    return beyond(0) < 0 ? bracketedRoot(beyond, 0, high) : 0;
}
