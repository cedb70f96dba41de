import type { LawOf } from '../../../src-engine/laws/scalar-law.js';
import { anyNumber, numberLaw, greaterThanZero } from './law-knowledge.js';

export const normal = numberLaw<LawOf<'normal'>>(
    'Normal',
    'normal',
    [
        { name: 'mean', meaning: 'mean', domain: anyNumber },
        { name: 'sd', meaning: 'standard deviation', domain: greaterThanZero }
    ],
    {
        example: 'Normal(0, 1)',
        support: 'all real numbers',
        density: 'f(x) = exp{−(x − mean)²/(2 sd²)}/(sd √(2π))',
        mean: 'mean',
        variance: 'sd²',
        r: 'rnorm',
        documentation: 'The normal distribution; the second argument is the standard deviation, not the variance.',
        latex: (law, { number }) => `\\mathrm{N}(${number(law.mean)}, ${number(law.sd)}^2)`,
        draw: {
            r: (law, { size }) => `rnorm(${size}, mean = ${law.mean}, sd = ${law.sd})`,
            stan: (law, { number }) => `normal_rng(${number(law.mean)}, ${number(law.sd)})`,
            julia: (law, { number, size }) => `rand(rng, Normal(${number(law.mean)}, ${number(law.sd)}), ${size})`,
            python: (law, { number, size }) => `rng.normal(${number(law.mean)}, ${number(law.sd)}, ${size})`
        }
    }
);
