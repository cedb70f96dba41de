/** Random slopes that groups say little about. */
import { sigmaOf } from '../../structure/covariance/structures.js';
import type { ModelSpec } from '../../spec/model-spec.js';
import { hasDispersion } from '../../family/families.js';
import { fewEventsForSlopes, leastInformationForSlopes, wideForMedianGroup, wideForMedianInformation } from '../limits.js';
import type { TypicalResponses } from '../typical-responses.js';

/** What is expected in a unit: events, or the information about η of responses that have none; `median`: where the random effects are 0. */
export interface ExpectedInUnit {
    mean: number;
    median: number;
}

/**
 * Whether groups say so little about random slopes that an effect with a random effect among them depends on it. A slope's variance is then correlated with the slope, and
 * with the intercept beside it, for counts as well.
 */
export function hasUncertainSlope(spec: ModelSpec, typical: TypicalResponses, expected: ExpectedInUnit, name: string): boolean {
    const { fixed, random, family } = spec;
    return random.some(block => {
        // With a log link the mean is that of rare large units.
        const slopes = slopesOf(block, fixed, typical, family.link === 'log' ? expected.median : expected.mean);
        if (slopes.length === 0 || !block.effects.includes(name)) {
            return false;
        }
        const own = slopes.find(({ effect }) => effect === name);
        const least = own ? own.information : Math.min(...slopes.map(({ information }) => information));
        if (family.link === 'log') {
            const widest = hasDispersion(family) ? wideForMedianInformation : wideForMedianGroup;
            return least < leastInformationForSlopes || widest < typical.logWeightVariance / least;
        }
        return expected.mean < fewEventsForSlopes[family.trials === null ? 'single' : 'trials'];
    });
}

/** The random slopes of a factor, each with the information of a unit about it times its variance. */
export function slopesOf(
    block: ModelSpec['random'][number],
    fixed: ModelSpec['fixed'],
    { termVariance }: TypicalResponses,
    events: number
): { effect: string; information: number }[] {
    return block.effects.flatMap((effect, at) => {
        const i = fixed.findIndex(other => other.name === effect);
        return termVariance[i] > 0 ? [{ effect, information: events * termVariance[i] * sigmaOf(block)[at][at] }] : [];
    });
}
