import { tanhSinhReach, roundingOfNodes } from '../limits.js';

/** A rule for ∫₀¹ f: both distances of each node from the ends, so that a node near an end keeps its digits, and the weights. */
export interface IntervalRule {
    fromStart: Float64Array;
    fromEnd: Float64Array;
    weights: Float64Array;
}

const gaussLegendreRules = new Map<number, IntervalRule>();

/**
 * The Gauss–Legendre rule of this order on [0, 1], exact for polynomials of degree 2·order − 1; kept, since rules are made anew at each keystroke. Nodes
 * are zeros of P_n by Newton's method from the asymptotic cos{π(k + ¾)/(n + ½)} (Davis & Rabinowitz 1984, Methods of Numerical Integration,
 * 2.7). Absolute error of nodes below 3e-16, relative error of weights below 2e-14 up to order 200.
 */
export function gaussLegendre(order: number): IntervalRule {
    const known = gaussLegendreRules.get(order);
    if (known) {
        return known;
    }
    const fromStart = new Float64Array(order);
    const weights = new Float64Array(order);
    for (let k = 0; k < Math.ceil(order / 2); k++) {
        const middle = 2 * k + 1 === order;
        let x = middle ? 0 : Math.cos((Math.PI * (k + 0.75)) / (order + 0.5));
        for (let step = 0, correction = 1; step < 10 && !middle && Math.abs(correction) > roundingOfNodes; step++) {
            const { value, slope } = legendre(order, x);
            correction = value / slope;
            x -= correction;
        }
        const { slope } = legendre(order, x);
        fromStart[k] = 0.5 * (1 - x);
        fromStart[order - 1 - k] = 0.5 * (1 + x);
        weights[k] = weights[order - 1 - k] = 1 / ((1 - x) * (1 + x) * slope * slope);
    }
    const rule = { fromStart, fromEnd: fromStart.toReversed(), weights };
    gaussLegendreRules.set(order, rule);
    return rule;
}

/** P_n(x) and its derivative, n ≥ 1, |x| < 1. */
function legendre(order: number, x: number): { value: number; slope: number } {
    let previous = 1;
    let value = x;
    for (let k = 2; k <= order; k++) {
        const next = ((2 * k - 1) * x * value - (k - 1) * previous) / k;
        previous = value;
        value = next;
    }
    return { value, slope: (order * (previous - x * value)) / ((1 - x) * (1 + x)) };
}

const tanhSinhRules = new Map<string, IntervalRule>();

/**
 * The tanh-sinh rule with this step on [0, 1]: u = 1/(1 + e^{−π sinh t}), t in steps (Takahasi & Mori 1974). It takes integrands with any integrable
 * singularity at the ends. The weights sum to 1 within 1e-15 for steps up to 0.15.
 */
export function tanhSinh(step: number, reach = tanhSinhReach): IntervalRule {
    const key = `${step} ${reach}`;
    const known = tanhSinhRules.get(key);
    if (known) {
        return known;
    }
    const side = Math.ceil(reach / step);
    const at = (k: number): number => (k - side) * step;
    const fromStart = Float64Array.from({ length: 2 * side + 1 }, (_, k) => 1 / (1 + Math.exp(-Math.PI * Math.sinh(at(k)))));
    const fromEnd = fromStart.toReversed();
    const weights = fromStart.map((u, k) => step * Math.PI * Math.cosh(at(k)) * u * fromEnd[k]);
    const rule = { fromStart, fromEnd, weights };
    tanhSinhRules.set(key, rule);
    return rule;
}
