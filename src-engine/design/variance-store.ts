/** The computed covariances of models, and rougher ones for pictures and searches. */
import { isLinear } from '../family/families.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { DesignVariances } from './design-variances.js';
import type { VarianceOptions } from './variances-at-sizes.js';

/** Models with the same true values share computed covariances, whatever their sizes. */
export class VarianceStore {
    private readonly known = new Map<string, DesignVariances>();
    private forPictures: VarianceStore | undefined;
    private forSearches: VarianceStore | undefined;
    private besides: VarianceStore | undefined;

    constructor(readonly options: VarianceOptions) {}

    /** Variances for pictures and first guesses; the same store where no mean over studies is needed. */
    pictured({ random, family }: ModelSpec): VarianceStore {
        if (random.length < 2 || isLinear(family)) {
            return this;
        }
        return (this.forPictures ??= this.options.effort === undefined ? new VarianceStore({ ...this.options, effort: 'picture' }) : this);
    }

    /** Rougher ones still, for searches over many sizes whose results follow from others. */
    searched(spec: ModelSpec): VarianceStore {
        if (this.pictured(spec) === this) {
            return this;
        }
        return (this.forSearches ??= new VarianceStore({ ...this.options, effort: 'search' }));
    }

    /** Variances of other models that only a sensitivity needs, so that no more than these must be precise. */
    get aside(): VarianceStore {
        return (this.besides ??= this.options.isAside ? this : new VarianceStore({ ...this.options, isAside: true }));
    }

    of(spec: ModelSpec): DesignVariances {
        const { family, predictors, fixed, offset, random } = spec;
        const key = JSON.stringify([family, predictors, fixed, offset, random]);
        const known = this.known.get(key);
        if (known) {
            return known;
        }
        const made = new DesignVariances(spec, this.options);
        this.known.set(key, made);
        return made;
    }
}
