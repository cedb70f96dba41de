/** All response families by name, and functions of a model's family. */
import type { SeededGenerator } from '../laws/seeded-generator.js';
import { NotAvailable } from '../result/not-available.js';
import type { FamilyName, FamilySpec } from '../spec/model-spec.js';
import { bernoulli } from './bernoulli.js';
import { binomial } from './binomial.js';
import type { Family, FamilyLink } from './family-record.js';
import { gamma } from './gamma.js';
import { gaussian } from './gaussian.js';
import { inverseGaussian } from './inverse-gaussian.js';
import { links } from './links.js';
import { negativeBinomial } from './negative-binomial.js';
import { poisson } from './poisson.js';
import type { Response } from './response.js';
import type { Weight } from './weight.js';

const records = { gaussian, bernoulli, binomial, poisson, gamma, inverseGaussian, negativeBinomial } satisfies Record<FamilyName, Family>;

export const families: Record<FamilyName, Family> = records;

/** The links that a family takes. */
export type LinkOf<Name extends FamilyName> = keyof (typeof records)[Name]['links'];

function linkOf({ name, link }: FamilySpec): FamilyLink | undefined {
    return families[name].links[link];
}

/** The weight of a family with a link; undefined where the family has no such link. */
export function weightOf(family: FamilySpec): Weight | undefined {
    return linkOf(family)?.weight(family);
}

/** @throws NotAvailable where the link does not take every η, as random effects would have it */
export function responseOf(family: FamilySpec): Response {
    const response = linkOf(family)?.response?.(family);
    if (!response) {
        throw new NotAvailable({ code: 'link-domain', link: family.link, detail: 'the random effects give η every value' });
    }
    return response;
}

/** Whether the family has a dispersion to estimate. */
export function hasDispersion({ name }: Pick<FamilySpec, 'name'>): boolean {
    return families[name].dispersion !== null;
}

/** Whether the weight is b'', the case of the published theorems. */
export function isCanonical({ name, link }: Pick<FamilySpec, 'name' | 'link'>): boolean {
    return families[name].canonicalLink === link;
}

/** Whether the model is a linear (mixed) model, which has exact closed algebra. */
export function isLinear({ name, link }: Pick<FamilySpec, 'name' | 'link'>): boolean {
    return families[name].isNormal && link === 'identity';
}

/**
 * Variance of an observation, or of one trial, given the random effects, on the scale of η: φ of a linear model, that of the law behind the threshold of
 * a 0/1 response. Null where the scale of η has none.
 */
export function residualVariance({ name, link, phi }: Pick<FamilySpec, 'name' | 'link' | 'phi'>): number | null {
    return isLinear({ name, link }) ? phi : families[name].mean === 'probability' ? links[link].latentVariance : null;
}

/**
 * Draws a response of this mean (of one that counts successes: probability of success).
 *
 * @param trials of a response that counts successes; a whole number
 * @throws NotAvailable where the family has no law of this mean
 */
export function drawResponse(family: FamilySpec, mean: number, trials: number, generator: SeededGenerator): number {
    const drawn = families[family.name].draw(family, mean, trials, generator);
    if (drawn === null) {
        throw new NotAvailable({
            code: 'link-domain',
            link: family.link,
            detail: `a drawn observation has the mean ${mean}, which the family does not have`
        });
    }
    return drawn;
}
