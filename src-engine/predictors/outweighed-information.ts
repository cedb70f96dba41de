/** Whether a group-level predictor takes groups to where they have so little information that the mean of its inverse is infinite. */
import { sigmaOf } from '../structure/covariance/structures.js';
import { lawLogDensity, lawMoments, lawQuantile, lawSupport } from '../laws/index.js';
import { quadraticForm } from '../numeric/linear-algebra.js';
import type { Weight } from '../family/weight.js';
import { linearPredictor, place, quantileOf, standardNormal } from './envelope.js';
import type { Dimension, GroupModel } from './group-model.js';
import { placeNormals } from './normal-block.js';

/** Where the tail of a law is examined, in standard deviations. An integrand that has a mean falls between these two places. */
const far = [1e7, 1e8];

/**
 * Whether a group-level predictor takes groups to where they have so little information that E Ω_RR⁻¹ is infinite. log density − log E_U w bounds the log of the
 * integrand from below. The mean is infinite if this does not fall in the predictor's tail. The other predictors are at the values that leave the most information.
 */
export function outweighsInformation(model: GroupModel, dimension: Dimension): boolean {
    const { source } = dimension;
    if (source.kind === 'points' || model.weight.kind === 'constant') {
        return false;
    }
    const law = source.kind === 'law' ? source.law : standardNormal;
    const { min, max } = lawSupport(law);
    const { variance } = lawMoments(law);
    const scale = variance !== null && variance > 0 && variance < Infinity ? Math.sqrt(variance) : 1;
    const centre = lawQuantile(law, 0.5);
    return [-1, 1].some(side => {
        if ((side < 0 ? min : max) !== side * Infinity) {
            return false;
        }
        const [near, out] = far.map(distance => {
            const x = Math.round(centre + side * distance * scale);
            const loss = leastLoss(model, dimension, x);
            // A loss that does not grow leaves the tail of the density as it is.
            return loss === 0 ? -Infinity : lawLogDensity(law, x) + loss;
        });
        return out === Infinity || (out !== -Infinity && near <= out);
    });
}

/** The least −log E_U w where one predictor has this value and the others are low, in the middle, and high. */
function leastLoss(model: GroupModel, dimension: Dimension, x: number): number {
    const { values, blocks, random, randomTerms, weight } = model;
    const others = model.dimensions.filter(d => d !== dimension);
    let least = Infinity;
    for (const p of [0.02, 0.5, 0.98]) {
        for (const block of blocks) {
            block.nu.fill(0);
        }
        others.forEach(other => place(model, other, quantileOf(other, p)));
        place(model, dimension, x);
        for (const block of blocks) {
            placeNormals(block, values);
        }
        model.derive();
        const eta = linearPredictor(model);
        const terms = randomTerms.map(term => term(values));
        const loss = lossAt(weight, eta, quadraticForm(sigmaOf(random!), terms));
        if (!Number.isNaN(loss)) {
            least = Math.min(least, loss);
        }
    }
    return least === Infinity ? 0 : Math.max(0, least);
}

/** log E 1/w(η + T), T ~ N(0, v), up to what stays bounded as η grows. */
function lossAt(weight: Weight, eta: number, v: number): number {
    const { kind, rate, tails } = weight;
    if (kind === 'exponential') {
        return -rate * eta + 0.5 * rate * rate * v;
    }
    if (tails.kind === 'gaussian') {
        return v < 1 ? (0.5 * eta * eta) / (1 - v) : Number.MAX_VALUE;
    }
    if (tails.max < eta) {
        return Number.MAX_VALUE;
    }
    const slope = slopeOfTail(weight, eta < 0 ? -1 : 1);
    return slope * Math.abs(eta) + 0.5 * slope * slope * v;
}

/** By how much log w falls when η grows by 1, far out. The bound in `tails` may be smaller. */
function slopeOfTail({ at }: Weight, side: number): number {
    const fall = Math.log(at(30 * side) / at(31 * side));
    return Number.isFinite(fall) ? Math.max(0, fall) : 0;
}
