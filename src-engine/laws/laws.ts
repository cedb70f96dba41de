/** All laws of predictors by name, and their functions. All but `lawProblem` expect a law without a problem. */
import type { Tails } from '../numeric/special/incomplete-gamma.js';
import type { Law } from '../spec/model-spec.js';
import type { LawProblem } from './argument-checks.js';
import { bernoulli } from './bernoulli.js';
import { beta } from './beta.js';
import { binomial } from './binomial.js';
import { categorical } from './categorical.js';
import { discrete } from './discrete.js';
import { empirical } from './empirical.js';
import { exponential } from './exponential.js';
import { gamma } from './gamma.js';
import type { CheckedLaw, LawRecord, LogMgf, Moments, RandomNumbers, Support } from './law-record.js';
import type { LawRule, LawRuleFailure, LawRuleOptions } from './expectation-rule.js';
import { logNormal } from './log-normal.js';
import { mixtureOf } from './mixture.js';
import { mvNormal } from './mv-normal.js';
import { normal } from './normal.js';
import { poisson } from './poisson.js';
import { isScalarLaw, type ScalarLaw } from './scalar-law.js';
import { studentT } from './student-t.js';
import { uniform } from './uniform.js';

const scalarLaws: { [Name in ScalarLaw['law']]: LawRecord<Extract<ScalarLaw, { law: Name }>> } = {
    normal,
    uniform,
    bernoulli,
    binomial,
    poisson,
    gamma,
    exponential,
    beta,
    logNormal,
    studentT,
    discrete,
    categorical,
    mixture: mixtureOf(recordOf, checksOf)
};

const laws: { [Name in Law['law']]: CheckedLaw<Law> } = { ...scalarLaws, mvNormal, empirical };

function recordOf(law: ScalarLaw): LawRecord<ScalarLaw> {
    return scalarLaws[law.law];
}

function checksOf(law: Law): CheckedLaw<Law> {
    return laws[law.law];
}

/** The first argument of a law that is out of its range; null where all are right. The other functions of laws expect laws without a problem. */
export function lawProblem(law: Law): LawProblem | null {
    return checksOf(law).problem(law);
}

/** Mean and variance by the closed forms of each law; relative error below 1e-15 (log-normal 1e-14). */
export function lawMoments(law: ScalarLaw): Moments {
    return recordOf(law).moments(law);
}

/** The smallest closed interval that holds the law; for discrete laws from the first to the last value with a positive probability. */
export function lawSupport(law: ScalarLaw): Support {
    return recordOf(law).support(law);
}

/**
 * log M(t) = log E e^{tX} with its derivatives, all without cancellation: relative error below 1e-14. `{ infinite: true }` where E e^{tX} is
 * infinite: gamma and exponential at t ≥ rate, log-normal at t > 0, Student's t at t ≠ 0. Null where there is no closed form (beta, log-normal at
 * t < 0, and at t = 0 the laws without two moments) or no number (categorical).
 */
export function logMgf(law: ScalarLaw, t: number): LogMgf | { infinite: true } | null {
    return recordOf(law).logMgf(law, t);
}

/**
 * log of the density at x, of a discrete law log of the probability of x; −∞ outside the support, ∞ at a pole of the density (gamma and beta
 * with a shape below 1). Absolute error below 1e-14 times (1 + the distance to the mode in log density) for shapes and sizes up to 1e6.
 * A mixture that holds both kinds has no density; its discrete components then count where x is one of their values.
 */
export function lawLogDensity(law: ScalarLaw, x: number): number {
    return recordOf(law).logDensity(law, x);
}

/** P(X ≤ x). */
export function lawCdf(law: ScalarLaw, x: number): number {
    return lawTails(law, x).lower;
}

/**
 * P(X ≤ x) and P(X > x), each without cancellation: relative error of the smaller one below 1e-13 for shapes, sizes and degrees of
 * freedom up to 1000 and probabilities above 1e-300, 1e-11 up to 1e6.
 */
export function lawTails(law: ScalarLaw, x: number): Tails {
    return recordOf(law).tails(law, x);
}

/**
 * The least x with P(X ≤ x) ≥ p; the ends of the support at p = 0 and 1, NaN outside [0, 1]. Relative error below 1e-13 for laws with a
 * density and shapes from 0.5 to 1000 (5e-13 at 0.05). For discrete laws and mixtures with discrete parts p is taken 1e-14 (relative) lower, so that the
 * quantile of P(X ≤ x) is x in spite of rounding.
 */
export function lawQuantile(law: ScalarLaw, p: number): number {
    if (!(p >= 0 && p <= 1)) {
        return NaN;
    }
    if (p === 0) {
        return lawSupport(law).min;
    }
    return p === 1 ? lawSupport(law).max : recordOf(law).quantile(law, p);
}

/**
 * A rule for E f(X). Continuous laws: the trapezoidal rule in a variable t in which the integrand falls exponentially or faster on both sides,
 * or Gauss–Legendre between breakpoints; uniform: Gauss–Legendre; discrete laws: all values that matter, exactly; mixtures: their components' rules. A
 * categorical law's nodes are the indices of its levels.
 *
 * The weights sum to 1 within 1e-14 if there is no envelope. With an envelope, values of no weight in the integral are left out.
 */
export function lawRule(law: Law, options: LawRuleOptions): LawRule | LawRuleFailure {
    return isScalarLaw(law) ? recordOf(law).rule(law, options) : { unavailable: firstUnavailable(law) ?? 'empirical' };
}

/** The first part of a law that is not a law of one number. */
function firstUnavailable(law: Law): 'mvNormal' | 'empirical' | undefined {
    if (law.law === 'mixture') {
        return law.components.map(component => firstUnavailable(component.law)).find(found => found !== undefined);
    }
    return law.law === 'mvNormal' || law.law === 'empirical' ? law.law : undefined;
}

/** One draw of a law, by inversion unless the law has a better method. */
export function drawLaw(law: ScalarLaw, random: RandomNumbers): number {
    return recordOf(law).draw(law, random);
}

/** The values of a law with their probabilities; null where they are not listed, or are more than `most` whole numbers. */
export function lawValues(law: ScalarLaw, most: number): ReturnType<LawRecord<ScalarLaw>['listed']> {
    return recordOf(law).listed(law, most);
}

/** Whether a law's values are whole numbers without a list, so that a rule holds only those that matter. */
export function isLatticeLaw(law: ScalarLaw): boolean {
    return recordOf(law).isLattice;
}
