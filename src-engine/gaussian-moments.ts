/**
 * E{w(μ + s T) Tᵏ}, T ~ N(0, 1), for k = 0, 1, 2: the integrals over all collapsed normal predictors together.
 *
 * `constant` and `exponential` weights are closed. Others by the trapezoidal rule in η on the window where w times the normal density is
 * within e⁻⁴⁰ of its maximum. The rule converges exponentially: for a weight with poles at distance d from the real line its relative
 * error is about exp(−2πd/h + d²/(2s²)), or exp(−2π²s²/h²) where s is small. At `level` 0 both are below 1e-11, and each level takes a finer step.
 */
import type { Weight } from './weight.js';

const negligible = 40;

/** @param out receives the three moments; NaN where η leaves the domain of w */
export function gaussianMoments(weight: Weight, mu: number, s: number, level: number, out: Float64Array): void {
    if (weight.kind === 'constant') {
        out[0] = weight.scale;
        out[1] = 0;
        out[2] = weight.scale;
        return;
    }
    if (weight.kind === 'exponential') {
        const a = weight.rate;
        const value = weight.scale * Math.exp(a * mu + 0.5 * a * a * s * s);
        out[0] = value;
        out[1] = a * s * value;
        out[2] = (1 + a * a * s * s) * value;
        return;
    }
    if (weight.poleDistance === 0) {
        out.fill(NaN); // a link that holds on a half-line only
        return;
    }
    if (s < 1e-9) {
        // To second order in s, which is exact here in doubles: E w T = s w', and w' is at most of the size of w.
        const value = weight.at(mu);
        const step = 1e-4;
        out[0] = value;
        out[1] = (s * (weight.at(mu + step) - weight.at(mu - step))) / (2 * step);
        out[2] = value;
        return;
    }
    const { tails } = weight;
    let low: number;
    let high: number;
    if (tails.kind === 'gaussian') {
        const shrink = 1 / (1 + s * s);
        const half = Math.sqrt(2 * negligible * shrink) * s + 1;
        low = mu * shrink - half;
        high = mu * shrink + half;
    } else {
        // 2s² log of the product is at most centre² − (η − centre)², with one centre above 0 and another below it.
        const reach = 2 * s * s * negligible;
        const right = mu - tails.right * s * s;
        const left = mu + tails.left * s * s;
        const top = 0 < right ? right * right : left < 0 ? left * left : 0;
        const width = Math.sqrt(reach);
        high = left + width <= 0 ? left + width : right + Math.sqrt(right * right - top + reach);
        low = 0 <= right - width ? right - width : left - Math.sqrt(left * left - top + reach);
        if (tails.max < high) high = Math.max(tails.max, low);
    }
    const step = Math.min(0.62 * s, (0.5 * weight.poleDistance) / Math.PI) / (1 + 0.25 * level);
    const count = Math.ceil((high - low) / step);
    let m0 = 0;
    let m1 = 0;
    let m2 = 0;
    const inverse = 1 / s;
    for (let i = 0; i <= count; i++) {
        const eta = low + i * step;
        const t = (eta - mu) * inverse;
        const product = weight.at(eta) * Math.exp(-0.5 * t * t);
        m0 += product;
        m1 += product * t;
        m2 += product * t * t;
    }
    const factor = step * inverse * 0.3989422804014327;
    out[0] = m0 * factor;
    out[1] = m1 * factor;
    out[2] = m2 * factor;
}
