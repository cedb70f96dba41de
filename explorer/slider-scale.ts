/** The stops of a slider: short numbers in a wide range around the model's own. */
import { authorScales, type AuthorScale } from '../language/presentation/notation/author-scale.js';
import type { Adjustable } from '../src-engine/design/adjustments.js';
import { stepOf } from '../src-engine/structure/sizes.js';
import { formatValue } from '../language/presentation/notation/numbers.js';
import type { ModelSpec } from '../src-engine/spec/model-spec.js';

const stops = 240;

/**
 * Increasing; `value`, the number that the slider begins at, is among them. Counts go up in the steps that `each` points need, and in coarser ones where they are many;
 * effects evenly and with 0 among them; variances by ratios. On the scale of the author: ratios with 1 among them, shares between 0 and 1.
 */
export function sliderStops(of: Adjustable, value: number, spec: ModelSpec, scale: AuthorScale | null = null): number[] {
    const stops = scale === null ? stopsAround(of, value, spec) : stopsOnScale(scale, value);
    return [...new Set([...stops, value])].sort((a, b) => a - b);
}

function stopsOnScale(scale: AuthorScale, value: number): number[] {
    switch (scale) {
        case 'OR':
        case 'RR':
        case 'log':
            return [...byRatio(value / 4, value * 4, shortened), 1];
        case 'pct':
            return stopsOnScale('RR', 1 + value / 100).map(ratio => Math.round(1000 * (ratio - 1)) / 10);
        case 'logit':
            return byRatio(value / (1 - value) / 20, (20 * value) / (1 - value), odds => shortened(odds / (1 + odds)));
        case 'icc':
            return value > 0 ? byRatio(value / 20, Math.min(20 * value, 0.9), shortened) : byRatio(0.001, 0.5, shortened);
        case 'sd':
            return value > 0 ? byRatio(value / 5, 5 * value, shortened) : byRatio(0.01, 5, shortened);
    }
}

function stopsAround(of: Adjustable, value: number, spec: ModelSpec): number[] {
    switch (of.kind) {
        case 'count':
        case 'n': {
            const step = countStep(of, spec);
            const most = Math.max(10 * value, (of.kind === 'n' ? 100 : 200) * step);
            return byRatio(1, most / step, count => Math.max(1, Math.round(count)) * step);
        }
        case 'effect': {
            const reach = value === 0 ? 1 : 2 * Math.abs(value);
            const step = roundStep((2 * reach) / stops);
            const [first, last] = [Math.round((value - reach) / step), Math.round((value + reach) / step)];
            return Array.from({ length: last - first + 1 }, (_, k) => shortened((first + k) * step));
        }
        case 'variance':
        case 'dispersion':
            return value > 0 ? byRatio(value / 20, value * 20, shortened) : byRatio(0.001, 10, shortened);
        case 'alpha':
            return byRatio(Math.min(0.001, value), Math.max(0.2, value), alpha => Number(alpha.toPrecision(2)));
        case 'power':
            return Array.from({ length: 99 }, (_, k) => Number((0.5 + 0.005 * k).toFixed(3)));
    }
}

/** A count must be a multiple of this; 1 for all other numbers. */
export function countStep(of: Adjustable, spec: ModelSpec): number {
    return of.kind === 'count' ? stepOf(spec, of.group) : of.kind === 'n' ? stepOf(spec, 'n') : 1;
}

/** The stop that is closest. */
export function nearestStop(all: readonly number[], value: number): number {
    return all.reduce((best, stop, i) => (Math.abs(stop - value) < Math.abs(all[best]! - value) ? i : best), 0);
}

/** Why a typed number is not valid; null where it is. */
export function entryProblem(of: Adjustable, value: number, spec: ModelSpec, scale: AuthorScale | null = null): string | null {
    if (!Number.isFinite(value)) {
        return 'Type a number.';
    }
    if (scale !== null) {
        return scaleProblem(scale, value);
    }
    switch (of.kind) {
        case 'count':
        case 'n': {
            const step = countStep(of, spec);
            return Number.isInteger(value / step) && value > 0 && value <= 1e12
                ? null
                : step === 1
                  ? 'The number must be whole and above 0.'
                  : `The number must be a multiple of ${step}, so that the each points are balanced.`;
        }
        case 'effect':
            return null;
        case 'variance':
            return value >= 0 ? null : 'A variance must be 0 or more.';
        case 'dispersion':
            return value > 0 ? null : 'A dispersion must be above 0.';
        case 'alpha':
        case 'power':
            return value > 0 && value < 1 ? null : 'The number must lie between 0 and 1.';
    }
}

function scaleProblem(scale: AuthorScale, value: number): string | null {
    const [low, high] = authorScales[scale].between;
    if ((low < value && value < high) || (value === 0 && (scale === 'sd' || scale === 'icc'))) {
        return null;
    }
    return high === Infinity ? `The number must be above ${formatValue(low, 3)}.` : `The number must lie between ${low} and ${high}.`;
}

function byRatio(from: number, to: number, rounded: (value: number) => number): number[] {
    return Array.from({ length: stops + 1 }, (_, k) => rounded(from * (to / from) ** (k / stops)));
}

const shortened = (value: number): number => Number(value.toPrecision(3));

/** 1, 2 or 5 times a power of ten. */
function roundStep(step: number): number {
    const ten = 10 ** Math.floor(Math.log10(step));
    const leading = [1, 2, 5, 10].find(digit => step <= digit * ten * (1 + 1e-9)) ?? 10;
    return Number((leading * ten).toPrecision(1));
}
