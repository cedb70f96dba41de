/** Models with one thing out of the ordinary: the rest is the Poisson regression with a random intercept. */

interface Parts {
    family?: string;
    predictors?: string;
    beta0?: string;
    fixedB?: string;
    random?: string;
    design?: string;
    more?: string;
}

export function model(parts: Parts): string {
    const {
        family = 'poisson',
        predictors = 'predictor x ~ Uniform(-1, 1)',
        beta0 = '-0.5',
        fixedB = 'beta1: x = 0.5',
        random = 'random subject { beta0 variance 0.7 }',
        design = 'design { subject = 50, n = 20 }',
        more = ''
    } = parts;
    return `model m {\n    family ${family}\n    ${predictors}\n    fixed A { beta0: 1 = ${beta0} }\n    fixed B { ${fixedB} }\n    ${random}\n    ${design}\n    ${more}\n}\n`;
}

/** Numbers out of range, of every place that takes a number: each must be an error at that place. */
export const impossible: Record<string, string> = {
    'an infinite literal': model({ beta0: '1e999' }),
    'a constant that is not a number': model({ beta0: '0/0' }),
    'an infinite quotient': model({ beta0: '1/0' }),
    'a logarithm of a negative number': model({ beta0: 'log(-1)' }),
    'a quantile outside (0, 1)': model({ beta0: 'probit(2)' }),
    'an overflow inside a finite whole': model({ beta0: '1/exp(1000)*exp(1000)' }),
    'a let that is not finite': model({ more: 'let a = 0/0' }),
    'a variance that is not a number': model({ random: 'random subject { beta0 variance sqrt(-1) }' }),
    'a variance of zero': model({ random: 'random subject { beta0 variance 0 }' }),
    'a negative standard deviation': model({ random: 'random subject { beta0 sd -1 }' }),
    'an infinite variance': model({ random: 'random subject { beta0 variance 1e400 }' }),
    'a standard deviation whose square overflows': model({ random: 'random subject { beta0 sd 1e300 }' }),
    'a standard deviation whose square underflows': model({ random: 'random subject { beta0 sd 1e-300 }' }),
    'no subjects': model({ design: 'design { subject = 0, n = 20 }' }),
    'fewer than no subjects': model({ design: 'design { subject = -1, n = 20 }' }),
    'half a subject': model({ design: 'design { subject = 50.5, n = 20 }' }),
    'more subjects than there are atoms': model({ design: 'design { subject = 1e300, n = 20 }' }),
    'no observations': model({ design: 'design { subject = 50, n = 0 }' }),
    'fewer than no observations': model({ design: 'design { subject = 50, n = -1 }' }),
    'observations that are not a number': model({ design: 'design { subject = 50, n = 0/0 }' }),
    'everybody is lost': model({ design: 'design { subject = 50, n = 20, attrition 1 }' }),
    'a dispersion of zero': model({ family: 'gaussian(phi = 0)' }),
    'an infinite dispersion': model({ family: 'gaussian(phi = 1e999)' }),
    'trials below one': model({ family: 'binomial(trials = 0)' }),
    'a negative size': model({ family: 'negativeBinomial(size = -1)' }),
    'a predictor without spread': model({ predictors: 'predictor x ~ Normal(0, 0)' }),
    'a uniform law upside down': model({ predictors: 'predictor x ~ Uniform(1, -1)' }),
    'a probability above one': model({ predictors: 'predictor x ~ Bernoulli(1.5)' }),
    'probabilities that sum to two': model({ predictors: 'predictor x ~ Discrete(0: 1, 1: 1)' }),
    'a covariance that is none': model({
        predictors: 'predictor (x, z) ~ MvNormal([0, 0], [[1, 2], [2, 1]])',
        fixedB: 'beta1: x = 0.5; beta2: z = 0.5'
    }),
    'a sweep without end': model({ more: 'sweep subject = 1..1e18' }),
    'a sweep that does not move': model({ more: 'sweep subject = 5..50 step 0' }),
    'significance of zero': model({ more: 'test beta1 = 0 alpha 0' }),
    'power of one': model({ more: 'test beta1 = 0 power 1' })
};

const fifty = Array.from({ length: 50 }, (_, i) => i + 1);
const thousandLevels = Array.from({ length: 1000 }, (_, i) => `l${i}: 0.001`).join(', ');
const squares = (depth: number) =>
    ['predictor d0 = x', ...Array.from({ length: depth }, (_, i) => `predictor d${i + 1} = d${i} * d${i}`)].join('\n    ');

/** Extreme, but no nonsense: a number or a reason, or a message; nothing made up. */
export const extreme: Record<string, string> = {
    'hardly any spread between subjects': model({ random: 'random subject { beta0 variance 1e-300 }' }),
    'a variance of 1e300': model({ random: 'random subject { beta0 variance 1e300 }' }),
    'a logistic variance of 1e300': model({ family: 'bernoulli', random: 'random subject { beta0 variance 1e300 }' }),
    'a logistic variance of 1e4': model({ family: 'bernoulli', random: 'random subject { beta0 variance 1e4 }' }),
    'a logistic variance of 1e-12': model({ family: 'bernoulli', random: 'random subject { beta0 variance 1e-12 }' }),
    '1e18 observations': model({ design: 'design { subject = 50, n = 1e18 }' }),
    '1e18 subjects': model({ design: 'design { subject = 1e18, n = 20 }' }),
    'a single observation of a single subject': model({ design: 'design { subject = 1, n = 1 }' }),
    'a slope of 1000': model({ fixedB: 'beta1: x = 1000' }),
    'a slope of -1000': model({ fixedB: 'beta1: x = -1000' }),
    'an intercept of 1000': model({ beta0: '1000' }),
    'an intercept of -1000': model({ beta0: '-1000' }),
    'an intercept of 600: the mean is near the largest number': model({ beta0: '600' }),
    'a logistic slope of 1000': model({ family: 'bernoulli', fixedB: 'beta1: x = 1000' }),
    'a logistic intercept of 1000': model({ family: 'bernoulli', beta0: '1000' }),
    'a logistic intercept of -50': model({ family: 'bernoulli', beta0: '-50' }),
    'a probit intercept of -40': model({ family: 'bernoulli link probit', beta0: '-40' }),
    'a complementary log-log intercept of 20': model({ family: 'bernoulli link cloglog', beta0: '20' }),
    'a Gaussian slope of 1e300': model({ family: 'gaussian(phi = 1)', fixedB: 'beta1: x = 1e300' }),
    'a dispersion of 1e300': model({ family: 'gaussian(phi = 1e300)' }),
    'a gamma dispersion of 1e-12': model({ family: 'gamma(phi = 1e-12)' }),
    'a gamma dispersion of 1e12': model({ family: 'gamma(phi = 1e12)' }),
    'an inverse Gaussian response': model({ family: 'inverseGaussian(phi = 1e-300)' }),
    'a negative binomial size of 1e-300': model({ family: 'negativeBinomial(size = 1e-300)' }),
    'a negative binomial size of 1e300': model({ family: 'negativeBinomial(size = 1e300)' }),
    '1e15 trials': model({ family: 'binomial(trials = 1e15)' }),
    'a normal predictor of sd 1e-150': model({ predictors: 'predictor x ~ Normal(0, 1e-150)' }),
    'a normal predictor of sd 1e150': model({ predictors: 'predictor x ~ Normal(0, 1e150)' }),
    'a normal predictor far away': model({ predictors: 'predictor x ~ Normal(1e8, 1e-8)' }),
    'a logistic predictor far away': model({ family: 'bernoulli', predictors: 'predictor x ~ Normal(1e8, 1e-8)' }),
    'a uniform predictor as wide as numbers go': model({ family: 'gaussian(phi = 1)', predictors: 'predictor x ~ Uniform(-1e308, 1e308)' }),
    'a uniform predictor of one rounding error': model({ predictors: 'predictor x ~ Uniform(1, 1.0000000000000002)' }),
    'a Cauchy predictor, Gaussian': model({ family: 'gaussian(phi = 1)', predictors: 'predictor x ~ StudentT(1, 0, 1)' }),
    'a Cauchy predictor, logistic': model({ family: 'bernoulli', predictors: 'predictor x ~ StudentT(1, 0, 1)' }),
    'a Cauchy predictor, Poisson': model({ predictors: 'predictor x ~ StudentT(1, 0, 1)' }),
    'a heavier than Cauchy predictor, logistic': model({ family: 'bernoulli', predictors: 'predictor x ~ StudentT(0.05, 0, 1)' }),
    'a log-normal predictor, Poisson': model({ predictors: 'predictor x ~ LogNormal(0, 1)' }),
    'a log-normal predictor of sd 30': model({ family: 'bernoulli', predictors: 'predictor x ~ LogNormal(0, 30)' }),
    'an exponential predictor at the edge': model({ predictors: 'predictor x ~ Exponential(2)', fixedB: 'beta1: x = 2' }),
    'an exponential predictor next to the edge': model({ predictors: 'predictor x ~ Exponential(2)', fixedB: 'beta1: x = 1.999999999' }),
    'a gamma predictor of shape 1e-10': model({ family: 'bernoulli', predictors: 'predictor x ~ Gamma(1e-10, 1)' }),
    'a gamma predictor of shape 1e10': model({ family: 'bernoulli', predictors: 'predictor x ~ Gamma(1e10, 1)' }),
    'a beta predictor on its ends': model({ family: 'bernoulli', predictors: 'predictor x ~ Beta(1e-6, 1e-6)' }),
    'a beta predictor in a point': model({ family: 'bernoulli', predictors: 'predictor x ~ Beta(1e8, 1e8)' }),
    'a Poisson predictor of rate 1e9': model({ family: 'gaussian(phi = 1)', predictors: 'predictor x ~ Poisson(1e9)' }),
    'a Poisson predictor of rate 1e15, logistic': model({ family: 'bernoulli', predictors: 'predictor x ~ Poisson(1e15)' }),
    'a Poisson predictor of rate 1e-300': model({ predictors: 'predictor x ~ Poisson(1e-300)' }),
    'a binomial predictor of size 1e12': model({ family: 'bernoulli', predictors: 'predictor x ~ Binomial(1e12, 0.5)' }),
    'a Bernoulli predictor that is nearly always 1': model({ predictors: 'predictor x ~ Bernoulli(0.9999999999999999)' }),
    'a predictor of one value': model({ predictors: 'predictor x ~ Discrete(3)' }),
    'a mixture of laws far apart': model({
        family: 'bernoulli',
        predictors: 'predictor x ~ Mixture(0.5: Normal(-1e6, 1e-3), 0.5: Normal(1e6, 1e-3))'
    }),
    'a thousand visits': model({
        predictors: `predictor x each ${Array.from({ length: 1000 }, (_, i) => i / 1000).join(', ')}`,
        design: 'design { subject = 50, n = 1000 }'
    }),
    '50 predictors, Gaussian': model({
        family: 'gaussian(phi = 1)',
        predictors: fifty.map(i => `predictor x${i} ~ Normal(0, 1)`).join('\n    '),
        fixedB: fifty.map(i => `b${i}: x${i} = 0.1`).join('; ')
    }),
    '50 predictors, Poisson': model({
        predictors: fifty.map(i => `predictor x${i} ~ Uniform(-1, 1)`).join('\n    '),
        fixedB: fifty.map(i => `b${i}: x${i} = 0.1`).join('; ')
    }),
    '50 normal predictors, logistic': model({
        family: 'bernoulli',
        predictors: fifty.map(i => `predictor x${i} ~ Normal(0, 1)`).join('\n    '),
        fixedB: fifty.map(i => `b${i}: x${i} = 0.1`).join('; ')
    }),
    '50 predictors of a different law each, logistic': model({
        family: 'bernoulli',
        predictors: fifty.map(i => `predictor x${i} ~ Gamma(${i}, 1)`).join('\n    '),
        fixedB: fifty.map(i => `b${i}: x${i} = 0.1`).join('; ')
    }),
    'a thousand levels, a few effects': model({
        family: 'bernoulli',
        predictors: `predictor site ~ Categorical(${thousandLevels})`,
        fixedB: Array.from({ length: 20 }, (_, i) => `b${i}: site[l${i}] = 0.1`).join('; ')
    }),
    'eight random slopes': model({
        family: 'bernoulli',
        predictors: fifty
            .slice(0, 8)
            .map(i => `predictor x${i} ~ Normal(0, 1)`)
            .join('\n    '),
        beta0: `0; ${fifty
            .slice(0, 8)
            .map(i => `a${i}: x${i} = 0.1`)
            .join('; ')}`,
        fixedB: 'b: x1 * x2 = 0.1',
        random: `random subject { beta0 sd 1; ${fifty
            .slice(0, 8)
            .map(i => `a${i} sd 0.3`)
            .join('; ')} }`
    }),
    'a random slope that breaks the moments': model({
        predictors: 'predictor x ~ Normal(0, 1); predictor z ~ Normal(0, 1)',
        beta0: '0; a1: x = 0.5',
        fixedB: 'b: z = 0.5',
        random: 'random subject { beta0 sd 1; a1 sd 1 }'
    }),
    'a correlation of almost one': model({
        family: 'bernoulli',
        beta0: '0; a1: x = 0.5',
        fixedB: 'b: x^2 = 0.5',
        random: 'random subject { beta0 sd 1; a1 sd 1; correlation(beta0, a1) = 0.999999999999 }'
    }),
    'two effects on nearly the same term': model({ fixedB: 'b1: x = 0.5; b2: x + 1e-12 * x^3 = 0.5' }),
    'zero over zero in a term': model({ fixedB: 'beta1: x = 0.5; b: (x - x) / (x - x) = 1' }),
    'a constant zero over zero in a term': model({ fixedB: 'beta1: x = 0.5; b: x * (0 / 0) = 1' }),
    'a pole in a term': model({ family: 'gaussian(phi = 1)', fixedB: 'b: 1 / x = 1' }),
    'a logarithm of a predictor with negative values': model({ fixedB: 'b: log(x) = 1' }),
    'a logarithm of a positive predictor': model({
        family: 'bernoulli',
        predictors: 'predictor x ~ Exponential(1)',
        fixedB: 'b: log(x) = 1'
    }),
    'the thousandth power of a normal predictor': model({
        family: 'gaussian(phi = 1)',
        predictors: 'predictor x ~ Normal(0, 1)',
        fixedB: 'b: x^1000 = 1'
    }),
    'the thousandth power of a uniform predictor': model({ family: 'bernoulli', fixedB: 'b: x^1000 = 1' }),
    'a fractional power of a negative number': model({ fixedB: 'b: x^0.5 = 1' }),
    'exp of exp of exp': model({ family: 'bernoulli', predictors: 'predictor x ~ Normal(0, 1)', fixedB: 'b: exp(exp(exp(x))) = 1' }),
    'a quadratic Poisson predictor whose mean is infinite': model({
        predictors: 'predictor x ~ Normal(0, 1)',
        fixedB: 'b1: x = 0.1; b2: x^2 = 0.5'
    }),
    'an effect of nothing': model({ fixedB: 'beta1: x = 0.5; b: 0 = 1' }),
    'an effect of the intercept twice': model({ fixedB: 'beta1: x = 0.5; b: 2 = 1' }),
    'terms that overflow': model({ family: 'gaussian(phi = 1)', fixedB: 'b: 1e300 * x * 1e300 = 1' }),
    'an offset that is not finite everywhere': model({ more: 'offset log(abs(x))' }),
    'an offset of 1000': model({ more: 'offset 1000 * x' }),
    'derived predictors 30 deep, squaring themselves': model({
        predictors: `predictor x ~ Uniform(-1, 1)\n    ${squares(30)}`,
        fixedB: 'b: d30 = 0.5'
    }),
    'derived predictors 200 deep': model({
        predictors: [
            'predictor x ~ Normal(0, 1)',
            'predictor d0 = x',
            ...Array.from({ length: 200 }, (_, i) => `predictor d${i + 1} = d${i} + 1`)
        ].join('\n    '),
        fixedB: 'b: d200 = 0.5'
    }),
    'a derived quantity that is not finite': model({ more: 'derive q = 1 / (beta1 - beta1)' }),
    'a derived quantity of exp(exp(…))': model({ more: 'derive q = exp(exp(exp(beta1 + 10)))' })
};
