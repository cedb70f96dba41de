import type { LawOf } from '../../../src-engine/laws/scalar-law.js';
import { numberLaw, betweenZeroAndOne } from './law-knowledge.js';

export const binomial = numberLaw<LawOf<'binomial'>>(
    'Binomial',
    'binomial',
    [
        { name: 'size', meaning: 'number of trials', domain: 'a whole number, 1 or more' },
        { name: 'p', meaning: 'probability of success', domain: betweenZeroAndOne }
    ],
    {
        example: 'Binomial(10, 0.3)',
        support: '0, 1, …, size',
        density: 'f(x) = C(size, x) pˣ(1 − p)^(size − x)',
        mean: 'size·p',
        variance: 'size·p(1 − p)',
        r: 'rbinom',
        documentation: 'The number of successes in independent trials.',
        latex: (law, { number }) => `\\mathrm{Binomial}(${number(law.size)}, ${number(law.p)})`,
        draw: {
            r: (law, { size }) => `rbinom(${size}, size = ${law.size}, prob = ${law.p})`,
            stan: (law, { number }) => `binomial_rng(${law.size}, ${number(law.p)})`,
            julia: (law, { number, size }) => `rand(rng, Binomial(${law.size}, ${number(law.p)}), ${size})`,
            python: (law, { number, size }) => `1.0 * rng.binomial(${law.size}, ${number(law.p)}, ${size})`
        }
    }
);
