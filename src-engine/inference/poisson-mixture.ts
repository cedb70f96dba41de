import { gammaLogKernel } from '../numeric/special/incomplete-gamma.js';
import { negligibleTerm } from './limits.js';

/**
 * Σ_j w_j g(j), w_j = e^{−μ} μ^j/j!: a probability of a non-central law as a mixture of central ones (Johnson, Kotz & Balakrishnan 1995,
 * Continuous Univariate Distributions 2, 29.4 and 30.4). g is a tail of the central law, positive, so nothing cancels.
 *
 * Summed outwards from `start`, an integer near the greatest term, as Benton & Krishnamoorthy (2003), Computational Statistics & Data Analysis 43,
 * 249–267 do. Where the terms are a wide bell, every h-th stands for h of them: the trapezoidal rule, whose error e^{−2π²(σ/h)²} is below
 * rounding for h = 0.4·√start, since the bell's σ is at least √(start/2). So a sum takes about 60 values of g, whatever μ is.
 */
export function poissonMixture(mean: number, start: number, g: (j: number) => number): number {
    if (mean === 0) {
        return g(0);
    }
    const stride = Math.max(1, Math.floor(0.4 * Math.sqrt(start)));
    const term = (j: number): number => Math.exp(logPoisson(j, mean)) * g(j);
    let sum = 0;
    for (const step of [stride, -stride]) {
        let previous = 0;
        for (let j = step > 0 ? start : start + step; j >= 0; j += step) {
            const value = term(j);
            sum += value;
            if (value <= previous && value <= negligibleTerm * sum) {
                break;
            }
            previous = value;
        }
    }
    return Math.min(1, stride * sum);
}

/** log{e^{−μ} μ^j/j!}, μ > 0. */
function logPoisson(j: number, mean: number): number {
    return j === 0 ? -mean : gammaLogKernel(j, mean) - Math.log(j);
}
