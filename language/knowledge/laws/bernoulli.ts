import type { LawOf } from '../../../src-engine/laws/scalar-law.js';
import { numberLaw, betweenZeroAndOne } from './law-knowledge.js';

export const bernoulli = numberLaw<LawOf<'bernoulli'>>(
    'Bernoulli',
    'bernoulli',
    [{ name: 'p', meaning: 'probability of 1', domain: betweenZeroAndOne }],
    {
        example: 'Bernoulli(0.5)',
        support: '0, 1',
        density: 'f(x) = pˣ(1 − p)¹⁻ˣ',
        mean: 'p',
        variance: 'p(1 − p)',
        r: 'rbinom(n, 1, p)',
        documentation: 'A dummy variable: 1 with probability p, otherwise 0.',
        latex: (law, { number }) => `\\mathrm{Bernoulli}(${number(law.p)})`,
        draw: {
            r: (law, { size }) => `rbinom(${size}, size = 1, prob = ${law.p})`,
            stan: (law, { number }) => `bernoulli_rng(${number(law.p)})`,
            julia: (law, { number, size }) => `rand(rng, Binomial(1, ${number(law.p)}), ${size})`,
            python: (law, { number, size }) => `1.0 * rng.binomial(1, ${number(law.p)}, ${size})`
        }
    }
);
