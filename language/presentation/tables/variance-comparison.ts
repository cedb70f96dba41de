/** The variances of one parameter beside each other: how far apart they are, and what the second term adds. */
import type { ParameterAnalysis, Variance } from '../../../src-engine/result/analysis.js';
import type { Accuracy } from '../../../src-engine/spec/model-spec.js';
import { certifiedDigits, formatCertified, formatSimulated, noNumber } from '../notation/numbers.js';

/** A number and what it may be off by. */
export interface Bounded {
    value: number;
    error: number;
}

/** The variance with its bound: certified, or twice the Monte-Carlo standard error; null where there is none. */
export function boundedVariance({ asyVar, error, simulated }: Variance): Bounded | null {
    return asyVar === null || error === null ? null : { value: asyVar, error: simulated ? 2 * error : error };
}

/** `0.1438`; simulated `0.1437 ± 0.0006`, with the Monte-Carlo standard error. */
export function varianceText(variance: Variance, digits: number): string {
    const { asyVar, error, simulated } = variance;
    return simulated ? formatSimulated(asyVar, error) : formatCertified(asyVar, asyVar === null ? null : error, digits);
}

/** The finest accuracy that is there, which the others are measured by; null where only the leading term is. */
export function bestAccuracy(parameter: ParameterAnalysis): Accuracy | null {
    const known = (['exact', 'refined', 'twoTerm'] as const).find(accuracy => parameter[accuracy].asyVar !== null);
    return known ?? null;
}

/** a/b, with its error. */
function ratio(a: Bounded, b: Bounded): Bounded {
    const value = a.value / b.value;
    return { value, error: Math.abs(value) * (a.error / Math.abs(a.value) + b.error / Math.abs(b.value) + 4e-16) };
}

/** Differences below are not worth a number. */
const smallestDifference = 5e-4;

/** `+19 %`, `−0.8 %`, `3.1 times`; `−20.0 ± 0.3 %` with the Monte-Carlo standard error; `same` where no difference is seen, `within 2 %` where none is certain. */
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

/** Above, the second term is more than a detail. */
const telling = 0.05;

/** Whether the second term is larger than the first, or what it adds; null where that is little or not known. Plain text. */
export function secondTermText(parameter: ParameterAnalysis): string | null {
    const second = secondTermRatio(parameter);
    if (!second || second.value - second.error < telling) {
        return null;
    }
    return second.value >= 1
        ? `The second term is ${formatCertified(second.value, second.error, 2)} times the first: at these sizes leading terms mislead, and two terms may overshoot.`
        : `The second term adds ${formatCertified(100 * second.value, 100 * second.error, 2)} % to the first.`;
}
