/** The mean power of a test over samples of the predictors, for Gaussian responses without random effects. */
import type { NoncentralityLaw } from '../gaussian/sampling/noncentrality-law.js';
import { averagedPower, type AveragedPower } from '../inference/averaged-power.js';
import { noVariance, type Failure } from '../result/failure.js';
import { isReason } from '../result/reason.js';
import type { Reference, TestSpec } from '../spec/model-spec.js';
import { sizeOf, type Sizes } from '../structure/sizes.js';
import { distanceOf, effectsOf, rowOf } from './contrasts.js';
import type { DesignVariances } from './design-variances.js';
import { leastMiss } from './limits.js';
import { noncentralityFor, powerAt } from './test-power.js';

export interface PowerOverSamples extends AveragedPower {
    /** The noncentrality of a fixed design with this power, in the direction of the alternative. */
    equivalent: number;
}

/** Null for models whose power follows from variances. */
export function powerOverSamples(
    test: TestSpec,
    variances: DesignVariances,
    sizes: Sizes,
    { df, reference }: { df: number; reference: Reference }
): PowerOverSamples | Failure | null {
    const { contrasts } = test;
    const { spec } = variances;
    if (spec.random.length > 0) {
        return null;
    }
    const rank = spec.fixed.length;
    const n = sizeOf(sizes, 'n');
    if (n !== null && n < rank) {
        return { code: 'degrees-of-freedom', df: n - rank, reference: reference === 'z' ? 't' : reference };
    }
    const deltas = contrasts.map(contrast => distanceOf(contrast, spec).delta);
    const law = variances.noncentrality(contrasts.map(contrast => rowOf(contrast, spec)), deltas, sizes); // prettier-ignore
    if (law === null) {
        return null;
    }
    if (isReason(law)) {
        return noVariance(law);
    }
    const sign = contrasts.length === 1 && deltas[0] < 0 ? -1 : 1;
    const found = averagedPower(law, at => powerAt(test, sign * at, df));
    if (Number.isNaN(found.power)) {
        return noVariance(
            deltas.every(Number.isFinite) ? { code: 'collinear', effects: effectsOf(test) } : { code: 'not-finite', detail: 'the distance from the hypothesis' } // prettier-ignore
        );
    }
    return { ...found, equivalent: equivalentOf(found.power, test, law, df) };
}

function equivalentOf(power: number, test: TestSpec, { squares, weights }: NoncentralityLaw, df: number): number {
    if (power < 1 - leastMiss) {
        return noncentralityFor(test, power, df);
    }
    // The power is 1 to rounding. What the search needs is that more data are farther from the goal.
    return Math.sqrt(1 / squares.reduce((sum, square, i) => sum + weights[i] / square, 0));
}
