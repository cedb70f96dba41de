/** Terms as text: as the author would write them, as formulas, and as R. */
import type { ArithmeticOperator, ComparisonOperator, ScalarFunction, Term } from '../../../src-engine/spec/model-spec.js';
import { levelText } from '../../parsing/level-text.js';
import { formatValue } from './numbers.js';

export interface TermNotation {
    number(value: number): string;
    predictor(name: string): string;
    level(predictor: string, level: string): string;
    operator(operator: ArithmeticOperator): string;
    /** A comparison counts as 1 or 0. */
    comparison(left: string, operator: ComparisonOperator, right: string): string;
    /** Whether `comparison` already has brackets. */
    comparisonIsClosed: boolean;
    call(name: ScalarFunction, argument: string): string;
    minus: string;
}

/** How tightly operators bind, as in R: comparisons loosest, then sums, products, the sign, powers. */
const binding: Record<ArithmeticOperator, number> = { '+': 2, '-': 2, '*': 3, '/': 3, '^': 5 };
const comparisonBinding = 1;
const signBinding = 4;
const atomBinding = 6;

function bindingOf(term: Term, notation: TermNotation): number {
    switch (term.op) {
        case 'number':
            return term.value < 0 ? signBinding : atomBinding;
        case 'predictor':
        case 'level':
        case 'call':
            return atomBinding;
        case 'negate':
            return signBinding;
        case '+':
        case '-':
        case '*':
        case '/':
        case '^':
            return binding[term.op];
        default:
            return notation.comparisonIsClosed ? atomBinding : comparisonBinding;
    }
}

/** `term` in `notation`, with no more brackets than it needs. */
export function writeTerm(term: Term, notation: TermNotation): string {
    const inside = (part: Term, least: number) => {
        const text = writeTerm(part, notation);
        return bindingOf(part, notation) < least ? `(${text})` : text;
    };
    switch (term.op) {
        case 'number':
            return notation.number(term.value);
        case 'predictor':
            return notation.predictor(term.name);
        case 'level':
            return notation.level(term.predictor, term.level);
        case 'negate':
            return notation.minus + inside(term.operand, signBinding);
        case 'call':
            return notation.call(term.function, writeTerm(term.argument, notation));
        case '+':
        case '-':
        case '*':
        case '/':
            return inside(term.left, binding[term.op]) + notation.operator(term.op) + inside(term.right, binding[term.op] + 1);
        case '^':
            return inside(term.left, atomBinding) + notation.operator('^') + inside(term.right, signBinding);
        default: {
            const least = notation.comparisonIsClosed ? 0 : comparisonBinding + 1;
            return notation.comparison(inside(term.left, least), term.op, inside(term.right, least));
        }
    }
}

/** As in a `.glmm` file: `arm * year`, `period >= wave`. */
export const languageNotation: TermNotation = {
    number: value => String(value),
    predictor: name => name,
    level: (predictor, level) => `${predictor}[${levelText(level)}]`,
    operator: operator => (operator === '^' ? '^' : ` ${operator} `),
    comparison: (left, operator, right) => `${left} ${operator} ${right}`,
    comparisonIsClosed: false,
    call: (name, argument) => `${name}(${argument})`,
    minus: '-'
};

const comparisonSymbols: Record<ComparisonOperator, string> = { '<': '<', '<=': '≤', '>': '>', '>=': '≥', '==': '=', '!=': '≠' };
const mathOperators: Record<ArithmeticOperator, string> = { '+': ' + ', '-': ' − ', '*': '·', '/': '/', '^': '^' };

/** As a formula: `arm·year`, `1{period ≥ wave}`. */
export const mathNotation: TermNotation = {
    number: value => formatValue(value),
    predictor: name => name,
    level: (predictor, level) => `1{${predictor} = ${levelText(level)}}`,
    operator: operator => mathOperators[operator],
    comparison: (left, operator, right) => `1{${left} ${comparisonSymbols[operator]} ${right}}`,
    comparisonIsClosed: true,
    call: (name, argument) => (name === 'normcdf' ? `Φ(${argument})` : name === 'probit' ? `Φ⁻¹(${argument})` : `${name}(${argument})`),
    minus: '−'
};

export function isConstantOne(term: Term): boolean {
    return term.op === 'number' && term.value === 1;
}

/** The predictors that a term names, each once. */
export function predictorsOf(term: Term): string[] {
    switch (term.op) {
        case 'number':
            return [];
        case 'predictor':
            return [term.name];
        case 'level':
            return [term.predictor];
        case 'negate':
            return predictorsOf(term.operand);
        case 'call':
            return predictorsOf(term.argument);
        default:
            return [...new Set([...predictorsOf(term.left), ...predictorsOf(term.right)])];
    }
}
