/** Numbers, strings and terms in R. */
import type { ScalarFunction, Term } from '../../../src-engine/spec/model-spec.js';
import { predictorsOf, writeTerm, type TermNotation } from '../../presentation/notation/term-text.js';
import type { Study } from '../study.js';
import { wrappedList } from '../wrapped-list.js';

/** Words that are no names in R, and names of formulas that mean something else than a column. */
export const reservedInR = [
    ...['if', 'else', 'repeat', 'while', 'function', 'for', 'next', 'break', 'in', 'TRUE', 'FALSE', 'NULL', 'Inf', 'NaN', 'NA'],
    ...['NA_integer_', 'NA_real_', 'NA_character_', 'T', 'F', 'pi', 'Intercept', 'intercept']
];

export function rString(text: string): string {
    return `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`;
}

export function rVector(items: readonly string[], indent = '    '): string {
    return items.length === 1 ? items.join() : wrappedList('c(', items, ')', ',', indent);
}

export const rNumbers = (values: readonly number[]): string => rVector(values.map(String));

const functions: Partial<Record<ScalarFunction, string>> = { logit: 'qlogis', expit: 'plogis', probit: 'qnorm', normcdf: 'pnorm' };

function notation(study: Study): TermNotation {
    const column = (name: string) => `d$${study.columnOf(name)}`;
    return {
        number: String,
        predictor: column,
        level: (predictor, level) => `(${column(predictor)} == ${rString(level)})`,
        operator: operator => (operator === '^' ? '^' : ` ${operator} `),
        comparison: (left, operator, right) => `(${left} ${operator} ${right})`,
        comparisonIsClosed: true,
        call: (name, argument) => `${functions[name] ?? name}(${argument})`,
        minus: '-'
    };
}

const logical = new Set<Term['op']>(['<', '<=', '>', '>=', '==', '!=', 'level']);

/** A term over the columns of `d` as a new column: comparisons are 1 or 0, and one number stands in every row. */
export function rColumn(study: Study, term: Term): string {
    const text = writeTerm(term, notation(study));
    if (predictorsOf(term).length === 0) {
        return `rep(${text}, nrow(d))`;
    }
    return logical.has(term.op) ? `1 * ${text}` : text;
}
