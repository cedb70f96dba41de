/** Laws of predictors as Julia's Distributions draws them. */
import type { Law } from '../../../src-engine/spec/model-spec.js';
import { ExportProblem } from '../export-problem.js';
import { wrappedList } from '../wrapped-list.js';
import { juliaReal, juliaString, juliaVector } from './julia-text.js';

/** A vector of `size` draws of a law of one number or level; `size` is Julia code. */
export function juliaDraws(law: Law, size: string): string {
    const real = juliaReal;
    const drawn = (distribution: string) => `rand(rng, ${distribution}, ${size})`;
    switch (law.law) {
        case 'normal':
            return drawn(`Normal(${real(law.mean)}, ${real(law.sd)})`);
        case 'uniform':
            return drawn(`Uniform(${real(law.min)}, ${real(law.max)})`);
        case 'bernoulli':
            return drawn(`Binomial(1, ${real(law.p)})`);
        case 'binomial':
            return drawn(`Binomial(${law.size}, ${real(law.p)})`);
        case 'poisson':
            return drawn(`Poisson(${real(law.rate)})`);
        case 'gamma':
            return drawn(`Gamma(${real(law.shape)}, 1 / ${real(law.rate)})`);
        case 'exponential':
            return drawn(`Exponential(1 / ${real(law.rate)})`);
        case 'beta':
            return drawn(`Beta(${real(law.a)}, ${real(law.b)})`);
        case 'logNormal':
            return drawn(`LogNormal(${real(law.meanlog)}, ${real(law.sdlog)})`);
        case 'studentT':
            return `(${real(law.location)} .+ ${real(law.scale)} .* ${drawn(`TDist(${real(law.df)})`)})`;
        case 'discrete':
            return `${juliaVector(law.values)}[${drawn(`Categorical(${juliaVector(law.probabilities)})`)}]`;
        case 'categorical':
            return `${wrappedList('[', law.levels.map(juliaString), ']')}[${drawn(`Categorical(${juliaVector(law.probabilities)})`)}]`;
        case 'mixture': {
            const parts = law.components.map(component => juliaDraws(component.law, size));
            const probabilities = juliaVector(law.components.map(({ probability }) => probability));
            return `getindex.(tuple.(${parts.join(', ')}), ${drawn(`Categorical(${probabilities})`)})`;
        }
        case 'mvNormal':
        case 'empirical':
            throw new ExportProblem('A predictor has a law that is not of one number.');
    }
}
