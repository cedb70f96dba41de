/** What an effect makes of the mean response: `probability 0.45 → 0.475`. A link hides it from whoever writes the number. */
import { families } from '../../../src-engine/family/families.js';
import { links } from '../../../src-engine/family/links.js';
import { listedValues } from '../../../src-engine/laws/index.js';
import type { FixedEffectSpec, ModelSpec, Term } from '../../../src-engine/spec/model-spec.js';
import { findParameter, parameterAtAnswer, type ModelView } from '../model-view.js';
import { comparedWith, productOf, valueText } from '../notation/factor-columns.js';
import { formatValue } from '../notation/numbers.js';
import { isConstantOne, languageNotation, writeTerm } from '../notation/term-text.js';
import { ratioTitle } from './back-transform.js';
import { atOffsetZero, whereOthersAreZero } from './others-at-zero.js';

/** The mean response at both values of a term, the smaller value first. All other terms, the offset and the random effects are 0, the intercept is not. */
interface ImpliedMean {
    values: readonly [number, number];
    means: readonly [number, number];
    /** The effect. */
    value: number;
}

/** `probability`, `mean response`. */
const meanWord = ({ family }: ModelSpec): string => (families[family.name].mean === 'probability' ? 'probability' : 'mean response');

/** The two values of a term that has no others; null for all other terms, and for products, which are 1 only where other terms are, too. */
function twoValues(term: Term, spec: ModelSpec): [number, number] | null {
    const { columns, others } = productOf(term);
    const name = ''; // That of no predictor.
    const values = columns.length + others.length === 1 ? listedValues(name, [...spec.predictors, { kind: 'derived', name, term }]) : null;
    const [low, high, ...more] = values ?? [];
    return typeof low === 'number' && typeof high === 'number' && more.length === 0 ? [low, high] : null;
}

/** The value of an effect that the texts are about: at the answer to a `?`, or solved for `marginal(…)`. */
function valueIn(view: Pick<ModelView, 'analysis' | 'answers'>, { name, value }: FixedEffectSpec): number | null {
    return parameterAtAnswer(view, name)?.value ?? value ?? findParameter(view, name)?.value ?? null;
}

function impliedMean(view: Pick<ModelView, 'spec' | 'analysis' | 'answers'>, effect: FixedEffectSpec): ImpliedMean | null {
    const { spec } = view;
    const intercept = spec.fixed.find(({ term }) => isConstantOne(term));
    const values = spec.family.link === 'identity' || effect === intercept ? null : twoValues(effect.term, spec);
    const at = intercept && values && valueIn(view, intercept);
    const value = valueIn(view, effect);
    if (at === undefined || at === null || value === null || value === 0) {
        return null;
    }
    const { mean, isPositiveOnly } = links[spec.family.link];
    const etas = values!.map(one => at + value * one);
    const [low, high] = etas.map(mean);
    const isInRange = [low!, high!].every(Number.isFinite) && etas.every(eta => !isPositiveOnly || eta > 0);
    return isInRange ? { values: values!, means: [low!, high!], value } : null;
}

/** As many digits as tell the numbers apart. */
function arrow([from, to]: readonly [number, number]): string {
    const texts = [3, 4, 5, 6, 8, 12].map(digits => [formatValue(from, digits), formatValue(to, digits)] as const);
    const [first, second] = texts.find(([one, other]) => one !== other) ?? texts[0]!;
    return `${first} → ${second}`;
}

/** `probability 0.45 → 0.475 (OR 1.11)`, in few words; null where the effect has no two means. `withRatio`: also as a ratio, where the link makes it one. */
export function shortImpliedMean(
    view: Pick<ModelView, 'spec' | 'analysis' | 'answers'>,
    effect: FixedEffectSpec,
    { withRatio }: { withRatio: boolean }
): string | null {
    const implied = impliedMean(view, effect);
    if (implied === null) {
        return null;
    }
    const title = ratioTitle(view.spec.family);
    const word = title === 'Odds ratio' ? 'OR' : title && title.charAt(0).toLowerCase() + title.slice(1);
    const ratio =
        withRatio && word !== null && Number.isFinite(Math.exp(implied.value))
            ? ` (${word} ${formatValue(Math.exp(implied.value), 3)})`
            : '';
    return `${meanWord(view.spec)} ${arrow(implied.means)}${atOffsetZero(view.spec)}${ratio}`;
}

/** `probability 0.611`: what an intercept that is written as a number stands for; null for other effects, and where the link changes nothing. */
export function shortInterceptMean(spec: ModelSpec, { term, value }: FixedEffectSpec): string | null {
    const { mean, isPositiveOnly } = links[spec.family.link];
    return isConstantOne(term) &&
        value !== null &&
        spec.family.link !== 'identity' &&
        (!isPositiveOnly || value > 0) &&
        Number.isFinite(mean(value))
        ? `${meanWord(spec)} ${formatValue(mean(value), 3)}${atOffsetZero(spec)}`
        : null;
}

/** `Probability 0.45 → 0.475 from arm = 0 to arm = 1, where all other terms and the random effects are 0`. Plain text. */
export function impliedMeanText(view: Pick<ModelView, 'spec' | 'analysis' | 'answers'>, effect: FixedEffectSpec): string | null {
    const implied = impliedMean(view, effect);
    if (implied === null) {
        return null;
    }
    const { spec } = view;
    const word = meanWord(spec);
    return `${word.charAt(0).toUpperCase()}${word.slice(1)} ${arrow(implied.means)} ${stepText(spec, effect.term, implied.values)}, ${whereOthersAreZero(spec, { randomEffects: true })}`;
}

/** `from control to low`, `from arm = 0 to arm = 1`, `from 0 to 1 of period >= wave`. */
function stepText(spec: ModelSpec, term: Term, [low, high]: readonly [number, number]): string {
    const product = productOf(term);
    const [column] = product.columns;
    const compared = column && comparedWith(spec, product, column);
    if (column && compared?.kind === 'levels') {
        return `from ${compared.values.map(value => valueText(column.predictor, value)).join(' or ')} to ${valueText(column.predictor, column.value)}`;
    }
    return term.op === 'predictor'
        ? `from ${term.name} = ${formatValue(low)} to ${term.name} = ${formatValue(high)}`
        : `from ${formatValue(low)} to ${formatValue(high)} of ${writeTerm(term, languageNotation)}`;
}
