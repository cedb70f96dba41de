import type { LawOf } from '../../../src-engine/laws/scalar-law.js';
import { anyNumber, numberLaw, greaterThanZero } from './law-knowledge.js';

export const logNormal = numberLaw<LawOf<'logNormal'>>(
    'LogNormal',
    'logNormal',
    [
        { name: 'meanlog', meaning: 'mean of log x', domain: anyNumber },
        { name: 'sdlog', meaning: 'standard deviation of log x', domain: greaterThanZero }
    ],
    {
        example: 'LogNormal(0, 0.5)',
        support: 'positive numbers',
        density: 'f(x) = exp{−(log x − meanlog)²/(2 sdlog²)}/(x sdlog √(2π))',
        mean: 'exp(meanlog + sdlog²/2)',
        variance: '{exp(sdlog²) − 1} exp(2 meanlog + sdlog²)',
        r: 'rlnorm',
        documentation: 'A positive variable whose logarithm is normal. Its exponential has no finite mean.',
        latex: (law, { number }) => `\\mathrm{LogNormal}(${number(law.meanlog)}, ${number(law.sdlog)}^2)`,
        draw: {
            r: (law, { size }) => `rlnorm(${size}, meanlog = ${law.meanlog}, sdlog = ${law.sdlog})`,
            stan: (law, { number }) => `lognormal_rng(${number(law.meanlog)}, ${number(law.sdlog)})`,
            julia: (law, { number, size }) => `rand(rng, LogNormal(${number(law.meanlog)}, ${number(law.sdlog)}), ${size})`,
            python: (law, { number, size }) => `rng.lognormal(${number(law.meanlog)}, ${number(law.sdlog)}, ${size})`
        }
    }
);
