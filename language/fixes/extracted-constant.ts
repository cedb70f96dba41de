/** Gives a number of a model a name. */
import type { LangiumDocument } from 'langium';
import { freeName, isTaken } from '../checks/proposals.js';
import { isCall, isExpression, isList, isUnknown, type Expression, type Model } from '../generated/ast.js';
import type { TextRange } from '../lowered-model.js';
import { rangeOf, textOf } from '../parsing/text-range.js';
import { walk } from '../parsing/walk.js';
import { roleOf } from '../scoping/names.js';
import { newElement } from './insertion.js';
import type { Rewriting } from './rewriting.js';

/** The edits that name the selected number by a constant, or the number at the cursor. */
export function extractedConstant({ textDocument: text }: LangiumDocument, model: Model, range: TextRange): Rewriting[] {
    const [from, to] = [text.offsetAt(range.start), text.offsetAt(range.end)];
    const expression = walk(model).nodes.find((node): node is Expression => {
        const { start, end } = rangeOf(node);
        const isSelected = text.offsetAt(start) === from && text.offsetAt(end) === to;
        const isAtCursor = from === to && node.$type === 'NumberLiteral' && text.offsetAt(start) <= from && to <= text.offsetAt(end);
        return isExpression(node) && (isSelected || isAtCursor);
    });
    if (!expression || !isNumber(expression)) {
        return [];
    }
    const name = freeConstant(nameFor(expression), model);
    const declaration = newElement(text, model, `let ${name} = ${textOf(expression)}`);
    return declaration
        ? [
              {
                  title: `Extract the constant ${name}`,
                  kind: 'refactor.extract',
                  edits: [declaration, { range: rangeOf(expression), newText: name }]
              }
          ]
        : [];
}

function isNumber(expression: Expression): boolean {
    const parts = walk(expression).nodes;
    const isKnown = parts.every(part => !isUnknown(part) && !isList(part) && part.$type !== 'Reference');
    const isMarginal = parts.some(part => isCall(part) && part.function === 'marginal');
    const isOfConstant = expression.$container?.$type === 'Constant';
    return isKnown && !isMarginal && !isOfConstant && (roleOf(expression) === 'number' || expression.$container?.$type === 'Hypothesis');
}

/** A name that says what the number is. */
function nameFor(expression: Expression): string {
    const holder = expression.$container;
    switch (holder?.$type) {
        case 'FixedEffect':
            return `${holder.name}Value`;
        case 'RandomEffect':
            return `${holder.measure}${capitalized(holder.effect.$refText)}`;
        case 'Dependence':
            return holder.measure;
        case 'Count':
            return `${holder.group.$refText}Count`;
        case 'GroupSize':
            return 'size';
        case 'Argument':
            return holder.name ?? 'constant';
        case 'TestNumber':
        case 'PrecisionOption':
            return `${holder.name}Value`;
        default:
            return 'constant';
    }
}

function capitalized(word: string): string {
    return word.charAt(0).toUpperCase() + word.slice(1);
}

function freeConstant(name: string, model: Model): string {
    const taken = isTaken(model);
    return taken(name) ? freeName(name, taken) : name;
}
