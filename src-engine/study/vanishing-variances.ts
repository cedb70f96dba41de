/** Which variances tend to 0 as a size of the design grows, and how sizes are combined for them. */
import { blockMembership, enclosing } from '../predictors/blocks.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { parameterIndex } from '../structure/structure-result.js';
import type { WeightedSizes } from './study-sizes.js';

/** The share of a covariance at some sizes, by the positions of its two parameters. */
export type SharesOfEntries = (size: WeightedSizes, i: number, j: number) => number;

export function sharesOfEntries(spec: ModelSpec): SharesOfEntries {
    let remaining: string[][] | undefined;
    return ({ share, ratios }, i, j) => {
        const changed = Object.entries(ratios).filter(([, ratio]) => ratio !== 1);
        if (changed.length === 0) {
            return share;
        }
        const groups = (remaining ??= groupsThatRemain(spec));
        const vanishes = (parameter: number, size: string): boolean =>
            groups[parameter].every(group => size !== 'n' && enclosing(spec, group).includes(size));
        // A covariance tends to 0 where one of its variances does.
        return changed.reduce((product, [size, ratio]) => (vanishes(i, size) || vanishes(j, size) ? product * ratio : product), share);
    };
}

/** The groups between which each parameter's estimate varies, however many observations there are: its variance tends to 0 only if all these grow. */
function groupsThatRemain(spec: ModelSpec): string[][] {
    const { components, phi } = parameterIndex(spec);
    return [
        ...blockMembership(spec).map(({ partners }) => partners.map(({ group }) => group)),
        ...components.flatMap(({ parameters }, r) => parameters.map(() => [spec.random[r].group])),
        ...(phi === null ? [] : [[]])
    ];
}
