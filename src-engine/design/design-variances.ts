/**
 * The covariance of the estimates as a function of the design's sizes, for one set of true values. Computed covariances are kept, because an answer evaluates
 * many designs, and several answers evaluate the same ones.
 */
import { attempt } from '../result/not-available.js';
import { type Reason, isReason } from '../result/reason.js';
import type { ExactDepth } from '../result/analysis.js';
import type { KeptInformation } from '../exact/kept-information.js';
import type { EnumeratedPower } from '../exact/outcomes/enumerated-power.js';
import type { JointCovariance, LeadingBlock } from '../structure/structure-result.js';
import type { KnownStudies } from '../study/refined-study.js';
import { refinedCovariance } from '../analysis/refined-covariance.js';
import { approximations, exactApproximation, usualAccuracy, type Approximations } from '../analysis/approximations.js';
import { unidentified, unidentifiedUnits, withoutUnidentified } from '../analysis/unidentified.js';
import { Responses } from '../analysis/typical-responses.js';
import { isLinear } from '../family/families.js';
import type { IntegralOptions } from '../information/information-integral.js';
import { areSecondTermsKept } from '../one-factor/second-terms.js';
import { knownSampling } from '../gaussian/sampling/known-sampling.js';
import type { NoncentralityLaw } from '../gaussian/sampling/noncentrality-law.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import { KeptAcrossSizes } from '../information/kept-across-sizes.js';
import { solveMarginal } from '../predictors/marginal.js';
import type { Accuracy, ModelSpec } from '../spec/model-spec.js';
import { CovarianceAlongN, pointsAlongN } from './covariance-along-n.js';
import { scalingGroup, sizeOf, sizesOfDesign, stepOf, withSize, withSizes, type Sizes } from '../structure/sizes.js';
import { accuracyOfSearch, mostAmplified } from './limits.js';
import { studyEfforts, type StudyEffort } from './study-effort.js';
import { usualBudget } from '../analysis/limits.js';

export interface VarianceOptions {
    shouldStop: () => boolean;
    exact: ExactDepth;
    seed: number;
    /** Keeps exact information for analyses and other stores. */
    keptInformation?: KeptInformation;
    /** The relative error to certify where the model allows. Default: 1e-8, far smaller than what can change a whole number. */
    accuracy?: number;
    /** Whether simulated exact variances need only be precise for the parameters that someone reads. Default: for all, so that every reader has the same. */
    isAside?: boolean;
    /** The effort of means over studies. Default: that of numbers that are told. */
    effort?: StudyEffort;
}

/** A line through two values gives all others if the two n differ by at least this factor, or if it hardly amplifies errors. */
const leastRatio: Record<'leading' | 'twoTerm', number> = { leading: 1.2, twoTerm: 2 };

export class DesignVariances {
    /** The model with intercepts solved from mean responses; as written if that fails. */
    readonly spec: ModelSpec;
    /** Of the model at any sizes. */
    readonly responses: Responses;
    private readonly scaling: string | null;
    private readonly known = new Map<string, Approximations | Reason>();
    /** Without the refined form. */
    private readonly knownFirstTerms = new Map<string, Approximations | Reason>();
    private readonly knownRefined = new Map<string, JointCovariance | Reason>();
    private readonly knownComponents = new Map<string, JointCovariance | Reason>();
    private readonly knownStudies: KnownStudies;
    private readonly knownExact = new Map<string, JointCovariance | Reason>();
    private readonly knownEnumerations = new Map<string, { budget: number; found: EnumeratedPower | Reason }>();
    /** The n for which one and two terms are known. */
    private readonly knownN = new Set<number>();
    private readonly refinedAlongN: CovarianceAlongN;
    private readonly accuracy: number;
    private readonly kept = new KeptAcrossSizes();

    constructor(
        private readonly asWritten: ModelSpec,
        readonly options: VarianceOptions
    ) {
        this.scaling = scalingGroup(asWritten);
        const solved = attempt(() => solveMarginal(asWritten, options.shouldStop));
        this.spec = isReason(solved) ? asWritten : solved;
        this.responses = new Responses(this.spec);
        const { effort, keptInformation, seed } = options;
        // Rougher means than those of an analysis are not shared with one.
        const shared = effort === undefined ? keptInformation?.meansOf(this.spec, { seed, budget: usualBudget }) : undefined;
        this.knownStudies = shared ?? (new Map() as KnownStudies);
        this.accuracy = Math.max(usualAccuracy(asWritten), options.accuracy ?? accuracyOfSearch);
        this.refinedAlongN = new CovarianceAlongN(asWritten.fixed.length);
    }

    /** Prepares many n: a few of them are computed, and the others are interpolated. */
    prepare(ns: readonly number[]): void {
        const sizes = this.normal(sizesOfDesign(this.asWritten));
        if (!this.isAlongN() || isLinear(this.asWritten.family) || Object.values(sizes.counts).includes(null)) {
            return;
        }
        const unknown = [...new Set(ns)].filter(n => !this.knownN.has(n) && !this.refinedBetween(n));
        for (const n of pointsAlongN(unknown, this.accuracy)) {
            this.at(withSize(sizes, 'n', n));
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
        const found = (this.isKnown(accuracy, sizes) ? undefined : interpolated()) ?? this.computed(accuracy, sizes, wanted);
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
        const spec = withSizes(this.spec, sizes);
        if (accuracy !== 'exact') {
            return withoutUnidentified(found, accuracy, unidentified(spec));
        }
        const open = isReason(found) && unidentifiedUnits(spec).find(({ shared }) => shared === 'everything');
        return open || withoutUnidentified(found, accuracy, unidentified(spec));
    }

    private computed(accuracy: Accuracy, sizes: Sizes, wanted: 'fixed' | 'all'): JointCovariance | Reason {
        const normal = this.normal(sizes);
        if (accuracy === 'exact') {
            return this.exactAt(normal, this.options.isAside && wanted === 'fixed' ? 'effects' : 'all');
        }
        if (accuracy === 'refined') {
            return wanted === 'all' ? this.refinedOfAllAt(normal) : this.refinedAt(normal);
        }
        const found = this.firstTermsAt(normal);
        return isReason(found) ? found : found.covariances[accuracy];
    }

    /** The refined covariance of the fixed effects; of Gaussian models with several factors also of the other parameters. */
    private refinedAt(sizes: Sizes): JointCovariance | Reason {
        if (this.isAlongN()) {
            const found = this.at(sizes);
            return isReason(found) ? found : found.covariances.refined;
        }
        return kept(this.knownRefined, keyOf(sizes), () => this.refined(sizes, noRule, 'closed'));
    }

    /** With the variance components, which take a mean over studies, so that they are computed only if someone reads them. */
    private refinedOfAllAt(sizes: Sizes): JointCovariance | Reason {
        const fixed = this.refinedAt(sizes);
        if (isReason(fixed) || fixed.others?.code !== 'not-computed') {
            return fixed;
        }
        return kept(this.knownComponents, keyOf(sizes), () =>
            isLinear(this.spec.family) && this.isAlongN() ? this.refinedWithClosed(sizes) : this.refined(sizes, fixed, 'all')
        );
    }

    /** One grouping factor and a Gaussian response: all in closed form. */
    private refinedWithClosed(sizes: Sizes): JointCovariance | Reason {
        const made = this.approximationsAt(sizes, this.integral(), 'closed');
        return isReason(made) ? made : made.covariances.refined;
    }

    private refined(sizes: Sizes, byRule: JointCovariance | Reason, components: 'closed' | 'all'): JointCovariance | Reason {
        const { shouldStop, seed, effort } = this.options;
        return refinedCovariance(withSizes(this.spec, sizes), byRule, {
            shouldStop,
            seed,
            budget: usualBudget,
            components,
            known: this.knownStudies,
            ...(effort && { ...studyEfforts[effort], nodes: sizesOfDesign(this.asWritten) })
        });
    }

    /** Exact variances are computed only if someone reads them. */
    private exactAt(sizes: Sizes, preciseFor: 'effects' | 'all'): JointCovariance | Reason {
        const key = `${preciseFor} ${keyOf(sizes)}`;
        const known = this.knownExact.get(key);
        if (known) {
            return known;
        }
        const { spec, options } = this;
        // With several factors the refined form already has the exact algebra of Gaussian responses.
        const isDone = spec.random.length > 1 && isLinear(spec.family);
        const n = sizeOf(sizes, 'n');
        // A search for n takes many of them.
        const exact = this.asWritten.design.n?.kind === 'unknown' && options.exact !== 'none' ? 'headline' : options.exact;
        const isWhole = n === null || Number.isInteger(n) || isLinear(spec.family);
        const made: JointCovariance | Reason = isDone
            ? this.refinedAt(sizes)
            : !isWhole
              ? { code: 'not-computed' }
              : attempt(() =>
                    exactApproximation(
                        withSizes(spec, sizes),
                        spec.random.length === 0 ? this.refinedAt(sizes) : { code: 'not-computed' },
                        {
                            ...options,
                            exact,
                            preciseFor,
                            integral: this.integral()
                        }
                    )
                );
        this.knownExact.set(key, made);
        return made;
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

    private isKnown(accuracy: Accuracy, sizes: Sizes): boolean {
        const key = keyOf(this.normal(sizes));
        return accuracy !== 'exact' && (this.known.has(key) || (accuracy !== 'refined' && this.knownFirstTerms.has(key)));
    }

    /** With at most one grouping factor, variances at some n give those at others. Undefined if too few are known. */
    private interpolated(accuracy: Accuracy, sizes: Sizes): JointCovariance | undefined {
        const n = sizeOf(sizes, 'n');
        if (accuracy === 'exact' || n === null || !this.isAlongN()) {
            return undefined;
        }
        return accuracy === 'refined' ? this.refinedBetween(n) : this.onLine(accuracy, sizes, n);
    }

    /** With a constant weight there is no integral, so interpolation would not be faster. */
    private refinedBetween(n: number): JointCovariance | undefined {
        return isLinear(this.asWritten.family) ? undefined : this.refinedAlongN.at(n, this.accuracy);
    }

    private isAlongN(): boolean {
        return this.asWritten.random.length < 2;
    }

    /** One and two terms have the form a + b/n, so two values of n give all others. */
    private onLine(accuracy: 'leading' | 'twoTerm', sizes: Sizes, n: number): JointCovariance | undefined {
        const [n1, n2] = [Math.min(...this.knownN), Math.max(...this.knownN)];
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
        const known =
            [...this.known.values()].find(found => !isReason(found)) ?? this.firstTermsAt(this.normal(sizesOfDesign(this.asWritten)));
        return isReason(known) ? known : known.result.blocks;
    }

    /** Variances are proportional to the inverse of the outermost count of a nesting, so they are computed for a count of 1. */
    private normal(sizes: Sizes): Sizes {
        return this.scaling === null ? sizes : withSize(sizes, this.scaling, this.base());
    }

    private base(): number {
        return this.scaling === null ? 1 : stepOf(this.asWritten, this.scaling);
    }

    /** Once one and two terms are known at some sizes, they need no further integral. So the integral of the refined form runs only if someone reads it. */
    private firstTermsAt(sizes: Sizes): Approximations | Reason {
        const key = keyOf(sizes);
        const known = this.known.get(key) ?? this.knownFirstTerms.get(key);
        if (known) {
            return known;
        }
        if (this.isAlongN() && !areSecondTermsKept(this.kept)) {
            return this.at(sizes);
        }
        const made = this.approximationsAt(sizes, { ...this.integral(), refined: false });
        this.knownFirstTerms.set(key, made);
        return made;
    }

    private approximationsAt(sizes: Sizes, integral: IntegralOptions, components: 'none' | 'closed' = 'none'): Approximations | Reason {
        const made = attempt(() =>
            approximations(withSizes(this.asWritten, sizes), { integral, exact: 'none', components, seed: this.options.seed })
        );
        const n = sizeOf(sizes, 'n');
        if (n !== null && !isReason(made)) {
            this.knownN.add(n);
        }
        return made;
    }

    private integral(): IntegralOptions {
        return { accuracy: this.accuracy, budget: usualBudget, shouldStop: this.options.shouldStop, kept: this.kept };
    }

    private at(sizes: Sizes): Approximations | Reason {
        const key = keyOf(sizes);
        const known = this.known.get(key);
        if (known) {
            return known;
        }
        const made = this.approximationsAt(sizes, this.integral());
        this.known.set(key, made);
        const n = sizeOf(sizes, 'n');
        if (n === null || isReason(made)) {
            return made;
        }
        const { refined } = made.covariances;
        if (!isReason(refined)) {
            this.refinedAlongN.add(n, refined);
        }
        return made;
    }
}

/** With several factors no rule gives the refined form. */
const noRule: Reason = { code: 'no-formula', accuracy: 'refined', structure: 'levels' };

function kept<T>(known: Map<string, T>, key: string, compute: () => T): T {
    const found = known.get(key);
    if (found !== undefined) {
        return found;
    }
    const made = compute();
    known.set(key, made);
    return made;
}

/** Leading terms of block A exist without n, but no design does. */
const lacksSize = ({ n }: Sizes): boolean => n === null || n.kind === 'unknown';

function keyOf({ counts, n }: Sizes): string {
    const size = n?.kind === 'fixed' ? n.n : JSON.stringify(n);
    return `${Object.values(counts).join()};${size}`;
}
