/** A model's design with its computed variances, which all answers of one model share. */
import { withSigmaTimes } from '../structure/covariance/structures.js';
import { Headline, type HeadlineChoice, type MissingIn, type VarianceIn } from '../analysis/headline.js';
import { isLinear } from '../family/families.js';
import type { Accuracy, ModelSpec } from '../spec/model-spec.js';
import { solvedQuantity, type SolvedQuantity } from './solved-quantity.js';
import type { NotIdentified } from '../analysis/unidentified.js';
import { DegreesOfFreedom } from './degrees-of-freedom.js';
import type { DesignVariances } from './design-variances.js';
import type { VarianceStore } from './variance-store.js';
import { isFailure } from '../result/failure.js';
import type { Goal } from './goal.js';
import { leastEstimable } from './least-estimable.js';
import { scalingGroup, sizesOfDesign, withSize, withSizes, type Sizes } from '../structure/sizes.js';
import { sumBudgets } from '../analysis/approximations.js';
import { isEnumerable } from '../exact/exact-information.js';
import { evaluationsOfSearch } from './limits.js';

const finestFirst: readonly Accuracy[] = ['exact', 'refined', 'twoTerm', 'leading'];

/** The variance that a goal is about; of several contrasts a number in proportion to their variances. */
function scaledVariance(goal: Goal, variances: DesignVariances, accuracy: Accuracy, sizes: Sizes): number | null {
    const variance = goal.variance(variances, accuracy, sizes);
    const margin = variance === null ? goal.margin(variances, accuracy, sizes) : null;
    return margin === null || isFailure(margin) || margin === 0 ? variance : margin ** -2;
}

export class Design {
    readonly sizes: Sizes;
    private own: DesignVariances | undefined;
    private ownDegrees: DegreesOfFreedom | undefined;
    private ownHeadline: Headline | undefined;
    private ownLeast: number | NotIdentified | undefined;
    private readonly byEffect = new Map<string, DesignVariances>();

    /** @param quantity what is solved for */
    constructor(
        readonly spec: ModelSpec,
        private readonly store: VarianceStore,
        readonly quantity: SolvedQuantity = solvedQuantity(spec)
    ) {
        this.sizes = sizesOfDesign(spec);
    }

    /** At the values of the file. */
    get variances(): DesignVariances {
        return (this.own ??= this.store.of(this.spec));
    }

    get degrees(): DegreesOfFreedom {
        return (this.ownDegrees ??= new DegreesOfFreedom(this.spec, this.pictured.variances));
    }

    /** The smallest study that a search may answer, or what stays open in any; null where an effect is searched for. */
    get least(): number | NotIdentified | null {
        return this.quantity.kind === 'effect' ? null : (this.ownLeast ??= leastEstimable(this.spec, this.quantity.name));
    }

    /** The design with another value of the effect that is asked for. */
    variancesAt(value: number): DesignVariances {
        return this.variancesOf(this.quantity.name, value);
    }

    /** The design with another value of an effect. */
    variancesOf(name: string, value: number): DesignVariances {
        const key = `${name} ${value}`;
        const known = this.byEffect.get(key);
        if (known) {
            return known;
        }
        const fixed = this.spec.fixed.map(effect => (effect.name === name ? { ...effect, value } : effect));
        const made = this.store.of({ ...this.spec, fixed });
        this.byEffect.set(key, made);
        return made;
    }

    /** The same with all of Σ multiplied by a number. */
    withVariancesTimes(factor: number): Design {
        const random = this.spec.random.map(block => withSigmaTimes(block, factor));
        return new Design({ ...this.spec, random }, this.store.aside);
    }

    /** Another model, with the computed variances of this one. */
    with(spec: ModelSpec): Design {
        return new Design(spec, this.store);
    }

    /** The same with variances for pictures and first guesses, which need fewer studies; itself where no studies are needed. */
    get pictured(): Design {
        const store = this.store.pictured(this.spec);
        return store === this.store ? this : new Design(this.spec, store, this.quantity);
    }

    /** The same with rougher variances still, for searches over many sizes. */
    get searched(): Design {
        const store = this.store.searched(this.spec);
        return store === this.store ? this : new Design(this.spec, store, this.quantity);
    }

    /** The same, solved for another quantity. */
    asking(quantity: SolvedQuantity): Design {
        return new Design(this.spec, this.store, quantity);
    }

    /** Which accuracy is in use at the design. */
    private get headline(): Headline {
        return (this.ownHeadline ??= new Headline({ ...this.spec, fixed: this.variances.spec.fixed }, this.variances.responses));
    }

    /** The accuracies in which an answer about a goal may be given, the wanted one first. */
    orderFor(goal: Goal): readonly Accuracy[] {
        return this.headline.order(goal.positions(this.variances), goal.countsOutcomes(this.variances));
    }

    /** The same for a quantity of these parameters. */
    orderOf(positions: readonly number[]): readonly Accuracy[] {
        return this.headline.order(positions);
    }

    /**
     * The accuracy in which a goal is answered; null where none has a variance.
     *
     * @param failureIn why an accuracy has no answer; null or another value where it has one
     * @param sizes where the approximations are compared; null where nobody asks how far the exact variance may be
     */
    choiceFor(goal: Goal, failureIn: (accuracy: Accuracy) => unknown, sizes: Sizes | null = null): HeadlineChoice | null {
        const { variances } = this;
        return this.choiceOf(goal.positions(variances), failureIn, {
            isEnumerated: goal.countsOutcomes(variances),
            ...(sizes && { varianceIn: accuracy => scaledVariance(goal, variances, accuracy, sizes) })
        });
    }

    /** The same for a quantity of these parameters. */
    choiceOf(
        positions: readonly number[],
        failureIn: (accuracy: Accuracy) => unknown,
        about: { isEnumerated?: boolean; varianceIn?: VarianceIn } = {}
    ): HeadlineChoice | null {
        const missing: MissingIn = accuracy => {
            const failure = failureIn(accuracy);
            return isFailure(failure) && failure.code === 'no-variance' ? failure.reason : null;
        };
        return this.headline.choose(positions, missing, about);
    }

    /** The accuracies of an answer in the order in which they are computed, exact ones only where the answer in use may depend on them. */
    accuraciesOf(goal: Goal): readonly Accuracy[] {
        const isNeeded = this.store.options.exact !== 'headline' || this.orderFor(goal)[0] === 'exact';
        return isNeeded ? finestFirst : [...finestFirst.slice(1), 'exact'];
    }

    /** Whether an accuracy is left out, because the answer in use does not depend on it. */
    isLeftOut(accuracy: Accuracy, goal: Goal, failureIn: (accuracy: Accuracy) => unknown): boolean {
        if (accuracy !== 'exact' || this.store.options.exact !== 'headline' || this.orderFor(goal)[0] === 'exact') {
            return false;
        }
        const failure = failureIn('refined');
        return !(isFailure(failure) && failure.code === 'no-variance');
    }

    /** The design with a value for the number that is asked for. Which accuracy is in use depends on n and on the effects, but not on how many groups there are. */
    solvedAt(value: number): Design {
        const { spec, quantity, sizes } = this;
        if (quantity.kind === 'effect') {
            const fixed = spec.fixed.map(effect => (effect.name === quantity.name ? { ...effect, value } : effect));
            return new Design({ ...spec, fixed }, this.store, quantity);
        }
        const made = new Design(withSizes(spec, withSize(sizes, quantity.name, value)), this.store, quantity);
        // They hold for the model at any sizes.
        made.own = this.own;
        if (quantity.kind === 'count' && quantity.name === scalingGroup(spec)) {
            made.ownHeadline = this.ownHeadline;
        }
        return made;
    }

    /**
     * Whether an answer is searched for in an accuracy. An n, or an effect, needs another exact variance at every step: only short sums are fast enough, and they
     * run only where the answer in use depends on them.
     *
     * @param near an answer in another accuracy, where one is known
     */
    canSearch(accuracy: Accuracy, goal: Goal, near: number | null): boolean {
        const { family, random } = this.spec;
        if (accuracy !== 'exact' || isLinear(family) || random.length === 0) {
            return true;
        }
        if (this.quantity.kind === 'count' && (random.length === 1 || this.quantity.name === scalingGroup(this.spec))) {
            return true;
        }
        // With several factors every other size needs another simulation.
        if (random.length > 1) {
            return false;
        }
        const { exact } = this.store.options;
        if (near === null || exact === 'none') {
            return false;
        }
        const there = this.solvedAt(near);
        const solved = { ...there.spec, fixed: there.variances.spec.fixed };
        return there.orderFor(goal)[0] === 'exact' && isEnumerable(solved, sumBudgets[exact] / evaluationsOfSearch);
    }
}
