/** A Wald test of one linear contrast, or of several jointly, and its target power. */
import { isLinear } from '../family/families.js';
import { attempt } from '../result/not-available.js';
import { isReason, type Reason } from '../result/reason.js';
import { isFailure, noVariance, type Failure } from '../result/failure.js';
import {
    criticalValue,
    jointCriticalValue,
    jointWaldPower,
    requiredJointNoncentrality,
    requiredNoncentrality,
    waldPower
} from '../inference/wald-power.js';
import { enumeratedPower, type EnumeratedPower } from '../exact/outcomes/enumerated-power.js';
import type { OutcomeTest } from '../exact/outcomes/outcome-tests.js';
import { budgetOfOutcomes, budgetOfSearchedOutcomes, budgetOfSteadySize } from '../exact/limits.js';
import { normalCdf, normalQuantile } from '../numeric/special/normal-distribution.js';
import { cholesky, solveLower } from '../numeric/cholesky.js';
import type { Accuracy, ModelSpec, Reference, TestSpec } from '../spec/model-spec.js';
import type { DegreesOfFreedom } from './degrees-of-freedom.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import type { JointCovariance } from '../structure/structure-result.js';
import type { DesignVariances } from './design-variances.js';
import { estimatedVariances } from './estimated-variances.js';
import { quadraticVariance, type Goal } from './goal.js';
import { averagedPower, type AveragedPower } from '../inference/averaged-power.js';
import type { NoncentralityLaw } from '../gaussian/sampling/noncentrality-law.js';
import { sizeOf, type Sizes } from '../structure/sizes.js';
import { distanceOfRounding, leastMiss, leastPower, usualPower, mostKnownNeeds } from './limits.js';

/** The distance over its standard error has left the range of doubles. */
const tooFar = noVariance({ code: 'not-finite', detail: 'the distance from the hypothesis' });

/** Kept values: each needs a root of a non-central law, and the same few are needed repeatedly. */
const knownNeeds = new Map<string, number>();

const clampedQuantile = (power: number): number => normalQuantile(Math.min(1 - leastPower, Math.max(leastPower, power)));

/** The law of a statistic. */
interface StatisticLaw {
    /** Infinity for the normal law, or χ². */
    df: number;
    /** The factor of F. */
    scale: number;
    /** What the estimation of variances adds to the covariance of the fixed effects; null where it is left out. */
    inflation: Matrix | null;
}

const plain = (df: number): StatisticLaw => ({ df, scale: 1, inflation: null });

export class TestGoal implements Goal {
    readonly target: number | null;
    readonly effects: readonly string[];
    private readonly reference: Reference;

    constructor(
        private readonly test: TestSpec,
        private readonly degrees: DegreesOfFreedom,
        reference?: Reference
    ) {
        this.target = test.power;
        this.reference = reference ?? test.reference;
        this.effects = [...new Set(test.contrasts.flatMap(({ coefficients }) => coefficients.map(({ effect }) => effect)))];
    }

    positions({ spec }: DesignVariances): number[] {
        return this.effects.map(effect => spec.fixed.findIndex(({ name }) => name === effect));
    }

    /** Infinite with `reference z`; null where a size is missing, or a variance that they need. */
    df(variances: DesignVariances, sizes: Sizes): number | null {
        const law = this.law(variances, sizes);
        return isFailure(law) ? null : law.df;
    }

    countsOutcomes({ spec }: DesignVariances): boolean {
        return spec.random.length === 0 && !isLinear(spec.family);
    }

    told(variances: DesignVariances, accuracy: Accuracy, sizes: Sizes): number | Failure {
        const { test } = this;
        if (accuracy === 'exact' && this.countsOutcomes(variances)) {
            const found = this.enumerated(variances, sizes);
            return isFailure(found) ? found : found.wald;
        }
        const law = this.usableLaw(variances, sizes);
        if (isFailure(law)) {
            return law;
        }
        const { df } = law;
        const averaged = accuracy === 'exact' ? this.averaged(variances, sizes, df) : null;
        if (averaged !== null) {
            return isFailure(averaged) ? averaged : averaged.power;
        }
        const at = this.noncentrality(variances, accuracy, sizes, law);
        if (isFailure(at)) {
            return at;
        }
        if (test.contrasts.length > 1) {
            return jointWaldPower(at ** 2, test.contrasts.length, test.alpha, df);
        }
        return waldPower(at, { alternative: test.alternative, alpha: test.alpha, df });
    }

    /** The Monte-Carlo standard error of the exact power; null where nothing was drawn. */
    errorOfPower(variances: DesignVariances, sizes: Sizes): number | null {
        const law = this.usableLaw(variances, sizes);
        const averaged = isFailure(law) ? law : this.averaged(variances, sizes, law.df);
        return averaged === null || isFailure(averaged) || !averaged.simulated ? null : averaged.error;
    }

    /** @param evaluations about how many like it a search takes */
    margin(variances: DesignVariances, accuracy: Accuracy, sizes: Sizes, evaluations = 1): number | Failure {
        if (accuracy === 'exact' && this.countsOutcomes(variances)) {
            const found = this.enumerated(variances, sizes, Math.min(budgetOfSearchedOutcomes, budgetOfSteadySize / evaluations));
            // On this scale the margin is positive, and its logarithm nearly linear in the distance over the standard error.
            return isFailure(found) ? found : Math.exp(clampedQuantile(found.wald) - clampedQuantile(this.target ?? usualPower));
        }
        const law = this.usableLaw(variances, sizes);
        if (isFailure(law)) {
            return law;
        }
        const averaged = accuracy === 'exact' ? this.averaged(variances, sizes, law.df) : null;
        if (averaged !== null) {
            return isFailure(averaged) ? averaged : averaged.equivalent / this.needed(law.df);
        }
        const at = this.noncentrality(variances, accuracy, sizes, law);
        return isFailure(at) ? at : (this.sign() * at) / this.needed(law.df);
    }

    /**
     * The power of the Wald test and of the likelihood-ratio test as sums over all outcomes. The likelihood-ratio test has a normal or χ² reference.
     *
     * @param values the model's own, or those under the hypothesis
     */
    enumerated(
        variances: DesignVariances,
        sizes: Sizes,
        budget = budgetOfOutcomes,
        values: 'own' | 'null' = 'own'
    ): EnumeratedPower | Failure {
        const { test } = this;
        const law = this.usableLaw(variances, sizes);
        if (isFailure(law)) {
            return law;
        }
        const { n } = sizes;
        if (n?.kind !== 'fixed') {
            return noVariance(
                n === null || n.kind === 'unknown' ? { code: 'unknown-value', what: 'n' } : { code: 'not-enumerated', because: 'sizes' }
            );
        }
        const open = variances.spec.fixed.find(({ value }) => value === null);
        if (open) {
            return noVariance({ code: 'unknown-value', what: open.name });
        }
        const spec = values === 'own' ? variances.spec : this.underHypothesis(variances.spec);
        if (spec === null) {
            return noVariance({ code: 'not-computed' });
        }
        const { contrasts, alternative, alpha } = test;
        const bound = (at: number): number =>
            contrasts.length > 1 ? jointCriticalValue(contrasts.length, alpha, at) : criticalValue({ alternative, alpha, df: at });
        const outcomeTest: OutcomeTest = {
            contrasts: contrasts.map((_, k) => this.row(variances, k)),
            values: contrasts.map(({ value }) => value),
            alternative,
            waldBound: bound(law.df),
            likelihoodRatioBound: bound(Infinity)
        };
        const { shouldStop } = variances.options;
        const found = variances.enumeration(JSON.stringify([outcomeTest, n.n, values]), budget, () =>
            attempt(() => enumeratedPower(spec, n.n, outcomeTest, { shouldStop, budget }))
        );
        return isReason(found) ? noVariance(found) : found;
    }

    /** The model with the tested effect at its value under the hypothesis; null where the hypothesis is about several effects. */
    private underHypothesis(spec: ModelSpec): ModelSpec | null {
        const [name, ...others] = this.effects;
        const held = others.length === 0 ? this.nullValueOf(spec, name) : null;
        return held && { ...spec, fixed: spec.fixed.map(effect => (effect.name === name ? { ...effect, value: held.value } : effect)) };
    }

    private row(variances: DesignVariances, contrast: number): number[] {
        const gradient = this.gradient(variances, contrast);
        return variances.spec.fixed.map((_, i) => gradient.get(i) ?? 0);
    }

    variance(variances: DesignVariances, accuracy: Accuracy, sizes: Sizes): number | null {
        if (this.test.contrasts.length > 1) {
            return null;
        }
        const variance = quadraticVariance(variances.covarianceOfFixed(accuracy, sizes), this.gradient(variances, 0), accuracy);
        return isFailure(variance) ? null : variance;
    }

    toldAtMargin(margin: number, variances: DesignVariances, sizes: Sizes): number {
        const { alternative, alpha, contrasts } = this.test;
        const df = this.df(variances, sizes) ?? Infinity;
        const at = margin * this.needed(df);
        if (contrasts.length > 1) {
            return jointWaldPower(at ** 2, contrasts.length, alpha, df);
        }
        return waldPower(this.sign() * at, { alternative, alpha, df });
    }

    /** The power for a margin of a sum over outcomes. */
    toldAtMarginOfSum(margin: number): number {
        return normalCdf(Math.log(margin) + clampedQuantile(this.target ?? usualPower));
    }

    /** Why no amount of data reaches the power; null if some amount may. */
    hopeless(variances: DesignVariances): Failure | null {
        const { test, target } = this;
        if (target !== null && target <= test.alpha) {
            return { code: 'power-below-level' };
        }
        const distances = test.contrasts.map((_, k) => this.distance(variances, k));
        if (distances.every(({ delta, scale }) => Math.abs(delta) <= distanceOfRounding * scale)) {
            return { code: 'at-null' };
        }
        return test.alternative !== 'two-sided' && this.sign() * distances[0].delta < 0 ? { code: 'wrong-sign' } : null;
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

    /** The value of an effect at which one hypothesis holds, the others as they are, and its coefficient; null where the tests don't contain it alone. */
    nullValueOf({ fixed }: ModelSpec, name: string): { value: number; slope: number } | null {
        const contrast = this.test.contrasts.find(({ coefficients }) => coefficients.some(({ effect }) => effect === name));
        if (!contrast) {
            return null;
        }
        let slope = 0;
        let rest = contrast.value;
        for (const { effect, coefficient } of contrast.coefficients) {
            if (effect === name) {
                slope += coefficient;
            } else {
                rest -= coefficient * (fixed.find(other => other.name === effect)?.value ?? NaN);
            }
        }
        return slope === 0 || !Number.isFinite(rest / slope) ? null : { value: rest / slope, slope };
    }

    /** The |δ|/se, or √(δᵀV⁻¹δ), at which the power is reached. */
    needed(df: number): number {
        const { alternative, alpha, contrasts } = this.test;
        const power = this.target ?? usualPower;
        const key = [alternative, alpha, contrasts.length, df, power].join();
        const known = knownNeeds.get(key);
        if (known !== undefined) {
            return known;
        }
        const needed =
            contrasts.length > 1
                ? Math.sqrt(requiredJointNoncentrality(contrasts.length, alpha, df, power))
                : requiredNoncentrality({ alternative, alpha, df }, power);
        if (mostKnownNeeds <= knownNeeds.size) {
            knownNeeds.clear();
        }
        knownNeeds.set(key, needed);
        return needed;
    }

    private sign(): number {
        return this.test.alternative === 'less' ? -1 : 1;
    }

    private usableLaw(variances: DesignVariances, sizes: Sizes): StatisticLaw | Failure {
        const { reference } = this;
        const law = this.law(variances, sizes);
        return isFailure(law) || law.df >= 1 || reference === 'z' ? law : { code: 'degrees-of-freedom', df: law.df, reference };
    }

    /** The law of the statistic, which is the same in every accuracy. */
    private law(variances: DesignVariances, sizes: Sizes): StatisticLaw | Failure {
        const { reference, test } = this;
        switch (reference) {
            case 'z':
                return plain(Infinity);
            case 't': {
                const df = this.degrees.of(this.effects, sizes);
                return df === null ? noVariance({ code: 'unknown-value', what: 'n' }) : plain(df);
            }
            case 'satterthwaite': {
                const df = estimatedVariances(variances).satterthwaite(test, sizes);
                return isReason(df) ? noVariance(df) : plain(df);
            }
            case 'kr': {
                if (!isLinear(variances.spec.family)) {
                    return noVariance({ code: 'invalid', detail: 'reference kr is for a Gaussian response with identity link' });
                }
                const found = estimatedVariances(variances).kenwardRoger(test, sizes);
                return isReason(found) ? noVariance(found) : (found ?? plain(0));
            }
        }
    }

    /**
     * The mean power over samples of the predictors, and the noncentrality of a fixed design with this power, in the direction of the alternative; null for
     * models whose power follows from variances.
     */
    private averaged(variances: DesignVariances, sizes: Sizes, df: number): (AveragedPower & { equivalent: number }) | Failure | null {
        const { contrasts, alternative, alpha } = this.test;
        const { fixed, random } = variances.spec;
        if (random.length > 0) {
            return null;
        }
        const coefficients = contrasts.map((_, k) => {
            const gradient = this.gradient(variances, k);
            return fixed.map((__, i) => gradient.get(i) ?? 0);
        });
        const deltas = contrasts.map((_, k) => this.distance(variances, k).delta);
        const rank = fixed.length;
        const n = sizeOf(sizes, 'n');
        if (n !== null && n < rank) {
            return { code: 'degrees-of-freedom', df: n - rank, reference: this.reference === 'z' ? 't' : this.reference };
        }
        const law = variances.noncentrality(coefficients, deltas, sizes);
        if (law === null) {
            return null;
        }
        if (isReason(law)) {
            return noVariance(law);
        }
        const test = { alternative, alpha, df };
        const sign = contrasts.length === 1 && deltas[0] < 0 ? -1 : 1;
        const powerAt = (at: number): number =>
            contrasts.length > 1 ? jointWaldPower(at * at, contrasts.length, alpha, df) : waldPower(sign * at, test);
        const found = averagedPower(law, powerAt);
        if (Number.isNaN(found.power)) {
            return noVariance(
                deltas.every(Number.isFinite) ? { code: 'collinear', effects: [...this.effects] } : { code: 'not-finite', detail: 'the distance from the hypothesis' } // prettier-ignore
            );
        }
        return { ...found, equivalent: this.equivalent(found.power, law, df) };
    }

    private equivalent(power: number, { squares, weights }: NoncentralityLaw, df: number): number {
        const { alternative, alpha, contrasts } = this.test;
        if (power < 1 - leastMiss) {
            return contrasts.length > 1
                ? Math.sqrt(requiredJointNoncentrality(contrasts.length, alpha, df, power))
                : requiredNoncentrality({ alternative, alpha, df }, power);
        }
        // The power is 1 to rounding. What the search needs is that more data are farther from the goal.
        return Math.sqrt(1 / squares.reduce((sum, square, i) => sum + weights[i] / square, 0));
    }

    /** δ/se, without its sign where the test is two-sided; of several contrasts √(δᵀV⁻¹δ). */
    private noncentrality(variances: DesignVariances, accuracy: Accuracy, sizes: Sizes, law: StatisticLaw): number | Failure {
        const { contrasts, alternative } = this.test;
        const joint = inflated(variances.covarianceOfFixed(accuracy, sizes), law.inflation);
        if (contrasts.length === 1) {
            const variance = quadraticVariance(joint, this.gradient(variances, 0), accuracy);
            if (isFailure(variance)) {
                return variance;
            }
            const at = this.distance(variances, 0).delta / Math.sqrt(variance);
            return Math.abs(at) === Infinity ? tooFar : alternative === 'two-sided' ? Math.abs(at) : at;
        }
        if (isReason(joint)) {
            return noVariance(joint);
        }
        const gradients = contrasts.map((_, k) => this.gradient(variances, k));
        const diagonal = gradients.map(gradient => quadraticVariance(joint, gradient, accuracy));
        const missing = diagonal.find(isFailure);
        if (missing) {
            return missing;
        }
        const covariance = gradients.map(g =>
            gradients.map(h => {
                let sum = 0;
                for (const [i, x] of g) {
                    for (const [j, y] of h) {
                        sum += x * y * joint.covariance[joint.members.indexOf(i)][joint.members.indexOf(j)];
                    }
                }
                return sum;
            })
        );
        const factor = cholesky(covariance);
        if (!factor.ok) {
            return noVariance({ code: 'collinear', effects: [...this.effects] });
        }
        const deltas = contrasts.map((_, k) => this.distance(variances, k).delta);
        const at = Math.sqrt(law.scale * solveLower(factor.lower, deltas).reduce((sum, x) => sum + x * x, 0));
        return Number.isFinite(at) || deltas.some(Number.isNaN) ? at : tooFar;
    }

    private gradient({ spec }: DesignVariances, contrast: number): Map<number, number> {
        const gradient = new Map<number, number>();
        for (const { effect, coefficient } of this.test.contrasts[contrast].coefficients) {
            const position = spec.fixed.findIndex(({ name }) => name === effect);
            gradient.set(position, (gradient.get(position) ?? 0) + coefficient);
        }
        return gradient;
    }

    /** δ, and the size of the numbers whose difference it is. */
    private distance({ spec }: DesignVariances, contrast: number): { delta: number; scale: number } {
        const { value, coefficients } = this.test.contrasts[contrast];
        let delta = -value;
        let scale = Math.abs(value);
        for (const { effect, coefficient } of coefficients) {
            const summand = coefficient * (spec.fixed.find(({ name }) => name === effect)?.value ?? NaN);
            delta += summand;
            scale += Math.abs(summand);
        }
        return { delta, scale };
    }
}

/** The covariance of the fixed effects with what the estimation of variances adds, in every accuracy the same. */
function inflated(joint: JointCovariance | Reason, inflation: Matrix | null): JointCovariance | Reason {
    if (isReason(joint) || inflation === null) {
        return joint;
    }
    const covariance = joint.covariance.map((row, i) => row.map((x, j) => x + (inflation[joint.members[i]]?.[joint.members[j]] ?? 0)));
    return { ...joint, covariance };
}
