/**
 * The standard normal law: density, distribution function and quantile.
 *
 * Φ: rational approximations of W. J. Cody (1969), Mathematics of Computation 23, 631–637, with the splitting of e^{−x²/2} of
 * Cody (1993), Algorithm 715, so that tails keep their relative accuracy. Φ⁻¹: M. J. Wichura (1988), Algorithm AS 241 (PPND16),
 * Applied Statistics 37, 477–484.
 */
import { polynomial } from './polynomial.js';

const INVERSE_SQRT_2PI = 0.3989422804014327;
const HALF_LOG_2PI = 0.9189385332046728;

/** φ(x) = e^{−x²/2}/√(2π); relative error below 4e-16 times (1 + x²). */
export function normalPdf(x: number): number {
    return INVERSE_SQRT_2PI * Math.exp(-0.5 * x * x);
}

/** log φ(x) = −x²/2 − log √(2π). */
export function normalLogPdf(x: number): number {
    return -0.5 * x * x - HALF_LOG_2PI;
}

// |x| below 0.67448975 (numerator and denominator in x²), up to √32, and beyond (in 1/x²): lowest order first.
const CENTRE_NUMERATOR = [
    18154.981253343561249, 1067.6894854603709582, 161.02823106855587881, 2.2352520354606839287, 0.065682337918207449113
];
const CENTRE_DENOMINATOR = [45507.789335026729956, 10260.932208618978205, 976.09855173777669322, 47.20258190468824187, 1];
const MIDDLE_NUMERATOR = [
    9842.7148383839780218, 11602.651437647350124, 6848.1904505362823326, 2494.5375852903726711, 597.27027639480026226,
    93.506656132177855979, 8.8831497943883759412, 0.39894151208813466764, 1.0765576773720192317e-8
];
const MIDDLE_DENOMINATOR = [
    19685.429676859990727, 38912.003286093271411, 34900.952721145977266, 18615.571640885098091, 6485.558298266760755, 1519.377599407554805,
    235.38790178262499861, 22.266688044328115691, 1
];
const TAIL_NUMERATOR = [
    2.9112874951168792e-5, 0.001421619193227893466, 0.022235277870649807, 0.1274011611602473639, 0.21589853405795699, 0.02307344176494017303
];
const TAIL_DENOMINATOR = [
    7.29751555083966205e-5, 0.00378239633202758244, 0.0659881378689285515, 0.468238212480865118, 1.28426009614491121, 1
];
const SQRT_32 = 5.656854249492381;

/** Φ(−y)·e^{y²/2} for y ≥ 0.67448975: what is left of the tail when its exponential is taken out. */
function scaledTail(y: number): number {
    if (y <= SQRT_32) return polynomial(MIDDLE_NUMERATOR, y) / polynomial(MIDDLE_DENOMINATOR, y);
    const t = 1 / (y * y);
    return (INVERSE_SQRT_2PI - (t * polynomial(TAIL_NUMERATOR, t)) / polynomial(TAIL_DENOMINATOR, t)) / y;
}

/** e^{−y²/2} with the rounding error of y² taken care of. */
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
    if (y > 40) return x > 0 ? 1 : 0;
    const tail = gaussianFactor(y) * scaledTail(y);
    return x < 0 ? tail : 1 - tail;
}

/** log Φ(x) for every finite x; relative error below 2e-15. */
export function normalLogCdf(x: number): number {
    if (x > 0) return Math.log1p(-normalCdf(-x));
    return x > -0.67448975 ? Math.log(normalCdf(x)) : Math.log(scaledTail(-x)) - 0.5 * x * x;
}

const QUANTILE_CENTRE_NUMERATOR = [
    3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457, 67265.770927008700853,
    33430.575583588128105, 2509.0809287301226727
];
const QUANTILE_CENTRE_DENOMINATOR = [
    1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061,
    28729.085735721942674, 5226.495278852545925
];
const QUANTILE_MIDDLE_NUMERATOR = [
    1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504, 1.27045825245236838258,
    0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4
];
const QUANTILE_MIDDLE_DENOMINATOR = [
    1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459, 0.0151986665636164571966,
    5.475938084995344946e-4, 1.05075007164441684324e-9
];
const QUANTILE_TAIL_NUMERATOR = [
    6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123, 0.026532189526576123093,
    0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7
];
const QUANTILE_TAIL_DENOMINATOR = [
    1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4, 1.8463183175100546818e-5,
    1.4215117583164458887e-7, 2.04426310338993978564e-15
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
    if (!(p >= 0 && p <= 1)) return NaN;
    if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
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
