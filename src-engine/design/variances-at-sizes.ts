/**
 * The covariance of the estimates at given sizes, for one set of true values. Computed covariances are kept, because an answer evaluates many designs, and several
 * answers evaluate the same ones.
 */
import { attempt } from '../result/not-available.js';
import { type Reason, isReason } from '../result/reason.js';
import type { ExactDepth } from '../result/analysis.js';
import type { KeptInformation } from '../exact/kept-information.js';
import type { JointCovariance, LeadingBlock } from '../structure/structure-result.js';
import type { KnownStudies } from '../study/refined-study.js';
import { refinedCovariance } from '../analysis/refined-covariance.js';
import { approximations, exactApproximation, usualAccuracy, type Approximations } from '../analysis/approximations.js';
import { isLinear } from '../family/families.js';
import type { IntegralOptions } from '../information/information-integral.js';
import { areSecondTermsKept } from '../one-factor/second-terms.js';
import { KeptAcrossSizes } from '../information/kept-across-sizes.js';
import { solveMarginal } from '../predictors/marginal.js';
import type { Accuracy, ModelSpec } from '../spec/model-spec.js';
import { CovarianceAlongN } from './covariance-along-n.js';
import { sizeOf, sizesOfDesign, withSizes, type Sizes } from '../structure/sizes.js';
import { accuracyOfSearch } from './limits.js';
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

export class VariancesAtSizes {
    /** The model with intercepts solved from mean responses; as written if that fails. */
    readonly spec: ModelSpec;
    /** The n for which one and two terms are known. */
    readonly knownN = new Set<number>();
    /** The refined covariances that are known, along n. */
    readonly refinedAlongN: CovarianceAlongN;
    /** The relative error to certify. */
    readonly accuracy: number;
    /** With at most one grouping factor, variances at some n give those at others. */
    readonly isAlongN: boolean;
    private readonly known = new Map<string, Approximations | Reason>();
    /** Without the refined form. */
    private readonly knownFirstTerms = new Map<string, Approximations | Reason>();
    private readonly knownRefined = new Map<string, JointCovariance | Reason>();
    private readonly knownComponents = new Map<string, JointCovariance | Reason>();
    private readonly knownStudies: KnownStudies;
    private readonly knownExact = new Map<string, JointCovariance | Reason>();
    private readonly kept = new KeptAcrossSizes();

    constructor(
        private readonly asWritten: ModelSpec,
        private readonly options: VarianceOptions
    ) {
        const solved = attempt(() => solveMarginal(asWritten, options.shouldStop));
        this.spec = isReason(solved) ? asWritten : solved;
        const { effort, keptInformation, seed } = options;
        // Rougher means than those of an analysis are not shared with one.
        const shared = effort === undefined ? keptInformation?.meansOf(this.spec, { seed, budget: usualBudget }) : undefined;
        this.knownStudies = shared ?? (new Map() as KnownStudies);
        this.accuracy = Math.max(usualAccuracy(asWritten), options.accuracy ?? accuracyOfSearch);
        this.refinedAlongN = new CovarianceAlongN(asWritten.fixed.length);
        this.isAlongN = asWritten.random.length < 2;
    }

    isKnown(accuracy: Accuracy, sizes: Sizes): boolean {
        const key = keyOf(sizes);
        return accuracy !== 'exact' && (this.known.has(key) || (accuracy !== 'refined' && this.knownFirstTerms.has(key)));
    }

    /** The covariance of the fixed effects, or of all estimates, in one accuracy. */
    covariance(accuracy: Accuracy, sizes: Sizes, wanted: 'fixed' | 'all'): JointCovariance | Reason {
        if (accuracy === 'exact') {
            return this.exactAt(sizes, this.options.isAside && wanted === 'fixed' ? 'effects' : 'all');
        }
        if (accuracy === 'refined') {
            return wanted === 'all' ? this.refinedOfAllAt(sizes) : this.refinedAt(sizes);
        }
        const found = this.firstTermsAt(sizes);
        return isReason(found) ? found : found.covariances[accuracy];
    }

    /** Leading terms block by block. Only the divisors of their orders depend on the sizes, so any sizes serve. @param sizes where none are known */
    blocks(sizes: Sizes): readonly LeadingBlock[] | Reason {
        const known = [...this.known.values()].find(found => !isReason(found)) ?? this.firstTermsAt(sizes);
        return isReason(known) ? known : known.result.blocks;
    }

    /** One and two terms, and the refined form by a rule. */
    approximations(sizes: Sizes): Approximations | Reason {
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

    /** The refined covariance of the fixed effects; of Gaussian models with several factors also of the other parameters. */
    private refinedAt(sizes: Sizes): JointCovariance | Reason {
        if (this.isAlongN) {
            const found = this.approximations(sizes);
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
            isLinear(this.spec.family) && this.isAlongN ? this.refinedWithClosed(sizes) : this.refined(sizes, fixed, 'all')
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

    /** Once one and two terms are known at some sizes, they need no further integral. So the integral of the refined form runs only if someone reads it. */
    private firstTermsAt(sizes: Sizes): Approximations | Reason {
        const key = keyOf(sizes);
        const known = this.known.get(key) ?? this.knownFirstTerms.get(key);
        if (known) {
            return known;
        }
        if (this.isAlongN && !areSecondTermsKept(this.kept)) {
            return this.approximations(sizes);
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

function keyOf({ counts, n }: Sizes): string {
    const size = n?.kind === 'fixed' ? n.n : JSON.stringify(n);
    return `${Object.values(counts).join()};${size}`;
}
