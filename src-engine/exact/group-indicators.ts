/**
 * What is drawn for a group and has a known mean: which of its values a predictor of the group takes (an arm), and its size. These serve as control variates, so that it does
 * not matter how often a value or a size happened to be drawn.
 */
import type { PredictorSource } from '../predictors/predictor-source.js';
import type { SizePoint } from '../structure/group-size-law.js';
import { mostIndicators } from './limits.js';

export class GroupIndicators {
    /** The number of controls. */
    readonly count: number;
    private readonly indicators: { slot: number; value: number; probability: number }[];
    private readonly meanSize: number;
    private readonly meanInverse: number;

    /** @param sources of the predictors of a group */
    constructor(sources: readonly PredictorSource[], sizes: readonly SizePoint[]) {
        const listed = sources.flatMap(source => {
            const atoms = source.kind === 'points' ? source.points : source.kind === 'few' ? source.atoms : [];
            // The last one follows from the others.
            return atoms.slice(0, -1).map(({ value, probability }) => ({ slot: source.slots[0], value, probability }));
        });
        this.indicators = listed.length <= mostIndicators ? listed : [];
        this.meanSize = sizes.reduce((sum, { n, probability }) => sum + n * probability, 0);
        this.meanInverse = sizes.reduce((sum, { n, probability }) => sum + probability / n, 0);
        this.count = this.indicators.length + (sizes.length > 1 ? 2 : 0);
    }

    /** @param values of the group's predictors, by slot. @param n its size. @param weight of the group */
    write(values: Float64Array, n: number, weight: number, into: Float64Array, from: number): void {
        let at = from;
        for (const { slot, value, probability } of this.indicators) {
            into[at++] = weight * ((values[slot] === value ? 1 : 0) - probability);
        }
        if (at < from + this.count) {
            into[at++] = weight * (n / this.meanSize - 1);
            into[at++] = weight * (1 / (n * this.meanInverse) - 1);
        }
    }
}
