import { jStat } from 'jstat';
import { describe, expect, test } from 'vitest';
import { lawCdf, lawQuantile, type ScalarLaw } from '../../../src-engine/laws/index.js';

/** A second opinion on distribution functions, in the middle of each law, where jStat is good to nine digits (its incomplete beta function: 5e-10). */
const pairs: [string, ScalarLaw, (x: number) => number][] = [
    ['Gamma(2.5, 1.3)', { law: 'gamma', shape: 2.5, rate: 1.3 }, x => jStat.gamma.cdf(x, 2.5, 1 / 1.3)],
    ['Gamma(0.4, 2)', { law: 'gamma', shape: 0.4, rate: 2 }, x => jStat.gamma.cdf(x, 0.4, 0.5)],
    ['Exponential(0.7)', { law: 'exponential', rate: 0.7 }, x => jStat.exponential.cdf(x, 0.7)],
    ['Beta(2, 3.5)', { law: 'beta', a: 2, b: 3.5 }, x => jStat.beta.cdf(x, 2, 3.5)],
    ['Uniform(-2, 5)', { law: 'uniform', min: -2, max: 5 }, x => jStat.uniform.cdf(x, -2, 5)],
    ['LogNormal(0.2, 0.6)', { law: 'logNormal', meanlog: 0.2, sdlog: 0.6 }, x => jStat.lognormal.cdf(x, 0.2, 0.6)],
    ['Poisson(4.2)', { law: 'poisson', rate: 4.2 }, x => jStat.poisson.cdf(x, 4.2)],
    ['Binomial(17, 0.35)', { law: 'binomial', size: 17, p: 0.35 }, x => jStat.binomial.cdf(x, 17, 0.35)]
];

describe('distribution functions agree with jStat', () => {
    test.each(pairs)('%s', (_, law, theirs) => {
        for (const p of [0.05, 0.2, 0.5, 0.8, 0.95]) {
            const x = lawQuantile(law, p);
            expect(Math.abs(lawCdf(law, x) / theirs(x) - 1)).toBeLessThan(1e-9);
        }
    });
});
