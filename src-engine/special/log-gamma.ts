/**
 * The logarithm of the gamma function, its derivatives, and what Stirling's formula leaves of them.
 *
 * Asymptotic series: Abramowitz & Stegun (1964) 6.1.40, 6.3.18, 6.4.12, from x = 10 on, reached by recurrence from below. Around 2 the
 * series 6.1.33 shifted by one keeps the relative accuracy through the zeros at 1 and 2.
 */
import { polynomial } from './polynomial.js';

const HALF_LOG_2PI = 0.9189385332046728;
const ONE_MINUS_EULER = 0.42278433509846713;
const ASYMPTOTIC_FROM = 10;

/** ζ(k) − 1, k = 2, 3, …, 40. */
const ZETA_MINUS_ONE = [
    0.644934066848226436, 0.202056903159594285, 0.0823232337111381915, 0.0369277551433699263, 0.0173430619844491397, 0.00834927738192282684,
    0.00407735619794433938, 0.00200839282608221442, 0.000994575127818085337, 0.000494188604119464559, 0.000246086553308048299,
    0.000122713347578489147, 0.0000612481350587048293, 0.0000305882363070204936, 0.0000152822594086518717, 7.63719763789976227e-6,
    3.81729326499983986e-6, 1.90821271655393893e-6, 9.53962033872796113e-7, 4.76932986787806463e-7, 2.3845050272773299e-7,
    1.19219925965311073e-7, 5.96081890512594796e-8, 2.98035035146522802e-8, 1.49015548283650412e-8, 7.45071178983542949e-9,
    3.72533402478845705e-9, 1.86265972351304901e-9
];
/** log Γ(2 + z) = Σ of these times z^{k+1}, |z| ≤ ½. */
const LOG_GAMMA_AT_2 = [ONE_MINUS_EULER, ...ZETA_MINUS_ONE.map((zeta, k) => ((k % 2 === 0 ? 1 : -1) * zeta) / (k + 2))];

/** log Γ(x) for x > 0 (∞ at 0, NaN below); relative error below 2e-15. */
export function logGamma(x: number): number {
    if (!(x >= 0)) return NaN;
    if (x >= ASYMPTOTIC_FROM) return (x - 0.5) * Math.log(x) - x + (HALF_LOG_2PI + stirlingSeries(x));
    if (x < 0.5) return logGamma(x + 1) - Math.log(x);
    if (x < 1.5) return logGammaAround2(x - 1) - Math.log1p(x - 1);
    let product = 1;
    let reduced = x;
    while (reduced > 2.5) product *= --reduced;
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
 * δ(x) = log Γ(x) − {(x − ½) log x − x + ½ log 2π} for x > 0: what Stirling's formula leaves. Absolute error below 1e-15 for x ≥ 1, so that
 * densities with large parameters keep their relative accuracy (C. Loader 2000, Fast and accurate computation of binomial probabilities).
 */
export function stirlingRemainder(x: number): number {
    if (x < 1) return logGamma(x) - ((x - 0.5) * Math.log(x) - x + HALF_LOG_2PI);
    let sum = 0;
    let shifted = x;
    for (; shifted < ASYMPTOTIC_FROM; shifted++) sum += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
    return sum + stirlingSeries(shifted);
}

/** The zero of ψ is DIGAMMA_ZERO + DIGAMMA_ZERO_REST. */
const DIGAMMA_ZERO = 1.4616321449683622;
const DIGAMMA_ZERO_REST = 9.54999542996569772e-17;
/** Taylor coefficients of ψ around its zero, from the first derivative on. */
const DIGAMMA_AT_ZERO = [
    0.96767224544762117, -0.442763168983592106, 0.258499760955651011, -0.163942705442406528, 0.107824050691262366, -0.0721995612564547109,
    0.0488042881641431072, -0.0331611264748473593, 0.0225976482322181047, -0.0154247659049489591, 0.0105387916166121754,
    -0.00720453438635686824, 0.00492678139572985345, -0.00336980165543932808, 0.00230512632673492784, -0.00157693677143019726,
    0.00107882520191629658, -0.00073807093899600513, 0.000504953265834602035, -0.0003454680251063077, 0.000236356015640270528,
    -0.000161706220919748034
];
/** B₂ₖ/(2k), k = 1, 2, …. */
const DIGAMMA_SERIES = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12, -3617 / 8160];

/** ψ(x) = d log Γ(x)/dx for x > 0 (−∞ at 0, NaN below); relative error below 5e-15, also beside its zero at 1.46163. */
export function digamma(x: number): number {
    if (!(x >= 0)) return NaN;
    const fromZero = x - DIGAMMA_ZERO;
    if (Math.abs(fromZero) < 0.3) {
        const z = fromZero - DIGAMMA_ZERO_REST;
        return z * polynomial(DIGAMMA_AT_ZERO, z);
    }
    let sum = 0;
    let shifted = x;
    for (; shifted < ASYMPTOTIC_FROM; shifted++) sum += 1 / shifted;
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
    if (!(x >= 0)) return NaN;
    let sum = 0;
    let shifted = x;
    for (; shifted < ASYMPTOTIC_FROM; shifted++) sum += 1 / (shifted * shifted * (shifted + 1));
    const inverse = 1 / shifted;
    return sum + inverse * inverse * (0.5 + inverse * polynomial(BERNOULLI, inverse * inverse));
}

/** ψ'(x) = d² log Γ(x)/dx² for x > 0 (∞ at 0, NaN below); relative error below 2e-15. */
export function trigamma(x: number): number {
    return 1 / x + trigammaExcess(x);
}
