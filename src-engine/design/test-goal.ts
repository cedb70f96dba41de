/** A Wald test of one linear contrast, or of several jointly, and its target power. */
import { isLinear } from '../family/families.js';
import { isFailure, type Failure } from '../result/failure.js';
import type { EnumeratedPower } from '../exact/outcomes/enumerated-power.js';
import { budgetOfOutcomes, budgetOfSearchedOutcomes, budgetOfSteadySize } from '../exact/limits.js';
import { normalCdf, normalQuantile } from '../numeric/special/normal-distribution.js';
import type { Accuracy, ModelSpec, Reference, TestSpec } from '../spec/model-spec.js';
import type { Sizes } from '../structure/sizes.js';
import { distanceOf, effectsOf, gradientOf, nullValueOf } from './contrasts.js';
import type { DegreesOfFreedom } from './degrees-of-freedom.js';
import type { DesignVariances } from './design-variances.js';
import { quadraticVariance, type ReferredGoal } from './goal.js';
import { distanceOfRounding, leastPower, usualPower } from './limits.js';
import { noncentrality } from './noncentrality.js';
import { powerOverSamples, type PowerOverSamples } from './power-over-samples.js';
import { statisticLaw, usableLaw, type ReferredTest } from './statistic-law.js';
import { summedPower } from './summed-power.js';
import { directionOf, neededNoncentrality, powerAt } from './test-power.js';

const clampedQuantile = (power: number): number => normalQuantile(Math.min(1 - leastPower, Math.max(leastPower, power)));

export class TestGoal implements ReferredGoal {
    readonly target: number | null;
    readonly effects: readonly string[];
    private readonly referred: ReferredTest;

    constructor(
        private readonly test: TestSpec,
        degrees: DegreesOfFreedom,
        reference: Reference = test.reference
    ) {
        this.target = test.power;
        this.referred = { test, reference, degrees };
        this.effects = effectsOf(test);
    }

    positions({ spec }: DesignVariances): number[] {
        return this.effects.map(effect => spec.fixed.findIndex(({ name }) => name === effect));
    }

    /** Infinite with `reference z`; null where a size is missing, or a variance that they need. */
    df(variances: DesignVariances, sizes: Sizes): number | null {
        const law = statisticLaw(this.referred, variances, sizes);
        return isFailure(law) ? null : law.df;
    }

    countsOutcomes({ spec }: DesignVariances): boolean {
        return spec.random.length === 0 && !isLinear(spec.family);
    }

    told(variances: DesignVariances, accuracy: Accuracy, sizes: Sizes): number | Failure {
        if (accuracy === 'exact' && this.countsOutcomes(variances)) {
            const found = this.enumerated(variances, sizes);
            return isFailure(found) ? found : found.wald;
        }
        const law = usableLaw(this.referred, variances, sizes);
        if (isFailure(law)) {
            return law;
        }
        const averaged = accuracy === 'exact' ? this.averaged(variances, sizes, law.df) : null;
        if (averaged !== null) {
            return isFailure(averaged) ? averaged : averaged.power;
        }
        const at = noncentrality(this.test, law, variances, accuracy, sizes);
        return isFailure(at) ? at : powerAt(this.test, at, law.df);
    }

    /** The Monte-Carlo standard error of the exact power; null where nothing was drawn. */
    errorOfPower(variances: DesignVariances, sizes: Sizes): number | null {
        const law = usableLaw(this.referred, variances, sizes);
        const averaged = isFailure(law) ? law : this.averaged(variances, sizes, law.df);
        return averaged === null || isFailure(averaged) || !averaged.simulated ? null : averaged.error;
    }

    margin(variances: DesignVariances, accuracy: Accuracy, sizes: Sizes): number | Failure {
        if (accuracy === 'exact' && this.countsOutcomes(variances)) {
            return this.marginOfSum(variances, sizes, 1);
        }
        const law = usableLaw(this.referred, variances, sizes);
        if (isFailure(law)) {
            return law;
        }
        const averaged = accuracy === 'exact' ? this.averaged(variances, sizes, law.df) : null;
        if (averaged !== null) {
            return isFailure(averaged) ? averaged : averaged.equivalent / neededNoncentrality(this.test, law.df);
        }
        const at = noncentrality(this.test, law, variances, accuracy, sizes);
        return isFailure(at) ? at : (directionOf(this.test) * at) / neededNoncentrality(this.test, law.df);
    }

    /** The margin of a power that is a sum over outcomes. @param evaluations about how many like it a search takes */
    marginOfSum(variances: DesignVariances, sizes: Sizes, evaluations: number): number | Failure {
        const found = this.enumerated(variances, sizes, Math.min(budgetOfSearchedOutcomes, budgetOfSteadySize / evaluations));
        // On this scale the margin is positive, and its logarithm nearly linear in the distance over the standard error.
        return isFailure(found) ? found : Math.exp(clampedQuantile(found.wald) - clampedQuantile(this.target ?? usualPower));
    }

    /** The power for a margin of a sum over outcomes. */
    toldAtMarginOfSum(margin: number): number {
        return normalCdf(Math.log(margin) + clampedQuantile(this.target ?? usualPower));
    }

    /**
     * The power of the Wald test and of the likelihood-ratio test as sums over all outcomes.
     *
     * @param values the model's own, or those under the hypothesis
     */
    enumerated(
        variances: DesignVariances,
        sizes: Sizes,
        budget = budgetOfOutcomes,
        values: 'own' | 'null' = 'own'
    ): EnumeratedPower | Failure {
        const law = usableLaw(this.referred, variances, sizes);
        return isFailure(law) ? law : summedPower(this.test, variances, sizes, { df: law.df, budget, values });
    }

    variance(variances: DesignVariances, accuracy: Accuracy, sizes: Sizes): number | null {
        const [contrast, ...others] = this.test.contrasts;
        if (others.length > 0) {
            return null;
        }
        const gradient = gradientOf(contrast, variances.spec);
        const variance = quadraticVariance(variances.covarianceOfFixed(accuracy, sizes), gradient, accuracy);
        return isFailure(variance) ? null : variance;
    }

    toldAtMargin(margin: number, variances: DesignVariances, sizes: Sizes): number {
        const df = this.df(variances, sizes) ?? Infinity;
        return powerAt(this.test, directionOf(this.test) * margin * neededNoncentrality(this.test, df), df);
    }

    /** Why no amount of data reaches the power; null if some amount may. */
    hopeless({ spec }: DesignVariances): Failure | null {
        const { test, target } = this;
        if (target !== null && target <= test.alpha) {
            return { code: 'power-below-level' };
        }
        const distances = test.contrasts.map(contrast => distanceOf(contrast, spec));
        if (distances.every(({ delta, scale }) => Math.abs(delta) <= distanceOfRounding * scale)) {
            return { code: 'at-null' };
        }
        return test.alternative !== 'two-sided' && directionOf(test) * distances[0].delta < 0 ? { code: 'wrong-sign' } : null;
    }

    get alpha(): number {
        return this.test.alpha;
    }

    get isTwoSided(): boolean {
        return this.test.alternative === 'two-sided';
    }

    get isLess(): boolean {
        return this.test.alternative === 'less';
    }

    /** The value of an effect at which one hypothesis holds; see `nullValueOf`. */
    nullValueOf(spec: ModelSpec, name: string): { value: number; slope: number } | null {
        return nullValueOf(this.test, spec, name);
    }

    private averaged(variances: DesignVariances, sizes: Sizes, df: number): PowerOverSamples | Failure | null {
        return powerOverSamples(this.test, variances, sizes, { df, reference: this.referred.reference });
    }
}
