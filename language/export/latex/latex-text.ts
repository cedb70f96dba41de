/** Names, numbers and terms in LaTeX with amsmath. */
import type { ComparisonOperator, ScalarFunction, Term } from '../../../src-engine/spec/model-spec.js';
import { latexText, mathLetter, subscripts, superscripts } from './latex-letters.js';
import { formatCertified, noNumber } from '../../presentation/notation/numbers.js';

const words = new Set([
    ...['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta', 'iota', 'kappa', 'lambda', 'mu', 'nu', 'xi', 'pi', 'rho'],
    ...['sigma', 'tau', 'upsilon', 'phi', 'chi', 'psi', 'omega']
]);

/** A name in math mode: `beta1` and `β₁` are \beta_{1}, one letter is itself, other names are upright. */
export function latexName(name: string): string {
    const plain = name.normalize('NFC').replace(/[₀-₉]/g, digit => String(subscripts.indexOf(digit)));
    const [, letters = '', index = ''] = /^([\p{L}\p{M}]+)_?([0-9]*)$/u.exec(plain) ?? [];
    const isOne = /^\P{M}\p{M}*$/u.test(letters);
    const symbol = words.has(letters) ? (letters === 'epsilon' ? '\\varepsilon' : `\\${letters}`) : isOne ? mathLetter(letters) : null;
    if (symbol === null) {
        return `\\text{${latexText(name)}}`;
    }
    return index === '' ? symbol : `${symbol}_{${index}}`;
}

/** A number as it is shown elsewhere, in math mode. */
function latexNumber(shown: string): string {
    if (shown === noNumber) {
        return '\\text{--}';
    }
    return shown
        .replace(/ × 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (_, power: string) => {
            const digits = [...power].map(character => (character === '⁻' ? '-' : superscripts.indexOf(character))).join('');
            return ` \\times 10^{${digits}}`;
        })
        .replaceAll('−', '-')
        .replaceAll('±', '\\pm');
}

/** A number with only the digits that the error supports. */
export function latexCertified(value: number | null, error: number | null, digits = 4): string {
    return latexNumber(formatCertified(value, error, digits));
}

/** A number from the file. */
export function latexValue(value: number | null): string {
    return latexCertified(value, 0, 6);
}

export function latexMatrix(matrix: readonly (readonly number[])[]): string {
    return `\\begin{pmatrix} ${matrix.map(row => row.map(latexValue).join(' & ')).join(' \\\\ ')} \\end{pmatrix}`;
}

const comparisons: Record<ComparisonOperator, string> = { '<': '<', '<=': '\\le', '>': '>', '>=': '\\ge', '==': '=', '!=': '\\ne' };
const functions: Partial<Record<ScalarFunction, string>> = {
    log: '\\log',
    exp: '\\exp',
    logit: '\\operatorname{logit}',
    expit: '\\operatorname{expit}',
    probit: '\\Phi^{-1}',
    normcdf: '\\Phi'
};

const isSum = ({ op }: Term): boolean => op === '+' || op === '-';
const isSigned = (term: Term): boolean => term.op === 'negate' || (term.op === 'number' && term.value < 0);

/** A term in math mode. */
export function latexTerm(term: Term): string {
    const bracketed = (inner: Term, when: boolean): string => (when ? `\\left(${latexTerm(inner)}\\right)` : latexTerm(inner));
    switch (term.op) {
        case 'number':
            return latexValue(term.value);
        case 'predictor':
            return latexName(term.name);
        case 'level':
            return `\\mathbf{1}\\{${latexName(term.predictor)} = \\text{${latexText(term.level)}}\\}`;
        case 'negate':
            return `-${bracketed(term.operand, isSum(term.operand) || isSigned(term.operand))}`;
        case 'call': {
            const argument = latexTerm(term.argument);
            return term.function === 'sqrt'
                ? `\\sqrt{${argument}}`
                : term.function === 'abs'
                  ? `\\left|${argument}\\right|`
                  : `${functions[term.function] ?? ''}\\left(${argument}\\right)`;
        }
        case '+':
            return `${latexTerm(term.left)} + ${bracketed(term.right, isSigned(term.right))}`;
        case '-':
            return `${latexTerm(term.left)} - ${bracketed(term.right, isSum(term.right) || isSigned(term.right))}`;
        case '*':
            return `${bracketed(term.left, isSum(term.left))} \\cdot ${bracketed(term.right, isSum(term.right) || isSigned(term.right))}`;
        case '/':
            return `\\frac{${latexTerm(term.left)}}{${latexTerm(term.right)}}`;
        case '^': {
            const isAtom = term.left.op === 'predictor' || (term.left.op === 'number' && !isSigned(term.left));
            return `{${bracketed(term.left, !isAtom)}}^{${latexTerm(term.right)}}`;
        }
        default:
            return `\\mathbf{1}\\{${latexTerm(term.left)} ${comparisons[term.op]} ${latexTerm(term.right)}\\}`;
    }
}
