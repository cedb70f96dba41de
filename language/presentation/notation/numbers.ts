/** Numbers as text: never more digits than their error certifies, never NaN. */
import { superscript } from './symbols.js';

/** The text for a missing number. */
export const noNumber = '—';

/** The largest number of digits that are shown: doubles have no more. */
export const mostDigits = 12;

/** Decimal exponent of the first significant digit. */
function exponentOf(value: number): number {
    return value === 0 ? 0 : Number(value.toExponential().split('e')[1]);
}

/**
 * The number of significant digits of `value` that an absolute error of at most `error` certifies: the last one is right to
 * within one unit. 0 where not even the first is.
 */
export function certifiedDigits(value: number, error: number): number {
    if (error === 0) {
        return mostDigits;
    }
    // A digit is certified where the error is at most half of its unit.
    const lastExponent = Math.ceil(Math.log10(2 * error) - 1e-9);
    return Math.max(0, Math.min(mostDigits, exponentOf(value) - lastExponent + 1));
}

function typographic(text: string): string {
    return text.replace('-', '−');
}

/** Plain between 10⁻⁴ and 10⁶, else as `4.878 × 10⁻⁵`. */
function withDigits(value: number, digits: number): string {
    const [mantissa = '', exponentText = '0'] = value.toExponential(digits - 1).split('e');
    const exponent = Number(exponentText);
    const showsWholePart = exponent < digits;
    if (exponent >= -4 && exponent < 6 && showsWholePart) {
        return typographic(value.toFixed(digits - 1 - exponent));
    }
    return `${typographic(mantissa)} × 10${superscript(String(exponent))}`;
}

/** `6.66000` is `6.66` where that is the number itself, not where the zeros are digits of a rounded one. */
function withoutExactZeros(text: string, value: number, error: number): string {
    const [mantissa = '', power = ''] = text.split(' ');
    const shortened = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
    const exponent = power === '' ? 0 : exponentOf(value);
    const isExact = Math.abs(Number(`${shortened.replace('−', '-')}e${exponent}`) - value) <= 1e-14 * Math.abs(value);
    return isExact && error <= 1e-12 * Math.abs(value) ? text.replace(mantissa, shortened) : text;
}

/**
 * `value` with at most `digits` significant digits (but the whole part of a number below a million is not cut) and no digit
 * that `error`, the certified absolute error, leaves open. `≈ 0.08` if no digit is certain, `0 ± 3 × 10⁻⁹` if not even its size is; `—` if there is no number.
 */
export function formatCertified(value: number | null, error: number | null, digits = 4): string {
    if (value === null || error === null || !Number.isFinite(value) || !Number.isFinite(error)) {
        return noNumber;
    }
    if (value === 0 && error === 0) {
        return '0';
    }
    const certified = value === 0 ? 0 : certifiedDigits(value, Math.abs(error));
    if (certified === 0 && 2 * Math.abs(error) < Math.abs(value)) {
        return `≈ ${withDigits(value, 1)}`;
    }
    if (certified === 0) {
        return `0 ± ${withDigits(Math.abs(value) + Math.abs(error), 1)}`;
    }
    const exponent = exponentOf(value);
    const wanted = exponent < 6 ? Math.max(digits, exponent + 1) : digits;
    const shown = Math.min(wanted, certified);
    return withoutExactZeros(withDigits(value, shown), value, Math.abs(error));
}

/**
 * A simulated number beside its Monte-Carlo standard error, both to the last digit that this error warrants: one digit of the error,
 * two where the first is 1. `0.1437 ± 0.0006`, `0.1440 ± 0.0014`.
 */
export function formatSimulated(value: number | null, standardError: number | null): string {
    if (value === null || standardError === null || !Number.isFinite(value) || !Number.isFinite(standardError)) {
        return noNumber;
    }
    if (standardError === 0) {
        return formatCertified(value, 0);
    }
    const exponent = Math.max(exponentOf(value), exponentOf(standardError));
    const power = exponent < -4 || exponent >= 6 ? exponent : 0;
    // Uses decimal text, because a power of ten may be too small as a divisor.
    const scaled = (x: number) => {
        const [mantissa = '', own = '0'] = x.toExponential().split('e');
        return Number(`${mantissa}e${Number(own) - power}`);
    };
    const error = scaled(standardError);
    const kept = error.toExponential(1).startsWith('1') ? 1 : 0;
    const decimals = Math.min(mostDigits, Math.max(0, kept - exponentOf(Number(error.toPrecision(kept + 1)))));
    const text = `${fixed(scaled(value), decimals)} ± ${fixed(error, decimals)}`;
    return power === 0 ? text : `(${text}) × 10${superscript(String(power))}`;
}

/** A number from the file, which has no error: `−1.46`, `0.405465`. */
export function formatValue(value: number | null, digits = 6): string {
    return formatCertified(value, 0, digits);
}

/** A number of units: all of its digits up to a million of millions. */
export function formatCount(count: number): string {
    return Number.isInteger(count) && Math.abs(count) < 1e12 ? typographic(String(count)) : formatValue(count);
}

/** An amount of money or time, which has no unit here: `19,968`, `12.5`. */
export function formatCost(cost: number): string {
    if (!(Math.abs(cost) < 1e12)) {
        return formatValue(cost);
    }
    const [whole = '', cents = ''] = String(Math.round(100 * cost) / 100).split('.');
    return typographic(whole.replace(/\B(?=(\d{3})+$)/g, ',')) + (cents && `.${cents}`);
}

/** A correlation: `0.25`, and near 1 as many digits as tell it from 1: `0.999999`. */
export function formatCorrelation(value: number, digits = 4): string {
    const rounded = Number(value.toPrecision(digits));
    if (Math.abs(rounded) < 1 || Math.abs(value) >= 1) {
        return formatValue(rounded, digits);
    }
    const decimals = Math.min(mostDigits, 1 - Math.floor(Math.log10(1 - Math.abs(value))));
    return formatValue(Number(value.toFixed(decimals)), mostDigits);
}

/** `95 %`. */
export function formatPercent(share: number): string {
    // A share below 100 % must not read as 100 %.
    if (0.9999 < share && share < 1) {
        const decimals = Math.min(12, 1 - Math.floor(Math.log10(100 * (1 - share))));
        return `${(100 * share).toFixed(decimals).replace(/0+$/, '')} %`;
    }
    return `${formatValue(share * 100)} %`;
}

/**
 * Both ends of an interval with the decimals that its width makes worth reading (30 to 300 steps from end to end), and none
 * that `error`, the certified absolute error of each end, leaves open: `2.067 … 2.153`.
 */
export function formatInterval(lower: number, upper: number, error: number): string {
    const width = upper - lower;
    if (!Number.isFinite(lower) || !Number.isFinite(upper) || !Number.isFinite(error)) {
        return noNumber;
    }
    const certifiedUnit = error === 0 ? -mostDigits : Math.ceil(Math.log10(2 * error) - 1e-9);
    const readableUnit = width > 0 ? Math.floor(Math.log10(width / 3)) - 1 : -mostDigits;
    const unit = Math.max(readableUnit, certifiedUnit);
    const largest = exponentOf(Math.max(Math.abs(lower), Math.abs(upper)));
    if (largest >= 6 || largest < -4) {
        return `${toUnit(lower, unit)} … ${toUnit(upper, unit)}`;
    }
    const decimals = Math.min(mostDigits, Math.max(0, -unit));
    return `${fixed(lower, decimals)} … ${fixed(upper, decimals)}`;
}

/**
 * As `formatInterval`, for ends whose ratio matters: three digits of each, `0.92 … 2.44`. `relativeError` is that of each end; where it leaves no digit,
 * the end says its size only, `≈ 0.0007`.
 */
export function formatPositiveInterval(lower: number, upper: number, relativeError: number): string {
    const end = (value: number): string =>
        certifiedDigits(value, value * relativeError) === 0
            ? `≈ ${formatValue(Number(value.toPrecision(1)), 1)}`
            : formatCertified(value, value * relativeError, 3);
    return `${end(lower)} … ${end(upper)}`;
}

function toUnit(value: number, unit: number): string {
    const digits = exponentOf(value) - unit + 1;
    return digits < 1 || value === 0 ? '0' : withDigits(value, Math.min(mostDigits, digits));
}

function fixed(value: number, decimals: number): string {
    const text = value.toFixed(decimals);
    return Number(text) === 0 ? text.replace('-', '') : typographic(text);
}
