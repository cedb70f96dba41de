/** What a design costs. */
import { factorTree } from '../structure/factor-tree.js';
import { meanSize } from '../structure/group-size-law.js';
import type { CostSpec, ModelSpec } from '../spec/model-spec.js';
import { unitsOfFactor, type Sizes } from '../structure/sizes.js';

/** Σ price × units over the priced groups, and the price of an observation × their number (with a law of n: the expected one); null where a size is missing. */
export function costOf(spec: ModelSpec, { prices }: CostSpec, sizes: Sizes): number | null {
    const factors = factorTree(spec);
    let total = 0;
    for (const { unit, price } of prices) {
        if (unit === null) {
            const cells = Object.values(sizes.counts).reduce<number | null>((all, c) => (all === null || c === null ? null : all * c), 1);
            const { n } = sizes;
            if (cells === null || n === null || n.kind === 'unknown') {
                return null;
            }
            total += price * cells * meanSize(n);
        } else {
            const factor = factors.find(({ random }) => random.group === unit);
            const units = factor ? unitsOfFactor(spec, factor, sizes) : 0;
            if (units === null) {
                return null;
            }
            total += price * units;
        }
    }
    return total;
}
