/** The smallest study that a search may answer. */
import { unidentified, type NotIdentified } from '../analysis/unidentified.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { sizesOfDesign, stepOf, withSize, withSizes } from '../structure/sizes.js';

/**
 * The least multiple of the step of a quantity at which data can tell all parameters of the model: more units than fixed effects that vary between them, more observations
 * than fixed effects, two observations in a unit where one leaves its variance open. Where other sizes leave a parameter open at any value of this one: what stays open.
 */
export function leastEstimable(spec: ModelSpec, quantity: string): number | NotIdentified {
    const step = stepOf(spec, quantity);
    const sizes = sizesOfDesign(spec);
    // As many units, or observations in all, as fixed effects are the most that can leave a parameter open.
    let open: NotIdentified | undefined;
    for (let steps = 1; steps <= spec.fixed.length + 1; steps++) {
        const size = steps * step;
        [open] = unidentified(withSizes(spec, withSize(sizes, quantity, size))).values();
        if (open === undefined) {
            return size;
        }
    }
    return open!;
}
