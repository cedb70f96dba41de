/** Numbers, strings and terms in Python with numpy. */
import type { ScalarFunction, Term } from '../../../src-engine/spec/model-spec.js';
import { predictorsOf, writeTerm, type TermNotation } from '../../presentation/notation/term-text.js';
import type { Study, StudyEffect } from '../study.js';
import { wrappedList } from '../wrapped-list.js';

/** Python's keywords, the names that the script uses, and functions of patsy's formulas. */
export const reservedInPython: readonly string[] = [
    ...['False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del', 'elif', 'else'],
    ...['except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise'],
    ...['return', 'try', 'while', 'with', 'yield', 'match', 'case', 'type', 'range', 'cell_size', 'rng', 'np', 'pd', 'd', 'C', 'Q', 'I'],
    ...['Intercept', 'center', 'scale', 'standardize', 'bs', 'cr', 'cc', 'te', 'Treatment', 'Poly', 'Sum', 'Diff', 'Helmert', 'Group']
];

export function pythonString(text: string): string {
    return `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`;
}

/** A floating-point number: whole ones have no negative powers in numpy. */
export function pythonReal(value: number): string {
    const text = String(value);
    return /[.e]/.test(text) ? text : `${text}.0`;
}

export function pythonList(values: readonly number[]): string {
    return wrappedList('[', values.map(pythonReal), ']');
}

export function pythonMatrix(matrix: readonly number[][]): string {
    return `[${matrix.map(row => `[${row.map(pythonReal).join(', ')}]`).join(', ')}]`;
}

const functions: Record<ScalarFunction, string> = {
    log: 'np.log',
    exp: 'np.exp',
    sqrt: 'np.sqrt',
    abs: 'np.abs',
    logit: 'special.logit',
    expit: 'special.expit',
    probit: 'special.ndtri',
    normcdf: 'special.ndtr'
};

const notation = (column: (name: string) => string): TermNotation => ({
    number: pythonReal,
    predictor: column,
    level: (predictor, level) => `(1.0 * (${column(predictor)} == ${pythonString(level)}))`,
    operator: operator => (operator === '^' ? '**' : ` ${operator} `),
    comparison: (left, operator, right) => `(1.0 * (${left} ${operator} ${right}))`,
    comparisonIsClosed: true,
    call: (name, argument) => `${functions[name]}(${argument})`,
    minus: '-'
});

/** A column computed from others. */
export function pythonColumn(study: Study, term: Term): string {
    const text = writeTerm(
        term,
        notation(name => `d[${pythonString(study.columnOf(name))}]`)
    );
    return predictorsOf(term).length === 0 ? `np.full(len(d), ${text})` : text;
}

/** The value of an effect as the author wrote it: `special.logit(0.05)`. */
export function pythonValue({ written, value }: StudyEffect): string {
    return written === null ? String(value) : writeTerm(written, notation(String));
}
