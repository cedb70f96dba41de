/** The answers for a design: powers, sizes, precision, the best design. Plain data, with the same shapes as the JSON of the command line. */
import type { Cautions } from './cautions.js';
import type { ByAccuracy } from './by-accuracy.js';
import type { Failure } from './failure.js';
import type { FewEvents } from './few-events.js';
import type { ExactMayDiffer, Variance } from './analysis.js';
import type { Reason } from './reason.js';
import type { Accuracy, Reference, TestSpec } from '../spec/model-spec.js';

export type { Failure } from './failure.js';
export type { FewEvents, ValueOfCell } from './few-events.js';

/** A point of a curve around an answer: power, or half-width (or factor) of the interval, at a value of the quantity. */
export interface CurvePoint {
    at: number;
    value: number;
}

/** The value of a quantity at which a goal is reached. */
export interface Required {
    /** A group, `n`, or a fixed effect. */
    quantity: string;
    kind: 'count' | 'n' | 'effect';
    /** Whether the file asks for it by `?`. */
    asked: boolean;
    /** The power, the half-width or the factor to reach. */
    target: number;
    /** The accuracy of the answer in use; null if no accuracy has an answer. */
    using: Accuracy | null;
    /** The least count (among the multiples that `each` points allow) at which the goal is reached and below which it is not; of an effect: the value nearest to the null. */
    value: ByAccuracy<number | null>;
    /** The real solution. */
    continuous: ByAccuracy<number | null>;
    /** For an outermost count: how many units to recruit under attrition; else null. */
    recruit: ByAccuracy<number | null>;
    failure: ByAccuracy<Failure | null>;
    /** Whether the answer in exact variances would be in use, but needs work that was not asked for. */
    awaitsExact: boolean;
    /** How far the exact variance, which is missing, may be from the refined one that the answer rests on; null where that is good, or not in use. */
    exactMayDiffer: ExactMayDiffer | null;
    /** For the effect of a two-sided test: the value on the other side of the null; else null. */
    otherSide: ByAccuracy<number | null> | null;
    /** The count goes up in steps of this, for `each` points; 1 where there are none, and for effects. */
    step: number;
    /** The smallest count at which data can tell all parameters of the model, `step` where every count can; null where none can, and for effects. */
    least: number | null;
    /** Whether the goal is reached at this count already. */
    atSmallest: boolean;
    /** What makes the answer rough; null where nothing is known against it, or not looked for, and where it answers the `?`: then `DesignAnswers` tells of that design. */
    cautions: Cautions | null;
    /** The answer in use with all of Σ a quarter smaller and larger; null for models without random effects and if it cannot be computed. */
    sensitivity: { smaller: number | null; larger: number | null } | null;
    /** Around the answer in use, in that accuracy; empty where there is none. */
    curve: CurvePoint[];
}

/** Powers that are sums over all outcomes of a study without groups; they hold for any number of observations. */
export interface EnumeratedAnswer {
    /** Of the Wald test; an estimate that does not exist does not reject. */
    wald: number;
    likelihoodRatio: number;
    /** What each can be too small by: the probability of the outcomes that were left out. */
    error: number;
    /** The same probabilities with the tested effect at its value under the hypothesis; null where the hypothesis is about several effects. */
    level: { wald: number; likelihoodRatio: number } | null;
}

export interface TestAnswer extends Pick<TestSpec, 'name' | 'hypothesis' | 'alternative' | 'alpha'> {
    reference: Reference;
    df: number | null;
    /** The accuracy of the power in use: the one that the model asks for, or the one that replaces it. Null if there is no power. */
    using: Accuracy | null;
    /** The power at the design; null if the design asks for a number, or the variance cannot be computed. */
    power: ByAccuracy<number | null>;
    /** The Monte-Carlo standard error of the exact power, where designs were drawn; else null. */
    powerError: number | null;
    /** Why the power in use is missing; null where it is there, or a number of the design is asked for. */
    failure: Failure | null;
    /** Whether exact variances would be in use, but need work that was not asked for. */
    awaitsExact: boolean;
    /** How far the exact variance, which is missing, may be from the refined one that the answer rests on; null where that is good, or not in use. */
    exactMayDiffer: ExactMayDiffer | null;
    /** Null if the test names no power. */
    required: Required | null;
    /** Units of the group that make an effect of the test one of block A, the least of them; null where all effects are in B or sizes are missing. */
    units: number | null;
    /** Sums over all outcomes, at the design or at the answer to its `?`; why there are none; null where the test is not of counts without groups, or nothing is known there. */
    enumerated: EnumeratedAnswer | Failure | null;
    /** The cell that the test compares with fewer than 5 expected events, at the design or the answer; null where there are enough, or the power in use is a sum over all outcomes. */
    fewEvents: FewEvents | null;
    /**
     * With `reference z` and fewer than 40 units, or fewer than 40 residual degrees of freedom where φ is estimated: the same in `reference t`, in the accuracy in use; below one
     * degree of freedom there is no test, and no power. Where only a required size has so few, only that, with its degrees of freedom. Else null.
     */
    withT: { df: number; power: number | null; required: number | null } | null;
    /** Where it was asked for: beside `withT`, and with `reference t`, the same with Satterthwaite's degrees of freedom, at the answer where a size is asked for. Else null. */
    withSatterthwaite: { df: number; power: number | null } | null;
    /** Where an earlier goal answers the `?`: the estimates of the test's effects at its own answer. Else null. */
    atOwnAnswer: EstimateAtAnswer[] | null;
    /** The power at the design that answers a `?`, for a test that asks for none itself; null for all others, and where nothing answers the `?`. */
    atAnswer: PowerAtAnswer | null;
    /** Share of the contrast's variance in use (0 … 1) that more observations in each innermost group do not lower; null for several contrasts, with the leading term, or if it cannot be computed. */
    floor: number | null;
    /** Power in use at the design with all of Σ a quarter smaller and larger. */
    sensitivity: { smaller: number | null; larger: number | null } | null;
}

/** The power of a test at the design that answers a `?`. `failure`: why there is none in use. */
export type PowerAtAnswer = Pick<TestAnswer, 'df' | 'using' | 'power' | 'failure' | 'exactMayDiffer'>;

export interface PrecisionAnswer {
    /** The target as it was written. */
    parameter: string;
    goal: { halfwidth: number } | { factor: number };
    level: number;
    using: Accuracy | null;
    /** The half-width, or the factor, of the interval at the design; null if the design asks for a number. */
    reached: ByAccuracy<number | null>;
    failure: Failure | null;
    /** As of a test. */
    awaitsExact: boolean;
    /** How far the exact variance, which is missing, may be from the refined one that the answer rests on; null where that is good, or not in use. */
    exactMayDiffer: ExactMayDiffer | null;
    required: Required;
    /** As of a test; null also where the quantity consists of more than fixed effects. */
    units: number | null;
    /** As of a test: the interval by the t distribution. `reached`: the half-width or the factor. */
    withT: { df: number; reached: number | null; required: number | null } | null;
}

/** The best design for a budget, or the cheapest for a goal. */
export interface OptimalAnswer {
    /** The test's name, or its hypothesis where it has none; of a precision its target. */
    for: string;
    kind: 'test' | 'precision';
    /** What is optimised: the most power or precision for the budget, or the least cost for the goal. */
    aim: 'budget' | 'goal';
    using: Accuracy | null;
    n: number | null;
    /** By group. */
    groups: Record<string, number>;
    cost: number | null;
    power: number | null;
    /** Half-width or factor of a precision; null for tests. */
    reached: number | null;
    /** The real optimum, before whole numbers are searched. */
    continuous: { n: number | null; groups: Record<string, number> };
    /** Variance at the best design over that of the file's design, both at the file's cost; null where the file's design asks for a number. */
    efficiency: number | null;
    /** The quantity, `n` or a group, that is at the limit of its range in the optimum; null if none is. */
    atBound: string | null;
    /** All such quantities, `atBound` first. */
    atBounds: readonly string[];
    /** The quantities that have a price, but stay as the file has them: a search over more takes too long, or they cost nothing. */
    kept: readonly string[];
    /** What makes the numbers of the best design rough; null where nothing is known against them, or not looked for. */
    cautions: Cautions | null;
    /** How far the exact variance, with which no best design is searched for, may be from the refined one there; null where that is good, or not in use. */
    exactMayDiffer: ExactMayDiffer | null;
    failure: Failure | null;
}

/** The variance of a fixed effect's estimate at the design that answers the `?`. */
export interface EstimateAtAnswer {
    name: string;
    /** The value of the effect there; null where it is not known. */
    value: number | null;
    using: Accuracy;
    variance: Variance;
    isRough: boolean;
    awaitsExact: boolean;
    /** How far the exact variance, which is missing, may be from the refined one that the answer rests on; null where that is good, or not in use. */
    exactMayDiffer: ExactMayDiffer | null;
}

export interface DesignAnswers extends Cautions {
    tests: TestAnswer[];
    precisions: PrecisionAnswer[];
    optimal: OptimalAnswer[];
    /** Every fixed effect that has a variance at the answer to the `?` of the first goal; null where nothing is asked for, or nothing answers it. */
    atAnswer: EstimateAtAnswer[] | null;
    /** Locally D-optimal probability of each two-valued predictor, by name. */
    allocation: Record<string, number>;
    /** σ²/(σ² + residual), of random intercepts alone on the scale of η: logistic π²/3, probit 1, cloglog π²/6; null where it is not defined. */
    icc: number | null;
    /** 1 + (n − 1)·icc; null where it does not exist. */
    designEffect: number | null;
}

/** Which standard error of a fixed effect is in use, and how sure it is, as in the analysis. */
export interface SweptStandardError {
    using: Accuracy;
    isRough: boolean;
    exactMayDiffer: ExactMayDiffer | null;
    /** Absolute error of its square: certified, or the Monte-Carlo standard error where it was simulated. */
    error: number;
    simulated: boolean;
}

/** One row of a sweep: a model with other values. */
export interface SweepRow {
    at: Record<string, number>;
    /** `cautions`: what makes the numbers of the design, or of the answer to its `?`, rough; null where nothing is known against them. */
    tests: (Pick<TestAnswer, 'name' | 'hypothesis' | 'using' | 'power' | 'exactMayDiffer' | 'enumerated' | 'required'> & {
        cautions: Cautions | null;
    })[];
    precisions: (Pick<PrecisionAnswer, 'parameter' | 'required'> & { cautions: Cautions | null })[];
    /** Of every fixed effect, by name. */
    standardError: Record<string, ByAccuracy<number | null>>;
    /** Of every fixed effect; null where it has no standard error. */
    inUse: Record<string, SweptStandardError | null>;
    /** Why nothing could be computed here; null where it was. */
    reason: Reason | null;
}
