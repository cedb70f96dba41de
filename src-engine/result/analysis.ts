/** The results of the engine as plain data; the shapes follow the command line's JSON, so that nothing is lost on the way. */
import type { Accuracy } from '../spec/model-spec.js';
import type { Reason } from './reason.js';

/** How sure a formula is: published by the papers, derived for this project and checked numerically, or a conjecture. */
export type Standing = 'published' | 'derived' | 'conjecture';

/** A variance at the design's sizes with its certified absolute error; null where it can't be had. */
export interface Variance {
    asyVar: number | null;
    /** Certified; where the variance was simulated, its Monte-Carlo standard error. */
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
    /** Where there is one summand; else null. */
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

/** How an effect of block A rides on the random effects of a group: its term is Σ (something constant in the group) × (a random effect's term). */
export interface Partner {
    group: string;
    /** The fixed effects whose random partners it uses. */
    effects: string[];
    /** Whether the term is that random effect's own term, times a number. */
    own: boolean;
}

export interface ParameterAnalysis {
    name: string;
    kind: 'fixed' | 'variance' | 'covariance' | 'dispersion' | 'derived';
    /** Fixed effects only. */
    block: 'A' | 'B' | null;
    /** Null where it is asked for. */
    value: number | null;
    leading: LeadingVariance;
    twoTerm: Variance;
    refined: Variance;
    exact: Variance;
    /** The accuracy that `standardError` and `interval` come from; null where there are none. */
    using: Accuracy | null;
    standardError: number | null;
    interval: Interval | null;
    /** Fixed effects of block A: whose random effects they ride on. Nested: the outermost; crossed: every one. */
    partners: Partner[];
    /** Why `leading` is missing, or why it is missing at the design's sizes; null where it is there. */
    reason: Reason | null;
}

/** Covariance of the fixed effects at the design's sizes, by accuracy; null where it can't be had. */
export interface CovarianceAnalysis {
    names: string[];
    leading: (number | null)[][] | null;
    twoTerm: number[][] | null;
    refined: number[][] | null;
    exact: number[][] | null;
}

/** What an integral cost and what it is good to. */
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

export interface Analysis {
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
    /** Why the numbers that need an integral (block B) or everything is missing; null where nothing is. */
    reason: Reason | null;
}

export interface AnalysisOptions {
    /** Asked now and then; true stops the work, and the result says so. */
    shouldStop?: () => boolean;
    /** Relative accuracy to be certified; 1e-10 if not said. */
    accuracy?: number;
    /** The most evaluations of integrands; 2e8 if not said. */
    budget?: number;
    /** Level of the intervals; 0.95 if not said. */
    level?: number;
    /** How far to go for the exact information: not at all, where it is closed or a short sum (if not said), or by simulation to 1 %. */
    exact?: 'none' | 'closed' | 'simulate';
    /** Where the simulated numbers start; 1 if not said. */
    seed?: number;
}

/** What the engine finds in a model without integrating: fast enough for every keystroke. */
export type Finding =
    /** `belongs`: the block that the rule gives; `partners` as in the analysis. */
    | { code: 'wrong-block'; effect: string; belongs: 'A' | 'B'; partners: Partner[] }
    | { code: 'collinear'; effects: string[] }
    /** A random effect on a term that is constant in its group, other than `1`. */
    | { code: 'constant-random-effect'; group: string; effect: string }
    | { code: 'not-positive-definite'; group: string; smallestEigenvalue: number }
    | { code: 'infinite-moment'; predictors: string[]; group: string | null; detail: string }
    | { code: 'link-domain'; link: string; detail: string }
    /** λ = (n/φ)·Ω_AA against Σ: the smallest eigenvalue of Σ^½ λ Σ^½ at U = 0. Below 1 a group tells less than Σ does. */
    | { code: 'small-information'; group: string; information: number };

export interface Examination {
    findings: Finding[];
    /** For every fixed effect in order: the block that the rule gives, and why. */
    blocks: { effect: string; belongs: 'A' | 'B'; partners: Partner[] }[];
    /** Of every predictor by name: mean, sd (null where infinite or not defined), and where it varies. */
    predictors: { name: string; mean: number | null; sd: number | null; per: string | null }[];
}
