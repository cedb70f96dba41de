/** The laws of random predictors: arguments in R's order and parametrisation, formulas, documentation. */
import type { Law } from '../../src-engine/spec/model-spec.js';

export interface LawArgument {
    /** As written in the language, and the property of `Law` that holds it. */
    name: string;
    meaning: string;
    /** The values that make sense, in words: `greater than 0`. */
    domain: string;
}

/** How the arguments are written. */
export type LawForm =
    /** Numbers, positional or named: `Gamma(2, rate = 1)`. */
    | 'numbers'
    /** Values, equally likely or each with its probability: `Discrete(0, 1, 2)`, `Discrete(0: 0.3, 1: 0.7)`. */
    | 'values'
    /** Names, each with its probability: `Categorical(a: 0.2, b: 0.8)`. */
    | 'levels'
    /** Laws, each with its probability: `Mixture(0.9: Normal(0, 1), 0.1: Normal(3, 1))`. */
    | 'laws'
    /** A vector and a matrix: `MvNormal([0, 0], [[1, 0.3], [0.3, 1]])`. */
    | 'vectorAndMatrix'
    /** The column of a data set: `Empirical(DATA.COLUMN)`. */
    | 'column';

export interface LawKnowledge {
    /** The constructor in the language. */
    name: string;
    lowersTo: Law['law'];
    form: LawForm;
    arguments: LawArgument[];
    /** For signature help: `Normal(mean, sd)`. */
    signature: string;
    example: string;
    /** Where the law puts its mass. */
    support: string;
    /** Density or probability mass as an equation; null where there is none to write. */
    density: string | null;
    mean: string | null;
    variance: string | null;
    /** R's random generator; null where base R has none. */
    r: string | null;
    documentation: string;
}

function numbers(
    name: string,
    lowersTo: Law['law'],
    lawArguments: LawArgument[],
    rest: Omit<LawKnowledge, 'name' | 'lowersTo' | 'form' | 'arguments' | 'signature'>
): LawKnowledge {
    const signature = `${name}(${lawArguments.map(argument => argument.name).join(', ')})`;
    return { name, lowersTo, form: 'numbers', arguments: lawArguments, signature, ...rest };
}

const positive = 'greater than 0';
const anyNumber = 'any number';
const probability = 'between 0 and 1';

/** By the kind that a constructor lowers to. */
export const lawKnowledge: Record<Law['law'], LawKnowledge> = {
    normal: numbers(
        'Normal',
        'normal',
        [
            { name: 'mean', meaning: 'mean', domain: anyNumber },
            { name: 'sd', meaning: 'standard deviation', domain: positive }
        ],
        {
            example: 'Normal(0, 1)',
            support: 'all real numbers',
            density: 'f(x) = exp{−(x − mean)²/(2 sd²)}/(sd √(2π))',
            mean: 'mean',
            variance: 'sd²',
            r: 'rnorm',
            documentation: 'The normal distribution; the second argument is the standard deviation, not the variance.'
        }
    ),
    uniform: numbers(
        'Uniform',
        'uniform',
        [
            { name: 'min', meaning: 'lower end', domain: 'less than max' },
            { name: 'max', meaning: 'upper end', domain: 'greater than min' }
        ],
        {
            example: 'Uniform(-1, 1)',
            support: 'min … max',
            density: 'f(x) = 1/(max − min)',
            mean: '(min + max)/2',
            variance: '(max − min)²/12',
            r: 'runif',
            documentation: 'Every value between two ends is equally likely.'
        }
    ),
    bernoulli: numbers('Bernoulli', 'bernoulli', [{ name: 'p', meaning: 'probability of 1', domain: probability }], {
        example: 'Bernoulli(0.5)',
        support: '0, 1',
        density: 'f(x) = pˣ(1 − p)¹⁻ˣ',
        mean: 'p',
        variance: 'p(1 − p)',
        r: 'rbinom(n, 1, p)',
        documentation: 'A dummy variable: 1 with probability p, otherwise 0.'
    }),
    binomial: numbers(
        'Binomial',
        'binomial',
        [
            { name: 'size', meaning: 'number of trials', domain: 'a whole number, 1 or more' },
            { name: 'p', meaning: 'probability of success', domain: probability }
        ],
        {
            example: 'Binomial(10, 0.3)',
            support: '0, 1, …, size',
            density: 'f(x) = C(size, x) pˣ(1 − p)^(size − x)',
            mean: 'size·p',
            variance: 'size·p(1 − p)',
            r: 'rbinom',
            documentation: 'The number of successes in independent trials.'
        }
    ),
    poisson: numbers('Poisson', 'poisson', [{ name: 'rate', meaning: 'mean', domain: positive }], {
        example: 'Poisson(3)',
        support: '0, 1, 2, …',
        density: 'f(x) = rateˣ e^(−rate)/x!',
        mean: 'rate',
        variance: 'rate',
        r: 'rpois',
        documentation: 'A count of rare events.'
    }),
    gamma: numbers(
        'Gamma',
        'gamma',
        [
            { name: 'shape', meaning: 'shape', domain: positive },
            { name: 'rate', meaning: 'rate: one over the scale', domain: positive }
        ],
        {
            example: 'Gamma(7, 1)',
            support: 'positive numbers',
            density: 'f(x) = rate^shape x^(shape − 1) e^(−rate·x)/Γ(shape)',
            mean: 'shape/rate',
            variance: 'shape/rate²',
            r: 'rgamma',
            documentation: 'A positive, right-skewed variable; the second argument is the rate, not the scale.'
        }
    ),
    exponential: numbers('Exponential', 'exponential', [{ name: 'rate', meaning: 'rate: one over the mean', domain: positive }], {
        example: 'Exponential(2)',
        support: 'positive numbers',
        density: 'f(x) = rate·e^(−rate·x)',
        mean: '1/rate',
        variance: '1/rate²',
        r: 'rexp',
        documentation: 'A waiting time without memory; the argument is the rate, not the mean.'
    }),
    beta: numbers(
        'Beta',
        'beta',
        [
            { name: 'a', meaning: 'first shape (shape1 in R)', domain: positive },
            { name: 'b', meaning: 'second shape (shape2 in R)', domain: positive }
        ],
        {
            example: 'Beta(2, 5)',
            support: '0 … 1',
            density: 'f(x) = x^(a − 1)(1 − x)^(b − 1)/B(a, b)',
            mean: 'a/(a + b)',
            variance: 'ab/{(a + b)²(a + b + 1)}',
            r: 'rbeta',
            documentation: 'A proportion between 0 and 1.'
        }
    ),
    logNormal: numbers(
        'LogNormal',
        'logNormal',
        [
            { name: 'meanlog', meaning: 'mean of log x', domain: anyNumber },
            { name: 'sdlog', meaning: 'standard deviation of log x', domain: positive }
        ],
        {
            example: 'LogNormal(0, 0.5)',
            support: 'positive numbers',
            density: 'f(x) = exp{−(log x − meanlog)²/(2 sdlog²)}/(x sdlog √(2π))',
            mean: 'exp(meanlog + sdlog²/2)',
            variance: '{exp(sdlog²) − 1} exp(2 meanlog + sdlog²)',
            r: 'rlnorm',
            documentation: 'A positive variable whose logarithm is normal. Its exponential has no finite mean.'
        }
    ),
    studentT: numbers(
        'StudentT',
        'studentT',
        [
            { name: 'df', meaning: 'degrees of freedom', domain: positive },
            { name: 'location', meaning: 'centre', domain: anyNumber },
            { name: 'scale', meaning: 'scale; the sd is larger', domain: positive }
        ],
        {
            example: 'StudentT(5, 0, 1)',
            support: 'all real numbers',
            density: 'f(x) ∝ {1 + (x − location)²/(df scale²)}^(−(df + 1)/2)',
            mean: 'location (df > 1)',
            variance: 'scale² df/(df − 2) (df > 2)',
            r: 'location + scale * rt',
            documentation: "Student's t, shifted and scaled: heavy tails. Its exponential has no finite mean."
        }
    ),
    discrete: {
        name: 'Discrete',
        lowersTo: 'discrete',
        form: 'values',
        arguments: [
            { name: 'values', meaning: 'values, each with its probability or all equally likely', domain: 'probabilities that sum to 1' }
        ],
        signature: 'Discrete(value: probability, …)',
        example: 'Discrete(0: 0.3, 1: 0.5, 2: 0.2)',
        support: 'the values given',
        density: 'P(x = vₖ) = pₖ',
        mean: 'Σ pₖvₖ',
        variance: 'Σ pₖ(vₖ − mean)²',
        r: 'sample',
        documentation:
            'Finitely many values, equally likely (`Discrete(0, 1, 2)`) or each with its probability (`Discrete(0: 0.3, 1: 0.7)`).'
    },
    categorical: {
        name: 'Categorical',
        lowersTo: 'categorical',
        form: 'levels',
        arguments: [{ name: 'levels', meaning: 'names, each with its probability', domain: 'probabilities that sum to 1' }],
        signature: 'Categorical(name: probability, …)',
        example: 'Categorical(a: 0.5, b: 0.3, c: 0.2)',
        support: 'the levels given',
        density: 'P(x = level k) = pₖ',
        mean: null,
        variance: null,
        r: 'sample',
        documentation: 'Named levels; terms use a dummy of a level, `site[b]`. All dummies together with `1` are collinear: leave one out.'
    },
    mixture: {
        name: 'Mixture',
        lowersTo: 'mixture',
        form: 'laws',
        arguments: [{ name: 'components', meaning: 'laws, each with its probability', domain: 'probabilities that sum to 1' }],
        signature: 'Mixture(probability: LAW, …)',
        example: 'Mixture(0.9: Normal(0, 1), 0.1: Normal(3, 1))',
        support: 'where a component has mass',
        density: 'f(x) = Σ pₖ fₖ(x)',
        mean: 'Σ pₖ meanₖ',
        variance: 'Σ pₖ{varianceₖ + (meanₖ − mean)²}',
        r: null,
        documentation: 'One of several laws, each drawn with its probability.'
    },
    mvNormal: {
        name: 'MvNormal',
        lowersTo: 'mvNormal',
        form: 'vectorAndMatrix',
        arguments: [
            { name: 'mean', meaning: 'vector of means', domain: 'one number for each predictor' },
            { name: 'covariance', meaning: 'covariance matrix', domain: 'symmetric and positive definite' }
        ],
        signature: 'MvNormal(mean, covariance)',
        example: 'MvNormal([0, 0], [[1, 0.3], [0.3, 1]])',
        support: 'all real vectors',
        density: 'f(x) = exp{−½(x − mean)ᵀ covariance⁻¹ (x − mean)}/√det(2π covariance)',
        mean: 'mean',
        variance: 'covariance',
        r: 'MASS::mvrnorm',
        documentation: 'Several predictors that are jointly normal: `predictor (x, z) ~ MvNormal(…)`.'
    },
    empirical: {
        name: 'Empirical',
        lowersTo: 'empirical',
        form: 'column',
        arguments: [{ name: 'column', meaning: 'column of a data set', domain: 'DATA.COLUMN' }],
        signature: 'Empirical(DATA.COLUMN)',
        example: 'Empirical(pilot.dose)',
        support: 'the values of the column',
        density: null,
        mean: null,
        variance: null,
        r: 'sample',
        documentation: 'The values of a data column, drawn with replacement.'
    }
};

/** By the constructor's name in the language. */
export const laws: ReadonlyMap<string, LawKnowledge> = new Map(Object.values(lawKnowledge).map(law => [law.name, law]));
