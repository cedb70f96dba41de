/** A response of 1 or 0; μ is the probability of 1. */
import { binaryLinks, drawSuccesses } from './binary.js';
import type { Family } from './family-record.js';

export const bernoulli = {
    links: binaryLinks,
    defaultLink: 'logit',
    canonicalLink: 'logit',
    dispersion: null,
    hasTrials: false,
    hasSize: false,
    mean: 'probability',
    isNormal: false,
    draw: (_, mean, trials, generator) => drawSuccesses(mean, trials, generator)
} satisfies Family;
