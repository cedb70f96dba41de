/** The engine's record of a response family. `families.ts` lists the records by name. */
import type { SeededGenerator } from '../laws/seeded-generator.js';
import type { FamilySpec, LinkName } from '../spec/model-spec.js';
import type { Response } from './response.js';
import type { Weight } from './weight.js';

/** A family with one of its links. */
export interface FamilyLink {
    /** Undefined where the spec lacks a parameter that the weight needs. */
    weight: (family: FamilySpec) => Weight | undefined;
    /** The exact law of responses that share η; null where the link does not take every η, as random effects need. */
    response: ((family: FamilySpec) => Response | undefined) | null;
}

/** A dispersion φ that is estimated: variances are φV(μ). */
export interface Dispersion {
    /** N·Var(φ̂) for N observations, the leading term 1/{2d'(φ)/φ + d''(φ)}. Source: Bhaskaran & Wand (2023), theorem 1. */
    variance: (phi: number) => number;
    /** The same over the number of observations, as text: `2 phi^2/(m n)`. `observations` is a product, `m n`, or one factor. */
    formula: (observations: string) => string;
    /** The square of a response's skewness about its mean: zero for a normal one. */
    squaredSkewness: (mean: number, phi: number) => number;
}

export interface Family {
    /** Every link that the family takes. */
    links: Partial<Record<LinkName, FamilyLink>>;
    /** The link that a model has where it names none. */
    defaultLink: LinkName;
    /** The link whose weight is b'', up to a factor free of the data; null if the family has none. */
    canonicalLink: LinkName | null;
    /** Null if φ is 1 and not a parameter. */
    dispersion: Dispersion | null;
    /** Whether an observation has a number of trials, `trials` of the spec. */
    hasTrials: boolean;
    /** Whether the family has a known size (1/overdispersion), `size` of the spec. */
    hasSize: boolean;
    /** The range of means; `probability`: the response counts successes, and the mean is that of one trial. */
    mean: 'real' | 'positive' | 'probability';
    /** Whether the response is its mean plus normal errors: with the identity link, models have exact closed algebra. */
    isNormal: boolean;
    /**
     * Draws one response of this mean; variances are φV(μ).
     *
     * @param trials a whole number; 1 unless the family has trials
     * @returns null where the family has no law of this mean
     * @throws InvalidSpec where the spec lacks a parameter of the family
     */
    draw: (family: FamilySpec, mean: number, trials: number, generator: SeededGenerator) => number | null;
}
