/** What a reader of a model would have to look up or compute, as short texts beside the words that they explain. */
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import type { DocumentWithData } from '../data/data-files.js';
import {
    isArgument,
    isCall,
    isExpression,
    isFamily,
    isFixedEffects,
    isList,
    isNamedLaw,
    isNumberLiteral,
    isParenthesis,
    isRandomEffect,
    isSign,
    type Argument,
    type Expression,
    type FixedEffects,
    type Model,
    type RandomEffect
} from '../generated/ast.js';
import { signatureOf } from '../knowledge/signatures.js';
import { parametersIn } from '../lowering/chosen-parameter.js';
import { contextOf, type ModelContext } from '../lowering/context.js';
import { latentDispersion, varianceOf } from '../lowering/random-effects.js';
import { namedParameter } from '../lowering/variance-entries.js';
import type { TextPosition } from '../lowered-model.js';
import { rangeOf, textOf } from '../parsing/text-range.js';
import { walk } from '../parsing/walk.js';
import { formatCorrelation, formatValue } from '../presentation/notation/numbers.js';
import { roleOf } from '../scoping/names.js';

export interface ReadingHint {
    kind: 'block' | 'argument' | 'value' | 'icc';
    /** The text stands before the word here, or behind it. */
    at: TextPosition;
    side: 'before' | 'behind';
    text: string;
    /** A longer text; null where there is nothing to add. */
    explanation: string | null;
}

/** @param spec the model, or an older one of the same name while the text has no meaning; null if there is none */
export function readingHints(model: Model, document: DocumentWithData, spec: ModelSpec | null): ReadingHint[] {
    const context = contextOf(model, document);
    const hints = walk(model).nodes.flatMap((node): ReadingHint[] => {
        if (isArgument(node)) {
            return argumentHint(node);
        } else if (isRandomEffect(node)) {
            return iccHint(node, context);
        }
        return isExpression(node) ? valueHint(node, context) : [];
    });
    const blocks = spec ? model.elements.filter(isFixedEffects).flatMap(element => blockHints(element, spec)) : [];
    return [...hints, ...blocks];
}

/** The blocks of effects in a plain `fixed`. */
function blockHints({ block, effects }: FixedEffects, { fixed }: ModelSpec): ReadingHint[] {
    return block === undefined
        ? effects.flatMap((effect): ReadingHint[] => {
              const own = fixed.filter(({ name }) => name === effect.name || name.startsWith(`${effect.name}[`));
              const [first] = own;
              // The parameters of a factor may be in different blocks.
              const isOne = first !== undefined && own.every(parameter => parameter.block === first.block);
              return isOne && effect.value
                  ? [
                        {
                            kind: 'block',
                            at: rangeOf(effect).end,
                            side: 'behind',
                            text: `block ${first.block}`,
                            explanation: blockMeaning[first.block]
                        }
                    ]
                  : [];
          })
        : [];
}

const blockMeaning = {
    A: 'Block A: the term varies only between the groups of its random effects, so only more groups make it precise.',
    B: 'Block B: the term also varies within groups, so every observation makes it more precise.'
};

/** The name of an argument that is given by its position. */
function argumentHint(argument: Argument): ReadingHint[] {
    const { name, value, $container: call } = argument;
    if (name !== undefined || !value || !(isNamedLaw(call) || isFamily(call)) || !call.name) {
        return [];
    }
    const signature = signatureOf(call.name, isFamily(call) ? 'family' : 'law');
    if (!signature || signature.repeats) {
        return [];
    }
    const written = new Set(call.args.map(other => other.name));
    const open = signature.parameters.filter(parameter => !written.has(parameter.name));
    const parameter = open[call.args.filter(other => other.name === undefined).indexOf(argument)];
    return parameter && textOf(value) !== parameter.name
        ? [{ kind: 'argument', at: rangeOf(argument).start, side: 'before', text: `${parameter.name}:`, explanation: parameter.meaning }]
        : [];
}

/** The value of a whole expression that is more than a number. */
function valueHint(expression: Expression, context: ModelContext): ReadingHint[] {
    const { $container: around } = expression;
    const isWhole = !isExpression(around) || isList(around);
    const isNumber = roleOf(expression) === 'number' || (isArgument(around) && isFamily(around.$container));
    if (!isWhole || !isNumber || isLiteral(expression)) {
        return [];
    }
    const value = context.number(expression);
    return value === undefined
        ? []
        : [
              {
                  kind: 'value',
                  at: rangeOf(expression).end,
                  side: 'behind',
                  text: `= ${formatValue(value, 3)}`,
                  explanation: valueMeaning(expression, value)
              }
          ];
}

function isLiteral(expression: Expression): boolean {
    return (
        isNumberLiteral(expression) ||
        (isSign(expression) && isLiteral(expression.operand)) ||
        (isParenthesis(expression) && isLiteral(expression.inner))
    );
}

function valueMeaning(expression: Expression, value: number): string {
    return `${isCall(expression) && expression.function === 'OR' ? 'The log odds ratio' : textOf(expression)} is ${formatValue(value, 10)}.`;
}

/** The intraclass correlation that would give the same variance. */
function iccHint(entry: RandomEffect, context: ModelContext): ReadingHint[] {
    const isAlone = entry.$container.entries.filter(isRandomEffect).length === 1;
    const isIntercept = namedParameter(entry, parametersIn(context))?.term.op === 'number';
    if (!isAlone || !isIntercept || !entry.value || (entry.measure !== 'sd' && entry.measure !== 'variance')) {
        return [];
    }
    const variance = varianceOf(entry, context);
    const residual = latentDispersion(context);
    if (variance === undefined || residual === undefined) {
        return [];
    }
    const icc = formatCorrelation(variance / (variance + residual), 3);
    const explanation = `Intraclass correlation: ${formatValue(variance, 4)}/(${formatValue(variance, 4)} + ${formatValue(residual, 4)}), the variance of this effect as a share of its sum with the residual variance, on the scale of the linear predictor.`;
    return [{ kind: 'icc', at: rangeOf(entry).end, side: 'behind', text: `icc ${icc}`, explanation }];
}
