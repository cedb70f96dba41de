/** Standard errors and intervals with the digits that the certified error of the variance supports. */
import type { Interval, ParameterAnalysis } from '../../../src-engine/result/analysis.js';
import {
    certifiedDigits,
    formatCertified,
    formatInterval,
    formatPercent,
    formatPositiveInterval,
    formatSimulated
} from '../notation/numbers.js';
import { boundedVariance, type Bounded } from '../tables/variance-comparison.js';

/** A standard error with its error bound. */
export type StandardError = Bounded;

/** The root of a variance. d√v = dv/(2√v), on top of the rounding of the root. */
export function standardErrorFrom({ value, error, simulated = false }: Bounded): StandardError {
    const root = Math.sqrt(value);
    return { value: root, error: value > 0 ? (error / value / 2 + 2e-16) * root : 0, simulated };
}

/** The standard error by the accuracy in use; null where there is none. */
export function standardErrorOf(parameter: ParameterAnalysis): StandardError | null {
    if (parameter.standardError === null || parameter.using === null) {
        return null;
    }
    const variance = boundedVariance(parameter[parameter.using]);
    return variance && { ...standardErrorFrom(variance), value: parameter.standardError };
}

/** `0.125`; `0.1581 ± 0.0003` where the Monte-Carlo standard error of a simulated one leaves fewer digits: the same at every place. */
export function standardErrorText({ value, error, simulated = false }: StandardError, digits = 3): string {
    return simulated && certifiedDigits(value, error) < digits ? formatSimulated(value, error / 2) : formatCertified(value, error, digits);
}

/** `95 % CI`. */
export function intervalName(interval: Interval): string {
    return `${formatPercent(interval.level)} CI`;
}

/** The ends of an interval: `2.067 … 2.153`. For a variance each end has its own number of digits, because its ratio to the variance matters. */
export function intervalEnds(parameter: ParameterAnalysis, interval: Interval): string {
    const standardError = standardErrorOf(parameter);
    const { value, error } = standardError ?? { value: 0, error: 0 };
    if (parameter.kind === 'variance' || parameter.kind === 'dispersion') {
        const scale = parameter.value ?? 1;
        return formatPositiveInterval(interval.lower, interval.upper, (4 * error) / scale);
    }
    return formatInterval(interval.lower, interval.upper, value === 0 ? 0 : 4 * error);
}
