import type { Quantity } from '../../../src-engine/spec/model-spec.js';

/** The fixed effects in a quantity, and the groups of its variances. */
export function partsOfQuantity(quantity: Quantity | null): { effects: string[]; groups: string[] } {
    if (quantity === null) {
        return { effects: [], groups: [] };
    }
    switch (quantity.op) {
        case 'effect':
            return { effects: [quantity.name], groups: [] };
        case 'covariance':
            return { effects: [], groups: [quantity.group] };
        case 'negate':
            return partsOfQuantity(quantity.operand);
        case 'call':
            return partsOfQuantity(quantity.argument);
        case 'number':
        case 'phi':
            return { effects: [], groups: [] };
        default: {
            const [left, right] = [partsOfQuantity(quantity.left), partsOfQuantity(quantity.right)];
            return { effects: [...left.effects, ...right.effects], groups: [...left.groups, ...right.groups] };
        }
    }
}
