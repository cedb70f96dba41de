import { betaLogKernel, betaLogPeak } from '../numeric/special/incomplete-beta.js';
import { gammaLogKernel } from '../numeric/special/incomplete-gamma.js';
import { normalLogPdf } from '../numeric/special/normal-distribution.js';
import { cumulated, lastUpTo, type Cumulated } from './cumulated.js';
import { components } from './parts.js';
import type { ScalarLaw } from './scalar-law.js';

const LOG_2PI = 1.8378770664093453;

/**
 * log of the density at x, of a discrete law log of the probability of x; −∞ outside the support, ∞ at a pole of the density (gamma and beta
 * with a shape below 1). Absolute error below 1e-14 times (1 + the distance to the mode in log density) for shapes and sizes up to 1e6.
 * A mixture that holds both kinds has no density; its discrete components then count where x is one of their values.
 */
export function lawLogDensity(law: ScalarLaw, x: number): number {
    switch (law.law) {
        case 'normal':
            return normalLogPdf((x - law.mean) / law.sd) - Math.log(law.sd);
        case 'uniform':
            return x >= law.min && x <= law.max ? -Math.log(law.max - law.min) : -Infinity;
        case 'bernoulli':
            return binomialLogProbability(1, law.p, x);
        case 'binomial':
            return binomialLogProbability(law.size, law.p, x);
        case 'poisson':
            return poissonLogProbability(law.rate, x);
        case 'gamma':
            return gammaLogDensity(law.shape, law.rate, x);
        case 'exponential':
            return x >= 0 ? Math.log(law.rate) - law.rate * x : -Infinity;
        case 'beta':
            return betaLogDensity(law.a, law.b, x);
        case 'logNormal':
            if (!(x > 0)) {
                return -Infinity;
            }
            return normalLogPdf((Math.log(x) - law.meanlog) / law.sdlog) - Math.log(law.sdlog) - Math.log(x);
        case 'studentT':
            return studentLogDensity(law.df, (x - law.location) / law.scale) - Math.log(law.scale);
        case 'discrete':
        case 'categorical':
            return Math.log(probabilityOf(cumulated(law), x));
        case 'mixture':
            return logSumExp(components(law).map(part => Math.log(part.probability) + lawLogDensity(part.law, x)));
    }
}

function probabilityOf(law: Cumulated, x: number): number {
    const at = lastUpTo(law, x);
    return at >= 0 && law.values[at] === x ? law.probabilities[at] : 0;
}

/** log Σ e^{term}. */
function logSumExp(terms: readonly number[]): number {
    const greatest = terms.reduce((most, term) => Math.max(most, term), -Infinity);
    if (!Number.isFinite(greatest)) {
        return greatest;
    }
    return greatest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - greatest), 0));
}

/** log{λ^x e^{−λ}/x!}; −∞ where x is not 0, 1, 2, …. */
export function poissonLogProbability(rate: number, x: number): number {
    if (!Number.isInteger(x) || x < 0) {
        return -Infinity;
    }
    return x === 0 ? -rate : gammaLogKernel(x, rate) - Math.log(x);
}

/** log{C(n, x) p^x (1−p)^{n−x}}; −∞ where x is not one of 0, …, n. */
export function binomialLogProbability(size: number, p: number, x: number): number {
    if (!Number.isInteger(x) || x < 0 || x > size) {
        return -Infinity;
    }
    if (x === 0) {
        return size * Math.log1p(-p);
    }
    if (x === size) {
        return size * Math.log(p);
    }
    return betaLogKernel(x, size - x, p, 1 - p) + Math.log(size / x / (size - x));
}

function gammaLogDensity(shape: number, rate: number, x: number): number {
    if (x < 0) {
        return -Infinity;
    }
    if (x === 0) {
        return shape === 1 ? Math.log(rate) : (1 - shape) * Infinity;
    }
    return gammaLogKernel(shape, rate * x) - Math.log(x);
}

function betaLogDensity(a: number, b: number, x: number): number {
    if (x < 0 || x > 1) {
        return -Infinity;
    }
    if (x === 0) {
        return a === 1 ? Math.log(b) : (1 - a) * Infinity;
    }
    if (x === 1) {
        return b === 1 ? Math.log(a) : (1 - b) * Infinity;
    }
    return betaLogKernel(a, b, x, 1 - x) - Math.log(x) - Math.log1p(-x);
}

/** log density of Student's t with location 0 and scale 1. */
function studentLogDensity(df: number, z: number): number {
    // Γ((ν+1)/2)/{√(πν) Γ(ν/2)} is the peak of the beta kernel with a = ν/2, b = ½, up to powers.
    const ratio = z / Math.sqrt(df);
    const spread = Math.abs(ratio) > 1e150 ? 2 * Math.log(Math.abs(ratio)) : Math.log1p(ratio * ratio);
    return studentLogPeak(df) - 0.5 * (df + 1) * spread;
}

/** log[Γ((ν+1)/2)/{√(πν) Γ(ν/2)}], the log density of Student's t at 0; −½ log 2π in the limit of large ν. */
export function studentLogPeak(df: number): number {
    // 1/{√ν B(ν/2, ½)}, where B comes from its kernel's peak at (ν, 1)/(ν + 1): ν log(1 + 1/ν)/2 + log(1 + ν)/2 undoes the powers.
    return betaLogPeak(0.5 * df, 0.5) + 0.5 * (df * Math.log1p(1 / df) + Math.log1p(1 / df));
}

/** −½ log 2π, the log density of the standard normal at 0. */
export const NORMAL_LOG_PEAK = -0.5 * LOG_2PI;
