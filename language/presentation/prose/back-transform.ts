/** Fixed effects on the scale of the response: odds ratios and rate ratios, and the mean response for an intercept. */
import type { ParameterAnalysis } from '../../../src-engine/result/analysis.js';
import type { FamilySpec, FixedEffectSpec, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { families as engineFamilies } from '../../../src-engine/family/families.js';
import { links as engineLinks } from '../../../src-engine/family/links.js';
import { families } from '../../knowledge/families.js';
import { links } from '../../knowledge/links.js';
import { intervalName, standardErrorOf } from './confidence-interval.js';
import { formatInterval, formatPositiveInterval, formatValue } from '../notation/numbers.js';
import { parameterSymbol } from '../notation/symbols.js';
import { isConstantOne } from '../notation/term-text.js';
import { isDifferenceOfComparisons, meaningText } from './effect-meaning.js';
import { whereOthersAreZero } from './others-at-zero.js';

interface BackTransform {
    /** `Odds ratio`, `Probability`. */
    title: string;
    formula: (symbol: string) => string;
    /** Monotone; where `positiveOnly`, for positive numbers. */
    transform: (value: number) => number;
    positiveOnly: boolean;
    isRatio: boolean;
}

/** The name of e^effect where the link makes it a ratio; with the log link it is a ratio of rates, risks or means, by family. */
export function ratioTitle({ name, link }: Pick<FamilySpec, 'name' | 'link'>): string | null {
    return link === 'log' ? families[name].logRatio : links[link].ratio;
}

function backTransform(spec: ModelSpec, effect: FixedEffectSpec): BackTransform | null {
    const { family } = spec;
    if (isConstantOne(effect.term)) {
        const { mean: formula } = links[family.link];
        const { mean: transform, isPositiveOnly: positiveOnly } = engineLinks[family.link];
        const title = engineFamilies[family.name].mean === 'probability' ? 'Probability' : 'Mean response';
        return formula && { title, isRatio: false, formula, transform, positiveOnly };
    }
    const ratio = ratioTitle(family);
    if (ratio === null) {
        return null;
    }
    const title = isDifferenceOfComparisons(spec, effect) ? ratioOfRatios(ratio) : ratio;
    return { title, isRatio: true, formula: symbol => `exp(${symbol})`, transform: Math.exp, positiveOnly: false };
}

/** `Ratio of odds ratios`. */
export function ratioOfRatios(title: string): string {
    const [first = '', ...rest] = title.split(' ');
    const words = first === 'Ratio' ? ['ratios', ...rest] : [first.charAt(0).toLowerCase() + first.slice(1), 'ratios'];
    return `Ratio of ${words.join(' ')}`;
}

/**
 * `Odds ratio exp(β₁) = 1.5, 95 % CI 1.26 … 1.79, per unit of x`; null where the effect has no other scale.
 * Plain text.
 */
export function backTransformText(spec: ModelSpec, effect: FixedEffectSpec, parameter: ParameterAnalysis | null): string | null {
    const scale = backTransform(spec, effect);
    if (scale === null || effect.value === null || !Number.isFinite(scale.transform(effect.value))) {
        return null;
    }
    const value = `${scale.title} ${scale.formula(parameterSymbol(effect.name))} = ${formatValue(scale.transform(effect.value), 4)}`;
    const interval = parameter === null ? null : intervalText(scale, parameter);
    const condition = scale.isRatio ? meaningText(spec, effect, { isRatio: true }) : whereOthersAreZero(spec, { randomEffects: true });
    return [value, interval, condition].filter(part => part !== null).join(', ');
}

function intervalText(scale: BackTransform, parameter: ParameterAnalysis): string | null {
    const { interval } = parameter;
    const standardError = standardErrorOf(parameter);
    if (interval === null || standardError === null) {
        return null;
    }
    // Beyond the end of the scale's domain, an end has no image.
    if (scale.positiveOnly && interval.lower <= 0) {
        return null;
    }
    const [lower, upper] = increasing(scale.transform(interval.lower), scale.transform(interval.upper));
    if (!Number.isFinite(lower) || !Number.isFinite(upper)) {
        return null;
    }
    const slack = 4 * standardError.error;
    const moved = (end: number) => Math.abs(scale.transform(end + slack) - scale.transform(end - slack));
    return `${intervalName(interval)} ${
        scale.isRatio
            ? formatPositiveInterval(lower, upper, 2 * slack)
            : formatInterval(lower, upper, Math.max(moved(interval.lower), moved(interval.upper)))
    }`;
}

function increasing(a: number, b: number): [number, number] {
    return a <= b ? [a, b] : [b, a];
}
