/** What an unknown function, or a call with wrong arguments, can mean. */
import { GrammarUtils } from 'langium';
import type { Rewritten } from '../diagnostics/arguments.js';
import type { MeantFunction } from '../diagnostics/functions.js';
import {
    isBinary,
    isCall,
    isFamily,
    isFixedEffect,
    isHypothesis,
    isList,
    isNumberLiteral,
    isParenthesis,
    isPredictor,
    isPredictorName,
    isReference,
    type Call,
    type Expression,
    type List,
    type Model,
    type Reference
} from '../generated/ast.js';
import { laws } from '../knowledge/laws.js';
import { factorFunctions, meantCoding, meantWord } from '../knowledge/other-names.js';
import { rangePoints } from '../knowledge/sequences.js';
import type { TextRange } from '../lowered-model.js';
import { modelOf, namesOf, resolve } from '../scoping/names.js';
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
    const items = itemsOf(call);
    if (items !== undefined) {
        const arePoints = isPredictor(holder) && holder.each;
        return { at: whole, nearest: undefined, instead: arePoints ? items.join(', ') : `[${items.join(', ')}]` };
    }
    const [first] = call.args;
    const model = modelOf(call);
    if (/^(hr|hazard_?ratio)$/i.test(name) && model) {
        return hazardRatio(call, model, known);
    }
    if (call.args.length === 1 && isReference(first) && model && namesOf(model).effects.has(name) && isOfHypothesis(call)) {
        return { at: whole, nearest: undefined, instead: `${name}[${textOf(first)}]` };
    }
    if (factorFunctions.has(name) && isReference(first) && isTermOfEffect(call)) {
        return factorOfEffect(call, textOf(first));
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

/** A hazard ratio is an effect of the cloglog link, and of the log link if the response counts events in person-time. */
function hazardRatio(call: Call, model: Model, known: readonly string[]): MeantFunction {
    const at = rangeOfPart(call, { property: 'function' });
    const family = model.elements.find(isFamily);
    const isCount = family?.link === undefined ? ['poisson', 'negativeBinomial'].includes(family?.name ?? '') : family.link === 'log';
    if (family?.link === 'cloglog' && call.args[0]) {
        return { at: rangeOf(call), nearest: undefined, instead: `log(${textOf(call.args[0])})` };
    }
    return isCount && known.includes('RR')
        ? { at, nearest: 'RR' }
        : {
              at,
              nearest: undefined,
              advice: 'A hazard ratio belongs to `link cloglog`, where it is `log(0.7)`, or to counts of events. With the logit link write an odds ratio.'
          };
}

/** `levels(arm)` for `factor(arm)`, and with the coding behind the values for `C(arm, sum)`. */
function factorOfEffect(call: Call, predictor: string): MeantFunction {
    const whole = rangeOf(call);
    const instead = `levels(${predictor})`;
    const { $container: effect } = call;
    if (call.args.length === 1) {
        return { at: whole, nearest: undefined, instead };
    }
    const isSum = call.args.length === 2 && meantCoding(textOf(call.args[1]!)) === 'sum';
    return isSum && isFixedEffect(effect) && effect.value
        ? {
              at: { start: whole.start, end: rangeOf(effect.value).end },
              nearest: undefined,
              instead: `${instead} = ${textOf(effect.value)} contrasts sum`
          }
        : { at: whole, nearest: undefined };
}

/** The numbers that R's `c(0, 1)`, `seq(0, 1, 0.25)` and `rep(0.2, 2)` make. Undefined for other calls. */
function itemsOf({ function: name, args }: Call): string[] | undefined {
    const [first, second, third] = args.map(argument => (isNumberLiteral(argument) ? argument.value : NaN)) as (number | undefined)[];
    switch (name) {
        case 'c':
            return args.length === 0 ? undefined : args.map(textOf);
        case 'seq':
            return args.length < 2 || args.length > 3 ? undefined : rangePoints(first!, second!, third ?? 1);
        case 'rep':
            return args.length === 2 && second! >= 1 && second! <= mostRepeated
                ? Array.from({ length: second! }, () => textOf(args[0]!))
                : undefined;
        default:
            return undefined;
    }
}

const mostRepeated = 20;

function isOfHypothesis({ $container: holder }: Call): boolean {
    return isHypothesis(holder) || (isBinary(holder) && isHypothesis(holder.$container));
}

/** Whether a call is a factor of the term of an effect. */
function isTermOfEffect(call: Call): boolean {
    let node: Expression = call;
    while (isBinary(node.$container) || isParenthesis(node.$container)) {
        node = node.$container;
    }
    return isFixedEffect(node.$container) && node.$containerProperty === 'term';
}

/** The function of each item of a list: `[OR(1.2), OR(1.5)]` for `OR(1.2, 1.5)`, `OR([1.2, 1.5])` and `OR(c(1.2, 1.5))`. */
export function functionOfEach(call: Call): Rewritten | undefined {
    const [only, another] = call.args;
    const inner =
        another === undefined && isCall(only) ? itemsOf(only) : another === undefined && isList(only) ? only.items.map(textOf) : undefined;
    const items = inner ?? call.args.map(textOf);
    const { $container: effect } = call;
    const isValue = isFixedEffect(effect) && call.$containerProperty === 'value';
    const hasSeveral = isValue && (isReference(effect.term) ? hasFewValues(effect.term) : textOf(effect.term).includes('levels'));
    return hasSeveral && (inner ?? another) !== undefined
        ? { at: rangeOf(call), instead: `[${items.map(item => `${call.function}(${item})`).join(', ')}]`, isSure: true }
        : undefined;
}

/** The effect that two risks give: `logit(0.55) - logit(0.45)` for `OR(0.55, 0.45)`. Undefined for other calls. */
export function effectOfRisks(call: Call): Rewritten | undefined {
    const { function: name, args, $container: effect } = call;
    const texts = joinedDecimals(args.map(textOf), textOf(call));
    const isOfFactor = isFixedEffect(effect) && isCall(effect.term) && effect.term.function === 'levels';
    const areRisks = texts.length === 2 && texts.every(text => Number(text) > 0 && Number(text) < 1);
    if (isOfFactor || !areRisks || !['OR', 'RR'].includes(name)) {
        return undefined;
    }
    const [first, second] = texts as [string, string];
    const isWhole = isFixedEffect(effect) && call.$containerProperty === 'value';
    const difference = `logit(${first}) - logit(${second})`;
    const instead = name === 'RR' ? `RR(${first} / ${second})` : isWhole ? difference : `(${difference})`;
    return { at: rangeOf(call), instead, isSure: true };
}

/** The arguments of `OR(0,55, 0,45)` with decimal points. */
function joinedDecimals(args: string[], call: string): string[] {
    const parts = /\((.*)\)/.exec(call)?.[1]?.split(/,\s+/) ?? [];
    return args.length === 4 && parts.length === 2 ? parts.map(part => part.replace(',', '.')) : args;
}

/** The term `levels(arm)` for the term `arm` of an effect that has a list of values. Undefined for other lists. */
export function factorOfList({ $container: effect, $containerProperty: property }: List): { at: TextRange; instead: string } | undefined {
    return isFixedEffect(effect) && property === 'value' && isReference(effect.term) && hasFewValues(effect.term)
        ? { at: rangeOf(effect.term), instead: `levels(${textOf(effect.term)})` }
        : undefined;
}

/** Laws with few values. */
const lawsOfFewValues = new Set(['Bernoulli', 'Binomial', 'Discrete', 'Categorical']);

/** Whether a reference is to a predictor that can have an effect for each value. */
function hasFewValues(reference: Reference): boolean {
    const name = reference.indexed ? undefined : resolve(reference.target, reference, 'target');
    const { each, law, term } = isPredictorName(name) ? name.$container : {};
    return each === true || lawsOfFewValues.has(law?.name ?? '') || term !== undefined;
}

/** The points of a list `[0, 1]` behind `each`, or the only number of a list, which are written without brackets. */
export function pointsOfList(list: List): string | undefined {
    const arePoints = isPredictor(list.$container) && list.$containerProperty === 'points';
    return (arePoints && list.items.length > 0) || list.items.length === 1 ? list.items.map(textOf).join(', ') : undefined;
}

const decimal = /^(\w+)\((\d+),(\d+)\)$/;

/** A call such as `logit(0,30)` with a decimal point. */
export function decimalCommaInCall(call: Call): Rewritten | undefined {
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
