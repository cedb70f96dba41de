import type { Model } from '../generated/ast.js';
import type { ModelContext } from './context.js';
import { effectParameters } from './factor-effects.js';
import { QuantityLowering } from './quantities.js';

/** The lowering of quantities of a model. */
export function quantitiesOf(context: ModelContext): QuantityLowering {
    return context.once(quantityLowering, context.model);
}

function quantityLowering(model: Model, context: ModelContext): QuantityLowering {
    const { report, constants } = context;
    return new QuantityLowering(model, report, constants, {
        hasDispersion: () => context.hasDispersion,
        parameters: effect => context.once(effectParameters, effect)
    });
}
