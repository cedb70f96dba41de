/**
 * A model and its design as plain data. The language lowers a `model { … }` to it, and the engine knows nothing else about the model.
 *
 * A `ModelSpec` is JSON: it goes to a worker, is hashed for the cache, and is a fixture in tests. Constants are folded;
 * names are the author's; arrays are in text order. It has everything that the language can express,
 * also the parts that are used elsewhere or later (tests, costs, sweeps, data).
 */

/** How an answer's variance is approximated: `leading` is the first term of its expansion in 1/m and 1/n. */
export type Accuracy = 'leading' | 'twoTerm' | 'refined' | 'exact';

/** A function of one real argument that terms, constants and derived quantities may use. `log` is natural. */
export type ScalarFunction = 'log' | 'exp' | 'sqrt' | 'abs' | 'logit' | 'expit' | 'probit' | 'normcdf';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '^';
/** An operator of two terms. A comparison is 1 if it holds, else 0. */
export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '==' | '!=';

/** An expression over the predictors: what a fixed effect multiplies, an offset, a derived predictor, the trials. */
export type Term =
    | { op: 'number'; value: number }
    | { op: 'predictor'; name: string }
    /** The dummy `site[b]`: 1 if the categorical predictor has this level, else 0. */
    | { op: 'level'; predictor: string; level: string }
    | { op: ArithmeticOperator | ComparisonOperator; left: Term; right: Term }
    | { op: 'negate'; operand: Term }
    | { op: 'call'; function: ScalarFunction; argument: Term };

/** The law of a random predictor, in R's parametrisation. Probabilities sum to 1 within 1e-9. */
export type Law =
    | { law: 'normal'; mean: number; sd: number }
    | { law: 'uniform'; min: number; max: number }
    | { law: 'bernoulli'; p: number }
    | { law: 'binomial'; size: number; p: number }
    | { law: 'poisson'; rate: number }
    | { law: 'gamma'; shape: number; rate: number }
    | { law: 'exponential'; rate: number }
    | { law: 'beta'; a: number; b: number }
    | { law: 'logNormal'; meanlog: number; sdlog: number }
    | { law: 'studentT'; df: number; location: number; scale: number }
    /** `source`: the column of a data set whose values these are, drawn with replacement. */
    | { law: 'discrete'; values: number[]; probabilities: number[]; source?: { data: string; column: string } }
    | { law: 'categorical'; levels: string[]; probabilities: number[] }
    | { law: 'mixture'; components: { probability: number; law: Law }[] }
    /** Several predictors at once; row-major symmetric covariance. */
    | { law: 'mvNormal'; mean: number[]; covariance: number[][] }
    /** The column of a data set that was not read. */
    | { law: 'empirical'; data: string; column: string };

export type PredictorSpec =
    /** Drawn anew for every observation, or once for each unit of the group `per`. `names` has several entries for `mvNormal` only. */
    | { kind: 'random'; names: string[]; law: Law; per: string | null }
    /**
     * The same points in every innermost group, or balanced over the units of `per`. With `levels` the predictor is categorical: its points are indices of
     * levels, and terms name levels.
     */
    | { kind: 'each'; name: string; points: number[]; levels?: string[]; per: string | null }
    /** A function of predictors that stand anywhere in the list (there are no cycles). */
    | { kind: 'derived'; name: string; term: Term };

export type FamilyName = 'gaussian' | 'bernoulli' | 'binomial' | 'poisson' | 'gamma' | 'inverseGaussian' | 'negativeBinomial';
export type LinkName = 'identity' | 'log' | 'logit' | 'probit' | 'cloglog' | 'sqrt' | 'inverse' | 'inverseSquare';

export interface FamilySpec {
    name: FamilyName;
    link: LinkName;
    /** Dispersion φ; 1 for a family without one. */
    phi: number;
    /** Number of trials of a binomial response: a number or an expression of predictors; null for other families. */
    trials: Term | null;
    /** Size (1/overdispersion) of a negative binomial response; null for other families. */
    size: number | null;
}

export interface FixedEffectSpec {
    name: string;
    block: 'A' | 'B';
    /** What the effect multiplies; the intercept is the number 1. */
    term: Term;
    /** The value believed true; null if the file asks for it (`?`). */
    value: number | null;
    /** `marginal(p)`: the intercept is solved so that the mean response is `p`; `value` is then null. */
    marginal: number | null;
}

/** The covariance Σ of the random effects of a group, and which of its numbers are parameters. Matrices are d × d and symmetric. */
export type CovarianceSpec =
    /** Every variance and every covariance. */
    | { structure: 'unstructured'; matrix: number[][] }
    /** The variances; the effects are uncorrelated. */
    | { structure: 'diagonal'; variances: number[] }
    /** The variances, and the covariances of these pairs (i, j), i > j, row by row; the other pairs are uncorrelated. */
    | { structure: 'partlyNamed'; matrix: number[][]; pairs: [number, number][] };

/** The random effects of one grouping factor. */
export interface RandomEffectsSpec {
    group: string;
    /** The group that this one is nested in (`random GROUP in OUTER`), else null. */
    within: string | null;
    /** Names of fixed effects of block A; may be empty (a level without effects). */
    effects: string[];
    /** The law of the effects, in their order. */
    covariance: CovarianceSpec;
}

/** Number of observations in each innermost group (crossed: in each cell). */
export type GroupSize =
    | { kind: 'fixed'; n: number }
    | { kind: 'unknown' }
    | { kind: 'poisson'; mean: number }
    /** Gamma with this mean and coefficient of variation, rounded. */
    | { kind: 'sizes'; mean: number; cv: number };

export interface DesignSpec {
    /** Units of each group, the inner group of a nesting per outer unit; null where the file asks (`?`). In text order. */
    counts: { group: string; count: number | null }[];
    /** Null if the design does not give it. */
    n: GroupSize | null;
    /** Share of the outermost groups that is lost; 0 by default. */
    attrition: number;
}

/** An expression over parameters: `derive`, `precision`. `var`, `sd` and `corr` are written with `covariance`. */
export type Quantity =
    | { op: 'number'; value: number }
    | { op: 'effect'; name: string }
    | { op: 'covariance'; effects: [string, string]; group: string }
    | { op: 'phi' }
    | { op: ArithmeticOperator; left: Quantity; right: Quantity }
    | { op: 'negate'; operand: Quantity }
    | { op: 'call'; function: ScalarFunction; argument: Quantity };

/** One linear hypothesis Σ coefficient·effect = value. */
export interface Contrast {
    coefficients: { effect: string; coefficient: number }[];
    value: number;
}

/** The law of a test statistic: normal, or t (several contrasts: F) with degrees of freedom by the inner–outer rule, Satterthwaite, or Kenward and Roger. */
export type Reference = 'z' | 't' | 'satterthwaite' | 'kr';

export interface TestSpec {
    name: string | null;
    /** The hypothesis as it was written, with single spaces: `beta1 - beta2 = 0`. */
    hypothesis: string;
    contrasts: Contrast[];
    alternative: 'two-sided' | 'greater' | 'less';
    alpha: number;
    power: number | null;
    reference: Reference;
}

export interface PrecisionSpec {
    target: Quantity;
    /** The target as it was written. */
    text: string;
    goal: { halfwidth: number } | { factor: number };
    level: number;
}

export interface CostSpec {
    /** `unit` is a group's name, or null for an observation. */
    prices: { unit: string | null; price: number }[];
    budget: number | null;
}

export interface SweepSpec {
    quantity: 'count' | 'n' | 'constant' | 'effect';
    name: string;
    values: number[];
}
export interface DerivedSpec {
    name: string;
    quantity: Quantity;
    text: string;
}
export interface DataSpec {
    name: string;
    file: string;
    response: string | null;
    columns: { name: string; column: string; role: 'group' | 'predictor' }[];
}
export interface SimulationSpec {
    replicates: number;
    seed: number;
    method: string;
}

export interface ModelSpec {
    name: string;
    family: FamilySpec;
    predictors: PredictorSpec[];
    /** All of block A in text order, then all of block B. */
    fixed: FixedEffectSpec[];
    offset: Term | null;
    random: RandomEffectsSpec[];
    design: DesignSpec;
    /** The accuracy of standard errors and answers; null: the default. */
    using: Accuracy | null;
    tests: TestSpec[];
    precisions: PrecisionSpec[];
    cost: CostSpec | null;
    sweeps: SweepSpec[];
    derived: DerivedSpec[];
    data: DataSpec[];
    simulation: SimulationSpec | null;
}
