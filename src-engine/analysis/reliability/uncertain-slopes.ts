/** Random slopes that groups say little about. */
import { sigmaOf } from '../../structure/covariance/structures.js';
import type { ModelSpec } from '../../spec/model-spec.js';
import { fewEventsForSlopes, leastInformationForSlopes } from '../limits.js';
import type { TypicalResponses } from '../typical-responses.js';

/**
 * Whether groups say so little about random slopes that an effect with a random effect among them depends on it. A slope's variance is then correlated with the slope, and
 * with the intercept beside it, for counts as well.
 */
export function hasUncertainSlope({ fixed, random, family }: ModelSpec, typical: TypicalResponses, events: number, name: string): boolean {
    return random.some(block => {
        const slopes = slopesOf(block, fixed, typical, events);
        if (slopes.length === 0 || !block.effects.includes(name)) {
            return false;
        }
        const own = slopes.find(({ effect }) => effect === name);
        const least = own ? own.information : Math.min(...slopes.map(({ information }) => information));
        return family.link === 'log'
            ? least < leastInformationForSlopes
            : events < fewEventsForSlopes[family.trials === null ? 'single' : 'trials'];
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
