/** Effects that a few units of a group say most about: variances at the mean information hold for many units, and a study of few may have none of these. */
import type { UnevenGroups } from '../result/uneven-groups.js';
import { attempt } from '../result/not-available.js';
import { isReason } from '../result/reason.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { countsOf, sizesOf } from '../structure/group-counts.js';
import { unevenParts, type UnevenParts } from '../study/uneven-parts.js';
import { excessesOfDraws } from './few-draws.js';
import { digitsOfEnough, excessOfEnough, mostExcessOfUnits, mostUnitsSought, shareOfBound } from './limits.js';
import { typicalResponses } from './typical-responses.js';

/**
 * The effect of block B whose mean variance over studies is the most above the variance at the mean information, a tested one first; null where none is by much. What the chance of drawn
 * predictors does is not counted, because `fewDraws` tells of it. Total.
 *
 * @param spec with all sizes and values
 */
export function unevenGroups(spec: ModelSpec): UnevenGroups | null {
    if (spec.random.every(({ effects }) => effects.length === 0)) {
        return null;
    }
    const found = attempt(() => (boundOfExcess(spec) < mostExcessOfUnits * shareOfBound ? null : most(spec)));
    return isReason(found) ? null : found;
}

/**
 * Of the first order in one over the units, CV²/m, with the coefficient of variation of lognormal weights of the same log-variance and of the sizes. Sums of units with heavy tails have less. It
 * takes a fraction of a millisecond, and leaves most models alone. Infinity where it is not known.
 */
function boundOfExcess(spec: ModelSpec): number {
    const typical = typicalResponses(spec);
    const sizes = sizesOf(spec);
    const units = Math.min(...spec.random.map(({ group, within }) => (within === null ? (countsOf(spec)[group] ?? NaN) : Infinity)));
    if (typical === null || isReason(sizes) || !(units > 0)) {
        return Infinity;
    }
    const mean = sizes.reduce((sum, { n, probability }) => sum + probability * n, 0);
    const square = sizes.reduce((sum, { n, probability }) => sum + probability * n * n, 0);
    return (Math.exp(typical.logWeightVariance) * (square / mean ** 2) - 1) / units;
}

function most(spec: ModelSpec): UnevenGroups | null {
    const uneven = unevenParts(spec);
    if (uneven === null) {
        return null;
    }
    const { group, parts } = uneven;
    // Of so many units none is rare enough, and adding them up would take long.
    if (!(parts <= mostUnitsSought)) {
        return null;
    }
    const ofDraws = excessesOfDraws(spec);
    const tested = new Set(
        spec.tests.flatMap(({ contrasts }) => contrasts.flatMap(({ coefficients }) => coefficients.map(one => one.effect)))
    );
    const found = uneven.excess(parts).flatMap((all, effect) => {
        const { name, block } = spec.fixed[effect];
        const excess = all - (ofDraws.find(one => one.effect === name)?.excess ?? 0);
        // The information about effects that vary between units is bounded by their own variance, so no unit has much more of it than others.
        return block === 'B' && mostExcessOfUnits < excess && excess < Infinity
            ? [{ name, effect, excess, isTested: tested.has(name) }]
            : [];
    });
    const [worst] = found.sort((a, b) => Number(b.isTested) - Number(a.isTested) || b.excess - a.excess);
    if (worst === undefined) {
        return null;
    }
    const { name, effect, excess } = worst;
    return { effect: name, group, units: parts, excess, enough: group === null ? null : enoughFor(uneven, effect) };
}

/**
 * Goes up the powers of two until the excess is small, and back along the power law between the last two: from any number of units to the same answer. Rounded up, because it is
 * known to about a tenth.
 */
function enoughFor({ parts, excess }: UnevenParts, effect: number): number | null {
    const start = 2 ** Math.floor(Math.log2(parts));
    let below = { units: start, excess: excess(start)[effect] };
    for (let units = 2 * start; units <= mostUnitsSought; units *= 2) {
        const here = { units, excess: excess(units)[effect] };
        if (here.excess <= excessOfEnough) {
            const slope = Math.log(here.excess / below.excess) / Math.log(2);
            const size = Number.isFinite(slope) ? below.units * (excessOfEnough / below.excess) ** (1 / slope) : units;
            const step = 10 ** Math.max(0, Math.floor(Math.log10(size)) + 1 - digitsOfEnough);
            return Math.ceil(size / step) * step;
        }
        below = here;
    }
    return null;
}
