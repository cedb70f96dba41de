/** Replaces a number of the file by another one, in the form that its author chose. */
import { isCall, isNumberLiteral, isParenthesis, isSign, type Expression } from '../generated/ast.js';
import { functionOfConstant } from '../lowering/constants.js';
import { unwrapped } from '../lowering/terms.js';
import { rangeOf } from '../parsing/text-range.js';
import type { TextRange } from '../lowered-model.js';
import { authorScales } from '../presentation/notation/author-scale.js';
import { shortestNumber } from './shortest-number.js';

/** A part of the text and its replacement. */
export interface TextReplacement {
    range: TextRange;
    newText: string;
}

/** The inverses of the functions of constants that have one. */
const inverses: Record<string, (value: number) => number> = {
    log: value => authorScales.log.written(value, 0),
    exp: Math.log,
    sqrt: value => value * value,
    logit: value => authorScales.logit.written(value, 0),
    expit: share => Math.log(share / (1 - share)),
    probit: value => functionOfConstant('normcdf')!(value),
    normcdf: share => functionOfConstant('probit')!(share),
    OR: value => authorScales.OR.written(value, 0),
    RR: value => authorScales.RR.written(value, 0),
    pct: value => authorScales.pct.written(value, 0)
};

/**
 * The replacement that gives an expression this value to a relative `tolerance`, with as few digits as possible. A function of a
 * plain number stays, such as `log(1.5)` or `-logit(0.3)`, and so do parentheses and a sign around it. Any other expression becomes
 * a number.
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

/** Another number as the argument of a function. Undefined where the expression is not a function of a plain number, or no number gives the value. */
function keptFunction(expression: Expression, value: number, tolerance: number): TextReplacement | undefined {
    const { name, argument } = callOfNumber(expression) ?? {};
    if (name === undefined || !argument) {
        return undefined;
    }
    const evaluate = functionOfConstant(name);
    const text = shortestNumber(inverses[name]!(value), written => isNear(evaluate?.(written) ?? NaN, value, tolerance));
    return text === undefined ? undefined : { range: rangeOf(argument), newText: text };
}

/** The name of the function that stays around a number: `OR` of `OR(1.5)`. Undefined where none does. */
export function functionAround(expression: Expression): string | undefined {
    return callOfNumber(expression)?.name;
}

function callOfNumber(expression: Expression): { name: string; argument: Expression } | undefined {
    const call = unwrapped(expression);
    const argument = isCall(call) && call.args.length === 1 ? call.args[0] : undefined;
    const isKept = isCall(call) && argument && isPlainNumber(argument) && Object.hasOwn(inverses, call.function);
    return isKept ? { name: call.function, argument } : undefined;
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
    return shortestNumber(value, written => isNear(written, value, tolerance)) ?? String(value);
}

function isNear(written: number, value: number, tolerance: number): boolean {
    return Math.abs(written - value) <= tolerance * Math.abs(value);
}
