import type { ArithmeticOperator, ComparisonOperator, ScalarFunction } from '../../src-engine/spec/model-spec.js';
import type { Binary, Call, Expression, Reference } from '../generated/ast.js';
import { functionOfConstant, isScalarFunction, type ConstantEvaluator } from './constants.js';
import { scalarFunctions } from '../../src-engine/spec/term.js';
import { decimalCommaInCall, linearHypothesis, meantFunction } from './meant-function.js';
import type { IssueReport } from './issue-report.js';

const quantityFunctions = [...Object.keys(scalarFunctions), 'var', 'sd', 'cov', 'corr'];

const comparisons = new Set<string>(['<', '<=', '>', '>=', '==', '!='] satisfies ComparisonOperator[]);

export function isComparison(operator: string | undefined): operator is ComparisonOperator {
    return operator !== undefined && comparisons.has(operator);
}

/** The nodes that formulas of predictors and of parameters have in common. */
export type ArithmeticNode<Formula> =
    | { op: 'number'; value: number }
    | { op: ArithmeticOperator; left: Formula; right: Formula }
    | { op: 'negate'; operand: Formula }
    | { op: 'call'; function: ScalarFunction; argument: Formula };

/** Lowers arithmetic over the names that a subclass knows, and evaluates constant parts. Lowers each expression once. */
export abstract class ExpressionLowering<Formula> {
    private readonly formulas = new Map<Expression, Formula | undefined>();
    private readonly constant = new Map<Expression, boolean>();

    /** @param of what the names of an expression mean */
    constructor(
        protected readonly report: IssueReport,
        private readonly constants: ConstantEvaluator,
        private readonly of: 'predictor' | 'parameter'
    ) {}

    /** An arithmetic node as a formula. */
    protected abstract arithmetic(node: ArithmeticNode<Formula>): Formula;

    protected abstract comparison(expression: Binary, operator: ComparisonOperator): Formula | undefined;

    protected abstract reference(reference: Reference): Formula | undefined;

    /** Whether a name means a constant, or nothing. */
    protected abstract isConstantName(reference: Reference): boolean;

    /** Whether a function takes names instead of formulas. `callOfNames` lowers its calls. */
    protected abstract takesNames(name: string): boolean;

    protected abstract callOfNames(call: Call): Formula | undefined;

    /** The formula that an expression means. Undefined where it means none, which is reported. */
    protected formula(expression: Expression | undefined): Formula | undefined {
        if (!expression) {
            return undefined;
        }
        if (!this.formulas.has(expression)) {
            this.formulas.set(expression, this.lower(expression));
        }
        return this.formulas.get(expression);
    }

    private lower(expression: Expression): Formula | undefined {
        if (this.isConstant(expression)) {
            const value = this.constants.value(expression);
            return value === undefined ? undefined : this.arithmetic({ op: 'number', value });
        }
        switch (expression.$type) {
            case 'Parenthesis':
                return this.formula(expression.inner);
            case 'Sign': {
                const operand = this.formula(expression.operand);
                return operand && (expression.sign === '-' ? this.arithmetic({ op: 'negate', operand }) : operand);
            }
            case 'Power':
                return this.operation('^', expression.base, expression.exponent);
            case 'Binary':
                return isComparison(expression.operator)
                    ? this.comparison(expression, expression.operator)
                    : this.operation(expression.operator, expression.left, expression.right);
            case 'Call':
                return this.takesNames(expression.function) ? this.callOfNames(expression) : this.call(expression);
            case 'Reference':
                return this.reference(expression);
            default:
                return undefined;
        }
    }

    private operation(
        op: ArithmeticOperator | undefined,
        first: Expression | undefined,
        second: Expression | undefined
    ): Formula | undefined {
        const left = this.formula(first);
        const right = this.formula(second);
        return op && left && right && this.arithmetic({ op, left, right });
    }

    private call(call: Call): Formula | undefined {
        if (call.function === 'levels') {
            this.report.add('levels-misplaced', call);
            return undefined;
        }
        if (!isScalarFunction(call.function)) {
            const takesNumber = functionOfConstant(call.function) !== undefined;
            const where = { node: call, part: { property: 'function' } };
            this.report.add('unknown-function', where, {
                function: call.function,
                of: `${this.of}s`,
                takesNumber,
                linear: takesNumber ? linearHypothesis(call) : undefined,
                meant: meantFunction(call, this.of === 'predictor' ? Object.keys(scalarFunctions) : quantityFunctions)
            });
            return undefined;
        }
        if (call.args.length !== 1 || call.group) {
            this.report.add('wrong-number-of-arguments', call, {
                problem: 'one argument',
                function: call.function,
                of: this.of,
                ...decimalCommaInCall(call)
            });
            return undefined;
        }
        const argument = this.formula(call.args[0]);
        return argument && this.arithmetic({ op: 'call', function: call.function, argument });
    }

    /** Whether an expression is one number: it has no name that varies or is estimated, and compares nothing. */
    private isConstant(expression: Expression): boolean {
        let known = this.constant.get(expression);
        if (known === undefined) {
            known = this.hasOnlyConstants(expression);
            this.constant.set(expression, known);
        }
        return known;
    }

    private hasOnlyConstants(expression: Expression): boolean {
        const areConstant = (...operands: (Expression | undefined)[]): boolean =>
            operands.every(operand => !operand || this.isConstant(operand));
        switch (expression.$type) {
            case 'Parenthesis':
                return areConstant(expression.inner);
            case 'Sign':
                return areConstant(expression.operand);
            case 'Power':
                return areConstant(expression.base, expression.exponent);
            case 'Binary':
                return !isComparison(expression.operator) && areConstant(expression.left, expression.right);
            case 'Call':
                return !this.takesNames(expression.function) && areConstant(...expression.args);
            case 'Reference':
                return this.isConstantName(expression);
            default:
                return true;
        }
    }
}
