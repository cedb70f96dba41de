import type { LawOf } from '../../../src-engine/laws/scalar-law.js';
import { numberLaw, greaterThanZero } from './law-knowledge.js';

export const beta = numberLaw<LawOf<'beta'>>(
    'Beta',
    'beta',
    [
        { name: 'a', meaning: 'first shape (shape1 in R)', domain: greaterThanZero },
        { name: 'b', meaning: 'second shape (shape2 in R)', domain: greaterThanZero }
    ],
    {
        example: 'Beta(2, 5)',
        support: '0 … 1',
        density: 'f(x) = x^(a − 1)(1 − x)^(b − 1)/B(a, b)',
        mean: 'a/(a + b)',
        variance: 'ab/{(a + b)²(a + b + 1)}',
        r: 'rbeta',
        documentation: 'A proportion between 0 and 1.',
        latex: (law, { number }) => `\\mathrm{Beta}(${number(law.a)}, ${number(law.b)})`,
        draw: {
            r: (law, { size }) => `rbeta(${size}, ${law.a}, ${law.b})`,
            stan: (law, { number }) => `beta_rng(${number(law.a)}, ${number(law.b)})`,
            julia: (law, { number, size }) => `rand(rng, Beta(${number(law.a)}, ${number(law.b)}), ${size})`,
            python: (law, { number, size }) => `rng.beta(${number(law.a)}, ${number(law.b)}, ${size})`
        }
    }
);
