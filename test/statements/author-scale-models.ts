/** Models whose numbers are written as authors write them: as ratios, percentages, rates, ICCs and standard deviations, for each family. */
import type { StatedModel } from './chosen-models.js';

export const authorScaleModels: readonly StatedModel[] = [
    { family: 'bernoulli', intercept: 'logit(0.3)', low: 'OR(1.5)', high: 'OR(0.7)', spread: 'icc 0.05' },
    { family: 'binomial(trials = 6)', intercept: 'logit(0.2)', low: 'log(1.5)', high: 'pct(30)', spread: 'sd 0.4' },
    { family: 'bernoulli link cloglog', intercept: 'log(0.4)', low: 'log(1.5)', high: '0.3', spread: 'icc 0.04' },
    { family: 'poisson', intercept: 'log(2)', low: 'RR(1.3)', high: 'pct(-20)', spread: 'sd 0.3' },
    { family: 'gamma(phi = 0.5)', intercept: 'log(3)', low: 'pct(25)', high: 'log(1.2)', spread: 'variance 0.1' },
    { family: 'gaussian(phi = 4)', intercept: 'log(3)', low: 'log(2)', high: 'logit(0.7)', spread: 'icc 0.1' }
].flatMap(({ family, intercept, low, high, spread }) =>
    [true, false].map(isFactor => ({
        name: `numbers as authors write them, ${family}, ${isFactor ? 'levels' : 'numbers'}`,
        hasReport: isFactor,
        text: `model m { family ${family} ${isFactor ? 'predictor arm each control, low, high per clinic' : 'predictor arm each 0, 1 per clinic predictor t each 0, 1'}
  fixed { b0: 1 = ${intercept}; ${isFactor ? `e: levels(arm) = [${low}, ${high}]` : `e: arm = ${low}; i: arm * t = ${high}`} }
  random clinic { b0 ${spread} } design { clinic = ${isFactor ? '?' : '60'}, n = 20 } test ${isFactor ? 'e[low]' : 'e'} = 0 power 0.8 }`
    }))
);
