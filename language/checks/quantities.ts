/** Rules about quantities of parameters, such as `derive r = exp(b1)`, at the values of the model. */
import { differentiate, type Differentiated } from '../../src-engine/analysis/delta-method.js';
import { parameterLookup } from '../../src-engine/analysis/parameter-lookup.js';
import { attempt } from '../../src-engine/result/not-available.js';
import { isReason } from '../../src-engine/result/reason.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import type { Argument, NotFinite } from '../diagnostics/finite-values.js';
import { isDerived, isPrecision, isTest, type Expression } from '../generated/ast.js';
import { jointlyTested } from '../lowering/goals.js';
import { isScalarFunction } from '../lowering/constants.js';
import type { ModelContext } from '../lowering/context.js';
import { quantitiesOf } from '../lowering/quantities-of.js';
import { textOf } from '../parsing/text-range.js';

/** Derived quantities, targets of precisions and hypotheses need a finite value and a finite derivative. The message is at the smallest part that has none. */
export function quantitiesMustBeFinite(spec: ModelSpec, context: ModelContext): void {
    let lookup: ReturnType<typeof parameterLookup> | undefined;
    const at = (expression: Expression | undefined): Differentiated | undefined => {
        const quantity = quantitiesOf(context).quantity(expression);
        const result = quantity && attempt(() => differentiate(quantity, (lookup ??= parameterLookup(spec))));
        return result && !isReason(result) ? result : undefined;
    };
    const whole = [
        ...context.elements(isDerived).map(({ value }) => value),
        ...context.elements(isPrecision).map(({ target }) => target),
        ...context
            .elements(isTest)
            .flatMap(({ hypotheses }) => hypotheses.map(({ contrast }) => contrast))
            .filter(contrast => !jointlyTested(contrast, context))
    ];
    for (const expression of whole) {
        const culprit = isFinite(at(expression)) ? undefined : firstNotFinite(expression, at);
        const fact = culprit && whyNotFinite(culprit, at);
        if (culprit && fact) {
            context.report.add('not-finite', culprit, fact);
        }
    }
}

type At = (expression: Expression | undefined) => Differentiated | undefined;

/** A quantity without a meaning already has a message. */
function isFinite(result: Differentiated | undefined): boolean {
    return result === undefined || (Number.isFinite(result.value) && [...result.gradient.values()].every(Number.isFinite));
}

/** The first part, from the inside out, whose value or derivative is not finite. */
function firstNotFinite(expression: Expression, at: At): Expression | undefined {
    for (const part of partsOf(expression)) {
        const inner = firstNotFinite(part, at);
        if (inner) {
            return inner;
        }
    }
    return isFinite(at(expression)) ? undefined : expression;
}

function partsOf(expression: Expression): Expression[] {
    const parts = (): (Expression | undefined)[] => {
        switch (expression.$type) {
            case 'Parenthesis':
                return [expression.inner];
            case 'Sign':
                return [expression.operand];
            case 'Power':
                return [expression.base, expression.exponent];
            case 'Binary':
                return [expression.left, expression.right];
            case 'Call':
                // The arguments of `var(…)` and `cov(…)` are names of random effects.
                return isScalarFunction(expression.function) ? expression.args : [];
            default:
                return [];
        }
    };
    return parts().filter(part => part !== undefined);
}

/** Undefined for a name: the message is where it is defined. */
function whyNotFinite(expression: Expression, at: At): NotFinite | undefined {
    const text = textOf(expression);
    const argument = (part: Expression | undefined): Argument | undefined => {
        const result = at(part);
        return part && result && result.gradient.size > 0 ? { text: textOf(part), value: result.value } : undefined;
    };
    const value = at(expression)?.value ?? NaN;
    switch (expression.$type) {
        case 'Call':
            return Number.isFinite(value)
                ? { problem: 'derivative', text, argument: argument(expression.args[0]) }
                : { problem: 'domain', text, function: expression.function, argument: argument(expression.args[0]) };
        case 'Power': {
            const [base, exponent] = [at(expression.base)?.value ?? NaN, at(expression.exponent)?.value ?? NaN];
            if (base === 0 && exponent < 0) {
                return { problem: 'zero to a negative power', text, argument: argument(expression.base) };
            }
            if (base < 0 && !Number.isInteger(exponent)) {
                return { problem: 'fractional power of a negative number', text, argument: argument(expression.base) };
            }
            return Number.isFinite(value)
                ? { problem: 'derivative', text, argument: argument(expression.base) }
                : { problem: 'overflow', text };
        }
        case 'Binary':
            return expression.operator === '/' && at(expression.right)?.value === 0
                ? { problem: 'division by zero', text, argument: argument(expression.right) }
                : { problem: 'overflow', text };
        default:
            return undefined;
    }
}
