import { gaussLegendre } from './quadrature/interval-rule.js';
import { mostPanelHalvings } from './limits.js';

const rule = gaussLegendre(16);

/**
 * ∫ f over the panels between neighbouring `points` (increasing) for f ≥ 0: 16 Gauss–Legendre points a panel, and a panel is halved until
 * its halves agree with it to `accuracy` of the whole. So the relative error is about `accuracy`.
 */
export function adaptiveIntegral(f: (x: number) => number, points: readonly number[], accuracy: number): number {
    const ends = points.slice(1).map((end, k) => [points[k], end] as const);
    const first = ends.map(([start, end]) => panel(f, start, end));
    let whole = first.reduce((sum, value) => sum + value, 0);
    const refined = (start: number, end: number, value: number, depth: number): number => {
        const middle = 0.5 * (start + end);
        const left = panel(f, start, middle);
        const right = panel(f, middle, end);
        const change = left + right - value;
        // A first value that misses a narrow peak must not make the bound too large or too small for what follows.
        whole += change;
        if (depth === 0 || Math.abs(change) <= accuracy * whole) {
            return left + right;
        }
        return refined(start, middle, left, depth - 1) + refined(middle, end, right, depth - 1);
    };
    return ends.reduce((sum, [start, end], k) => sum + refined(start, end, first[k], mostPanelHalvings), 0);
}

function panel(f: (x: number) => number, start: number, end: number): number {
    const width = end - start;
    let sum = 0;
    for (let k = 0; k < rule.weights.length; k++) {
        sum += rule.weights[k] * f(start + width * rule.fromStart[k]);
    }
    return width * sum;
}
