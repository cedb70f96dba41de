/** The values of fixed effects as the author wrote them: `logit(0.05)`, where the spec has −2.94. */
import type { Term } from '../../src-engine/spec/model-spec.js';
import { isConstant, type Call, type Expression } from '../generated/ast.js';
import { resolve } from '../scoping/names.js';
import { isScalarFunction } from './constants.js';
import type { ModelContext } from './context.js';
import { parametersOf } from './factor-effects.js';

const number = (value: number): Term => ({ op: 'number', value });
const logarithm = (argument: Term): Term => ({ op: 'call', function: 'log', argument });

/** Constants may refer to each other; those that do so in a circle have no value. */
const deepest = 20;

/**
 * By effect a term without predictors that has the effect's value. Named constants are replaced by their definitions. Effects whose value is written as a number
 * are left out.
 */
export function writtenValues(context: ModelContext): Record<string, Term> {
    const entries = parametersOf(context).flatMap(({ name, value }): [string, Term][] => {
        const term = value && written(value, deepest);
        return term && hasCall(term) ? [[name, term]] : [];
    });
    return Object.fromEntries(entries);
}

function written(expression: Expression, depth: number): Term | null {
    if (depth === 0) {
        return null;
    }
    const inner = (part: Expression | undefined): Term | null => (part ? written(part, depth - 1) : null);
    switch (expression.$type) {
        case 'NumberLiteral':
            return Number.isFinite(expression.value) ? number(expression.value) : null;
        case 'Parenthesis':
            return inner(expression.inner);
        case 'Sign': {
            const operand = inner(expression.operand);
            return operand && expression.sign === '-' ? { op: 'negate', operand } : operand;
        }
        case 'Power':
            return combined('^', inner(expression.base), inner(expression.exponent));
        case 'Binary':
            switch (expression.operator) {
                case '+':
                case '-':
                case '*':
                case '/':
                    return combined(expression.operator, inner(expression.left), inner(expression.right));
                default:
                    return null;
            }
        case 'Call':
            return writtenCall(expression, inner(expression.args[0]));
        case 'Reference': {
            const target = resolve(expression.target, expression, 'target');
            return isConstant(target) ? inner(target.value) : null;
        }
        default:
            return null;
    }
}

const combined = (op: '+' | '-' | '*' | '/' | '^', left: Term | null, right: Term | null): Term | null =>
    left && right && { op, left, right };

/** Odds ratios, rate ratios and percentages are logarithms. */
function writtenCall({ function: name, args }: Call, argument: Term | null): Term | null {
    if (!argument || args.length !== 1) {
        return null;
    }
    switch (name) {
        case 'OR':
        case 'RR':
            return logarithm(argument);
        case 'pct':
            return logarithm({ op: '+', left: number(1), right: { op: '/', left: argument, right: number(100) } });
        default:
            return isScalarFunction(name) ? { op: 'call', function: name, argument } : null;
    }
}

function hasCall(term: Term): boolean {
    switch (term.op) {
        case 'call':
            return true;
        case 'number':
        case 'predictor':
        case 'level':
            return false;
        case 'negate':
            return hasCall(term.operand);
        default:
            return hasCall(term.left) || hasCall(term.right);
    }
}
