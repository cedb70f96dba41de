/** The power of a Wald test whose noncentrality varies from study to study, as the mean over its law. */
import type { NoncentralityLaw } from '../gaussian/sampling/noncentrality-law.js';
import { fewEvaluations, finestInterpolation, reachOfInterpolation, roundingOfMean } from './limits.js';

export interface AveragedPower {
    power: number;
    /** How far a coarser rule is off, or the Monte-Carlo standard error where designs were drawn. */
    error: number;
    simulated: boolean;
}

/**
 * E power(√squares). Designs that cannot estimate the contrasts never reject.
 *
 * @param power of a design at its noncentrality (the root of its square), a smooth function
 */
export function averagedPower(
    { squares, weights, coarse, draws }: NoncentralityLaw,
    power: (noncentrality: number) => number
): AveragedPower {
    const at = squares.length <= fewEvaluations ? power : interpolated(power, squares);
    const powers = squares.map(square => at(Math.sqrt(square)));
    const sum = (by: Float64Array): number => powers.reduce((total, x, i) => total + by[i] * x, 0);
    if (draws === null) {
        const mean = sum(weights);
        return { power: Math.min(1, mean), error: (coarse ? Math.abs(sum(coarse) - mean) : 0) + roundingOfMean, simulated: false };
    }
    const { of, control } = draws;
    const own = new Float64Array(control.length);
    powers.forEach((x, i) => (own[of[i]] += control.length * weights[i] * x));
    return { ...controlled(own, control), simulated: true };
}

/** The mean of y, corrected by a variable of mean 0 that goes along with it. */
function controlled(y: Float64Array, control: Float64Array): { power: number; error: number } {
    const count = y.length;
    const mean = (x: Float64Array): number => x.reduce((sum, one) => sum + one, 0) / count;
    const [meanY, meanC] = [mean(y), mean(control)];
    let [cc, cy] = [0, 0];
    for (let i = 0; i < count; i++) {
        cc += (control[i] - meanC) ** 2;
        cy += (control[i] - meanC) * (y[i] - meanY);
    }
    const slope = cc > 0 ? cy / cc : 0;
    let rest = 0;
    for (let i = 0; i < count; i++) {
        rest += (y[i] - meanY - slope * (control[i] - meanC)) ** 2;
    }
    return { power: Math.min(1, Math.max(0, meanY - slope * meanC)), error: Math.sqrt(rest / (count - 1) / count) };
}

/** Chebyshev's interpolation over the range of the noncentralities, as fine as its last coefficients need. */
function interpolated(power: (x: number) => number, squares: Float64Array): (x: number) => number {
    const low = Math.sqrt(squares.reduce((least, x) => Math.min(least, x), Infinity));
    const largest = Math.sqrt(squares.reduce((most, x) => Math.max(most, x), 0));
    const high = Math.min(largest, Math.max(low, reachOfInterpolation));
    if (!(low < high)) {
        return power;
    }
    const half = (high - low) / 2;
    for (let degree = 16; degree <= finestInterpolation; degree *= 2) {
        const values = Array.from({ length: degree }, (_, k) => power(low + half * (1 + Math.cos((Math.PI * (k + 0.5)) / degree))));
        const coefficients = values.map((_, j) =>
            values.reduce((sum, value, k) => sum + (2 / degree) * value * Math.cos((Math.PI * j * (k + 0.5)) / degree), 0)
        );
        const last = Math.max(...coefficients.slice(-3).map(Math.abs));
        if (last <= roundingOfMean) {
            return x => (x <= high ? clenshaw(coefficients, (x - low) / half - 1) : power(x));
        }
    }
    return power;
}

function clenshaw(coefficients: readonly number[], x: number): number {
    let [b1, b2] = [0, 0];
    for (let j = coefficients.length - 1; j > 0; j--) {
        [b1, b2] = [2 * x * b1 - b2 + coefficients[j], b1];
    }
    return x * b1 - b2 + coefficients[0] / 2;
}
