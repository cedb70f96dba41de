import type { LawOf } from '../../../src-engine/laws/scalar-law.js';
import { numberLaw, greaterThanZero } from './law-knowledge.js';

export const exponential = numberLaw<LawOf<'exponential'>>(
    'Exponential',
    'exponential',
    [{ name: 'rate', meaning: 'rate: one over the mean', domain: greaterThanZero }],
    {
        example: 'Exponential(2)',
        support: 'positive numbers',
        density: 'f(x) = rate·e^(−rate·x)',
        mean: '1/rate',
        variance: '1/rate²',
        r: 'rexp',
        documentation: 'A waiting time without memory; the argument is the rate, not the mean.',
        latex: (law, { number }) => `\\mathrm{Exponential}(\\text{rate } ${number(law.rate)})`,
        draw: {
            r: (law, { size }) => `rexp(${size}, rate = ${law.rate})`,
            stan: (law, { number }) => `exponential_rng(${number(law.rate)})`,
            julia: (law, { number, size }) => `rand(rng, Exponential(1 / ${number(law.rate)}), ${size})`,
            python: (law, { number, size }) => `rng.exponential(1 / ${number(law.rate)}, ${size})`
        }
    }
);
