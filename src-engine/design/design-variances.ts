/**
 * The covariance of the estimates as a function of the design's sizes, for one set of true values. What has been computed is kept: an answer looks at
 * many designs, and several answers look at the same.
 */
import { attempt, isReason } from '../analysis-frame.js';
import type { Reason } from '../analysis.js';
import type { JointCovariance, StructureResult } from '../approximation.js';
import { approximations, exactApproximation, usualAccuracy, type Approximations } from '../approximations.js';
import { isGaussian } from '../exact-covariance.js';
import type { IntegralOptions } from '../information-integral.js';
import type { Accuracy, ModelSpec } from '../model-spec.js';
import { scalingGroup, sizeOf, sizesOfDesign, stepOf, withSize, withSizes, type Sizes } from './sizes.js';

export interface VarianceOptions {
    shouldStop: () => boolean;
    exact: 'none' | 'closed' | 'simulate';
    seed: number;
}

/** Relative error that is certified where the model allows: far less than what a whole number turns on. */
const searched = 1e-8;
const budget = 2e8;
/** Between two n so far apart, or more, a line through two values is told to all digits. */
const leastRatio = 2;

/** The same values share what has been computed, whatever sizes they stand beside. */
export class VarianceStore {
    private readonly known = new Map<string, DesignVariances>();

    constructor(readonly options: VarianceOptions) {}

    of(spec: ModelSpec): DesignVariances {
        const { family, predictors, fixed, offset, random } = spec;
        const key = JSON.stringify([family, predictors, fixed, offset, random]);
        const known = this.known.get(key);
        if (known) return known;
        const made = new DesignVariances(spec, this.options);
        this.known.set(key, made);
        return made;
    }
}

export class DesignVariances {
    /** With intercepts solved that were given by the mean response; as written where that fails. */
    readonly spec: ModelSpec;
    private readonly scaling: string | null;
    private readonly known = new Map<string, Approximations | Reason>();
    private readonly knownExact = new Map<string, JointCovariance | Reason>();
    /** The n for which all but exact variances are known. */
    private readonly knownN = new Set<number>();

    constructor(
        private readonly asWritten: ModelSpec,
        readonly options: VarianceOptions
    ) {
        this.scaling = scalingGroup(asWritten);
        const first = this.at(this.normal(sizesOfDesign(asWritten)));
        this.spec = isReason(first) ? asWritten : first.spec;
    }

    /** The covariance in one accuracy at some sizes. */
    covariance(accuracy: Accuracy, sizes: Sizes): JointCovariance | Reason {
        const { scaling } = this;
        const missing = Object.entries(sizes.counts).find(([, count]) => count === null);
        if (missing) return { code: 'unknown-value', what: missing[0] };
        const joint = this.isKnown(accuracy, sizes)
            ? this.computed(accuracy, sizes)
            : (this.interpolated(accuracy, sizes) ?? this.computed(accuracy, sizes));
        if (isReason(joint) || scaling === null) return joint;
        const factor = this.base() / sizes.counts[scaling]!;
        return factor === 1
            ? joint
            : {
                  ...joint,
                  covariance: joint.covariance.map(row => row.map(x => x * factor)),
                  errors: joint.errors.map(error => error * factor)
              };
    }

    private computed(accuracy: Accuracy, sizes: Sizes): JointCovariance | Reason {
        const normal = this.normal(sizes);
        if (accuracy === 'exact') return this.exactAt(normal);
        const found = this.at(normal);
        return isReason(found) ? found : found.covariances[accuracy];
    }

    /** What an exact variance takes is spared where nobody looks at it. */
    private exactAt(sizes: Sizes): JointCovariance | Reason {
        const key = keyOf(sizes);
        const known = this.knownExact.get(key);
        if (known) return known;
        const { spec, options } = this;
        // With several factors the exact algebra of Gaussian responses has been done for the refined form.
        const isDone = spec.random.length === 0 || (1 < spec.random.length && isGaussian(spec));
        const done = isDone ? this.at(sizes) : undefined;
        const made = done
            ? isReason(done)
                ? done
                : done.covariances.refined
            : attempt(() =>
                  exactApproximation(withSizes(spec, sizes), { code: 'not-computed' }, { ...options, integral: this.integral() })
              );
        this.knownExact.set(key, made);
        return made;
    }

    private isKnown(accuracy: Accuracy, sizes: Sizes): boolean {
        return accuracy !== 'exact' && this.known.has(keyOf(this.normal(sizes)));
    }

    /** With one grouping factor, or none, one and two terms are a + b/n: two values of n tell all others. Undefined where two are not known. */
    private interpolated(accuracy: Accuracy, sizes: Sizes): JointCovariance | undefined {
        if (accuracy === 'refined' || accuracy === 'exact' || 1 < this.asWritten.random.length) return undefined;
        const n = sizeOf(sizes, 'n');
        const [n1, n2] = [Math.min(...this.knownN), Math.max(...this.knownN)];
        if (n === null || !(leastRatio * n1 <= n2)) return undefined;
        const [at1, at2] = [n1, n2].map(n => this.computed(accuracy, withSize(sizes, 'n', n)));
        if (isReason(at1) || isReason(at2)) return undefined;
        const share = (1 / n - 1 / n2) / (1 / n1 - 1 / n2);
        const mix = (x: number, y: number): number => y + share * (x - y);
        return {
            ...at1,
            covariance: at1.covariance.map((row, i) => row.map((x, j) => mix(x, at2.covariance[i][j]))),
            errors: at1.errors.map((x, i) => Math.abs(share) * x + Math.abs(1 - share) * at2.errors[i])
        };
    }

    /** Leading terms block by block; of sizes nothing but the orders' divisors depends on them. */
    structure(sizes: Sizes): StructureResult | Reason {
        const found = this.at(sizes);
        return isReason(found) ? found : found.result;
    }

    /** Variances fall as the inverse of the outermost count of a nesting: they are computed for one. */
    private normal(sizes: Sizes): Sizes {
        return this.scaling === null ? sizes : withSize(sizes, this.scaling, this.base());
    }

    private base(): number {
        return this.scaling === null ? 1 : stepOf(this.asWritten, this.scaling);
    }

    private integral(): IntegralOptions {
        return { accuracy: Math.max(usualAccuracy(this.asWritten), searched), budget, shouldStop: this.options.shouldStop };
    }

    private at(sizes: Sizes): Approximations | Reason {
        const key = keyOf(sizes);
        const known = this.known.get(key);
        if (known) return known;
        const options = { integral: this.integral(), exact: 'none' as const, seed: this.options.seed };
        const made = attempt(() => approximations(withSizes(this.asWritten, sizes), options));
        this.known.set(key, made);
        const n = sizeOf(sizes, 'n');
        if (n !== null && !isReason(made)) this.knownN.add(n);
        return made;
    }
}

function keyOf({ counts, n }: Sizes): string {
    const size = n?.kind === 'fixed' ? n.n : JSON.stringify(n);
    return `${Object.values(counts).join()};${size}`;
}
