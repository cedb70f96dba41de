/** What a unit of a factor holds, and what is constant in it. */
import { enclosing } from '../../predictors/blocks.js';
import type { ModelSpec } from '../../spec/model-spec.js';
import { factorTree } from '../../structure/factor-tree.js';

/** Whether a predictor is constant in the units of some factor. */
export function constancy(spec: ModelSpec): (name: string) => boolean {
    const constant = new Set(spec.random.flatMap(({ group }) => enclosing(spec, group)));
    return name =>
        spec.predictors.some(
            predictor =>
                predictor.kind !== 'derived' &&
                (predictor.kind === 'random' ? predictor.names.includes(name) : predictor.name === name) &&
                predictor.per !== null &&
                constant.has(predictor.per)
        );
}

export const isComplete = (cells: readonly (number | null)[]): cells is readonly number[] => !cells.includes(null);

/** By factor, the cells of the design (or innermost units) in a unit; null where a count is missing. */
export function cellsInUnits(spec: ModelSpec): (number | null)[] {
    const countOf = (group: string): number | null => spec.design.counts.find(count => count.group === group)?.count ?? null;
    const tree = factorTree(spec);
    return tree.map(({ chain }) => {
        const around = new Set(chain);
        // A unit holds the cells of all factors that it does not lie in.
        return tree
            .filter(({ index }) => !around.has(index))
            .reduce<number | null>((product, { random: { group } }) => {
                const count = countOf(group);
                return product === null || count === null ? null : product * count;
            }, 1);
    });
}
