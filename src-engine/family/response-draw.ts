/** One response, given its mean. */
import type { SeededGenerator } from '../laws/seeded-generator.js';
import type { FamilySpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';
import { InvalidSpec } from '../spec/term.js';

/**
 * Draws a response of this mean (of binary and binomial ones: probability of success); variances are φV(μ), of a negative binomial response
 * μ + μ²/size.
 *
 * @param trials of a binomial response; a whole number
 * @throws NotAvailable where the family has no law of this mean
 */
export function drawResponse(family: FamilySpec, mean: number, trials: number, generator: SeededGenerator): number {
    const { name, phi, size } = family;
    if (name === 'gaussian') {
        if (Number.isFinite(mean)) {
            return mean + Math.sqrt(phi) * generator.normal();
        }
    } else if (name === 'bernoulli' || name === 'binomial') {
        if (0 <= mean && mean <= 1) {
            return generator.binomial(trials, mean);
        }
    } else if (0 < mean && mean < Infinity) {
        switch (name) {
            case 'poisson':
                return generator.poisson(mean);
            case 'gamma':
                return generator.gamma(1 / phi) * phi * mean;
            case 'inverseGaussian':
                return generator.inverseGaussian(mean, phi);
            case 'negativeBinomial':
                if (size === null) {
                    throw new InvalidSpec('a negative binomial response has no size');
                }
                return generator.poisson((generator.gamma(size) / size) * mean);
        }
    }
    if (name === 'poisson' && mean === 0) {
        return 0;
    }
    throw new NotAvailable({
        code: 'link-domain',
        link: family.link,
        detail: `a drawn observation has the mean ${mean}, which the family does not have`
    });
}
