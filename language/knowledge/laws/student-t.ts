import type { LawOf } from '../../../src-engine/laws/scalar-law.js';
import { anyNumber, numberLaw, greaterThanZero } from './law-knowledge.js';

export const studentT = numberLaw<LawOf<'studentT'>>(
    'StudentT',
    'studentT',
    [
        { name: 'df', meaning: 'degrees of freedom', domain: greaterThanZero },
        { name: 'location', meaning: 'centre', domain: anyNumber },
        { name: 'scale', meaning: 'scale; the sd is larger', domain: greaterThanZero }
    ],
    {
        example: 'StudentT(5, 0, 1)',
        support: 'all real numbers',
        density: 'f(x) ∝ {1 + (x − location)²/(df scale²)}^(−(df + 1)/2)',
        mean: 'location (df > 1)',
        variance: 'scale² df/(df − 2) (df > 2)',
        r: 'location + scale * rt',
        documentation: "Student's t, shifted and scaled: heavy tails. Its exponential has no finite mean.",
        latex: (law, { number }) => `${number(law.location)} + ${number(law.scale)}\\, t_{${number(law.df)}}`,
        draw: {
            r: (law, { size }) => `${law.location} + ${law.scale} * rt(${size}, df = ${law.df})`,
            stan: (law, { number }) => `student_t_rng(${number(law.df)}, ${number(law.location)}, ${number(law.scale)})`,
            julia: (law, { number, size }) =>
                `(${number(law.location)} .+ ${number(law.scale)} .* rand(rng, TDist(${number(law.df)}), ${size}))`,
            python: (law, { number, size }) => `${number(law.location)} + ${number(law.scale)} * rng.standard_t(${number(law.df)}, ${size})`
        }
    }
);
