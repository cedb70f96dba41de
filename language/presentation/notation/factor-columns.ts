/** The terms of effects as products of columns of factors and other terms. */
import { listedValues, type PredictorValue } from '../../../src-engine/laws/index.js';
import type { FixedEffectSpec, ModelSpec, Term } from '../../../src-engine/spec/model-spec.js';
import { levelText, numberLevelText } from '../../parsing/level-text.js';
import { isConstantOne, languageNotation, predictorsOf, writeTerm } from './term-text.js';

/** A column of a factor: 1 at a value and 0 elsewhere; with `from` it is also −1 at that value, which codes deviations from the mean. */
export interface FactorColumn {
    predictor: string;
    value: PredictorValue;
    from: PredictorValue | null;
}

/** A term as a product. */
export interface TermProduct {
    /** One for each factor. */
    columns: FactorColumn[];
    /** All other terms of the product. */
    others: Term[];
}

/** What a column compares its value with. */
export type ComparedWith =
    /** The mean of all levels, each counting equally. */
    | { kind: 'mean' }
    /** The levels without an effect of their own: one, where a factor is complete. */
    | { kind: 'levels'; values: readonly PredictorValue[] };

/** The value of a term that is 1 where a predictor has this value, else 0. */
function indicator(term: Term): { predictor: string; value: PredictorValue } | null {
    if (term.op === 'level') {
        return { predictor: term.predictor, value: term.level };
    }
    if (term.op === '==' && term.left.op === 'predictor' && term.right.op === 'number') {
        return { predictor: term.left.name, value: term.right.value };
    }
    return null;
}

function factorColumn(term: Term): FactorColumn | null {
    const own = indicator(term);
    if (own) {
        return { ...own, from: null };
    }
    const [left, right] = term.op === '-' ? [indicator(term.left), indicator(term.right)] : [null, null];
    return left && right && left.predictor === right.predictor && left.value !== right.value ? { ...left, from: right.value } : null;
}

function multiplicands(term: Term): Term[] {
    return term.op === '*' ? [...multiplicands(term.left), ...multiplicands(term.right)] : isConstantOne(term) ? [] : [term];
}

export function productOf(term: Term): TermProduct {
    const columns: FactorColumn[] = [];
    const others: Term[] = [];
    for (const part of multiplicands(term)) {
        const column = factorColumn(part);
        // Two columns of one factor are no comparison of levels.
        if (column && !columns.some(({ predictor }) => predictor === column.predictor)) {
            columns.push(column);
        } else {
            others.push(part);
        }
    }
    return { columns, others };
}

const written = (terms: readonly Term[]): string[] => terms.map(term => writeTerm(term, languageNotation)).sort();

const sameOthers = (a: TermProduct, b: TermProduct): boolean => written(a.others).join() === written(b.others).join();

const sameColumn = (a: FactorColumn, b: FactorColumn): boolean => a.predictor === b.predictor && a.value === b.value && a.from === b.from;

const samePredictors = (a: readonly FactorColumn[], b: readonly FactorColumn[]): boolean =>
    a.length === b.length && a.every(one => b.some(({ predictor }) => predictor === one.predictor));

/** `visit = 2`; of named levels the name alone. */
export function valueText(predictor: string, value: PredictorValue): string {
    return typeof value === 'number' ? `${predictor} = ${numberLevelText(value)}` : levelText(value);
}

/**
 * What the effect of a column compares its value with, all other terms being the same. Null where the effects of the model do not make it a comparison of
 * levels: other terms depend on the predictor in another way, or some of the deviations are missing.
 */
export function comparedWith(spec: ModelSpec, product: TermProduct, column: FactorColumn): ComparedWith | null {
    const { predictor, from } = column;
    const all = listedValues(predictor, spec.predictors);
    const products = spec.fixed.map(({ term }) => productOf(term));
    const isUsedElsewhere =
        products.some(({ others }) => others.some(term => predictorsOf(term).includes(predictor))) ||
        (spec.offset !== null && predictorsOf(spec.offset).includes(predictor));
    // Products with fewer factors are the same on both sides, and those with more are 0 where the comparison is made.
    const alike = products.filter(other => sameOthers(other, product) && samePredictors(other.columns, product.columns));
    const own = alike.map(({ columns }) => columns.find(one => one.predictor === predictor)!);
    if (!all || isUsedElsewhere || own.some(one => one.from !== from)) {
        return null;
    }
    const rest = product.columns.filter(one => one !== column);
    const siblings = alike.flatMap(({ columns }, i) =>
        rest.every(one => columns.some(its => sameColumn(one, its))) ? [own[i]!.value] : []
    );
    if (new Set(siblings).size < siblings.length) {
        return null;
    }
    const without = all.filter(value => !siblings.includes(value));
    if (from === null) {
        return without.length === 0 || without.length === all.length ? null : { kind: 'levels', values: without };
    }
    return without.length === 1 && without[0] === from ? { kind: 'mean' } : null;
}

/** The effects whose terms are that of another one times something: they change it. With what the something is. */
export function refinements(spec: ModelSpec, effect: FixedEffectSpec): TermProduct[] {
    const own = productOf(effect.term);
    if (own.columns.length + own.others.length === 0) {
        return [];
    }
    return spec.fixed.flatMap(({ name, term }) => {
        const other = productOf(term);
        const left = written(other.others);
        for (const text of written(own.others)) {
            const at = left.indexOf(text);
            if (at < 0) {
                return [];
            }
            left.splice(at, 1);
        }
        const columns = other.columns.filter(one => own.columns.every(({ predictor }) => predictor !== one.predictor));
        const contains = own.columns.every(({ predictor }) => other.columns.some(one => one.predictor === predictor));
        const others = other.others.filter(one => left.includes(writeTerm(one, languageNotation)));
        return name === effect.name || !contains || columns.length + others.length === 0 ? [] : [{ columns, others }];
    });
}
