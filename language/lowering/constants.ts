import { scalarFunctions } from '../../src-engine/spec/term.js';
import type { ScalarFunction } from '../../src-engine/spec/model-spec.js';
import { isConstant, type Binary, type Call, type Constant, type Expression, type Power, type Reference } from '../generated/ast.js';
import { textOf } from '../parsing/text-range.js';
import { resolve } from '../scoping/names.js';
import { pathText } from './path-text.js';
import type { Report } from './report.js';

export function isScalarFunction(name: string | undefined): name is ScalarFunction {
    return name !== undefined && Object.hasOwn(scalarFunctions, name);
}

/** Functions of constants that say an effect as people say it. */
const effectFunctions: Record<string, (x: number) => number> = {
    OR: Math.log,
    RR: Math.log,
    pct: percent => Math.log1p(percent / 100)
};

/** What a function needs of its argument, for the message where it has no value. */
const domains: Record<string, string> = {
    log: 'a number greater than 0',
    sqrt: 'a number of 0 or more',
    logit: 'a number between 0 and 1',
    probit: 'a number between 0 and 1',
    OR: 'a number greater than 0',
    RR: 'a number greater than 0',
    pct: 'a percentage greater than -100'
};

/** The value of a function of one constant; undefined for an unknown function. */
export function functionOfConstant(name: string | undefined): ((x: number) => number) | undefined {
    if (isScalarFunction(name)) {
        return scalarFunctions[name];
    }
    return name !== undefined && Object.hasOwn(effectFunctions, name) ? effectFunctions[name] : undefined;
}

/**
 * Evaluates constant expressions, each once. What makes a value impossible is reported at the smallest expression that has
 * none; names that are unknown are left to the rule on names.
 */
export class ConstantEvaluator {
    private readonly values = new Map<Expression, number | undefined>();
    private readonly open: Constant[] = [];

    /**
     * @param outer evaluates the constants at the top of the file, whose problems belong to the file
     * @param given constants that have another value than their own, as in a sweep
     */
    constructor(
        private readonly report: Report,
        private readonly outer: ConstantEvaluator | null,
        private readonly given: ReadonlyMap<Constant, number> = outer?.given ?? new Map()
    ) {}

    /** The value of an expression, or undefined where it has none; why is reported. */
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
            const cycle = pathText([...this.open.slice(start), constant].map(({ name }) => name));
            this.report.add(
                'cyclic-definition',
                { node: constant, part: { property: 'name' } },
                `\`${constant.name}\` is defined by itself: ${cycle}. Give one of them a number.`
            );
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
                return this.finite(expression.value, expression, () => 'This number is too large: numbers go up to 1.8e308.');
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
                this.report.add(
                    'unknown-value-misplaced',
                    expression,
                    'A number is due here: `?` can stand for one count, for `n`, or for the value of one fixed effect.'
                );
                return undefined;
            case 'List':
                this.report.add('number-expected', expression, 'A number is due here, not a list.');
                return undefined;
        }
    }

    private reference(reference: Reference): number | undefined {
        const target = resolve(reference.target, reference, 'target');
        if (isConstant(target)) {
            if (reference.indexed) {
                this.report.add(
                    'number-expected',
                    reference,
                    `\`${target.name}\` is a number and has no levels: write \`${target.name}\`.`
                );
                return undefined;
            }
            return this.constant(target);
        }
        return target === undefined && reference.target?.$refText === 'pi' ? Math.PI : undefined;
    }

    private power(power: Power): number | undefined {
        const base = this.value(power.base);
        const exponent = this.value(power.exponent);
        if (base === undefined || exponent === undefined) {
            return undefined;
        }
        return this.finite(base ** exponent, power, () =>
            base < 0 && !Number.isInteger(exponent)
                ? `\`${textOf(power)}\` has no value: a negative number can't be raised to a fraction.`
                : base === 0
                  ? `\`${textOf(power)}\` is infinite: 0 can't be raised to a negative power.`
                  : `\`${textOf(power)}\` is too large: numbers go up to 1.8e308.`
        );
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
                return this.finite(left / right, operation, () =>
                    right === 0
                        ? `\`${textOf(operation)}\` divides by 0. Divide by another number.`
                        : `\`${textOf(operation)}\` is too large: numbers go up to 1.8e308.`
                );
            default:
                this.report.add(
                    'number-expected',
                    operation,
                    'A number is due here; comparisons stand in terms, such as `fixed B { late: year > 2 = 0 }`.'
                );
                return undefined;
        }
    }

    private call(call: Call): number | undefined {
        const evaluate = functionOfConstant(call.function);
        if (!evaluate) {
            this.report.add('number-expected', call, misplacedFunction(call.function));
            return undefined;
        }
        const argument = call.args[0];
        if (call.args.length !== 1 || call.group || !argument) {
            this.report.add('wrong-number-of-arguments', call, `\`${call.function}\` takes one number, such as \`${call.function}(0.5)\`.`);
            return undefined;
        }
        const x = this.value(argument);
        if (x === undefined) {
            return undefined;
        }
        return this.finite(evaluate(x), call, () => {
            const needs = domains[call.function];
            return needs
                ? `\`${textOf(call)}\` has no finite value: \`${call.function}\` needs ${needs}.`
                : `\`${textOf(call)}\` is too large: numbers go up to 1.8e308.`;
        });
    }

    private tooLarge(value: number, expression: Expression): number | undefined {
        return this.finite(value, expression, () => `\`${textOf(expression)}\` is too large: numbers go up to 1.8e308.`);
    }

    private finite(value: number, expression: Expression, message: () => string): number | undefined {
        if (Number.isFinite(value)) {
            return value;
        }
        this.report.add('not-finite', expression, message());
        return undefined;
    }
}

function misplacedFunction(name: string): string {
    switch (name) {
        case 'marginal':
            return '`marginal(p)` can only be the whole value of an intercept, such as `beta0: 1 = marginal(0.30)`.';
        case 'var':
        case 'sd':
        case 'cov':
        case 'corr':
            return `A number is due here; \`${name}(…)\` stands in \`derive\` and \`precision\`.`;
        default:
            return `There is no function \`${name}\`. Functions of numbers: log, exp, sqrt, abs, logit, expit, probit, normcdf, OR, RR, pct.`;
    }
}
