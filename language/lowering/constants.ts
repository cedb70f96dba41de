import { scalarFunctions } from '../../src-engine/spec/term.js';
import type { ScalarFunction } from '../../src-engine/spec/model-spec.js';
import type { NotFinite } from '../diagnostics/finite-values.js';
import { isConstant, type Binary, type Call, type Constant, type Expression, type Power, type Reference } from '../generated/ast.js';
import { textOf } from '../parsing/text-range.js';
import { resolve } from '../scoping/names.js';
import { decimalCommaInCall, effectOfRisks, factorOfList, functionOfEach, meantFunction, pointsOfList } from './meant-function.js';
import type { IssueReport } from './issue-report.js';
import { misplacedQuestion } from './misplaced-question.js';

export function isScalarFunction(name: string | undefined): name is ScalarFunction {
    return name !== undefined && Object.hasOwn(scalarFunctions, name);
}

/** Functions that turn an effect as people state it into a number on the scale of the link. */
const effectFunctions: Record<string, (x: number) => number> = {
    OR: Math.log,
    RR: Math.log,
    pct: percent => Math.log1p(percent / 100)
};

const functionsOfConstants = [...Object.keys(scalarFunctions), ...Object.keys(effectFunctions)];

/** Functions that take effects, which some other places allow. */
const functionsOfEffects = new Set(['marginal', 'var', 'sd', 'cov', 'corr']);

/** A function of one constant; undefined for an unknown name. */
export function functionOfConstant(name: string | undefined): ((x: number) => number) | undefined {
    if (isScalarFunction(name)) {
        return scalarFunctions[name];
    }
    return name !== undefined && Object.hasOwn(effectFunctions, name) ? effectFunctions[name] : undefined;
}

/**
 * Evaluates constant expressions, each once. Reports why there is no value at the smallest expression that has none; the rule
 * on names reports unknown names.
 */
export class ConstantEvaluator {
    private readonly values = new Map<Expression, number | undefined>();
    private readonly open: Constant[] = [];

    /**
     * @param outer evaluates the constants at the top of the file, whose problems belong to the file
     * @param given constants that have another value than their own, as in a sweep
     */
    constructor(
        private readonly report: IssueReport,
        private readonly outer: ConstantEvaluator | null,
        private readonly given: ReadonlyMap<Constant, number> = outer?.given ?? new Map()
    ) {}

    /** The value of an expression. Undefined where it has none, which is reported. */
    value(expression: Expression | undefined): number | undefined {
        if (!expression) {
            return undefined;
        }
        if (!this.values.has(expression)) {
            this.values.set(expression, this.compute(expression));
        }
        return this.values.get(expression);
    }

    /** The value of a named constant. */
    constant(constant: Constant): number | undefined {
        const given = this.given.get(constant);
        if (given !== undefined) {
            return given;
        }
        if (this.outer && constant.$container.$container.$type === 'File') {
            return this.outer.constant(constant);
        }
        const start = this.open.indexOf(constant);
        if (start >= 0) {
            const names = [...this.open.slice(start), constant].map(({ name }) => name);
            this.report.add('cyclic-definition', { node: constant, part: { property: 'name' } }, { of: 'constant', names });
            return undefined;
        }
        this.open.push(constant);
        try {
            return this.value(constant.value);
        } finally {
            this.open.pop();
        }
    }

    private compute(expression: Expression): number | undefined {
        switch (expression.$type) {
            case 'NumberLiteral':
                return this.finite(expression.value, expression, () => ({ problem: 'literal' }));
            case 'Parenthesis':
                return this.value(expression.inner);
            case 'Sign': {
                const operand = this.value(expression.operand);
                return operand === undefined ? undefined : expression.sign === '-' ? -operand : operand;
            }
            case 'Power':
                return this.power(expression);
            case 'Binary':
                return this.operation(expression);
            case 'Call':
                return this.call(expression);
            case 'Reference':
                return this.reference(expression);
            case 'Unknown':
                this.report.add('unknown-value-misplaced', expression, misplacedQuestion(expression));
                return undefined;
            case 'List':
                this.report.add('number-expected', expression, {
                    found: 'list',
                    contents: pointsOfList(expression),
                    factor: factorOfList(expression)
                });
                return undefined;
        }
    }

    private reference(reference: Reference): number | undefined {
        const target = resolve(reference.target, reference, 'target');
        if (isConstant(target)) {
            if (reference.indexed) {
                this.report.add('number-expected', reference, { found: 'level of a constant', name: target.name });
                return undefined;
            }
            return this.constant(target);
        }
        if (target) {
            // The family's arguments can name predictors, because the number of trials may vary.
            this.report.add('number-expected', reference, { found: 'predictor', name: reference.target.$refText });
            return undefined;
        }
        return reference.target?.$refText === 'pi' ? Math.PI : undefined;
    }

    private power(power: Power): number | undefined {
        const base = this.value(power.base);
        const exponent = this.value(power.exponent);
        if (base === undefined || exponent === undefined) {
            return undefined;
        }
        return this.finite(base ** exponent, power, () => {
            const problem =
                base < 0 && !Number.isInteger(exponent)
                    ? 'fractional power of a negative number'
                    : base === 0
                      ? 'zero to a negative power'
                      : 'overflow';
            return { problem, text: textOf(power) };
        });
    }

    private operation(operation: Binary): number | undefined {
        const left = this.value(operation.left);
        const right = this.value(operation.right);
        if (left === undefined || right === undefined) {
            return undefined;
        }
        switch (operation.operator) {
            case '+':
                return this.tooLarge(left + right, operation);
            case '-':
                return this.tooLarge(left - right, operation);
            case '*':
                return this.tooLarge(left * right, operation);
            case '/':
                return this.finite(left / right, operation, () => ({
                    problem: right === 0 ? 'division by zero' : 'overflow',
                    text: textOf(operation)
                }));
            default:
                this.report.add('number-expected', operation, { found: 'comparison', of: 'numbers' });
                return undefined;
        }
    }

    private call(call: Call): number | undefined {
        const evaluate = functionOfConstant(call.function);
        if (call.function === 'levels') {
            this.report.add('levels-misplaced', call);
            return undefined;
        }
        if (!evaluate) {
            const { function: name } = call;
            this.report.add(
                'number-expected',
                call,
                functionsOfEffects.has(name)
                    ? { found: 'function of effects', function: name }
                    : { found: 'unknown function', function: name, ...meantFunction(call, functionsOfConstants) }
            );
            return undefined;
        }
        const argument = call.args[0];
        const ofEach = effectOfRisks(call) ?? functionOfEach(call);
        if (call.args.length !== 1 || call.group || !argument || ofEach) {
            this.report.add('wrong-number-of-arguments', call, {
                problem: 'one argument',
                function: call.function,
                of: 'number',
                ...(decimalCommaInCall(call) ?? ofEach)
            });
            return undefined;
        }
        const x = this.value(argument);
        if (x === undefined) {
            return undefined;
        }
        return this.finite(evaluate(x), call, () => ({ problem: 'domain', text: textOf(call), function: call.function }));
    }

    private tooLarge(value: number, expression: Expression): number | undefined {
        return this.finite(value, expression, () => ({ problem: 'overflow', text: textOf(expression) }));
    }

    private finite(value: number, expression: Expression, why: () => NotFinite): number | undefined {
        if (Number.isFinite(value)) {
            return value;
        }
        this.report.add('not-finite', expression, why());
        return undefined;
    }
}
