/** Successes in a known number of trials; μ is the probability of success in one trial. */
import { binaryLinks, drawSuccesses } from './binary.js';
import type { Family } from './family-record.js';

export const binomial = {
    links: binaryLinks,
    defaultLink: 'logit',
    canonicalLink: 'logit',
    dispersion: null,
    hasTrials: true,
    hasSize: false,
    mean: 'probability',
    isNormal: false,
    draw: (_, mean, trials, generator) => drawSuccesses(mean, trials, generator)
} satisfies Family;
