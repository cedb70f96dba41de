import type { ArithmeticOperator, Comparison, Term } from '../../src-engine/spec/model-spec.js';
import {
    isBinary,
    isCategorical,
    isConstant,
    isParenthesis,
    isPredictorName,
    type Call,
    type Expression,
    type Predictor,
    type PredictorName,
    type Reference
} from '../generated/ast.js';
import { textOf } from '../parsing/text-range.js';
import { hasShapeOfName } from '../parsing/token-builder.js';
import { resolve } from '../scoping/names.js';
import { functionOfConstant, isScalarFunction, type ConstantEvaluator } from './constants.js';
import type { Report } from './report.js';

const comparisons = new Set<string>(['<', '<=', '>', '>=', '==', '!='] satisfies Comparison[]);

export function isComparison(operator: string | undefined): operator is Comparison {
    return operator !== undefined && comparisons.has(operator);
}

/** An expression without the parentheses around it. */
export function unwrapped(expression: Expression | undefined): Expression | undefined {
    return isParenthesis(expression) ? unwrapped(expression.inner) : expression;
}

/** The predictor that declares a name. */
export function predictorOf(name: PredictorName): Predictor {
    return name.$container;
}

/** Lowers expressions over predictors and evaluates their constant parts. */
export class TermLowering {
    private readonly terms = new Map<Expression, Term | undefined>();
    private readonly constant = new Map<Expression, boolean>();

    constructor(
        private readonly report: Report,
        private readonly constants: ConstantEvaluator
    ) {}

    /** The term that an expression means. Undefined where it means none, which is reported. */
    term(expression: Expression | undefined): Term | undefined {
        if (!expression) {
            return undefined;
        }
        if (!this.terms.has(expression)) {
            this.terms.set(expression, this.lower(expression));
        }
        return this.terms.get(expression);
    }

    private lower(expression: Expression): Term | undefined {
        if (this.isConstant(expression)) {
            const value = this.constants.value(expression);
            return value === undefined ? undefined : { op: 'number', value };
        }
        switch (expression.$type) {
            case 'Parenthesis':
                return this.term(expression.inner);
            case 'Sign': {
                const operand = this.term(expression.operand);
                return operand && (expression.sign === '-' ? { op: 'negate', operand } : operand);
            }
            case 'Power':
                return this.operation('^', expression.base, expression.exponent);
            case 'Binary':
                return this.binary(expression);
            case 'Call':
                return this.call(expression);
            case 'Reference':
                return this.reference(expression);
            default:
                return undefined;
        }
    }

    private binary(expression: Expression & { $type: 'Binary' }): Term | undefined {
        const { left, operator, right } = expression;
        if (isComparison(operator) && isBinary(left) && isComparison(left.operator)) {
            const middle = left.right && textOf(left.right);
            const instead = `(${textOf(left)}) * (${middle} ${operator} ${right ? textOf(right) : '…'})`;
            this.report.add('chained-comparison', expression, { instead });
            return undefined;
        }
        return this.operation(operator, left, right);
    }

    private operation(
        op: ArithmeticOperator | Comparison | undefined,
        first: Expression | undefined,
        second: Expression | undefined
    ): Term | undefined {
        const left = this.term(first);
        const right = this.term(second);
        if (!op || !left || !right) {
            return undefined;
        }
        return left.op === 'number' && right.op === 'number' && isComparison(op)
            ? { op: 'number', value: Number(holds(left.value, op, right.value)) }
            : { op, left, right };
    }

    private call(call: Call): Term | undefined {
        if (!isScalarFunction(call.function)) {
            const takesNumber = functionOfConstant(call.function) !== undefined;
            const where = { node: call, part: { property: 'function' } };
            this.report.add('unknown-function', where, { function: call.function, of: 'predictors', takesNumber });
            return undefined;
        }
        if (call.args.length !== 1 || call.group) {
            this.report.add('wrong-number-of-arguments', call, { problem: 'one argument', function: call.function, of: 'predictor' });
            return undefined;
        }
        const argument = this.term(call.args[0]);
        return argument && { op: 'call', function: call.function, argument };
    }

    private reference(reference: Reference): Term | undefined {
        const target = resolve(reference.target, reference, 'target');
        if (!isPredictorName(target)) {
            return undefined;
        }
        const { law } = predictorOf(target);
        if (!isCategorical(law)) {
            if (reference.indexed) {
                this.report.add('no-levels', reference, { name: target.name, of: 'predictor' });
                return undefined;
            }
            return { op: 'predictor', name: target.name };
        }
        const levels = law.levels.map(level => String(level.name));
        if (!reference.indexed) {
            const example = levels[1] ?? levels[0] ?? 'level';
            this.report.add('level-expected', reference, { name: target.name, example: `${target.name}[${levelText(example)}]` });
            return undefined;
        }
        if (reference.level === undefined) {
            return undefined;
        }
        const level = String(reference.level);
        if (!levels.includes(level)) {
            this.report.add('unknown-level', { node: reference, part: { property: 'level' } }, { name: target.name, level, levels });
            return undefined;
        }
        return { op: 'level', predictor: target.name, level };
    }

    /** Whether an expression is one number: it names no predictor and compares nothing. */
    private isConstant(expression: Expression): boolean {
        let known = this.constant.get(expression);
        if (known === undefined) {
            known = this.hasNoPredictor(expression);
            this.constant.set(expression, known);
        }
        return known;
    }

    private hasNoPredictor(expression: Expression): boolean {
        switch (expression.$type) {
            case 'Parenthesis':
                return !expression.inner || this.isConstant(expression.inner);
            case 'Sign':
                return !expression.operand || this.isConstant(expression.operand);
            case 'Power':
                return [expression.base, expression.exponent].every(operand => !operand || this.isConstant(operand));
            case 'Binary':
                return (
                    !isComparison(expression.operator) &&
                    [expression.left, expression.right].every(operand => !operand || this.isConstant(operand))
                );
            case 'Call':
                return expression.args.every(argument => this.isConstant(argument));
            case 'Reference': {
                const target = resolve(expression.target, expression, 'target');
                return target === undefined || isConstant(target);
            }
            default:
                return true;
        }
    }
}

/** A level as it is written in brackets. */
function levelText(level: string): string {
    return hasShapeOfName(level) ? level : `"${level}"`;
}

function holds(left: number, op: Comparison, right: number): boolean {
    switch (op) {
        case '<':
            return left < right;
        case '<=':
            return left <= right;
        case '>':
            return right < left;
        case '>=':
            return right <= left;
        case '==':
            return left === right;
        case '!=':
            return left !== right;
    }
}
