/**
 * The logarithm of the gamma function, its derivatives, and the remainder of Stirling's formula.
 *
 * Asymptotic series: Abramowitz & Stegun (1964) 6.1.40, 6.3.18, 6.4.12, from x = 10 on, reached by recurrence from below. Around 2 the
 * series 6.1.33 shifted by one keeps the relative accuracy through the zeros at 1 and 2.
 */
import { polynomial } from './polynomial.js';
import { HALF_LOG_2PI } from './log-two-pi.js';

const ONE_MINUS_EULER = 0.42278433509846713;
const ASYMPTOTIC_FROM = 10;

/** ζ(k) − 1, k = 2, 3, …, 40. */
const ZETA_MINUS_ONE = [
    0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914, 0.008349277381922827,
    0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853, 0.0004941886041194645, 0.0002460865533080483, 0.00012271334757848915,
    6.124813505870483e-5, 3.058823630702049e-5, 1.528225940865187e-5, 7.637197637899763e-6, 3.81729326499984e-6, 1.908212716553939e-6,
    9.539620338727962e-7, 4.769329867878064e-7, 2.38450502727733e-7, 1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8,
    1.4901554828365043e-8, 7.45071178983543e-9, 3.725334024788457e-9, 1.862659723513049e-9
];
/** log Γ(2 + z) = Σ of these times z^{k+1}, |z| ≤ ½. */
const LOG_GAMMA_AT_2 = [ONE_MINUS_EULER, ...ZETA_MINUS_ONE.map((zeta, k) => ((k % 2 === 0 ? 1 : -1) * zeta) / (k + 2))];

/** log Γ(x) for x > 0 (∞ at 0, NaN below); relative error below 2e-15. */
export function logGamma(x: number): number {
    if (!(x >= 0)) {
        return NaN;
    }
    if (x >= ASYMPTOTIC_FROM) {
        return (x - 0.5) * Math.log(x) - x + (HALF_LOG_2PI + stirlingSeries(x));
    }
    if (x < 0.5) {
        return logGamma(x + 1) - Math.log(x);
    }
    if (x < 1.5) {
        return logGammaAround2(x - 1) - Math.log1p(x - 1);
    }
    let product = 1;
    let reduced = x;
    while (reduced > 2.5) {
        product *= --reduced;
    }
    return logGammaAround2(reduced - 2) + Math.log(product);
}

/** log Γ(2 + z), |z| ≤ ½. */
function logGammaAround2(z: number): number {
    return z * polynomial(LOG_GAMMA_AT_2, z);
}

/** B₂ₖ/{2k(2k−1)}, k = 1, 2, …: coefficients of x^{1−2k} in Stirling's series. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400, 43867 / 244188];

function stirlingSeries(x: number): number {
    return polynomial(STIRLING, 1 / (x * x)) / x;
}

/**
 * δ(x) = log Γ(x) − {(x − ½) log x − x + ½ log 2π} for x > 0: the remainder of Stirling's formula. Absolute error below 1e-15 for x ≥ 1, so that
 * densities with large parameters keep their relative accuracy (C. Loader 2000, Fast and accurate computation of binomial probabilities).
 */
export function stirlingRemainder(x: number): number {
    if (x < 1) {
        return logGamma(x) - ((x - 0.5) * Math.log(x) - x + HALF_LOG_2PI);
    }
    let sum = 0;
    let shifted = x;
    for (; shifted < ASYMPTOTIC_FROM; shifted++) {
        sum += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
    }
    return sum + stirlingSeries(shifted);
}

/** The zero of ψ is DIGAMMA_ZERO + DIGAMMA_ZERO_REST. */
const DIGAMMA_ZERO = 1.4616321449683622;
const DIGAMMA_ZERO_REST = 9.549995429965697e-17;
/** Taylor coefficients of ψ around its zero, from the first derivative on. */
const DIGAMMA_AT_ZERO = [
    0.9676722454476212, -0.4427631689835921, 0.258499760955651, -0.16394270544240652, 0.10782405069126237, -0.07219956125645471,
    0.04880428816414311, -0.03316112647484736, 0.022597648232218104, -0.01542476590494896, 0.010538791616612175, -0.007204534386356869,
    0.004926781395729853, -0.003369801655439328, 0.002305126326734928, -0.0015769367714301972, 0.0010788252019162967,
    -0.0007380709389960052, 0.000504953265834602, -0.0003454680251063077, 0.00023635601564027053, -0.00016170622091974803
];
/** B₂ₖ/(2k), k = 1, 2, …. */
const DIGAMMA_SERIES = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12, -3617 / 8160];

/** ψ(x) = d log Γ(x)/dx for x > 0 (−∞ at 0, NaN below); relative error below 5e-15, also beside its zero at 1.46163. */
export function digamma(x: number): number {
    if (!(x >= 0)) {
        return NaN;
    }
    const fromZero = x - DIGAMMA_ZERO;
    if (Math.abs(fromZero) < 0.3) {
        const z = fromZero - DIGAMMA_ZERO_REST;
        return z * polynomial(DIGAMMA_AT_ZERO, z);
    }
    let sum = 0;
    let shifted = x;
    for (; shifted < ASYMPTOTIC_FROM; shifted++) {
        sum += 1 / shifted;
    }
    const square = 1 / (shifted * shifted);
    return Math.log(shifted) - 0.5 / shifted - square * polynomial(DIGAMMA_SERIES, square) - sum;
}

/** B₂ₖ, k = 1, 2, …: coefficients of x^{−1−2k}. */
const BERNOULLI = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510];

/**
 * ψ'(x) − 1/x for x > 0 (∞ at 0, NaN below), a sum of positive terms, so without cancellation; relative error below 2e-15. By
 * ψ'(x) = ψ'(x + 1) + 1/x² the excess grows by 1/{x²(x + 1)} when x falls by one.
 */
export function trigammaExcess(x: number): number {
    if (!(x >= 0)) {
        return NaN;
    }
    let sum = 0;
    let shifted = x;
    for (; shifted < ASYMPTOTIC_FROM; shifted++) {
        sum += 1 / (shifted * shifted * (shifted + 1));
    }
    const inverse = 1 / shifted;
    return sum + inverse * inverse * (0.5 + inverse * polynomial(BERNOULLI, inverse * inverse));
}

/** ψ'(x) = d² log Γ(x)/dx² for x > 0 (∞ at 0, NaN below); relative error below 2e-15. */
export function trigamma(x: number): number {
    return 1 / x + trigammaExcess(x);
}
