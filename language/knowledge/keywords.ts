/** What each keyword does: hovers, completion and the language reference. */
export interface KeywordKnowledge {
    documentation: string;
    example: string;
}

const entries: Record<string, KeywordKnowledge> = {
    model: {
        documentation: 'A model to be fitted, with the values believed true and the amount of data to be collected.',
        example: 'model trial "Main trial" { … }'
    },
    let: {
        documentation: 'A constant of this model; at the top of the file, a constant of all models.',
        example: 'let sigma2 = 100, rho = 0.2'
    },
    family: {
        documentation: 'The distribution of the response given the random effects.',
        example: 'family gamma(phi = 0.5) link log'
    },
    link: {
        documentation: 'The function that maps the mean to the linear predictor; each family has a default.',
        example: 'family bernoulli link probit'
    },
    predictor: {
        documentation:
            'A variable that effects multiply: random with a law, the same points in every group, or derived from other predictors.',
        example: 'predictor x ~ Normal(0, 1)'
    },
    each: {
        documentation:
            'Points that the design fixes. Each unit has all of them equally often; with `per`, each unit of that group has one of them.',
        example: 'predictor arm each 0, 1 per clinic'
    },
    per: {
        documentation: 'Constant within the units of this group; in `cost`: the price of one unit.',
        example: 'predictor age ~ Normal(50, 10) per patient'
    },
    fixed: {
        documentation:
            'Fixed effects: a name, what it multiplies, and the value believed true. Plain `fixed` sorts them into two blocks, A: effects that also vary randomly between groups, or compare groups with each other; B: all others. `fixed A` and `fixed B` say the block, and it is checked.',
        example: 'fixed { beta0: 1 = -1.5; beta1: x = 0.5 }'
    },
    A: {
        documentation:
            'Effects that also vary randomly between groups, or compare groups with each other. Their variances fall like 1/m, with m the number of groups.',
        example: 'fixed A { beta0: 1 = -1.5 }'
    },
    B: {
        documentation:
            'Effects that neither vary randomly between groups nor compare them. Their variances fall like 1/(mn), with mn the number of observations.',
        example: 'fixed B { beta1: x = 0.5 }'
    },
    offset: {
        documentation: 'A known part of the linear predictor, with coefficient 1.',
        example: 'offset log(exposure)'
    },
    random: {
        documentation: 'The random effects of a group: which effects vary between its units, and how much.',
        example: 'random clinic { beta0 sd 0.8 }'
    },
    in: {
        documentation: 'Nesting: the units of this group lie within those of the outer one.',
        example: 'random class in school { beta0 sd 0.3 }'
    },
    contrasts: {
        documentation:
            'The coding of a factor. `contrasts sum`: each level is compared with the mean of all levels. Without it: with the first level.',
        example: 'fixed { e: levels(arm) = [0.2, 0.4] contrasts sum }'
    },
    sd: {
        documentation: 'The standard deviation of a random effect.',
        example: 'beta0 sd 0.8'
    },
    variance: {
        documentation: 'The variance of a random effect.',
        example: 'beta0 variance 0.64'
    },
    icc: {
        documentation:
            'The intraclass correlation of a random intercept, σ²/(σ² + φ). For yes/no responses it is that of the latent scale: φ is π²/3 with the logit link, 1 with probit, π²/6 with cloglog. Published correlations of proportions are on another scale; the hover over a random effect shows both.',
        example: 'beta0 icc 0.05'
    },
    correlation: {
        documentation:
            'The correlation of two random effects. A pair that is not named is uncorrelated, and its correlation is not a parameter.',
        example: 'correlation(beta0, beta1) = -0.2'
    },
    covariance: {
        documentation: 'The covariance of two random effects, or the whole matrix of several.',
        example: 'covariance (beta0, beta1) = [[0.64, 0.1], [0.1, 0.25]]'
    },
    design: {
        documentation: 'How much data: units of each group (an inner group: per outer unit), and `n` observations in the innermost.',
        example: 'design { clinic = 50, n = 20 }'
    },
    n: {
        documentation: 'Observations in each innermost group; crossed: in each cell. A number, or a law for unequal sizes.',
        example: 'n ~ Sizes(mean = 20, cv = 0.4)'
    },
    Sizes: {
        documentation: 'Unequal group sizes: gamma with this mean and coefficient of variation, rounded.',
        example: 'n ~ Sizes(mean = 20, cv = 0.4)'
    },
    attrition: {
        documentation: 'The share of the outermost groups that is lost. The counts are of groups analysed, so more must be recruited.',
        example: 'design { clinic = 50, n = 20, attrition 0.15 }'
    },
    sweep: {
        documentation: 'A list of values for a count, `n`, a constant or a fixed effect.',
        example: 'sweep n = 5..50 step 5'
    },
    step: {
        documentation: 'The distance between the values of a sweep (default: 1).',
        example: 'sweep n = 5..50 step 5'
    },
    test: {
        documentation: 'A hypothesis that the study tests: a linear contrast of fixed effects, or several joined by `and`.',
        example: 'test main: beta1 = 0 two-sided alpha 0.05 power 0.90'
    },
    and: {
        documentation: 'Joins several contrasts into one two-sided Wald test.',
        example: 'test beta1 = 0 and beta2 = 0'
    },
    'two-sided': {
        documentation: 'The alternative is that the contrast differs from its value, in either direction; the default.',
        example: 'test beta1 = 0 two-sided'
    },
    greater: {
        documentation: 'The alternative is that the contrast is greater than its value.',
        example: 'test beta1 = 0 greater'
    },
    less: {
        documentation: 'The alternative is that the contrast is less than its value.',
        example: 'test beta1 = 0 less'
    },
    alpha: {
        documentation: 'The significance level of the test (default: 0.05).',
        example: 'test beta1 = 0 alpha 0.01'
    },
    power: {
        documentation: 'The target power.',
        example: 'test beta1 = 0 power 0.90'
    },
    reference: {
        documentation: 'The reference distribution of the test: `z` (the default), `t`, `satterthwaite` or `kr`.',
        example: 'test beta1 = 0 reference t'
    },
    z: {
        documentation: 'The test compares with the normal distribution; the default.',
        example: 'test beta1 = 0 reference z'
    },
    t: {
        documentation: "The test compares with Student's t: to be preferred with few groups.",
        example: 'test beta1 = 0 reference t'
    },
    satterthwaite: {
        documentation:
            "The test compares with Student's t (several hypotheses: F), with the degrees of freedom that Satterthwaite's method computes from the model.",
        example: 'test beta1 = 0 reference satterthwaite'
    },
    kr: {
        documentation:
            "Kenward and Roger's test of a Gaussian model: Student's t (several hypotheses: F) with standard errors that allow for the estimation of the variances.",
        example: 'test beta1 = 0 reference kr'
    },
    precision: {
        documentation: 'A goal for the width of a confidence interval.',
        example: 'precision beta1 halfwidth 0.1 level 0.95'
    },
    halfwidth: {
        documentation: 'The target for half the width of the confidence interval.',
        example: 'precision beta1 halfwidth 0.1'
    },
    factor: {
        documentation: 'For a variance: the interval reaches from the value divided by this factor to the value times it.',
        example: 'precision var(beta0 | subject) factor 1.5'
    },
    level: {
        documentation: 'The confidence level of an interval.',
        example: 'precision beta1 halfwidth 0.1 level 0.95'
    },
    cost: {
        documentation: 'The prices of units and observations, and the budget. The tool finds the best design for them.',
        example: 'cost { per clinic 100, per observation 5, budget 20000 }'
    },
    observation: {
        documentation: 'In `cost`: one observation, with its price.',
        example: 'cost { per observation 5 }'
    },
    budget: {
        documentation: 'The largest cost that the study may have.',
        example: 'cost { per clinic 100, budget 20000 }'
    },
    derive: {
        documentation: 'A function of parameters, with its variance by the delta method.',
        example: 'derive theta = exp(beta0)'
    },
    data: {
        documentation: 'A data file, for `Empirical` laws and for fitting; the path is relative to this file.',
        example: 'data pilot from "pilot.csv" { response y, clinic id, x dose }'
    },
    from: {
        documentation: 'The file that holds the data.',
        example: 'data pilot from "pilot.csv" { response y }'
    },
    response: {
        documentation: 'The column that holds the response.',
        example: 'data pilot from "pilot.csv" { response y }'
    },
    simulate: {
        documentation: 'How a simulation of this design runs. Nothing runs until you ask for it.',
        example: 'simulate { replicates 1000, seed 42, method laplace }'
    },
    replicates: {
        documentation: 'How many data sets are simulated.',
        example: 'simulate { replicates 1000 }'
    },
    seed: {
        documentation: 'The seed of the random numbers: the same seed gives the same data sets.',
        example: 'simulate { seed 42 }'
    },
    method: {
        documentation: 'How the simulated data sets are fitted.',
        example: 'simulate { method laplace }'
    },
    laplace: {
        documentation: "Maximum likelihood by Laplace's approximation.",
        example: 'simulate { method laplace }'
    },
    aghq: {
        documentation: 'Maximum likelihood by adaptive Gauss–Hermite quadrature.',
        example: 'simulate { method aghq }'
    },
    gva: {
        documentation: 'Gaussian variational approximation.',
        example: 'simulate { method gva }'
    },
    using: {
        documentation: 'The accuracy of the variances that lenses and answers are computed from.',
        example: 'using leading'
    },
    leading: {
        documentation: 'The leading term of the variance, of order 1/m in block A and 1/(mn) in block B.',
        example: 'using leading'
    },
    'two-term': {
        documentation: 'The leading term plus the next one, of order 1/(mn). An effect of block B has only the leading term.',
        example: 'using two-term'
    },
    refined: {
        documentation:
            'The inverse of an approximate information: that of the working linear mixed model, averaged over the random effects.',
        example: 'using refined'
    },
    exact: {
        documentation: 'The inverse of the expected information of the likelihood. In general it holds for many groups of this size.',
        example: 'using exact'
    },
    pi: {
        documentation: 'The number π = 3.14159…',
        example: 'let latent = pi^2 / 3'
    },
    phi: {
        documentation: 'The dispersion φ of the family: of a Gaussian response the residual variance.',
        example: 'family gaussian(phi = 0.5)'
    }
};

/** All keywords by name. Families, links, laws and functions have separate tables. */
export const keywords: ReadonlyMap<string, KeywordKnowledge> = new Map(Object.entries(entries));
