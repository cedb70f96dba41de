/** Laws of predictors as Stan draws them. */
import type { Law } from '../../../src-engine/spec/model-spec.js';
import { ExportProblem } from '../export-problem.js';
import { stanReal, stanVector } from './stan-text.js';

/** Statements that draw one number into `target`; a categorical predictor's is the position of its level. */
export function stanDraw(law: Law, target: string): string[] {
    const real = stanReal;
    const assign = (draw: string): string[] => [`${target} = ${draw};`];
    switch (law.law) {
        case 'normal':
            return assign(`normal_rng(${real(law.mean)}, ${real(law.sd)})`);
        case 'uniform':
            return assign(`uniform_rng(${real(law.min)}, ${real(law.max)})`);
        case 'bernoulli':
            return assign(`bernoulli_rng(${real(law.p)})`);
        case 'binomial':
            return assign(`binomial_rng(${law.size}, ${real(law.p)})`);
        case 'poisson':
            return assign(`poisson_rng(${real(law.rate)})`);
        case 'gamma':
            return assign(`gamma_rng(${real(law.shape)}, ${real(law.rate)})`);
        case 'exponential':
            return assign(`exponential_rng(${real(law.rate)})`);
        case 'beta':
            return assign(`beta_rng(${real(law.a)}, ${real(law.b)})`);
        case 'logNormal':
            return assign(`lognormal_rng(${real(law.meanlog)}, ${real(law.sdlog)})`);
        case 'studentT':
            return assign(`student_t_rng(${real(law.df)}, ${real(law.location)}, ${real(law.scale)})`);
        case 'categorical':
            return assign(`categorical_rng(${stanVector(law.probabilities)})`);
        case 'discrete':
            return [
                '{',
                `  vector[${law.values.length}] values = ${stanVector(law.values)};`,
                `  ${target} = values[categorical_rng(${stanVector(law.probabilities)})];`,
                '}'
            ];
        case 'mixture':
            return [
                '{',
                `  int part = categorical_rng(${stanVector(law.components.map(({ probability }) => probability))});`,
                ...law.components.flatMap((component, at) => [
                    `  if (part == ${at + 1}) {`,
                    ...stanDraw(component.law, target).map(line => `    ${line}`),
                    '  }'
                ]),
                '}'
            ];
        case 'mvNormal':
        case 'empirical':
            throw new ExportProblem('A predictor has a law that is not of one number.');
    }
}
