import type { LawOf } from '../../../src-engine/laws/scalar-law.js';
import { numberLaw } from './law-knowledge.js';

export const uniform = numberLaw<LawOf<'uniform'>>(
    'Uniform',
    'uniform',
    [
        { name: 'min', meaning: 'lower end', domain: 'less than max' },
        { name: 'max', meaning: 'upper end', domain: 'greater than min' }
    ],
    {
        example: 'Uniform(-1, 1)',
        support: 'min … max',
        density: 'f(x) = 1/(max − min)',
        mean: '(min + max)/2',
        variance: '(max − min)²/12',
        r: 'runif',
        documentation: 'Every value between two ends is equally likely.',
        text: (law, { number }) => `Uniform(${number(law.min)}, ${number(law.max)})`,
        latex: (law, { number }) => `\\mathrm{Uniform}(${number(law.min)}, ${number(law.max)})`,
        draw: {
            r: (law, { size }) => `runif(${size}, min = ${law.min}, max = ${law.max})`,
            stan: (law, { number }) => `uniform_rng(${number(law.min)}, ${number(law.max)})`,
            julia: (law, { number, size }) => `rand(rng, Uniform(${number(law.min)}, ${number(law.max)}), ${size})`,
            python: (law, { number, size }) => `rng.uniform(${number(law.min)}, ${number(law.max)}, ${size})`
        }
    }
);
