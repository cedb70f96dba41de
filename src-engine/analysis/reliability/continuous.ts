/** Continuous responses with a log link. */
import { families, weightOf } from '../../family/families.js';
import { blockMembership } from '../../predictors/blocks.js';
import { attempt } from '../../result/not-available.js';
import { isReason } from '../../result/reason.js';
import type { ModelSpec } from '../../spec/model-spec.js';
import { TermAnalysis } from '../../spec/term-analysis.js';
import { littleInformation, skewForWithin, wideForMedianInformation, widestForMedianInformation, widestInformation } from '../limits.js';
import type { TypicalResponses } from '../typical-responses.js';
import type { ComponentReliability, Doubt, Reliability } from './doubt.js';
import { hasUncertainSlope } from './uncertain-slopes.js';
import { constancy, isComplete } from './units.js';

/**
 * Continuous responses with a log link have no events. The rules take the information about η in their place, and for effects within groups the skewness; null
 * where these are not known.
 */
export function continuousReliability(
    spec: ModelSpec,
    typical: TypicalResponses,
    n: number,
    cells: readonly (number | null)[]
): Reliability | null {
    const { family, fixed, random } = spec;
    const { dispersion } = families[family.name];
    const weight = weightOf(family);
    const members = attempt(() => blockMembership(spec));
    if (family.link !== 'log' || weight === undefined || dispersion === null || isReason(members) || !isComplete(cells)) {
        return null;
    }
    const ofObservation = weight.at(Math.log(typical.events)) / family.phi;
    const observations = n * Math.min(...cells);
    const information = observations * ofObservation;
    const ofMedian = weight.at(Math.log(typical.medianEvents)) / family.phi;
    const inUnit = { mean: information, median: observations * ofMedian };
    const spread = typical.logWeightVariance;
    const isWide = widestInformation < spread;
    const skew = dispersion.squaredSkewness(typical.events, family.phi) / observations;
    const analysis = new TermAnalysis(spec.predictors);
    const isConstant = constancy(spec);
    const doubts = fixed.map(({ name, term }, i): Doubt | null => {
        const names = [...analysis.basicPredictors(term)];
        const isIntercept = members[i].partners.some(({ own, effects }) => own && effects.includes(name));
        if (isIntercept && (isWide || information < littleInformation || hasUncertainSlope(spec, typical, inUnit, name))) {
            return { rule: 'intercept', events: information };
        }
        const isUneven = isWide || (!isIntercept && wideForMedianInformation < spread / inUnit.median);
        if (members[i].belongs === 'A' && (isUneven || information < littleInformation)) {
            return { rule: 'between', events: information };
        }
        // A response without skewness whose weight varies with the group tells of both as well, if it says little about the group.
        return !names.every(isConstant) && (skewForWithin < skew || information < littleInformation)
            ? { rule: 'within', events: information }
            : null;
    });
    // The information varies with the mean, so that no rule found where these variances are good.
    const components = cells.map((count, at): ComponentReliability => {
        const ofUnit = n * count * ofObservation;
        const expected = { mean: ofUnit, median: n * count * ofMedian };
        const hasSlope = random[at].effects.some(effect => hasUncertainSlope(spec, typical, expected, effect));
        const isWideUnit = widestForMedianInformation < spread ** 2 / expected.median;
        return ofUnit < littleInformation || isWideUnit || hasSlope ? 'rough' : 'doubted';
    });
    return { doubts, components };
}
