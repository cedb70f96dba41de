/** An interval of a given width: ± half-width, or × factor for what is positive. */
import { isFailure, noVariance, type Failure } from '../result/failure.js';
import { attempt } from '../result/not-available.js';
import { isReason } from '../result/reason.js';
import { isLinear } from '../family/families.js';
import { differentiate, isLinearQuantity } from '../analysis/delta-method.js';
import type { Accuracy, PrecisionSpec } from '../spec/model-spec.js';
import { parameterLookup } from '../analysis/parameter-lookup.js';
import { tQuantile } from '../inference/student-t.js';
import type { DesignVariances } from './design-variances.js';
import type { DegreesOfFreedom } from './degrees-of-freedom.js';
import { quadraticVariance, type ReferredGoal } from './goal.js';
import type { Sizes } from '../structure/sizes.js';

/** Half-width z_{(1+level)/2}·se; factor exp(z·se/value), the interval of log|value| by the delta method. With degrees of freedom t_{(1+level)/2} stands in place of z. */
export class PrecisionGoal implements ReferredGoal {
    readonly target: number;

    /** @param degrees of the t distribution that the interval refers to; null for the normal one */
    constructor(
        private readonly precision: PrecisionSpec,
        private readonly degrees: DegreesOfFreedom | null = null
    ) {
        const { goal } = precision;
        this.target = 'halfwidth' in goal ? goal.halfwidth : goal.factor;
    }

    /** The fixed effects that the quantity consists of; null where other parameters belong to it. */
    effects(variances: DesignVariances): string[] | null {
        const { fixed } = variances.spec;
        const positions = this.positions(variances);
        return positions.length === 0 || positions.some(position => position >= fixed.length)
            ? null
            : positions.map(position => fixed[position].name);
    }

    df(variances: DesignVariances, sizes: Sizes): number | null {
        const effects = this.degrees && this.effects(variances);
        return this.degrees && effects ? this.degrees.of(effects, sizes) : Infinity;
    }

    positions(variances: DesignVariances): number[] {
        const found = attempt(() => differentiate(this.precision.target, parameterLookup(variances.spec)));
        return isReason(found) ? [] : [...found.gradient].filter(([, slope]) => slope !== 0).map(([position]) => position);
    }

    told(variances: DesignVariances, accuracy: Accuracy, sizes: Sizes): number | Failure {
        const reach = this.reach(variances, accuracy, sizes);
        const told = isFailure(reach) ? reach : this.fromReach(reach);
        return told === Infinity ? noVariance({ code: 'not-finite', detail: `the interval of ${this.precision.text}` }) : told;
    }

    margin(variances: DesignVariances, accuracy: Accuracy, sizes: Sizes): number | Failure {
        const reach = this.reach(variances, accuracy, sizes);
        return isFailure(reach) ? reach : this.allowed() / reach;
    }

    variance(variances: DesignVariances, accuracy: Accuracy, sizes: Sizes): number | null {
        const standardError = this.standardError(variances, accuracy, sizes);
        return isFailure(standardError) ? null : standardError ** 2;
    }

    countsOutcomes(): boolean {
        return false;
    }

    toldAtMargin(margin: number): number {
        return this.fromReach(this.allowed() / margin);
    }

    /** Without random effects exact variances hold at any number of observations, which the delta method does not. */
    private isByDeltaMethod({ spec: { random, family } }: DesignVariances): boolean {
        return random.length === 0 && isLinear(family) && (this.isFactor() || !isLinearQuantity(this.precision.target));
    }

    private isFactor(): boolean {
        return 'factor' in this.precision.goal;
    }

    private allowed(): number {
        return this.isFactor() ? Math.log(this.target) : this.target;
    }

    private fromReach(reach: number): number {
        return this.isFactor() ? Math.exp(reach) : reach;
    }

    /** z·se, or t·se. */
    private reach(variances: DesignVariances, accuracy: Accuracy, sizes: Sizes): number | Failure {
        const df = this.df(variances, sizes);
        if (df === null) {
            return noVariance({ code: 'unknown-value', what: 'n' });
        }
        if (df < 1) {
            return { code: 'degrees-of-freedom', df, reference: 't' };
        }
        const standardError = this.standardError(variances, accuracy, sizes);
        return isFailure(standardError) ? standardError : -tQuantile((1 - this.precision.level) / 2, df) * standardError;
    }

    /** Of the quantity, of its logarithm for a factor. */
    private standardError(variances: DesignVariances, accuracy: Accuracy, sizes: Sizes): number | Failure {
        const found = attempt(() => differentiate(this.precision.target, parameterLookup(variances.spec)));
        if (isReason(found)) {
            return noVariance(found);
        }
        const { value, gradient } = found;
        if (![value, ...gradient.values()].every(Number.isFinite)) {
            return noVariance({ code: 'not-finite', detail: this.precision.text });
        }
        if (accuracy === 'exact' && this.isByDeltaMethod(variances)) {
            return noVariance({ code: 'no-formula', accuracy, structure: 'delta-method' });
        }
        const isOfFixed = [...gradient].every(([position, slope]) => slope === 0 || position < variances.spec.fixed.length);
        const joint = isOfFixed ? variances.covarianceOfFixed(accuracy, sizes) : variances.covariance(accuracy, sizes);
        const variance = quadraticVariance(joint, gradient, accuracy);
        if (isFailure(variance)) {
            return variance;
        }
        if (this.isFactor() && value === 0) {
            return noVariance({ code: 'factor-of-zero', of: this.precision.text });
        }
        return Math.sqrt(variance) / (this.isFactor() ? Math.abs(value) : 1);
    }
}
