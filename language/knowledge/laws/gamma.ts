import type { LawOf } from '../../../src-engine/laws/scalar-law.js';
import { numberLaw, greaterThanZero } from './law-knowledge.js';

export const gamma = numberLaw<LawOf<'gamma'>>(
    'Gamma',
    'gamma',
    [
        { name: 'shape', meaning: 'shape', domain: greaterThanZero },
        { name: 'rate', meaning: 'rate: one over the scale', domain: greaterThanZero }
    ],
    {
        example: 'Gamma(7, 1)',
        support: 'positive numbers',
        density: 'f(x) = rate^shape x^(shape − 1) e^(−rate·x)/Γ(shape)',
        mean: 'shape/rate',
        variance: 'shape/rate²',
        r: 'rgamma',
        documentation: 'A positive, right-skewed variable; the second argument is the rate, not the scale.',
        latex: (law, { number }) => `\\mathrm{Gamma}(\\text{shape } ${number(law.shape)}, \\text{ rate } ${number(law.rate)})`,
        draw: {
            r: (law, { size }) => `rgamma(${size}, shape = ${law.shape}, rate = ${law.rate})`,
            stan: (law, { number }) => `gamma_rng(${number(law.shape)}, ${number(law.rate)})`,
            julia: (law, { number, size }) => `rand(rng, Gamma(${number(law.shape)}, 1 / ${number(law.rate)}), ${size})`,
            python: (law, { number, size }) => `rng.gamma(${number(law.shape)}, 1 / ${number(law.rate)}, ${size})`
        }
    }
);
