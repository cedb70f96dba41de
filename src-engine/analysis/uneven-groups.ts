/** Effects that a few units of a group say most about: variances at the mean information hold for many units, and a study of few may have none of these. */
import type { UnevenGroups } from '../result/uneven-groups.js';
import { weightOf } from '../family/families.js';
import { attempt } from '../result/not-available.js';
import { isReason } from '../result/reason.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { countsOf, hasAllSizes, sizesOf } from '../structure/group-counts.js';
import { unevenParts, type UnevenParts } from '../study/uneven-parts.js';
import { excessesOfDraws } from './few-draws.js';
import {
    digitsOfEnough,
    excessOfEnough,
    fewestUnitsFitted,
    leastExcessFitted,
    mostExcessFitted,
    mostExcessOfUnits,
    mostUnitsSought,
    shareOfBound
} from './limits.js';
import type { Responses } from './typical-responses.js';

/**
 * The effect of block B whose mean variance over studies is the most above the variance at the mean information, a tested one first; null where none is by much. What the chance of drawn
 * predictors does is not counted, because `fewDraws` tells of it. Total.
 *
 * @param spec with all sizes and values. @param responses of the model, at any sizes
 */
export function unevenGroups(spec: ModelSpec, responses: Responses): UnevenGroups | null {
    const { random, family, design } = spec;
    const areAlike = weightOf(family)?.kind === 'constant' && design.n?.kind === 'fixed';
    if (areAlike || random.every(({ effects }) => effects.length === 0) || !hasAllSizes(spec)) {
        return null;
    }
    const found = attempt(() => (boundOfExcess(spec, responses) < mostExcessOfUnits * shareOfBound ? null : most(spec)));
    return isReason(found) ? null : found;
}

/**
 * Of the first order in one over the units, CV²/m, with the coefficient of variation of lognormal weights of the same log-variance and of the sizes. Sums of units with heavy tails have less. It
 * takes a fraction of a millisecond, and leaves most models alone. Infinity where it is not known.
 */
function boundOfExcess(spec: ModelSpec, responses: Responses): number {
    const sizes = sizesOf(spec);
    const counts = countsOf(spec);
    const units = Math.min(...spec.random.map(({ group, within }) => (within === null ? counts[group] : Infinity)));
    const { typical } = responses;
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
 * The units with which the excess is a tenth, on a power law through its values at powers of two: the same whatever the number of units is now. Rounded up, because it is known to
 * about a tenth. Null where it is not found, or no more than there are.
 */
function enoughFor({ parts, excess }: UnevenParts, effect: number): number | null {
    const points: { x: number; y: number }[] = [];
    for (let units = fewestUnitsFitted, here = Infinity; units <= mostUnitsSought && leastExcessFitted < here; units *= 2) {
        here = excess(units)[effect];
        if (leastExcessFitted < here && here < mostExcessFitted) {
            points.push({ x: Math.log(units), y: Math.log(here) });
        }
    }
    const mean = (of: (point: { x: number; y: number }) => number): number =>
        points.reduce((sum, point) => sum + of(point), 0) / points.length;
    const [x, y] = [mean(point => point.x), mean(point => point.y)];
    const slope = mean(point => (point.x - x) * (point.y - y)) / mean(point => (point.x - x) ** 2);
    const size = Math.exp(x + (Math.log(excessOfEnough) - y) / slope);
    if (points.length < 2 || !(slope < 0) || !(parts < size && size <= mostUnitsSought)) {
        return null;
    }
    const step = 10 ** Math.max(0, Math.floor(Math.log10(size)) + 1 - digitsOfEnough);
    return Math.ceil(size / step) * step;
}
