/** What an unknown function, or a call with wrong arguments, can mean. */
import { GrammarUtils } from 'langium';
import type { Rewritten } from '../diagnostics/arguments.js';
import type { MeantFunction } from '../diagnostics/functions.js';
import { isCall, isHypothesis, isPredictor, isReference, type Call, type Expression, type List } from '../generated/ast.js';
import { laws } from '../knowledge/laws.js';
import { meantWord } from '../knowledge/other-names.js';
import { rangeOf, rangeOfPart, textOf } from '../parsing/text-range.js';

/** Functions that only group or mark what they hold. */
const idle = new Set(['I', 'as.numeric', 'scale']);

/**
 * What is meant by a call of an unknown function.
 *
 * @param known the functions that the place has
 */
export function meantFunction(call: Call, known: readonly string[]): MeantFunction {
    const { function: name, $container: holder } = call;
    const whole = rangeOf(call);
    const points = name === 'c' && isPredictor(holder) && holder.each ? call.args.map(textOf).join(', ') : undefined;
    if (points !== undefined) {
        return { at: whole, nearest: undefined, instead: points };
    }
    if (idle.has(name) && call.args.length === 1) {
        return { at: whole, nearest: undefined, instead: `(${textOf(call.args[0]!)})` };
    }
    const hasEquals = (isPredictor(holder) && holder.term === call) || (holder.$type === 'GroupSize' && holder.value === call);
    const equals = hasEquals ? GrammarUtils.findNodeForKeyword(holder.$cstNode, '=')?.range : undefined;
    if (equals && (laws.has(name) || meantWord('law', name, laws.keys()) !== undefined)) {
        return { at: whole, nearest: undefined, lawAfter: equals };
    }
    return { at: rangeOfPart(call, { property: 'function' }), nearest: meantWord('function', name, known) };
}

/** The points of a list `[0, 1]` behind `each`, or the only number of a list, which are written without brackets. */
export function pointsOfList(list: List): string | undefined {
    const arePoints = isPredictor(list.$container) && list.$containerProperty === 'points';
    return (arePoints && list.items.length > 0) || list.items.length === 1 ? list.items.map(textOf).join(', ') : undefined;
}

const decimal = /^(\w+)\((\d+),(\d+)\)$/;

/** A call such as `logit(0,30)` with a decimal point. */
export function decimalComma(call: Call): Rewritten | undefined {
    const found = decimal.exec(textOf(call));
    return found ? { at: rangeOf(call), instead: `${found[1]!}(${found[2]!}.${found[3]!})`, isSure: true } : undefined;
}

const ratios = new Set(['exp', 'OR', 'RR']);

/** The hypothesis `beta1 = log(1.5)` for `exp(beta1) = 1.5` or `OR(beta1) = 1.5`. Undefined for others. */
export function linearHypothesis(expression: Expression): string | undefined {
    const holder = expression.$container;
    const effect = isCall(expression) && ratios.has(expression.function) ? expression.args[0] : undefined;
    if (!isHypothesis(holder) || !holder.value || !isReference(effect)) {
        return undefined;
    }
    const value = textOf(holder.value);
    return `${textOf(effect)} = ${value === '1' ? '0' : `log(${value})`}`;
}
