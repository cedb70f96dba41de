/** Laws of predictors as R draws them. */
import type { Law } from '../../../src-engine/spec/model-spec.js';
import { ExportProblem } from '../export-problem.js';
import { rNumbers, rString, rVector } from './r-text.js';

/** `size` draws of a law of one number or level; `size` is R code. */
export function rDraws(law: Law, size: string): string {
    switch (law.law) {
        case 'normal':
            return `rnorm(${size}, mean = ${law.mean}, sd = ${law.sd})`;
        case 'uniform':
            return `runif(${size}, min = ${law.min}, max = ${law.max})`;
        case 'bernoulli':
            return `rbinom(${size}, size = 1, prob = ${law.p})`;
        case 'binomial':
            return `rbinom(${size}, size = ${law.size}, prob = ${law.p})`;
        case 'poisson':
            return `rpois(${size}, lambda = ${law.rate})`;
        case 'gamma':
            return `rgamma(${size}, shape = ${law.shape}, rate = ${law.rate})`;
        case 'exponential':
            return `rexp(${size}, rate = ${law.rate})`;
        case 'beta':
            return `rbeta(${size}, ${law.a}, ${law.b})`;
        case 'logNormal':
            return `rlnorm(${size}, meanlog = ${law.meanlog}, sdlog = ${law.sdlog})`;
        case 'studentT':
            return `${law.location} + ${law.scale} * rt(${size}, df = ${law.df})`;
        case 'discrete':
            return `${rNumbers(law.values)}[${rIndices(law.probabilities, size)}]`;
        case 'categorical':
            return `${rVector(law.levels.map(rString))}[${rIndices(law.probabilities, size)}]`;
        case 'mixture': {
            const draws = law.components.map(component => rDraws(component.law, size));
            const chosen = rIndices(
                law.components.map(({ probability }) => probability),
                size
            );
            return `cbind(${draws.join(', ')})[cbind(seq_len(${size}), ${chosen})]`;
        }
        case 'mvNormal':
        case 'empirical':
            throw new ExportProblem('A predictor has a law that is not of one number.');
    }
}

/** Positions 1, 2, … drawn with these probabilities. */
function rIndices(probabilities: number[], size: string): string {
    const isEven = probabilities.every(probability => probability === probabilities[0]);
    return `sample.int(${probabilities.length}, ${size}, replace = TRUE${isEven ? '' : `, prob = ${rNumbers(probabilities)}`})`;
}

/** `size` rows of a normal law of several numbers. */
export function rNormalRows(mean: readonly number[], covariance: readonly number[][], size: string): string {
    const centred = `matrix(rnorm(${size} * ${mean.length}), ${size}) %*% chol(${rMatrix(covariance)})`;
    return mean.every(value => value === 0) ? centred : `sweep(${centred}, 2, ${rNumbers(mean)}, "+")`;
}

export function rMatrix(matrix: readonly number[][], names: readonly string[] | null = null): string {
    const dimnames = names && `, dimnames = rep(list(${rVector(names.map(rString))}), 2)`;
    return `matrix(${rNumbers(matrix.flat())}, ${matrix.length}${dimnames ?? ''})`;
}
