/** Writes a number in another of its usual forms, so that the model means the same. */
import { isCall, isNumberLiteral, isParenthesis, isReference, type Expression, type RandomEffect } from '../generated/ast.js';
import { writtenName } from '../lowering/chosen-parameter.js';
import type { ModelContext } from '../lowering/context.js';
import { rangeOf, textOf } from '../parsing/text-range.js';
import { plainText } from '../writing/written-number.js';
import type { TextEdit } from './text-edit.js';

/** Rounding errors only. */
const negligible = 1e-14;
/** A root with more digits than this is written as `sqrt(…)`. */
const mostDigits = 8;

/** The edit that writes a standard deviation as a variance, or a variance as a standard deviation. Undefined where it is neither. */
export function asMeasure(entry: RandomEffect, measure: 'sd' | 'variance', context: ModelContext): TextEdit | undefined {
    const { effect, value } = entry;
    if (!effect || !value || entry.measure === measure || (entry.measure !== 'sd' && entry.measure !== 'variance')) {
        return undefined;
    }
    const text = measure === 'sd' ? root(value, context) : square(value, context);
    return text === undefined ? undefined : { range: rangeOf(entry), newText: `${writtenName(effect.$refText, entry)} ${measure} ${text}` };
}

function root(value: Expression, context: ModelContext): string | undefined {
    const number = context.number(value);
    if (number === undefined || !(number > 0)) {
        return undefined;
    }
    const short = plainText(Math.sqrt(number), negligible);
    return isNumberLiteral(value) && short.length <= mostDigits ? short : `sqrt(${withoutParentheses(value)})`;
}

function square(value: Expression, context: ModelContext): string | undefined {
    const number = context.number(value);
    if (number === undefined) {
        return undefined;
    }
    if (isNumberLiteral(value)) {
        return plainText(number * number, negligible);
    }
    if (isCall(value) && value.function === 'sqrt' && value.args[0]) {
        return withoutParentheses(value.args[0]);
    }
    return isReference(value) ? `${textOf(value)}^2` : `(${withoutParentheses(value)})^2`;
}

function withoutParentheses(value: Expression): string {
    return isParenthesis(value) && value.inner ? withoutParentheses(value.inner) : textOf(value);
}
