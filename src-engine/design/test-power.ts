/**
 * The power of a test at its noncentrality, and the noncentrality that a power needs: δ/se of one contrast, √(δᵀV⁻¹δ) of several.
 */
import {
    criticalValue,
    jointCriticalValue,
    jointWaldPower,
    requiredJointNoncentrality,
    requiredNoncentrality,
    waldPower
} from '../inference/wald-power.js';
import type { TestSpec } from '../spec/model-spec.js';
import { mostKnownNeeds, usualPower } from './limits.js';

/** The sign of a distance in the direction of the alternative. */
export const directionOf = ({ alternative }: TestSpec): 1 | -1 => (alternative === 'less' ? -1 : 1);

/** What the statistic, or the root of a joint one, must exceed. */
export function boundOf({ contrasts, alternative, alpha }: TestSpec, df: number): number {
    return contrasts.length > 1 ? jointCriticalValue(contrasts.length, alpha, df) : criticalValue({ alternative, alpha, df });
}

export function powerAt({ contrasts, alternative, alpha }: TestSpec, noncentrality: number, df: number): number {
    return contrasts.length > 1
        ? jointWaldPower(noncentrality ** 2, contrasts.length, alpha, df)
        : waldPower(noncentrality, { alternative, alpha, df });
}

/** The |δ|/se, or √(δᵀV⁻¹δ), at which a power is reached. */
export function noncentralityFor({ contrasts, alternative, alpha }: TestSpec, power: number, df: number): number {
    return contrasts.length > 1
        ? Math.sqrt(requiredJointNoncentrality(contrasts.length, alpha, df, power))
        : requiredNoncentrality({ alternative, alpha, df }, power);
}

/** Kept values: each needs a root of a non-central law, and the same few are needed repeatedly. */
const knownNeeds = new Map<string, number>();

/** The same for the test's own power, or the usual one. */
export function neededNoncentrality(test: TestSpec, df: number): number {
    const power = test.power ?? usualPower;
    const key = [test.alternative, test.alpha, test.contrasts.length, df, power].join();
    const known = knownNeeds.get(key);
    if (known !== undefined) {
        return known;
    }
    const needed = noncentralityFor(test, power, df);
    if (mostKnownNeeds <= knownNeeds.size) {
        knownNeeds.clear();
    }
    knownNeeds.set(key, needed);
    return needed;
}
