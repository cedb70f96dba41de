/** The engine's record of a law of one number. `laws.ts` lists the records by name. */
import type { Tails } from '../numeric/special/incomplete-gamma.js';
import type { Law } from '../spec/model-spec.js';
import type { LawProblem } from './argument-checks.js';
import type { LawRule, LawRuleFailure, LawRuleOptions } from './expectation-rule.js';
import type { Atom } from './parts.js';
import type { ScalarLaw } from './scalar-law.js';

/** Mean and variance; null where infinite, not defined, or without meaning (categorical). */
export interface Moments {
    mean: number | null;
    variance: number | null;
}

/** The closed support of a law. */
export interface Support {
    min: number;
    max: number;
    /** Whether expectations are sums over its values. A listed law of very many values has rules like a continuous one. */
    discrete: boolean;
}

/** log M(t), (log M)'(t) and (log M)''(t), M(t) = E e^{tX}. */
export interface LogMgf {
    value: number;
    first: number;
    second: number;
}

/** The random numbers that draws use. */
export interface RandomNumbers {
    /** On (0, 1). */
    uniform(): number;
    normal(): number;
    /** Of rate 1. */
    gamma(shape: number): number;
    poisson(mean: number): number;
}

/** A record that says which arguments a law takes. */
export interface CheckedLaw<L extends Law> {
    /** The first argument that is out of its range; null where all are right. Every other function expects a law without a problem. */
    problem(law: L): LawProblem | null;
}

/** All functions are those of the law with these arguments; `lawMoments`, `lawTails`, … say how accurate they are. */
export interface LawRecord<L extends ScalarLaw> extends CheckedLaw<L> {
    moments(law: L): Moments;
    /** The smallest closed interval that holds the law; of discrete laws from the first to the last value with a positive probability. */
    support(law: L): Support;
    /** `{ infinite: true }` where E e^{tX} is infinite, null where there is no closed form. */
    logMgf(law: L, t: number): LogMgf | { infinite: true } | null;
    /** log of the density, of a discrete law log of the probability of x. */
    logDensity(law: L, x: number): number;
    /** P(X ≤ x) and P(X > x). */
    tails(law: L, x: number): Tails;
    /** The least x with P(X ≤ x) ≥ p, for 0 < p < 1. */
    quantile(law: L, p: number): number;
    rule(law: L, options: LawRuleOptions): LawRule | LawRuleFailure;
    /** One draw, by inversion unless the law has a better method. */
    draw(law: L, random: RandomNumbers): number;
    /** Whether single values have a positive probability. */
    hasAtoms(law: L): boolean;
    /** The values of the law with their probabilities; null where they are not listed, or are more than `most` whole numbers. */
    listed(law: L, most: number): readonly Atom[] | null;
    /** Whether the values are whole numbers without a list: a rule holds those that matter under its envelope. */
    isLattice: boolean;
}
