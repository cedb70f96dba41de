/** What a `?` that cannot be answered was meant to ask for. */
import type { MisplacedQuestion } from '../diagnostics/answers.js';
import {
    isCount,
    isExpression,
    isFixedEffect,
    isGroupSize,
    isHypothesis,
    isNumberLiteral,
    isParenthesis,
    isPrecisionOption,
    isReference,
    isTestNumber,
    type Expression
} from '../generated/ast.js';
import { rangeOf, textOf } from '../parsing/text-range.js';

/** The place of a `?` in a constant expression. */
export function misplacedQuestion(question: Expression): MisplacedQuestion {
    let whole = question;
    while (isExpression(whole.$container)) {
        whole = whole.$container;
    }
    const holder = whole.$container;
    if (isFixedEffect(holder) && whole !== question && isWithoutLevels(whole)) {
        const term = holder.term && withoutParentheses(holder.term);
        return isNumberLiteral(term)
            ? { place: 'other' }
            : { place: 'part', at: rangeOf(whole), instead: `${holder.name}: ${holder.term ? textOf(holder.term) : ''} = ?` };
    }
    if ((isCount(holder) || isGroupSize(holder)) && whole !== question) {
        const name = isCount(holder) ? holder.group.$refText : 'n';
        return { place: 'part', at: rangeOf(whole), instead: `${name} = ?` };
    }
    if (
        (isTestNumber(holder) || isPrecisionOption(holder)) &&
        whole === question &&
        holder.name !== 'halfwidth' &&
        holder.name !== 'factor'
    ) {
        return { place: 'option', option: holder.name };
    }
    const tested =
        isHypothesis(holder) && whole === question && holder.value === whole
            ? holder.contrast && withoutParentheses(holder.contrast)
            : undefined;
    return isReference(tested) && tested.target ? { place: 'null value', effect: textOf(tested) } : { place: 'other' };
}

/** Whether a value is one number, not a list for several levels. */
function isWithoutLevels(value: Expression): boolean {
    return value.$type !== 'List';
}

/** An expression without the parentheses around it. */
function withoutParentheses(expression: Expression): Expression {
    return isParenthesis(expression) && expression.inner ? withoutParentheses(expression.inner) : expression;
}
