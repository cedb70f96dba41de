/**
 * The standard normal law: density, distribution function and quantile.
 *
 * Φ: rational approximations of W. J. Cody (1969), Mathematics of Computation 23, 631–637, with the splitting of e^{−x²/2} of
 * Cody (1993), Algorithm 715, so that tails keep their relative accuracy. Φ⁻¹: M. J. Wichura (1988), Algorithm AS 241 (PPND16),
 * Applied Statistics 37, 477–484.
 */
import { polynomial } from './polynomial.js';
import { HALF_LOG_2PI } from './log-two-pi.js';

export const INVERSE_SQRT_2PI = 0.3989422804014327;
/** φ(x) = e^{−x²/2}/√(2π); relative error below 4e-16 times (1 + x²). */
export function normalPdf(x: number): number {
    return INVERSE_SQRT_2PI * Math.exp(-0.5 * x * x);
}

/** log φ(x) = −x²/2 − log √(2π). */
export function normalLogPdf(x: number): number {
    return -0.5 * x * x - HALF_LOG_2PI;
}

// |x| below 0.67448975 (numerator and denominator in x²), up to √32, and beyond (in 1/x²): lowest order first.
const CENTRE_NUMERATOR = [18154.98125334356, 1067.6894854603709, 161.02823106855587, 2.2352520354606837, 0.06568233791820745];
const CENTRE_DENOMINATOR = [45507.78933502673, 10260.932208618979, 976.0985517377767, 47.202581904688245, 1];
const MIDDLE_NUMERATOR = [
    9842.714838383978, 11602.65143764735, 6848.190450536283, 2494.5375852903726, 597.2702763948002, 93.50665613217785, 8.883149794388377,
    0.39894151208813466, 1.0765576773720192e-8
];
const MIDDLE_DENOMINATOR = [
    19685.429676859992, 38912.00328609327, 34900.95272114598, 18615.571640885097, 6485.558298266761, 1519.3775994075547, 235.387901782625,
    22.266688044328117, 1
];
const TAIL_NUMERATOR = [
    2.9112874951168793e-5, 0.0014216191932278934, 0.022235277870649807, 0.12740116116024736, 0.215898534057957, 0.023073441764940174
];
const TAIL_DENOMINATOR = [7.297515550839662e-5, 0.0037823963320275824, 0.06598813786892856, 0.4682382124808651, 1.284260096144911, 1];
const SQRT_32 = 5.656854249492381;

/** Φ(−y)·e^{y²/2} for y ≥ 0.67448975: the tail without its exponential factor. */
function scaledTail(y: number): number {
    if (y <= SQRT_32) {
        return polynomial(MIDDLE_NUMERATOR, y) / polynomial(MIDDLE_DENOMINATOR, y);
    }
    const t = 1 / (y * y);
    return (INVERSE_SQRT_2PI - (t * polynomial(TAIL_NUMERATOR, t)) / polynomial(TAIL_DENOMINATOR, t)) / y;
}

/** e^{−y²/2}, corrected for the rounding error of y². */
function gaussianFactor(y: number): number {
    const head = Math.trunc(y * 16) / 16;
    return Math.exp(-0.5 * head * head) * Math.exp(-0.5 * (y - head) * (y + head));
}

/** Φ(x), lower tail; relative error below 2e-15 wherever Φ(x) is a normal double (x ≥ −37.5). */
export function normalCdf(x: number): number {
    const y = Math.abs(x);
    if (y < 0.67448975) {
        const square = x * x;
        return 0.5 + (x * polynomial(CENTRE_NUMERATOR, square)) / polynomial(CENTRE_DENOMINATOR, square);
    }
    if (y > 40) {
        return x > 0 ? 1 : 0;
    }
    const tail = gaussianFactor(y) * scaledTail(y);
    return x < 0 ? tail : 1 - tail;
}

/** Φ(−y) e^{y²/2} for y ≥ 0, which does not underflow in the tail; relative error below 1e-15. */
export function upperTailOverGaussian(y: number): number {
    if (y < 0.67448975) {
        const square = y * y;
        return (0.5 - (y * polynomial(CENTRE_NUMERATOR, square)) / polynomial(CENTRE_DENOMINATOR, square)) * Math.exp(0.5 * square);
    }
    return scaledTail(y);
}

/** log Φ(x) for every finite x; relative error below 2e-15. */
export function normalLogCdf(x: number): number {
    if (x > 0) {
        return Math.log1p(-normalCdf(-x));
    }
    return x > -0.67448975 ? Math.log(normalCdf(x)) : Math.log(scaledTail(-x)) - 0.5 * x * x;
}

const QUANTILE_CENTRE_NUMERATOR = [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087, 33430.57558358813,
    2509.0809287301227
];
const QUANTILE_CENTRE_DENOMINATOR = [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943, 5226.495278852546
];
const QUANTILE_MIDDLE_NUMERATOR = [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
    0.022723844989269184, 0.0007745450142783414
];
const QUANTILE_MIDDLE_DENOMINATOR = [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457, 0.0005475938084995345,
    1.0507500716444169e-9
];
const QUANTILE_TAIL_NUMERATOR = [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124, 0.0012426609473880784,
    2.7115555687434876e-5, 2.0103343992922881e-7
];
const QUANTILE_TAIL_DENOMINATOR = [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5, 1.421511758316446e-7,
    2.0442631033899397e-15
];

/**
 * Φ⁻¹(p): −∞ at 0, ∞ at 1, NaN outside [0, 1]. Relative error below 2e-15 for p ≥ 1e-300; above ½ it is that of −Φ⁻¹(1 − p), where
 * 1 − p is what the double p leaves.
 */
export function normalQuantile(p: number): number {
    const q = p - 0.5;
    if (Math.abs(q) <= 0.425) {
        const r = 0.180625 - q * q;
        return (q * polynomial(QUANTILE_CENTRE_NUMERATOR, r)) / polynomial(QUANTILE_CENTRE_DENOMINATOR, r);
    }
    if (!(p >= 0 && p <= 1)) {
        return NaN;
    }
    if (p === 0 || p === 1) {
        return p === 0 ? -Infinity : Infinity;
    }
    const tail = q < 0 ? p : 1 - p;
    const r = Math.sqrt(-Math.log(tail));
    const start =
        r <= 5
            ? polynomial(QUANTILE_MIDDLE_NUMERATOR, r - 1.6) / polynomial(QUANTILE_MIDDLE_DENOMINATOR, r - 1.6)
            : polynomial(QUANTILE_TAIL_NUMERATOR, r - 5) / polynomial(QUANTILE_TAIL_DENOMINATOR, r - 5);
    // One Newton step on log Φ(−y) = log tail; its derivative is −1/(Mills ratio).
    const step = (normalLogCdf(-start) - Math.log(tail)) * scaledTail(start) * (1 / INVERSE_SQRT_2PI);
    const y = start + step;
    return q < 0 ? -y : y;
}
