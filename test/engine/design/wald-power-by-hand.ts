/** The power of Wald tests from their definitions, to compare answers with. Slow; the only function shared with the engine is Φ. */
import { normalCdf } from '../../../src-engine/numeric/special/normal-distribution.js';

export interface ReferenceTest {
    contrasts: number;
    alternative: 'two-sided' | 'greater' | 'less';
    alpha: number;
    /** Infinity for the normal law and χ². */
    df: number;
}

/** @param at δ/se with its sign; of several contrasts √(δᵀV⁻¹δ) */
export function powerByHand(at: number, test: ReferenceTest): number {
    const critical = criticalValue(test);
    return averaged(test.df, s => rejection(critical * s, at, test));
}

/** P(rejected) for a known residual scale, the critical value being scaled with it. */
function rejection(critical: number, at: number, { contrasts, alternative }: ReferenceTest): number {
    if (contrasts > 1) {
        return chiSquaredTail(critical ** 2, contrasts, at ** 2);
    }
    if (alternative === 'two-sided') {
        return normalCdf(at - critical) + normalCdf(-at - critical);
    }
    return normalCdf((alternative === 'less' ? -at : at) - critical);
}

/** E f(s), s² being χ²_df/df: the trapezoidal rule in log s, normalised by itself. */
function averaged(df: number, f: (s: number) => number): number {
    if (df === Infinity) {
        return f(1);
    }
    const logDensity = (u: number): number => df * (u - 0.5 * Math.expm1(2 * u));
    const step = 0.12 / Math.sqrt(Math.max(df, 1));
    let [sum, weight] = [0, 0];
    for (const direction of [-1, 1]) {
        for (let k = direction < 0 ? -1 : 0; logDensity(k * step) > -45; k += direction) {
            const w = Math.exp(logDensity(k * step));
            sum += w * f(Math.exp(k * step));
            weight += w;
        }
    }
    return sum / weight;
}

const known = new Map<string, number>();

/** Where the test rejects with probability alpha under the null, by bisection. */
function criticalValue(test: ReferenceTest): number {
    const key = JSON.stringify([test, test.df === Infinity]);
    const kept = known.get(key);
    if (kept !== undefined) {
        return kept;
    }
    let [low, high] = [0, 1];
    const level = (c: number): number => averaged(test.df, s => rejection(c * s, 0, test));
    while (test.alpha < level(high)) {
        high *= 2;
    }
    for (let turn = 0; turn < 55; turn++) {
        const middle = 0.5 * (low + high);
        if (test.alpha < level(middle)) {
            low = middle;
        } else {
            high = middle;
        }
    }
    known.set(key, 0.5 * (low + high));
    return 0.5 * (low + high);
}

/** P(χ²_q(λ) > c) for q = 2, 3: a Poisson mixture of central laws, Q(a + 1, x) = Q(a, x) + xᵃe⁻ˣ/Γ(a + 1). */
function chiSquaredTail(c: number, q: number, lambda: number): number {
    const x = 0.5 * c;
    let a = 0.5 * q;
    // Q(3/2, x) = Q(1/2, x) + 2√(x/π)e⁻ˣ, and Q(1/2, x) = P(|Z| > √(2x)).
    let tail = q === 2 ? Math.exp(-x) : 2 * normalCdf(-Math.sqrt(2 * x)) + 2 * Math.sqrt(x / Math.PI) * Math.exp(-x);
    let summand = q === 2 ? x * Math.exp(-x) : (4 / 3) * x * Math.sqrt(x / Math.PI) * Math.exp(-x);
    let weight = Math.exp(-0.5 * lambda);
    let sum = 0;
    for (let j = 0; j < lambda || weight > 1e-18; j++) {
        sum += weight * tail;
        weight *= (0.5 * lambda) / (j + 1);
        tail += summand;
        a += 1;
        summand *= x / a;
    }
    return sum;
}
