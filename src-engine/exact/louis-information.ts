/**
 * Louis' information of one group: the information of the complete data given y, less what the random effects hide of it.
 *
 * Source: T. A. Louis (1982), JRSS B 44, 226–233.
 */
import type { GroupScore } from './group-score.js';

/** −∂² log L/∂θ² after `hermite`, or `lattice` with its second moments, where the link is canonical; else a matrix of the same expectation. Lower and upper. */
export function louisInformation({ likelihood, weights, second, score }: GroupScore, into: Float64Array): void {
    const { d, p, parameters, design, precision, shift, centred, derivatives, hasPhi, response } = likelihood;
    const { rows, size } = design;
    into.fill(0);
    for (let k = 0; k < rows; k++) {
        const w = weights[k];
        for (let i = 0; i < p; i++) {
            const wx = w * centred[k * p + i];
            for (let j = 0; j <= i; j++) {
                into[i * parameters + j] += wx * centred[k * p + j];
            }
        }
    }
    for (let i = 0; i < p; i++) {
        for (let j = 0; j <= i; j++) {
            for (let a = 0; a < d; a++) {
                for (let b = 0; b < d; b++) {
                    into[i * parameters + j] += shift[a * p + i] * precision[a * d + b] * shift[b * p + j];
                }
            }
        }
    }
    derivatives.forEach((first, e) =>
        derivatives.slice(0, e + 1).forEach((other, f) => {
            // tr(Σ⁻¹Σ_e Σ⁻¹Σ_f)/2
            let sum = 0;
            for (const { row: i, column: j, value } of first) {
                for (const { row: k, column: l, value: otherValue } of other) {
                    const both = precision[i * d + k] * precision[j * d + l] + precision[i * d + l] * precision[j * d + k];
                    sum += value * otherValue * (both * (i === j ? 0.5 : 1) * (k === l ? 0.5 : 1));
                }
            }
            into[(p + e) * parameters + p + f] = sum;
        })
    );
    if (hasPhi) {
        let observations = 0;
        for (let k = 0; k < rows; k++) {
            observations += size[k];
        }
        into[parameters * parameters - 1] = observations * response.phiInformation;
    }
    for (let i = 0; i < parameters; i++) {
        for (let j = 0; j <= i; j++) {
            const at = i * parameters + j;
            into[at] -= second[at] - score[i] * score[j];
            into[j * parameters + i] = into[at];
        }
    }
}
