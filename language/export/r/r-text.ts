/** Names, numbers, strings and terms in R. */
import type { ScalarFunction, Term } from '../../../src-engine/spec/model-spec.js';
import { predictorsOf, writeTerm, type TermNotation } from '../../presentation/notation/term-text.js';
import type { Study, StudyEffect } from '../study.js';
import { wrappedList } from '../wrapped-list.js';

/** Constants of R, which formulas read as constants even in backticks. */
export const reservedInR: readonly string[] = [
    ...['TRUE', 'FALSE', 'NULL', 'Inf', 'NaN', 'NA', 'NA_integer_', 'NA_real_', 'NA_character_', '_']
];

const keywords = new Set(['if', 'else', 'repeat', 'while', 'function', 'for', 'next', 'break', 'in']);

/** Names that brms gives another meaning, or rejects. */
export const reservedInBrms: readonly string[] = [
    ...[...reservedInR, ...keywords, 'T', 'F', 'pi', 'Intercept', 'intercept', 'trials', 'mo', 'me', 'mi', 'cs']
];

/** A name with any letters, in backticks if R, or R in another locale, needs them. */
export function rName(name: string): string {
    return /^[A-Za-z][A-Za-z0-9._]*$/.test(name) && !keywords.has(name) ? name : `\`${name.replace(/[\\`]/g, '\\$&')}\``;
}

/** Whether R's names of coefficients may have backticks in them. */
export function hasQuotedNames({ predictors, computed, groups }: Study): boolean {
    const columns = [
        ...predictors.flatMap(predictor => (predictor.kind === 'points' ? [predictor.column] : predictor.columns)),
        ...[...computed, ...groups].map(({ column }) => column)
    ];
    return columns.some(column => rName(column) !== column);
}

/** A column of the data. */
export const rData = (column: string): string => `d$${rName(column)}`;

export function rString(text: string): string {
    return `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`;
}

export function rVector(items: readonly string[], indent = '    '): string {
    return items.length === 1 ? items.join() : wrappedList('c(', items, ')', ',', indent);
}

export const rNumbers = (values: readonly number[]): string => rVector(values.map(String));

const functions: Partial<Record<ScalarFunction, string>> = { logit: 'qlogis', expit: 'plogis', probit: 'qnorm', normcdf: 'pnorm' };

const notation = (column: (name: string) => string): TermNotation => ({
    number: String,
    predictor: column,
    level: (predictor, level) => `(${column(predictor)} == ${rString(level)})`,
    operator: operator => (operator === '^' ? '^' : ` ${operator} `),
    comparison: (left, operator, right) => `(${left} ${operator} ${right})`,
    comparisonIsClosed: true,
    call: (name, argument) => `${functions[name] ?? name}(${argument})`,
    minus: '-'
});

const logical = new Set<Term['op']>(['<', '<=', '>', '>=', '==', '!=', 'level']);

/** A term over the columns of `d` as a new column: comparisons are 1 or 0, and a number is repeated in every row. */
export function rColumn(study: Study, term: Term): string {
    const text = writeTerm(
        term,
        notation(name => rData(study.columnOf(name)))
    );
    if (predictorsOf(term).length === 0) {
        return `rep(${text}, nrow(d))`;
    }
    return logical.has(term.op) ? `1 * ${text}` : text;
}

/** The value of an effect as the author wrote it: `qlogis(0.05)`. */
export function rValue({ written, value }: StudyEffect): string {
    return written === null ? String(value) : writeTerm(written, notation(rName));
}
