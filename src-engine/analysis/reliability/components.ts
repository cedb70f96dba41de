/** How good the refined variances of components are. */
import type { ModelSpec } from '../../spec/model-spec.js';
import {
    fewEventsForComponents,
    leastInformationForSlopes,
    mostUnevenUnits,
    someEventsBesideFactors,
    someEventsForComponents,
    unevenUnits,
    widestWeights,
    wideForMedianUnit,
    wideWeights,
    widestForMedianUnit
} from '../limits.js';
import type { TypicalResponses } from '../typical-responses.js';
import type { ComponentReliability } from './doubt.js';
import { hasUncertainSlope, slopesOf } from './uncertain-slopes.js';

/** With several factors and drawn predictors the refined form takes units as alike, but the values that a unit has drawn decide what it says about its slope. */
export function componentsOfLinear(
    spec: ModelSpec,
    typical: TypicalResponses,
    n: number,
    cells: readonly (number | null)[]
): ComponentReliability[] {
    const isDrawn = spec.predictors.some(({ kind }) => kind === 'random');
    return spec.random.map((block, at) => {
        const count = cells[at];
        const slopes = count === null ? [] : slopesOf(block, spec.fixed, typical, (n * count) / spec.family.phi);
        const isUncertain = slopes.some(({ information }) => information < leastInformationForSlopes);
        return isDrawn && isUncertain ? 'doubted' : 'good';
    });
}

/** @param events expected in a unit of the factor; null where a count is missing */
export function componentReliability(spec: ModelSpec, typical: TypicalResponses, at: number, events: number | null): ComponentReliability {
    const { family, random } = spec;
    const spread = family.link === 'log' ? 0 : typical.logWeightVariance;
    const uneven = events === null ? 0 : unevenness(typical, at, events);
    const wide = events === null || family.link !== 'log' ? 0 : widthOfUnits(typical, at, events);
    if (
        (events !== null && events < fewEventsForComponents) ||
        widestWeights < spread ||
        mostUnevenUnits < uneven ||
        widestForMedianUnit < wide
    ) {
        return 'rough';
    }
    const enough = random.length === 1 ? someEventsForComponents : someEventsBesideFactors;
    const expected = events === null ? null : { mean: events, median: (events * typical.medianEvents) / typical.events };
    const hasSlope = expected !== null && random[at].effects.some(effect => hasUncertainSlope(spec, typical, expected, effect));
    return (events !== null && events < enough) || wideWeights < spread || unevenUnits < uneven || wideForMedianUnit < wide || hasSlope
        ? 'doubted'
        : 'good';
}

/** With a log link a few units hold most events, so that their mean number says nothing about most units: those near the median tell little about their random effects. */
function widthOfUnits(
    { logWeightVariance, randomVariance, factorVariances, events: mean, medianEvents }: TypicalResponses,
    at: number,
    events: number
): number {
    const own = randomVariance > 0 ? logWeightVariance * (factorVariances[at] / randomVariance) : 0;
    return own ** 2 / ((events * medianEvents) / mean);
}

/**
 * How far the units of a factor differ in what they say about its random effects, because those of the other factors change the weight: inner units of a large mean hold
 * nearly all information. It matters little where every unit says enough, events · σ² large.
 */
function unevenness({ logWeightVariance, randomVariance, factorVariances }: TypicalResponses, at: number, events: number): number {
    const own = factorVariances[at];
    return randomVariance > 0 ? (logWeightVariance * (1 - own / randomVariance)) / (1 + events * own) : 0;
}
