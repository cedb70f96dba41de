/** A number of the file replaced by another one, in the form that its author chose. */
import { isCall, isNumberLiteral, isParenthesis, isSign, type Expression } from '../generated/ast.js';
import { functionOfConstant } from '../lowering/constants.js';
import { unwrapped } from '../lowering/terms.js';
import { rangeOf } from '../parsing/text-range.js';
import type { TextRange } from '../lowered-model.js';
import { numberText } from './number-text.js';

/** A part of the text and what takes its place. */
export interface TextReplacement {
    range: TextRange;
    newText: string;
}

/** Of the functions of constants that have one: where they take a value. */
const inverses: Record<string, (value: number) => number> = {
    log: Math.exp,
    exp: Math.log,
    sqrt: value => value * value,
    logit: value => 1 / (1 + Math.exp(-value)),
    expit: share => Math.log(share / (1 - share)),
    probit: value => functionOfConstant('normcdf')!(value),
    normcdf: share => functionOfConstant('probit')!(share),
    OR: Math.exp,
    RR: Math.exp,
    pct: value => 100 * Math.expm1(value)
};

/**
 * The replacement after which an expression has this value to within `tolerance`, relative to it, with as few digits as that takes. A function around a plain
 * number stays, `log(1.5)`, `-logit(0.3)`, and so do parentheses and a sign around it; any other expression becomes a number.
 */
export function writtenNumber(expression: Expression, value: number, tolerance: number): TextReplacement {
    if (isParenthesis(expression) && expression.inner) {
        return writtenNumber(expression.inner, value, tolerance);
    }
    if (isSign(expression) && isCall(unwrapped(expression.operand)) && expression.operand) {
        const kept = keptFunction(expression.operand, expression.sign === '-' ? -value : value, tolerance);
        return kept ?? plainNumber(expression, value, tolerance);
    }
    return keptFunction(expression, value, tolerance) ?? plainNumber(expression, value, tolerance);
}

/** Another number in a function's parentheses; undefined where it is no function of a plain number, or none gives the value. */
function keptFunction(expression: Expression, value: number, tolerance: number): TextReplacement | undefined {
    const call = unwrapped(expression);
    const argument = isCall(call) && call.args.length === 1 ? call.args[0] : undefined;
    if (!isCall(call) || !argument || !isPlainNumber(argument) || !Object.hasOwn(inverses, call.function)) {
        return undefined;
    }
    const evaluate = functionOfConstant(call.function);
    const text = numberText(inverses[call.function]!(value), written => isNear(evaluate?.(written) ?? NaN, value, tolerance));
    return text === undefined ? undefined : { range: rangeOf(argument), newText: text };
}

function isPlainNumber(expression: Expression): boolean {
    const inner = unwrapped(expression);
    return isNumberLiteral(isSign(inner) ? inner.operand : inner);
}

function plainNumber(expression: Expression, value: number, tolerance: number): TextReplacement {
    return { range: rangeOf(expression), newText: plainText(value, tolerance) };
}

/** The number by itself. */
export function plainText(value: number, tolerance: number): string {
    return numberText(value, written => isNear(written, value, tolerance)) ?? String(value);
}

function isNear(written: number, value: number, tolerance: number): boolean {
    return Math.abs(written - value) <= tolerance * Math.abs(value);
}
