/** Standard errors and intervals with the digits that the variance's certified error leaves them. */
import type { Interval, ParameterAnalysis } from '../../src-engine/analysis.js';
import type { Accuracy } from '../../src-engine/model-spec.js';
import { formatCertified, formatInterval, formatPercent, formatPositiveInterval } from './numbers.js';

/** A standard error and its certified absolute error. */
export interface StandardError {
    value: number;
    error: number;
}

function varianceBy(parameter: ParameterAnalysis, accuracy: Accuracy) {
    return parameter[accuracy];
}

/** The standard error by the accuracy in use; null where there is none. */
export function standardErrorOf(parameter: ParameterAnalysis): StandardError | null {
    if (parameter.standardError === null || parameter.using === null) {
        return null;
    }
    const { asyVar, error } = varianceBy(parameter, parameter.using);
    const value = parameter.standardError;
    // d√v = dv/(2√v), on top of the rounding of the root.
    const certified = asyVar !== null && error !== null && asyVar > 0 ? (error / asyVar / 2 + 2e-16) * value : 0;
    return { value, error: certified };
}

export function standardErrorText(standardError: StandardError, digits = 3): string {
    return formatCertified(standardError.value, standardError.error, digits);
}

/** `95 % CI`. */
export function intervalName(interval: Interval): string {
    return `${formatPercent(interval.level)} CI`;
}

/** The ends of an interval alone: `2.067 … 2.153`; of a variance with digits of each end, as its ratio to the variance matters. */
export function intervalEnds(parameter: ParameterAnalysis, interval: Interval): string {
    const standardError = standardErrorOf(parameter);
    const { value, error } = standardError ?? { value: 0, error: 0 };
    if (parameter.kind === 'variance' || parameter.kind === 'dispersion') {
        const scale = parameter.value ?? 1;
        return formatPositiveInterval(interval.lower, interval.upper, (4 * error) / scale);
    }
    return formatInterval(interval.lower, interval.upper, value === 0 ? 0 : 4 * error);
}
