/**
 * What a program writes to describe a model: a `ModelSpec` in which everything that has a default may be left out.
 * Every `ModelSpec` is a `ModelInput`. `completeModel` checks an input and fills in the defaults.
 */
import type {
    Accuracy,
    CostSpec,
    CovarianceSpec,
    DataSpec,
    FamilyName,
    GroupSize,
    LinkName,
    PredictorSpec,
    Quantity,
    SimulationSpec,
    SweepSpec,
    Term,
    TestSpec
} from './model-spec.js';

export interface FamilyInput {
    name: FamilyName;
    /** Default: the first link of the family; identity (gaussian), logit (bernoulli, binomial), otherwise log. */
    link?: LinkName;
    /** Dispersion φ > 0. Required for gaussian (the residual variance), gamma and inverseGaussian; 1 for the others. */
    phi?: number;
    /** Required for binomial: the number of trials, or an expression of predictors. */
    trials?: Term | number | null;
    /** Required for negativeBinomial: the size, 1/overdispersion, greater than 0. */
    size?: number | null;
}

type Random = Extract<PredictorSpec, { kind: 'random' }>;
type Each = Extract<PredictorSpec, { kind: 'each' }>;
type Derived = Extract<PredictorSpec, { kind: 'derived' }>;

/** `per` is null by default: the predictor varies between observations. */
export type PredictorInput =
    (Omit<Random, 'per'> & Partial<Pick<Random, 'per'>>) | (Omit<Each, 'per'> & Partial<Pick<Each, 'per'>>) | Derived;

export interface FixedEffectInput {
    name: string;
    /** Default: the block that the rule gives. A block that the rule does not give is a `wrong-block` reason. */
    block?: 'A' | 'B';
    /** What the effect multiplies; the intercept is the number 1. */
    term: Term;
    /** The value believed true, on the scale of the linear predictor; null asks for it. Required without `marginal`. */
    value?: number | null;
    /** Only for an intercept: the mean response that it is solved from, instead of `value`. */
    marginal?: number | null;
}

export interface RandomEffectsInput {
    group: string;
    /** The group that this one is nested in. Default: null. */
    within?: string | null;
    /** Names of fixed effects that vary between the units of the group. */
    effects: string[];
    /**
     * Σ in the order of `effects`. A plain matrix (d × d, symmetric, variances on the diagonal) is unstructured: every variance and covariance is a parameter.
     */
    covariance: number[][] | CovarianceSpec;
}

export interface DesignInput {
    /** A group that is left out has the count null: the model asks for it, or does not need it. Default: []. */
    counts?: { group: string; count: number | null }[];
    /** Observations in each innermost group. Default: null; then there are constants and orders, but no standard errors. */
    n?: GroupSize | null;
    /** Share of the outermost groups that is lost, 0 ≤ attrition < 1. Default: 0. */
    attrition?: number;
}

/** Defaults: no name, alpha 0.05, no power to reach, two-sided, reference z; `hypothesis` is written from the contrasts. */
export type TestInput = Pick<TestSpec, 'contrasts'> & Partial<Omit<TestSpec, 'contrasts'>>;

export interface PrecisionInput {
    target: Quantity;
    /** Default: written from `target`. */
    text?: string;
    /** The largest half-width of the interval, > 0; or the largest factor of the interval of an exponential, > 1. */
    goal: { halfwidth: number } | { factor: number };
    /** Level of the interval. Default: 0.95. */
    level?: number;
}

export interface DerivedInput {
    name: string;
    quantity: Quantity;
    /** Default: written from `quantity`. */
    text?: string;
}

export type CostInput = Pick<CostSpec, 'prices'> & Partial<Pick<CostSpec, 'budget'>>;

export interface ModelInput {
    /** Default: `model`. */
    name?: string;
    /** The name is enough if the family needs no number: `'poisson'`, `'bernoulli'`. */
    family: FamilyName | FamilyInput;
    /** Default: []. */
    predictors?: PredictorInput[];
    /** In any order; the completed model has block A first. */
    fixed: FixedEffectInput[];
    offset?: Term | null;
    /** Default: []. */
    random?: RandomEffectsInput[];
    /** Default: no sizes. */
    design?: DesignInput;
    /** Default: null, which means `refined`, or the accuracy that replaces it. */
    using?: Accuracy | null;
    tests?: TestInput[];
    precisions?: PrecisionInput[];
    cost?: CostInput | null;
    sweeps?: SweepSpec[];
    derived?: DerivedInput[];
    data?: DataSpec[];
    simulation?: SimulationSpec | null;
}
