/** What a quadrature rule for the expectation of a function of a law is asked for, the rule, and why there may be none. `lawRule` of `laws.ts` makes it. */

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
     * log of an upper bound of the size of the integrand at x, up to a constant. Default: 0. The rule covers the points where log density + envelope is
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
    /** The expectation of the envelope is infinite around this point inside the support. */
    | { infinite: 'inside'; at: number }
    /** The rule would need at least this many nodes. */
    | { tooMany: number }
    /** The law is not of one number, or its data file was not read. */
    | { unavailable: 'mvNormal' | 'empirical' };

/** Whether a rule was made. */
export function isLawRule(result: LawRule | LawRuleFailure): result is LawRule {
    return 'nodes' in result;
}
