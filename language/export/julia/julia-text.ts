/** Numbers, strings and terms in Julia. */
import type { ScalarFunction, Term } from '../../../src-engine/spec/model-spec.js';
import { predictorsOf, writeTerm, type TermNotation } from '../../presentation/notation/term-text.js';
import type { Study } from '../study.js';
import { wrappedList } from '../wrapped-list.js';
import { operands } from '../../../src-engine/spec/term.js';

/** Julia's keywords, and the names that the script uses. */
export const reservedInJulia: readonly string[] = [
    ...['baremodule', 'begin', 'break', 'catch', 'const', 'continue', 'do', 'else', 'elseif', 'end', 'export', 'false', 'finally', 'for'],
    ...['function', 'global', 'if', 'import', 'let', 'local', 'macro', 'module', 'quote', 'return', 'struct', 'true', 'try', 'using'],
    ...['while', 'in', 'isa', 'where', 'abstract', 'mutable', 'primitive', 'type', 'outer', 'rng', 'd', 'cell_size', 'zerocorr', 'offset']
];

export function juliaString(text: string): string {
    return `"${text
        .replace(/[\\"$]/g, '\\$&')
        .replace(/\n/g, '\\n')
        .replace(/\r/g, '\\r')
        .replace(/\t/g, '\\t')}"`;
}

/** A floating-point number: whole numbers overflow in Julia, and have no negative powers. */
export function juliaReal(value: number): string {
    const text = String(value);
    return /[.e]/.test(text) ? text : `${text}.0`;
}

export function juliaVector(values: readonly number[]): string {
    return wrappedList('[', values.map(juliaReal), ']');
}

export function juliaMatrix(matrix: readonly number[][]): string {
    // A matrix of one row and column would be a vector without the second bracket.
    return matrix.length === 1
        ? `fill(${juliaReal(matrix[0]?.[0] ?? 0)}, 1, 1)`
        : `[${matrix.map(row => row.map(juliaReal).join(' ')).join('; ')}]`;
}

const definitions: Partial<Record<ScalarFunction, string>> = {
    logit: 'logit(p) = log(p / (1 - p))',
    expit: 'expit(x) = 1 / (1 + exp(-x))',
    probit: 'probit(p) = quantile(Normal(), p)',
    normcdf: 'normcdf(x) = cdf(Normal(), x)'
};

function functionsIn(term: Term): ScalarFunction[] {
    const own = term.op === 'call' ? [term.function] : [];
    return [...own, ...operands(term).flatMap(functionsIn)];
}

/** Definitions of the functions that Julia does not have and that these terms use. */
export function juliaDefinitions(terms: readonly Term[]): string[] {
    return [...new Set(terms.flatMap(functionsIn))].flatMap(name => definitions[name] ?? []);
}

/** A column computed from others. */
export function juliaColumn(study: Study, term: Term): string {
    const column = (name: string) => `d.${study.columnOf(name)}`;
    const notation: TermNotation = {
        number: juliaReal,
        predictor: column,
        level: (predictor, level) => `(${column(predictor)} == ${juliaString(level)})`,
        operator: operator => (operator === '^' ? '^' : ` ${operator} `),
        comparison: (left, operator, right) => `(${left} ${operator} ${right})`,
        comparisonIsClosed: true,
        call: (name, argument) => `${name}(${argument})`,
        minus: '-'
    };
    const text = writeTerm(term, notation);
    return predictorsOf(term).length === 0 ? `fill(1.0 * ${text}, nrow(d))` : `@. 1.0 * (${text})`;
}
