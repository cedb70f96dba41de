import type { LawOf } from '../../../src-engine/laws/scalar-law.js';
import { numberLaw, greaterThanZero } from './law-knowledge.js';

export const poisson = numberLaw<LawOf<'poisson'>>('Poisson', 'poisson', [{ name: 'rate', meaning: 'mean', domain: greaterThanZero }], {
    example: 'Poisson(3)',
    support: '0, 1, 2, …',
    density: 'f(x) = rateˣ e^(−rate)/x!',
    mean: 'rate',
    variance: 'rate',
    r: 'rpois',
    documentation: 'A count of rare events.',
    latex: (law, { number }) => `\\mathrm{Poisson}(${number(law.rate)})`,
    draw: {
        r: (law, { size }) => `rpois(${size}, lambda = ${law.rate})`,
        stan: (law, { number }) => `poisson_rng(${number(law.rate)})`,
        julia: (law, { number, size }) => `rand(rng, Poisson(${number(law.rate)}), ${size})`,
        python: (law, { number, size }) => `1.0 * rng.poisson(${number(law.rate)}, ${size})`
    }
});
