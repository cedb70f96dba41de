/** A variance between units that have one observation each, so that it cannot be told apart from the variance within. */
import { hasDispersion } from '../family/families.js';
import type { Finding } from '../result/analysis.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { factorTree } from '../structure/factor-tree.js';

/**
 * Counts, and several trials, vary more than a fixed effect allows, which shows the variance. One answer of yes or no does not, and the dispersion of a continuous
 * response takes its place. Units of crossed factors have an observation in each cell.
 */
export function singleObservation(spec: ModelSpec): Finding[] {
    const { design, family, random } = spec;
    const tree = factorTree(spec);
    const isCrossed = tree.filter(({ depth }) => depth === 0).length > 1;
    const [innermost] = [...tree].sort((a, b) => b.depth - a.depth);
    if (random.length === 0 || isCrossed || design.n?.kind !== 'fixed' || design.n.n !== 1 || innermost.random.effects.length === 0) {
        return [];
    }
    const { group } = innermost.random;
    if (hasDispersion(family)) {
        return [{ code: 'single-observation', group, shared: 'dispersion' }];
    }
    return family.name === 'bernoulli' ? [{ code: 'single-observation', group, shared: 'everything' }] : [];
}
