/** Laws of predictors as numpy draws them. */
import type { Law } from '../../../src-engine/spec/model-spec.js';
import { ExportProblem } from '../export-problem.js';
import { wrappedList } from '../wrapped-list.js';
import { pythonList, pythonReal, pythonString } from './python-text.js';

/** An array of `size` draws of a law of one number or level; `size` is Python code. */
export function pythonDraws(law: Law, size: string): string {
    const real = pythonReal;
    switch (law.law) {
        case 'normal':
            return `rng.normal(${real(law.mean)}, ${real(law.sd)}, ${size})`;
        case 'uniform':
            return `rng.uniform(${real(law.min)}, ${real(law.max)}, ${size})`;
        case 'bernoulli':
            return `1.0 * rng.binomial(1, ${real(law.p)}, ${size})`;
        case 'binomial':
            return `1.0 * rng.binomial(${law.size}, ${real(law.p)}, ${size})`;
        case 'poisson':
            return `1.0 * rng.poisson(${real(law.rate)}, ${size})`;
        case 'gamma':
            return `rng.gamma(${real(law.shape)}, 1 / ${real(law.rate)}, ${size})`;
        case 'exponential':
            return `rng.exponential(1 / ${real(law.rate)}, ${size})`;
        case 'beta':
            return `rng.beta(${real(law.a)}, ${real(law.b)}, ${size})`;
        case 'logNormal':
            return `rng.lognormal(${real(law.meanlog)}, ${real(law.sdlog)}, ${size})`;
        case 'studentT':
            return `${real(law.location)} + ${real(law.scale)} * rng.standard_t(${real(law.df)}, ${size})`;
        case 'discrete':
            return `rng.choice(${pythonList(law.values)}, ${size}, p=${pythonList(law.probabilities)})`;
        case 'categorical':
            return `rng.choice(${wrappedList('[', law.levels.map(pythonString), ']')}, ${size}, p=${pythonList(law.probabilities)})`;
        case 'mixture': {
            const parts = law.components.map(component => pythonDraws(component.law, size));
            const probabilities = pythonList(law.components.map(({ probability }) => probability));
            return `np.stack([${parts.join(', ')}])[rng.choice(${parts.length}, ${size}, p=${probabilities}), np.arange(${size})]`;
        }
        case 'mvNormal':
        case 'empirical':
            throw new ExportProblem('A predictor has a law that is not of one number.');
    }
}
