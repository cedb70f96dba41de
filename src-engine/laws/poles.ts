/** Poles of an integrand: points at which it grows without bound, and how a rule treats them. */
import type { LawRule } from './expectation-rule.js';
import {
    farEnd,
    farthestEnd,
    heightOfPole,
    leastInfinitePower,
    logFarFromEnd,
    logFarFromFarEnd,
    logNearToEnd,
    logNearToFarEnd,
    logOfInfinite,
    mostWeakPower,
    widthOfRounding,
    leastSpacing
} from './limits.js';

type LogEnvelope = (x: number) => number;

/** The q for which an envelope grows like distance^{−q} towards an end of the support; 0 where the distance is lost in the end's rounding. */
export function endPower(end: number, otherEnd: number, logEnvelope: LogEnvelope): number {
    if (Math.abs(end) > farEnd * Math.abs(otherEnd - end)) {
        return 0;
    }
    return powerBetween(end, otherEnd - end, logEnvelope, [logNearToEnd, logFarFromEnd]);
}

function powerBetween(point: number, width: number, logEnvelope: LogEnvelope, [near, far]: readonly [number, number]): number {
    const at = (logDistance: number): number => logEnvelope(point + width * Math.exp(logDistance));
    const [closest, farther] = [at(near), at(far)];
    const power = (closest - farther) / (far - near);
    return Number.isFinite(power) ? power : closest === Infinity ? Infinity : 0;
}

/** The distances, in logarithms, that lie well above the rounding of a point with this size relative to the width; none where all are lost. */
function distancesAt(point: number, width: number): [number, number] | null {
    const ratio = Math.abs(point / width);
    if (ratio <= farEnd) {
        return [logNearToEnd, logFarFromEnd];
    }
    return ratio <= farthestEnd ? [logNearToFarEnd, logFarFromFarEnd] : null;
}

/** The larger q of both sides of a point within the support. */
function powerAt(point: number, ends: readonly [number, number], logEnvelope: LogEnvelope): number {
    return ends.reduce((largest, end) => {
        const distances = end === point ? null : distancesAt(point, end - point);
        return distances ? Math.max(largest, powerBetween(point, end - point, logEnvelope, distances)) : largest;
    }, 0);
}

/** The first singularity inside the support at which the envelope has no integral. */
export function innerPole(
    singularities: readonly number[],
    ends: readonly [number, number],
    logEnvelope: LogEnvelope | undefined
): number | undefined {
    return logEnvelope && singularities.find(point => powerAt(point, ends, logEnvelope) >= leastInfinitePower);
}

/**
 * The rule with the nodes that rounding has put on a weak pole, such as that of log² |x − 0.3|, moved to a place beside it where the integrand is
 * finite. At stronger poles they stay, and their infinite values are refused.
 */
export function movedOffPoles(
    rule: LawRule,
    singularities: readonly number[],
    ends: readonly [number, number],
    logEnvelope: LogEnvelope | undefined
): LawRule {
    if (!logEnvelope) {
        return rule;
    }
    const [min, max] = ends;
    for (const point of singularities) {
        if (powerAt(point, ends, logEnvelope) > mostWeakPower) {
            continue;
        }
        const rounding = Math.max(widthOfRounding * (max - min), 8 * spacing(point));
        for (const [k, node] of rule.nodes.entries()) {
            if (Math.abs(node - point) <= rounding && !isOrdinary(logEnvelope(node))) {
                const away = point >= max || (node < point && point > min) ? -1 : 1;
                rule.nodes[k] = firstFinite(point, Math.max(Math.abs(node - point), spacing(point)), away, rounding, logEnvelope) ?? node;
            }
        }
    }
    return rule;
}

/**
 * The size at x, or the larger one beside it where x lies on a pole: an integrable pole has no size, and its value would hide all other places.
 *
 * @param sides places on both sides of x
 */
export function sizeBeside(logEnvelope: LogEnvelope, x: number, sides: readonly [number, number]): number {
    const size = logEnvelope(x);
    if (size < logOfInfinite) {
        return size;
    }
    const beside = Math.max(logEnvelope(sides[0]), logEnvelope(sides[1]));
    return size > beside + heightOfPole ? beside : size;
}

/** Whether a feature and the weight are finite. Where a weight vanishes at the pole of a feature, the size is −∞. */
function isOrdinary(logSize: number): boolean {
    return Number.isFinite(logSize) && logSize < logOfInfinite;
}

/** The first place where the integrand is finite, at doubling distances from a point. */
function firstFinite(point: number, least: number, away: number, most: number, logEnvelope: LogEnvelope): number | undefined {
    for (let distance = least; distance <= most; distance *= 2) {
        const moved = point + away * distance;
        if (isOrdinary(logEnvelope(moved))) {
            return moved;
        }
    }
    return undefined;
}

/** About the distance to the next double. At 0 the smallest number whose logarithm and powers stay in range. */
function spacing(x: number): number {
    return Math.max(Math.abs(x) * Number.EPSILON, leastSpacing);
}
