/** Laws of predictors as R draws them. */
import type { Law } from '../../../src-engine/spec/model-spec.js';
import { drawCodeOf } from '../draw-code.js';
import { rNumbers, rString, rVector } from './r-text.js';

/** `size` draws of a law of one number or level; `size` is R code. */
export function rDraws(law: Law, size: string): string {
    return drawCodeOf(law).r(law, {
        size,
        number: String,
        numbers: rNumbers,
        strings: values => rVector(values.map(rString)),
        positions: probabilities => rIndices(probabilities, size),
        draws: other => rDraws(other, size)
    });
}

/** Positions 1, 2, … drawn with these probabilities. */
function rIndices(probabilities: readonly number[], size: string): string {
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
