/** Moments and cumulant generating functions of mixtures, from those of the parts. */
import type { LogMgf, Moments } from './law-record.js';

/** Moments of a mixture from those of its parts; centred at the mean, so without cancellation. */
export function combinedMoments(parts: { probability: number; mean: number; variance: number }[]): Moments {
    const mean = parts.reduce((sum, part) => sum + part.probability * part.mean, 0);
    const variance = parts.reduce((sum, part) => sum + part.probability * (part.variance + (part.mean - mean) ** 2), 0);
    return { mean, variance };
}

/** The cumulant generating function of a mixture with these parts: M = Σ p M_k, so the tilted weights are p M_k/M, and the tilted variance is that within plus that between. */
export function combinedLogMgf(parts: (LogMgf & { probability: number })[]): LogMgf {
    const greatest = parts.reduce((most, part) => Math.max(most, part.value), -Infinity);
    const weights = parts.map(part => part.probability * Math.exp(part.value - greatest));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const average = (of: (part: LogMgf) => number): number => parts.reduce((sum, part, k) => sum + (weights[k] / total) * of(part), 0);
    const first = average(part => part.first);
    return { value: greatest + Math.log(total), first, second: average(part => part.second + (part.first - first) ** 2) };
}
