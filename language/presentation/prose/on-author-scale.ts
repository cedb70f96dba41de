/** Numbers on the scales on which authors write them: an effect as an odds ratio, a variance as a standard deviation or an intraclass correlation. */
import { families as engineFamilies, residualVariance } from '../../../src-engine/family/families.js';
import type { FixedEffectSpec, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { authorScales, type AuthorScale } from '../notation/author-scale.js';
import { formatInterval, formatPositiveInterval, formatValue } from '../notation/numbers.js';
import { isConstantOne } from '../notation/term-text.js';
import { ratioOfRatios, ratioTitle } from './back-transform.js';
import { comparisonText, isDifferenceOfComparisons } from './effect-meaning.js';
import { whereOthersAreZero } from './others-at-zero.js';

/** How an effect reads on another scale than that of the linear predictor. */
export interface EffectScale {
    /** `odds ratio`, `probability`, `change`. */
    title: string;
    isRatio: boolean;
    transform: (value: number) => number;
    unit: '' | ' %';
}

/**
 * The scale of an effect: that of its author, else a ratio where the link makes it one. Null where the effect has no other scale, or where what
 * the author wrote is none under this link.
 */
export function effectScale(spec: ModelSpec, effect: FixedEffectSpec, scale: AuthorScale | null): EffectScale | null {
    const { name, link } = spec.family;
    if (isConstantOne(effect.term)) {
        const isMean = scale !== null && (scale === 'logit' || scale === 'log') && scale === link;
        const title = engineFamilies[name].mean === 'probability' ? 'probability' : 'mean response';
        return isMean ? { title, isRatio: false, transform: value => authorScales[scale].written(value, 0), unit: '' } : null;
    }
    const ratio = ratioTitle(spec.family);
    if (ratio === null || scale === 'logit') {
        return null;
    }
    const isOfRatios = isDifferenceOfComparisons(spec, effect);
    if (scale === 'pct' && link === 'log' && !isOfRatios) {
        return { title: 'change', isRatio: true, transform: value => authorScales.pct.written(value, 0), unit: ' %' };
    }
    const title = isOfRatios ? ratioOfRatios(ratio) : ratio;
    return { title: title.charAt(0).toLowerCase() + title.slice(1), isRatio: true, transform: Math.exp, unit: '' };
}

/** `OR 1.5`, `change 30 %`, `probability 0.3`: in few words. */
export function shortScaleText({ title, transform, unit }: EffectScale, value: number, digits = 3): string {
    return `${title === 'odds ratio' ? 'OR' : title} ${formatValue(transform(value), digits)}${unit}`;
}

/**
 * `OR 1.5, low compared with control, 95 % CI 1.18 to 1.92`: an effect and its 95 % interval on a scale, or its interval alone where the scale is
 * null or an end has no number on it.
 */
export function effectOnScaleText(
    spec: ModelSpec,
    effect: FixedEffectSpec,
    { value, lower, upper, error }: { value: number; lower: number; upper: number; error: number },
    scale: EffectScale | null
): string {
    const slack = 4 * error;
    const [from, to] = scale ? [scale.transform(lower), scale.transform(upper)] : [lower, upper];
    const isShown = scale !== null && Number.isFinite(to) && (!scale.isRatio || Math.exp(lower) > 0);
    const compared = comparisonText(spec, effect, { isRatio: isShown && scale.isRatio });
    const ends = ((): string => {
        if (!isShown) {
            return formatInterval(lower, upper, slack);
        }
        if (scale.isRatio && scale.unit === '') {
            return formatPositiveInterval(from, to, slack);
        }
        const moved = (end: number) => Math.abs(scale.transform(end + slack) - scale.transform(end - slack));
        return `${formatInterval(from, to, Math.max(moved(lower), moved(upper)))}${scale.unit}`;
    })();
    return [isShown && shortScaleText(scale, value), compared, `95 % CI ${ends.replace(' … ', ' to ')}`].filter(Boolean).join(', ');
}

/** ` (odds ratio 1.5, low compared with control)` behind the value of an effect: what its author wrote, and what it compares. Empty where neither is. */
export function writtenEffectNote(spec: ModelSpec, effect: FixedEffectSpec, scale: AuthorScale | null): string {
    const on = scale === null || effect.value === null ? null : effectScale(spec, effect, scale);
    const shown = on && effect.value !== null ? `${on.title} ${formatValue(on.transform(effect.value), 4)}${on.unit}` : null;
    const compared = comparisonText(spec, effect, { isRatio: shown !== null && on!.isRatio });
    const where = shown !== null && isConstantOne(effect.term) ? whereOthersAreZero(spec) : null;
    const note = [[shown, where].filter(Boolean).join(' '), compared].filter(Boolean).join(', ');
    return note === '' ? '' : ` (${note})`;
}

/** `standard deviation 0.5`, `intraclass correlation 0.05`: a variance as its author wrote it; null where that is the variance. */
export function writtenVarianceText(spec: ModelSpec, variance: number, scale: AuthorScale | null): string | null {
    if (scale === 'sd') {
        return `standard deviation ${formatValue(Math.sqrt(variance), 4)}`;
    }
    const residual = residualVariance(spec.family);
    return scale === 'icc' && residual !== null
        ? `intraclass correlation ${formatValue(authorScales.icc.written(variance, residual), 4)}`
        : null;
}
