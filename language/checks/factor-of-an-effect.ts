/** A rule about precisions of effects whose e^ is a ratio. */
import type { Quantity } from '../../src-engine/spec/model-spec.js';
import type { Precision } from '../generated/ast.js';
import { parameterNamed } from '../lowering/factor-effects.js';
import { isIntercept, valueOf } from '../lowering/fixed-effects.js';
import { quantitiesOf } from '../lowering/quantities-of.js';
import { textOf } from '../parsing/text-range.js';
import type { Check } from './check.js';
import { scaleOf } from './effect-scales.js';

/** The effects in a quantity that is a sum or a difference of them; null for others, such as `exp(beta1)`. */
function effectsOfSum(quantity: Quantity | undefined): string[] | null {
    switch (quantity?.op) {
        case 'effect':
            return [quantity.name];
        case 'negate':
            return effectsOfSum(quantity.operand);
        case '+':
        case '-': {
            const [left, right] = [effectsOfSum(quantity.left), effectsOfSum(quantity.right)];
            return left && right && [...left, ...right];
        }
        default:
            return null;
    }
}

/** Where e^effect is a ratio, people mean a factor of the ratio. */
export const factorShouldBeOfTheRatio: Check<Precision> = (precision, context) => {
    const option = precision.options.find(({ name }) => name === 'factor');
    const factor = context.number(option?.value);
    const quantity = quantitiesOf(context).quantity(precision.target);
    const title = scaleOf(context)?.title ?? null;
    const parameters = effectsOfSum(quantity)?.map(name => parameterNamed(name, context));
    const areEffects = parameters?.every(one => one !== undefined && !isIntercept(one.effect, context)) === true;
    if (!option?.value || factor === undefined || !(factor > 1) || title === null || !areEffects) {
        return;
    }
    const value = quantity?.op === 'effect' ? valueOf(parameters[0]!, context) : undefined;
    context.report.add('factor-of-an-effect', option, {
        option: textOf(option),
        target: textOf(precision.target),
        title,
        ends: value === undefined || value === 0 ? null : [Math.exp(value / factor), Math.exp(value * factor)],
        instead: `halfwidth log(${textOf(option.value)})`
    });
};
