/**
 * The regularised incomplete gamma function. Series and continued fraction as in Abramowitz & Stegun (1964) 6.5.29 and 6.5.31, the fraction by
 * Lentz's method in the form of Thompson & Barnett (1986); the factor in front by Loader's saddle-point form, which keeps its relative
 * accuracy for shapes up to 1e9.
 */
import { continuedFraction } from './continued-fraction.js';
import { logRatioMinusLinear } from './exponential-remainders.js';
import { stirlingRemainder } from './log-gamma.js';
import { normalCdf } from './normal-distribution.js';
import { largeShape } from '../limits.js';
import { LOG_2PI } from './log-two-pi.js';

/** The probabilities on both sides of a point, each with its own relative accuracy; they sum to 1. */
export interface Tails {
    lower: number;
    upper: number;
}

/** log{x^a e^{−x}/Γ(a)} for a > 0, x > 0: a·{log(x/a) − x/a + 1} + ½ log(a/2π) − δ(a). */
export function gammaLogKernel(a: number, x: number): number {
    return a * logRatioMinusLinear(x, a) + 0.5 * (Math.log(a) - LOG_2PI) - stirlingRemainder(a);
}

/**
 * P(a, x) = γ(a, x)/Γ(a) and Q = 1 − P for a > 0, x ≥ 0. Relative error below 1e-13 of the smaller one for a ≤ 1000; it grows as
 * the conditioning in x, about 1e-16·√a·|x − a|/√a, beyond. Cost: O(√a) terms around x = a, up to a = 1e9.
 */
export function incompleteGamma(a: number, x: number): Tails {
    if (x <= 0) {
        return { lower: 0, upper: 1 };
    }
    if (x === Infinity) {
        return { lower: 1, upper: 0 };
    }
    if (largeShape < a) {
        return nearlyNormal(a, x);
    }
    const kernel = Math.exp(gammaLogKernel(a, x));
    if (x < a + 1) {
        let term = 1 / a;
        let sum = term;
        for (let k = 1; term > 1e-17 * sum; k++) {
            term *= x / (a + k);
            sum += term;
        }
        const lower = Math.min(1, kernel * sum);
        return { lower, upper: 1 - lower };
    }
    const fraction = continuedFraction(
        x + 1 - a,
        k => -k * (k - a),
        k => x + 2 * k + 1 - a
    );
    const upper = Math.min(1, kernel / fraction);
    return { lower: 1 - upper, upper };
}

/** N. M. Temme (1979), The asymptotic expansion of the incomplete gamma functions, SIAM J. Math. Anal. 10, 757–766: c₀(η) to η³, and c₁(0). */
function nearlyNormal(a: number, x: number): Tails {
    const squared = -2 * logRatioMinusLinear(x, a);
    const eta = Math.sign(x - a) * Math.sqrt(squared);
    const c0 = -1 / 3 + eta * (1 / 12 + eta * (-2 / 135 + eta / 864));
    const remainder = (Math.exp(-0.5 * a * squared - 0.5 * LOG_2PI) / Math.sqrt(a)) * (c0 - 1 / (540 * a));
    const z = eta * Math.sqrt(a);
    return { lower: Math.max(0, normalCdf(z) - remainder), upper: Math.max(0, normalCdf(-z) + remainder) };
}
