/**
 * The covariance of the estimates as a function of the design's sizes, for one set of true values: what is computed at some sizes gives others by scaling and
 * interpolation.
 */
import { attempt } from '../result/not-available.js';
import { type Reason, isReason } from '../result/reason.js';
import type { EnumeratedPower } from '../exact/outcomes/enumerated-power.js';
import type { JointCovariance, LeadingBlock } from '../structure/structure-result.js';
import { isAmple, unidentified, unidentifiedUnits, withoutUnidentified } from '../analysis/unidentified.js';
import { Responses } from '../analysis/typical-responses.js';
import { isLinear } from '../family/families.js';
import { knownSampling } from '../gaussian/sampling/known-sampling.js';
import type { NoncentralityLaw } from '../gaussian/sampling/noncentrality-law.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import type { Accuracy, ModelSpec } from '../spec/model-spec.js';
import { pointsAlongN } from './covariance-along-n.js';
import { scalingGroup, sizeOf, sizesOfDesign, stepOf, withSize, withSizes, type Sizes } from '../structure/sizes.js';
import { mostAmplified } from './limits.js';
import { VariancesAtSizes, type VarianceOptions } from './variances-at-sizes.js';

/** A line through two values gives all others if the two n differ by at least this factor, or if it hardly amplifies errors. */
const leastRatio: Record<'leading' | 'twoTerm', number> = { leading: 1.2, twoTerm: 2 };

export class DesignVariances {
    /** The model with intercepts solved from mean responses; as written if that fails. */
    readonly spec: ModelSpec;
    /** Of the model at any sizes. */
    readonly responses: Responses;
    private readonly scaling: string | null;
    private readonly knownEnumerations = new Map<string, { budget: number; found: EnumeratedPower | Reason }>();
    private readonly atSizes: VariancesAtSizes;

    constructor(
        private readonly asWritten: ModelSpec,
        readonly options: VarianceOptions
    ) {
        this.scaling = scalingGroup(asWritten);
        this.atSizes = new VariancesAtSizes(asWritten, options);
        this.spec = this.atSizes.spec;
        this.responses = new Responses(this.spec);
    }

    /** Prepares many n: a few of them are computed, and the others are interpolated. */
    prepare(ns: readonly number[]): void {
        const sizes = this.normal(sizesOfDesign(this.asWritten));
        if (!this.atSizes.isAlongN || isLinear(this.asWritten.family) || Object.values(sizes.counts).includes(null)) {
            return;
        }
        const unknown = [...new Set(ns)].filter(n => !this.atSizes.knownN.has(n) && !this.refinedBetween(n));
        for (const n of pointsAlongN(unknown, this.atSizes.accuracy)) {
            this.atSizes.approximations(withSize(sizes, 'n', n));
        }
    }

    /** Keeps the sum over outcomes of a test at some sizes; one that was too long is tried again with a larger budget. */
    enumeration(key: string, budget: number, compute: () => EnumeratedPower | Reason): EnumeratedPower | Reason {
        const known = this.knownEnumerations.get(key);
        if (known && (!isReason(known.found) || budget <= known.budget)) {
            return known.found;
        }
        const found = compute();
        this.knownEnumerations.set(key, { budget, found });
        return found;
    }

    /** The covariance of all estimates in one accuracy at some sizes. */
    covariance(accuracy: Accuracy, sizes: Sizes): JointCovariance | Reason {
        return this.found(accuracy, sizes, 'all', () => (accuracy === 'refined' ? undefined : this.interpolated(accuracy, sizes)));
    }

    /** The same for the fixed effects only, which can often be interpolated from other n. */
    covarianceOfFixed(accuracy: Accuracy, sizes: Sizes): JointCovariance | Reason {
        return this.found(accuracy, sizes, 'fixed', () => this.interpolated(accuracy, sizes));
    }

    private found(
        accuracy: Accuracy,
        sizes: Sizes,
        wanted: 'fixed' | 'all',
        interpolated: () => JointCovariance | undefined
    ): JointCovariance | Reason {
        const { scaling } = this;
        const missing = Object.entries(sizes.counts).find(([, count]) => count === null)?.[0] ?? (lacksSize(sizes) ? 'n' : undefined);
        if (missing !== undefined) {
            return { code: 'unknown-value', what: missing };
        }
        const found =
            (this.atSizes.isKnown(accuracy, this.normal(sizes)) ? undefined : interpolated()) ?? this.computed(accuracy, sizes, wanted);
        const joint = this.withoutOpen(found, accuracy, sizes);
        if (isReason(joint) || scaling === null) {
            return joint;
        }
        const factor = this.base() / sizes.counts[scaling]!;
        return factor === 1
            ? joint
            : {
                  ...joint,
                  covariance: joint.covariance.map(row => row.map(x => x * factor)),
                  errors: joint.errors.map(error => error * factor)
              };
    }

    /** Exact information shows by itself what data cannot tell, but says so in other words. */
    private withoutOpen(found: JointCovariance | Reason, accuracy: Accuracy, sizes: Sizes): JointCovariance | Reason {
        if (isAmple(this.spec, sizes)) {
            return found;
        }
        const spec = withSizes(this.spec, sizes);
        if (accuracy !== 'exact') {
            return withoutUnidentified(found, accuracy, unidentified(spec));
        }
        const open = isReason(found) && unidentifiedUnits(spec).find(({ shared }) => shared === 'everything');
        return open || withoutUnidentified(found, accuracy, unidentified(spec));
    }

    /**
     * The law of a test's noncentrality over samples of the predictors, where it is known: for Gaussian responses without random effects. Null for other models.
     *
     * @param contrasts the coefficients of each contrast, by position of the fixed effect. @param deltas their distances from the hypothesis
     */
    noncentrality(contrasts: Matrix, deltas: readonly number[], sizes: Sizes): NoncentralityLaw | Reason | null {
        const { spec, options } = this;
        if (spec.random.length > 0 || !isLinear(spec.family)) {
            return null;
        }
        if (options.exact === 'none') {
            return { code: 'not-computed' };
        }
        const fisher = this.covarianceOfFixed('refined', sizes);
        if (isReason(fisher)) {
            return fisher;
        }
        const { seed, shouldStop } = options;
        const scaled = deltas.map(delta => delta / Math.sqrt(spec.family.phi));
        return attempt(() => {
            const { sampling, n } = knownSampling(withSizes(spec, sizes), fisher);
            return sampling.noncentrality(contrasts, scaled, n, { seed, shouldStop });
        });
    }

    /** With at most one grouping factor, variances at some n give those at others. Undefined if too few are known. */
    private interpolated(accuracy: Accuracy, sizes: Sizes): JointCovariance | undefined {
        const n = sizeOf(sizes, 'n');
        if (accuracy === 'exact' || n === null || !this.atSizes.isAlongN) {
            return undefined;
        }
        return accuracy === 'refined' ? this.refinedBetween(n) : this.onLine(accuracy, sizes, n);
    }

    /** With a constant weight there is no integral, so interpolation would not be faster. */
    private refinedBetween(n: number): JointCovariance | undefined {
        return isLinear(this.asWritten.family) ? undefined : this.atSizes.refinedAlongN.at(n, this.atSizes.accuracy);
    }

    /** One and two terms have the form a + b/n, so two values of n give all others. */
    private onLine(accuracy: 'leading' | 'twoTerm', sizes: Sizes, n: number): JointCovariance | undefined {
        const { knownN } = this.atSizes;
        const [n1, n2] = [Math.min(...knownN), Math.max(...knownN)];
        if (!(n1 < n2)) {
            return undefined;
        }
        const ratio = (1 / n - 1 / n2) / (1 / n1 - 1 / n2);
        if (n2 < leastRatio[accuracy] * n1 && mostAmplified < Math.abs(ratio) + Math.abs(1 - ratio)) {
            return undefined;
        }
        const [at1, at2] = [n1, n2].map(n => this.computed(accuracy, withSize(sizes, 'n', n), 'all'));
        if (isReason(at1) || isReason(at2)) {
            return undefined;
        }
        const mix = (x: number, y: number): number => y + ratio * (x - y);
        return {
            ...at1,
            covariance: at1.covariance.map((row, i) => row.map((x, j) => mix(x, at2.covariance[i][j]))),
            errors: at1.errors.map((x, i) => Math.abs(ratio) * x + Math.abs(1 - ratio) * at2.errors[i])
        };
    }

    /** Leading terms block by block. Only the divisors of their orders depend on the sizes. */
    blocks(): readonly LeadingBlock[] | Reason {
        return this.atSizes.blocks(this.normal(sizesOfDesign(this.asWritten)));
    }

    private computed(accuracy: Accuracy, sizes: Sizes, wanted: 'fixed' | 'all'): JointCovariance | Reason {
        return this.atSizes.covariance(accuracy, this.normal(sizes), wanted);
    }

    /** Variances are proportional to the inverse of the outermost count of a nesting, so they are computed for a count of 1. */
    private normal(sizes: Sizes): Sizes {
        return this.scaling === null ? sizes : withSize(sizes, this.scaling, this.base());
    }

    private base(): number {
        return this.scaling === null ? 1 : stepOf(this.asWritten, this.scaling);
    }
}

/** Leading terms of block A exist without n, but no design does. */
const lacksSize = ({ n }: Sizes): boolean => n === null || n.kind === 'unknown';
