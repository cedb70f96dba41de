/** The functions of constants, terms and derived quantities, and the names of parameters that look like functions. */
import type { ScalarFunction } from '../../src-engine/spec/model-spec.js';

/** Ways to say an effect that are functions of one constant: they fold to a number, so `ScalarFunction` does not know them. */
export type EffectFunction = 'OR' | 'RR' | 'pct' | 'marginal';
/** Names of parameters other than fixed effects, for `derive` and `precision`. */
export type ParameterFunction = 'var' | 'sd' | 'cov' | 'corr';
/** The function of a predictor, for products in `fixed`. */
export type FactorFunction = 'levels';

export interface FunctionKnowledge {
    name: ScalarFunction | EffectFunction | ParameterFunction | FactorFunction;
    /** `constant`: in numbers only; `term`: in numbers, terms and derived quantities; `parameter`: in `derive` and `precision`; `factor`: in products of `fixed`. */
    where: 'constant' | 'term' | 'parameter' | 'factor';
    signature: string;
    /** What it is, as a formula. */
    formula: string;
    /** Where it is defined; null: everywhere. */
    domain: string | null;
    documentation: string;
    example: string;
}

const scalarFunctions: Record<ScalarFunction, FunctionKnowledge> = {
    log: {
        name: 'log',
        where: 'term',
        signature: 'log(x)',
        formula: 'log x',
        domain: 'x > 0',
        documentation: 'The natural logarithm.',
        example: 'fixed B { beta1: x = log(1.5) }'
    },
    exp: {
        name: 'exp',
        where: 'term',
        signature: 'exp(x)',
        formula: 'eˣ',
        domain: null,
        documentation: 'The exponential function.',
        example: 'derive rateRatio = exp(beta1)'
    },
    sqrt: {
        name: 'sqrt',
        where: 'term',
        signature: 'sqrt(x)',
        formula: '√x',
        domain: 'x ≥ 0',
        documentation: 'The square root.',
        example: 'predictor s = sqrt(dose)'
    },
    abs: {
        name: 'abs',
        where: 'term',
        signature: 'abs(x)',
        formula: '|x|',
        domain: null,
        documentation: 'The absolute value.',
        example: 'predictor distance = abs(x)'
    },
    logit: {
        name: 'logit',
        where: 'term',
        signature: 'logit(p)',
        formula: 'log{p/(1 − p)}',
        domain: '0 < p < 1',
        documentation: 'The logarithm of the odds. As an intercept: the probability is p where all predictors are 0.',
        example: 'fixed A { beta0: 1 = logit(0.30) }'
    },
    expit: {
        name: 'expit',
        where: 'term',
        signature: 'expit(x)',
        formula: '1/(1 + e⁻ˣ)',
        domain: null,
        documentation: 'The inverse of logit: a probability from log odds.',
        example: 'derive risk = expit(beta0)'
    },
    probit: {
        name: 'probit',
        where: 'term',
        signature: 'probit(p)',
        formula: 'Φ⁻¹(p)',
        domain: '0 < p < 1',
        documentation: 'The quantile of the standard normal distribution.',
        example: 'fixed A { beta0: 1 = probit(0.30) }'
    },
    normcdf: {
        name: 'normcdf',
        where: 'term',
        signature: 'normcdf(x)',
        formula: 'Φ(x)',
        domain: null,
        documentation: 'The distribution function of the standard normal distribution, the inverse of probit.',
        example: 'derive risk = normcdf(beta0)'
    }
};

const effectFunctions: Record<EffectFunction, FunctionKnowledge> = {
    OR: {
        name: 'OR',
        where: 'constant',
        signature: 'OR(ratio)',
        formula: 'log ratio',
        domain: 'ratio > 0',
        documentation: 'An effect given as an odds ratio.',
        example: 'fixed B { beta1: x = OR(1.5) }'
    },
    RR: {
        name: 'RR',
        where: 'constant',
        signature: 'RR(ratio)',
        formula: 'log ratio',
        domain: 'ratio > 0',
        documentation: 'An effect given as a rate ratio or risk ratio.',
        example: 'fixed B { beta1: x = RR(1.3) }'
    },
    pct: {
        name: 'pct',
        where: 'constant',
        signature: 'pct(change)',
        formula: 'log(1 + change/100)',
        domain: 'change > −100',
        documentation: 'An effect given as a change in per cent: `pct(30)` is 30 % more, `pct(-20)` is 20 % less.',
        example: 'fixed B { beta1: x = pct(30) }'
    },
    marginal: {
        name: 'marginal',
        where: 'constant',
        signature: 'marginal(mean)',
        formula: 'the intercept at which E(Y) = mean',
        domain: 'a possible mean of the response',
        documentation:
            'Only for an intercept: its value is solved so that the mean response over random effects and predictors is this number.',
        example: 'fixed A { beta0: 1 = marginal(0.30) }'
    }
};

const parameterFunctions: Record<ParameterFunction, FunctionKnowledge> = {
    var: {
        name: 'var',
        where: 'parameter',
        signature: 'var(effect | group)',
        formula: 'Σⱼⱼ',
        domain: null,
        documentation: 'The variance of a random effect.',
        example: 'derive icc = var(beta0 | subject) / (var(beta0 | subject) + phi)'
    },
    sd: {
        name: 'sd',
        where: 'parameter',
        signature: 'sd(effect | group)',
        formula: '√Σⱼⱼ',
        domain: null,
        documentation: 'The standard deviation of a random effect.',
        example: 'precision sd(beta0 | subject) factor 1.5'
    },
    cov: {
        name: 'cov',
        where: 'parameter',
        signature: 'cov(effect, effect | group)',
        formula: 'Σⱼₖ',
        domain: null,
        documentation: 'The covariance of two random effects.',
        example: 'derive c = cov(beta0, beta1 | clinic)'
    },
    corr: {
        name: 'corr',
        where: 'parameter',
        signature: 'corr(effect, effect | group)',
        formula: 'Σⱼₖ/√(ΣⱼⱼΣₖₖ)',
        domain: null,
        documentation: 'The correlation of two random effects.',
        example: 'derive r = corr(beta0, beta1 | clinic)'
    }
};

const factorFunctions: Record<FactorFunction, FunctionKnowledge> = {
    levels: {
        name: 'levels',
        where: 'factor',
        signature: 'levels(predictor)',
        formula: '1{predictor = v} for each value v but the first',
        domain: 'a predictor with finitely many values',
        documentation:
            'One effect for each value of a predictor but the first: `NAME[2]`, `NAME[high]`. The name alone, in a test, means all of them together. `contrasts sum` after the values codes deviations from the mean of the levels instead of differences from the first one.',
        example: 'fixed { e: levels(arm) = [0.2, 0.4] }'
    }
};

/** By name. */
export const functions: ReadonlyMap<string, FunctionKnowledge> = new Map(
    [scalarFunctions, effectFunctions, parameterFunctions, factorFunctions].flatMap(table => Object.entries(table))
);
