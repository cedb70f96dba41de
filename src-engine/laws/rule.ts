/**
 * Quadrature rules for E f(X): nodes and weights that hold the density.
 */
import type { Law } from '../spec/model-spec.js';
import { atomRule } from './atom-rule.js';
import { components } from './parts.js';
import { isDiscreteLaw, isScalarLaw } from './scalar-law.js';
import type { ScalarLaw, ScalarMixture } from './scalar-law.js';
import { lineRule, uniformRule } from './smooth-rule.js';

export interface LawRuleOptions {
    /** 0, 1, 2, …: each has about 1.5 times as many nodes on a smooth piece as the one before. Exact sums don't depend on it. */
    level: number;
    /** Points where the integrand jumps or has a kink, in any order; those outside the support don't matter. */
    breakpoints?: readonly number[];
    /**
     * Points inside the support, or an end of a uniform law's, where the integrand or a derivative is unbounded (log x, √x, 1/√x): costs more nodes than a
     * breakpoint. Not needed for the end 0 of gamma, log-normal and beta laws, for 1 of beta laws, nor for an end where the envelope has a pole.
     */
    singularities?: readonly number[];
    /**
     * log of an upper bound of the size of the integrand at x, up to a constant; 0 if not said. The rule covers the points where log density + envelope is
     * within 45 of its maximum. −∞ says that the integrand is 0.
     */
    logEnvelope?: (x: number) => number;
}

/** E f(X) ≈ Σ weights·f(nodes). Nodes ascend, but for mixtures, whose components follow each other. */
export interface LawRule {
    nodes: Float64Array;
    weights: Float64Array;
}

export type LawRuleFailure =
    /** The expectation of the envelope is infinite on this side. */
    | { infinite: 'left' | 'right' }
    /** At least so many nodes would be needed. */
    | { tooMany: number }
    /** The law is not of one number, or is known by data only. */
    | { unavailable: 'mvNormal' | 'empirical' };

/**
 * A rule for E f(X). Continuous laws: the trapezoidal rule in a variable t in which the integrand falls exponentially or faster on both sides,
 * or Gauss–Legendre between breakpoints; uniform: Gauss–Legendre; discrete laws: all values that matter, exactly; mixtures: their components' rules. A
 * categorical law's nodes are the indices of its levels.
 *
 * The weights sum to 1 within 1e-14 if there is no envelope. With an envelope, values of no weight in the integral are left out.
 */
export function lawRule(law: Law, options: LawRuleOptions): LawRule | LawRuleFailure {
    if (isScalarLaw(law)) {
        return scalarLawRule(law, options);
    }
    const unavailable = law.law === 'mixture' ? firstUnavailable(law) : law.law;
    return { unavailable: unavailable === 'mvNormal' ? 'mvNormal' : 'empirical' };
}

/** Whether a rule was made. */
export function isLawRule(result: LawRule | LawRuleFailure): result is LawRule {
    return 'nodes' in result;
}

function firstUnavailable(law: Law): Law['law'] | undefined {
    if (law.law !== 'mixture') {
        return law.law;
    }
    return law.components
        .map(component => component.law)
        .filter(component => !isScalarLaw(component))
        .map(firstUnavailable)[0];
}

function scalarLawRule(law: ScalarLaw, options: LawRuleOptions): LawRule | LawRuleFailure {
    if (law.law === 'mixture') {
        return mixtureRule(law, options);
    }
    if (isDiscreteLaw(law)) {
        return atomRule(law, options);
    }
    return law.law === 'uniform' ? uniformRule(law.min, law.max, options) : lineRule(law, options);
}

function mixtureRule(law: ScalarMixture, options: LawRuleOptions): LawRule | LawRuleFailure {
    const nodes: number[] = [];
    const weights: number[] = [];
    for (const component of components(law)) {
        const rule = scalarLawRule(component.law, options);
        if (!isLawRule(rule)) {
            return rule;
        }
        for (const [k, node] of rule.nodes.entries()) {
            nodes.push(node);
            weights.push(component.probability * rule.weights[k]);
        }
    }
    return { nodes: Float64Array.from(nodes), weights: Float64Array.from(weights) };
}
