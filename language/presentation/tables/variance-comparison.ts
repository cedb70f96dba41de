/** The variances of one parameter side by side, and how far apart they are. */
import type { ParameterAnalysis, Variance } from '../../../src-engine/result/analysis.js';
import type { Accuracy } from '../../../src-engine/spec/model-spec.js';
import { certifiedDigits, formatCertified, formatSimulated, noNumber } from '../notation/numbers.js';

/** A number with its error bound. */
export interface Bounded {
    value: number;
    error: number;
    /** Whether the bound is twice a Monte-Carlo standard error. */
    simulated?: boolean;
}

/** The variance with its bound: certified, or twice the Monte-Carlo standard error; null where there is none. */
export function boundedVariance({ asyVar, error, simulated }: Pick<Variance, 'asyVar' | 'error' | 'simulated'>): Bounded | null {
    return asyVar === null || error === null ? null : { value: asyVar, error: simulated ? 2 * error : error, simulated };
}

/** `0.1438`; simulated `0.1437 ± 0.0006`, with the Monte-Carlo standard error. */
export function varianceText(variance: Variance, digits: number): string {
    const { asyVar, error, simulated } = variance;
    return simulated ? formatSimulated(asyVar, error) : formatCertified(asyVar, asyVar === null ? null : error, digits);
}

/** The finest accuracy with a variance, with which the others are compared; null where only the leading term has one. */
export function bestAccuracy(parameter: ParameterAnalysis): Accuracy | null {
    const known = (['exact', 'refined', 'twoTerm'] as const).find(accuracy => parameter[accuracy].asyVar !== null);
    return known ?? null;
}

/** a/b, with its error. */
export function ratio(a: Bounded, b: Bounded): Bounded {
    const value = a.value / b.value;
    return { value, error: Math.abs(value) * (a.error / Math.abs(a.value) + b.error / Math.abs(b.value) + 4e-16) };
}

/** Smaller differences are not worth a number. */
const smallestDifference = 5e-4;

/** `+19 %`, `−0.8 %`, `3.1 times`; `−20.0 ± 0.3 %` with the Monte-Carlo standard error; `same` below 0.05 %; `within 2 %` where the errors leave the difference open. */
export function differenceText(a: Bounded, b: Bounded): string {
    if (a.value === 0 || b.value === 0) {
        return noNumber;
    }
    const { value, error } = ratio(a, b);
    const difference = value - 1;
    if (!Number.isFinite(error)) {
        return noNumber;
    }
    if (Math.abs(difference) <= Math.max(error, smallestDifference)) {
        return error <= smallestDifference ? 'same' : `within ${formatCertified(100 * error, 0, 1)} %`;
    }
    if (value >= 2) {
        return `${formatCertified(value, error, 2)} times`;
    }
    const digits = Math.abs(difference) < 0.01 ? 1 : 2;
    const isCertified = digits <= certifiedDigits(difference, error);
    const percent = isCertified ? formatCertified(100 * difference, 100 * error, digits) : formatSimulated(100 * difference, 50 * error);
    return `${difference > 0 ? '+' : ''}${percent} %`;
}

/** The second term as a multiple of the first; null where one of them is missing. */
export function secondTermRatio({ leading, twoTerm }: ParameterAnalysis): Bounded | null {
    const [first, both] = [boundedVariance(leading), boundedVariance(twoTerm)];
    if (!first || !both || first.value <= 0) {
        return null;
    }
    const { value, error } = ratio(both, first);
    return { value: value - 1, error };
}
