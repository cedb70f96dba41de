/**
 * Quadrature rules for E f(X): nodes and weights that hold the density.
 */
import type { Law } from '../spec/model-spec.js';
import { isLawRule, type LawRule, type LawRuleFailure, type LawRuleOptions } from './law-rule.js';
import { atomRule } from './atom-rule.js';
import { components } from './parts.js';
import { isDiscreteLaw, isScalarLaw, type ScalarLaw, type ScalarMixture } from './scalar-law.js';
import { lineRule, uniformRule } from './smooth-rule.js';

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
