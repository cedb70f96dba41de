/** What an effect compares: levels of a factor with the reference level or with their mean, or values of a term one unit apart. */
import { listedValues, type PredictorValue } from '../../../src-engine/laws/index.js';
import type { FixedEffectSpec, ModelSpec, Term } from '../../../src-engine/spec/model-spec.js';
import { levelText } from '../../parsing/level-text.js';
import {
    comparedWith,
    productOf,
    refinements,
    valueText,
    type ComparedWith,
    type FactorColumn,
    type TermProduct
} from '../notation/factor-columns.js';
import { TermAnalysis } from '../../../src-engine/spec/term-analysis.js';
import { formatValue } from '../notation/numbers.js';
import { languageNotation, predictorsOf, writeTerm } from '../notation/term-text.js';
import { list } from './enumeration.js';

/** An effect of a level, or of several levels at once. */
interface Comparison {
    columns: { column: FactorColumn; with: ComparedWith }[];
    others: Term[];
}

/** Null for effects that are none of levels. */
function comparisonOf(spec: ModelSpec, effect: FixedEffectSpec): Comparison | null {
    const product = productOf(effect.term);
    const columns = product.columns.map(column => ({ column, with: comparedWith(spec, product, column) }));
    return columns.length > 0 && columns.every((one): one is Comparison['columns'][number] => one.with !== null)
        ? { columns, others: product.others }
        : null;
}

/** `, on the logit scale`: where the values of effects are. */
export function scaleNote({ family }: Pick<ModelSpec, 'family'>): string {
    return family.link === 'identity' ? '' : `, on the ${family.link} scale`;
}

/** Whether exp(effect) is a ratio of ratios: it says how a comparison differs between levels, or along a predictor. */
export function isDifferenceOfComparisons(spec: ModelSpec, effect: FixedEffectSpec): boolean {
    const comparison = comparisonOf(spec, effect);
    return comparison !== null && comparison.columns.length + comparison.others.length > 1;
}

/**
 * `low compared with control, where visit = 0`; null for an effect that is none of levels. As a ratio, a mean is geometric.
 * Plain text.
 */
export function comparisonText(spec: ModelSpec, effect: FixedEffectSpec, { isRatio }: { isRatio: boolean }): string | null {
    const comparison = comparisonOf(spec, effect);
    if (comparison === null) {
        return null;
    }
    const { columns, others } = comparison;
    const compared = columns.map(({ column, with: what }, i) => {
        const value = valueText(column.predictor, column.value);
        return `${i > 0 ? 'at ' : ''}${value} compared with ${whatText(column.predictor, what, isRatio)}`;
    });
    const slope = others.length === 0 ? null : `per unit of ${others.map(writeFactor).join(' * ')}`;
    const same = relatives(spec, columns.map(({ column }) => column.predictor)); // prettier-ignore
    return [slope, ...compared, same.length > 0 && `with the same ${list(same)}`, conditionText(spec, effect)].filter(Boolean).join(', ');
}

/** `Winter` has no effect of its own where deviations are coded: its deviation follows from the others. Null for other effects. Plain text. */
export function firstLevelText(spec: ModelSpec, effects: readonly FixedEffectSpec[]): string | null {
    const comparisons = effects.map(effect => comparisonOf(spec, effect));
    const [first] = comparisons;
    const column = first?.columns[0]?.column;
    const isDeviation = comparisons.every(one => one?.columns.length === 1 && one.columns[0]!.with.kind === 'mean');
    if (!column || column.from === null || !isDeviation) {
        return null;
    }
    const sum = effects.reduce((total, { value }) => (total === null || value === null ? null : total + value), 0 as number | null);
    return `Each level counts equally in the mean. The deviation of ${valueText(column.predictor, column.from)} is minus the sum of these effects${sum === null ? '' : `: ${formatValue(0 - sum, 4)}`}.`;
}

/** ` (low compared with control)` behind the value of an effect of levels; empty for others. */
export function comparedLevelNote(spec: ModelSpec, effect: FixedEffectSpec): string {
    const text = comparisonText(spec, effect, { isRatio: false });
    return text === null ? '' : ` (${text})`;
}

/** As `comparisonText`, and for other effects `per unit of x`, or for a term that is 1 or 0 `where x > 0`. Plain text. */
export function meaningText(spec: ModelSpec, effect: FixedEffectSpec, form: { isRatio: boolean }): string {
    const { term } = effect;
    return comparisonText(spec, effect, form) ?? [unitText(term), conditionText(spec, effect)].filter(part => part !== null).join(', ');
}

/** Predictors in other terms that share a source with these, so that they need not stay the same from level to level. */
function relatives({ predictors, fixed }: ModelSpec, of: readonly string[]): string[] {
    const terms = new TermAnalysis(predictors);
    const sources = (name: string) => terms.basicPredictors({ op: 'predictor', name });
    const own = of.flatMap(name => [...sources(name)]);
    const used = new Set(fixed.flatMap(({ term }) => predictorsOf(term)));
    return [...used].filter(name => !of.includes(name) && own.some(source => sources(name).has(source)));
}

function unitText(term: Term): string {
    if (term.op === 'level') {
        return `where ${term.predictor} is ${levelText(term.level)}`;
    }
    const text = writeTerm(term, languageNotation);
    const isIndicator = ['<', '<=', '>', '>=', '==', '!='].includes(term.op);
    return isIndicator ? `where ${text}` : `per unit of ${text}`;
}

function whatText(predictor: string, what: ComparedWith, isRatio: boolean): string {
    return what.kind === 'mean'
        ? `the ${isRatio ? 'geometric ' : ''}mean of all levels of ${predictor}`
        : alternatives(predictor, what.values);
}

function alternatives(predictor: string, values: readonly PredictorValue[]): string {
    const texts = values.map(value => valueText(predictor, value));
    return texts.length > 1 ? `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)}` : (texts[0] ?? '');
}

/** A product's part, in brackets where it is no product itself. */
function writeFactor(term: Term): string {
    const text = writeTerm(term, languageNotation);
    return ['+', '-', '<', '<=', '>', '>=', '==', '!='].includes(term.op) ? `(${text})` : text;
}

/** Where the effect is what its value says: an interaction makes it another elsewhere. `where x is 0, averaged over the levels of visit`. */
function conditionText(spec: ModelSpec, effect: FixedEffectSpec): string | null {
    const found = refinements(spec, effect);
    const predictors = [...new Set(found.flatMap(({ columns }) => columns.map(({ predictor }) => predictor)))];
    const averaged = predictors.filter(predictor => isAveraged(found, predictor));
    const fixed = predictors.filter(predictor => !averaged.includes(predictor)).map(predictor => referenceText(spec, found, predictor));
    const zero = [...new Set(found.flatMap(({ columns, others }) => (columns.length > 0 ? [] : [others.map(writeFactor).join(' * ')])))];
    const where = [...fixed, ...zero.map(text => `${text} is 0`)];
    return (
        [where.length > 0 && `where ${list(where)}`, averaged.length > 0 && `averaged over the levels of ${list(averaged)}`]
            .filter(part => part !== false)
            .join(', ') || null
    );
}

/** Whether an effect is the mean over the levels of a factor, because all interactions with it are deviations. */
function isAveraged(found: readonly TermProduct[], predictor: string): boolean {
    const columns = found.flatMap(product => product.columns).filter(one => one.predictor === predictor);
    return columns.every(({ from }) => from !== null && from === columns[0]!.from);
}

/** `visit = 0`: the levels at which no interaction acts. */
function referenceText(spec: ModelSpec, found: readonly TermProduct[], predictor: string): string {
    const columns = found.flatMap(product => product.columns).filter(column => column.predictor === predictor);
    const values = new Set(columns.flatMap(({ value, from }) => (from === null ? [value] : [value, from])));
    const without = listedValues(predictor, spec.predictors)?.filter(value => !values.has(value)) ?? [];
    return without.length === 0
        ? `the other effects of ${predictor} are 0`
        : typeof without[0] === 'number'
          ? alternatives(predictor, without)
          : `${predictor} is ${alternatives(predictor, without)}`;
}
