/** Numbers and terms in Stan. */
import type { ScalarFunction, Term } from '../../../src-engine/spec/model-spec.js';
import { writeTerm, type TermNotation } from '../../presentation/notation/term-text.js';
import { wrappedList } from '../wrapped-list.js';
import { categoricalLevels } from '../coded-factors.js';
import type { Study } from '../study.js';

/** A real number: Stan divides whole numbers without remainder. */
export function stanReal(value: number): string {
    const text = String(value);
    return /[.e]/.test(text) ? text : `${text}.0`;
}

/** A column vector. */
export function stanVector(values: readonly number[], indent = '      '): string {
    return wrappedList('[', values.map(stanReal), "]'", ',', indent);
}

export function stanMatrix(matrix: readonly number[][]): string {
    return `[${matrix.map(row => `[${row.map(stanReal).join(', ')}]`).join(', ')}]`;
}

const functions: Partial<Record<ScalarFunction, string>> = { expit: 'inv_logit', probit: 'inv_Phi', normcdf: 'Phi' };

/** A term in one row of the data; `row` is the index. */
export function stanTerm(study: Study, term: Term, row: string): string {
    const levels = categoricalLevels(study.spec);
    const column = (name: string) => `${study.columnOf(name)}[${row}]`;
    const notation: TermNotation = {
        number: stanReal,
        predictor: column,
        level: (predictor, level) => `(1.0 * (${column(predictor)} == ${(levels.get(predictor) ?? []).indexOf(level) + 1}))`,
        operator: operator => (operator === '^' ? '^' : ` ${operator} `),
        comparison: (left, operator, right) => `(1.0 * (${left} ${operator} ${right}))`,
        comparisonIsClosed: true,
        call: (name, argument) => `${functions[name] ?? name}(${argument})`,
        minus: '-'
    };
    return writeTerm(term, notation);
}

/** Lines inside a block. */
export function indented(lines: readonly string[]): string[] {
    return lines.map(line => (line === '' ? '' : `  ${line}`));
}
