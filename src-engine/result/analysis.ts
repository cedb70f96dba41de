/** The results of the engine as plain data; they have the same shapes as the JSON of the command line. */
import type { Cautions } from './cautions.js';
import type { Accuracy, Term } from '../spec/model-spec.js';
import type { Reason } from './reason.js';

/** How sure a formula is: published by the papers, derived for this project and checked numerically, or a conjecture. */
export type Standing = 'published' | 'derived' | 'conjecture';

/** A variance at the design's sizes with its certified absolute error; null if it cannot be computed. */
export interface Variance {
    asyVar: number | null;
    /** The certified absolute error; for a simulated variance, its Monte-Carlo standard error. */
    error: number | null;
    simulated: boolean;
    standing: Standing | null;
    /** Why `asyVar` is missing; null where it is there. */
    reason: Reason | null;
}

/** One summand of a leading variance: `constant` × `order`. */
export interface LeadingSummand {
    constant: number;
    error: number;
    order: string;
}

export interface LeadingVariance extends Variance {
    /** The constant of a variance with one summand; else null. */
    constant: number | null;
    /** Certified absolute error of `constant`. */
    constantError: number | null;
    /** `1/m`, `1/(m n)`, `1/n` with one group or none; with several the groups' names, n last. Null where there are several summands. */
    order: string | null;
    /** The formula in plain text, e.g. `C/(m n)`, `Sigma[1,1]/m`, `2 sigma^4/m`. */
    formula: string | null;
    terms: LeadingSummand[] | null;
}

export interface Interval {
    level: number;
    lower: number;
    upper: number;
}

/**
 * How an effect of block A also varies randomly between the units of a group. Its term is Σ (a factor that is constant in the group) × (the term
 * of a random effect).
 */
export interface Partner {
    group: string;
    /** The fixed effects whose random effects it uses. */
    effects: string[];
    /** Whether the term is that random effect's own term, times a number. */
    own: boolean;
}

/** How far an exact variance that is missing may be from the refined one: more than 5 %, or far more, because two terms and the refined form are far apart. */
export type ExactMayDiffer = 'some' | 'far';

export interface ParameterAnalysis {
    name: string;
    kind: 'fixed' | 'variance' | 'covariance' | 'dispersion' | 'derived';
    /** Fixed effects only. */
    block: 'A' | 'B' | null;
    /** Null if the file asks for it by `?`. */
    value: number | null;
    leading: LeadingVariance;
    twoTerm: Variance;
    refined: Variance;
    exact: Variance;
    /** The accuracy that `standardError` and `interval` come from; null where there are none. */
    using: Accuracy | null;
    standardError: number | null;
    interval: Interval | null;
    /** For fixed effects of block A: the groups between which they also vary randomly. Nested: the outermost; crossed: all of them. */
    partners: Partner[];
    /** Whether the number in use stands in for a better one that is missing: a leading term alone, or two terms where the refined form was withheld. */
    isRough: boolean;
    /** Whether the exact variance would be in use, but needs work that was not asked for. */
    awaitsExact: boolean;
    /** How far the exact variance, which is missing, may be from a refined one in use; null where the refined one is good, or not in use. */
    exactMayDiffer: ExactMayDiffer | null;
    /** Why `leading` is missing, or why it is missing at the design's sizes; null where it is there. */
    reason: Reason | null;
}

/** Covariance of the fixed effects at the design's sizes, by accuracy; null if it cannot be computed. */
export interface CovarianceAnalysis {
    names: string[];
    leading: (number | null)[][] | null;
    twoTerm: number[][] | null;
    refined: number[][] | null;
    exact: number[][] | null;
}

/** The cost and the accuracy of an integral. */
export interface IntegralReport {
    name: string;
    /** `closed form`, `exact sum`, `quadrature`. */
    method: string;
    /** Evaluations of the integrand over the random effects and group-level predictors, times points over the predictors. */
    evaluations: number;
    /** Certified relative error; null where nothing is certain. */
    error: number | null;
}

export interface GroupAnalysis {
    name: string;
    count: number | null;
    recruit: number | null;
    within: string | null;
}

export interface Analysis extends Cautions {
    structure: 'none' | 'nested' | 'crossed' | 'mixed';
    groups: GroupAnalysis[];
    n: number | null;
    /** The law of n as text, e.g. `Poisson(20)`. */
    nLaw: string | null;
    /** The accuracy that is in use for this model. */
    using: Accuracy;
    /** A, then B, each in text order; then variances, covariances, φ, derived quantities. */
    parameters: ParameterAnalysis[];
    covariance: CovarianceAnalysis;
    integrals: IntegralReport[];
    /** Why the numbers that need an integral (block B), or all numbers, are missing; null if none is missing. */
    reason: Reason | null;
}

/**
 * How far to go for exact variances:
 *
 * - `none`: not at all;
 * - `headline`: closed forms and very short sums, and only where the number in use depends on them;
 * - `closed`: closed forms, and sums that take up to a second;
 * - `quick`: also simulations that reach 1 % in about a second;
 * - `simulate`: simulations to 1 %, which may take a minute.
 */
export type ExactDepth = 'none' | 'headline' | 'closed' | 'quick' | 'simulate';

export interface AnalysisOptions {
    /** Called now and then. If it returns true, the work stops and the result has the reason `stopped`. */
    shouldStop?: () => boolean;
    /** Relative accuracy to be certified. Default: 1e-10 with at most two random effects in all groups together, otherwise 1e-5. */
    accuracy?: number;
    /** The largest number of evaluations of integrands. Default: 2e8. */
    budget?: number;
    /** Level of the intervals. Default: 0.95. */
    level?: number;
    /** Default: `closed`. */
    exact?: ExactDepth;
    /** The seed of simulated numbers. Default: 1. */
    seed?: number;
    /** Whether to look for what makes the numbers rough: `fewEvents`, `fewDraws`, `unevenGroups`. Many designs are compared faster without. Default: true. */
    cautions?: boolean;
}

/** What the engine finds in a model without integrating, fast enough for every keystroke. */
export type Finding =
    /** `belongs`: the block that the rule gives; `partners` as in the analysis. */
    | { code: 'wrong-block'; effect: string; belongs: 'A' | 'B'; partners: Partner[] }
    | { code: 'collinear'; effects: string[] }
    /**
     * Parameters of Σ that cannot be told apart, because the term of `effect` is constant in the group. `remedy`: what has to go, its covariances or the random
     * effect itself.
     */
    | { code: 'constant-random-effect'; group: string; effect: string; parameters: string[]; remedy: 'covariance' | 'effect' }
    /** As the reason: units with one observation, or with one unit of another group. */
    | Exclude<Extract<Reason, { code: 'not-identified' }>, { shared: 'effects' | 'observations' }>
    | { code: 'not-positive-definite'; group: string; smallestEigenvalue: number }
    | { code: 'infinite-moment'; predictors: string[]; group: string | null; detail: string }
    | { code: 'link-domain'; link: string; detail: string }
    | ({ code: 'undefined-term' } & UndefinedTerm)
    /** λ = (n/φ)·Ω_AA against Σ: the smallest eigenvalue of Σ^½ λ Σ^½ at U = 0. Below 1, a group has less information about its random effects than Σ. */
    | { code: 'small-information'; group: string; information: number };

/** A function or an operation that has no finite value for some values of the predictors. */
export interface UndefinedTerm {
    /** Where it is written: the term of an effect, a derived predictor, or the offset. */
    part: { kind: 'effect' | 'predictor'; name: string } | { kind: 'offset'; name: null };
    operation: 'log' | 'sqrt' | 'logit' | 'probit' | '/' | '^';
    /** The argument, the divisor, or the base. */
    argument: Term;
    /** A value of the argument that the operation does not take. */
    value: number;
}

export interface Examination {
    findings: Finding[];
    /** For every fixed effect in order: the block that the rule gives, and why. */
    blocks: { effect: string; belongs: 'A' | 'B'; partners: Partner[] }[];
    /** For every predictor, by name: mean, sd (null if infinite or not defined), and the group in whose units it is constant (null if none). */
    predictors: { name: string; mean: number | null; sd: number | null; per: string | null }[];
}
