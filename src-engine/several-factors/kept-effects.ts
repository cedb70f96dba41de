/** The parts of the fixed effects' covariance that do not depend on the sizes of a design, computed once. */
import type { KeptAcrossSizes } from '../information/kept-across-sizes.js';
import type { IntegralReport } from '../result/analysis.js';
import { isReason, type Reason } from '../result/reason.js';
import type { FixedEffects } from './factor-blocks.js';

/** The parts of the fixed effects' covariance with several factors, each for one unit. */
export interface FactorEffects {
    fixed: FixedEffects;
    report: IntegralReport;
}

/** The parts, by the only number of a design on which they depend. */
class KeptEffects {
    readonly bySizeFactor = new Map<number, FactorEffects | Reason>();
}

/** @param sizeFactor E n · E(1/n): 1 where all cells have the same number of observations, or where the number does not matter */
export function keptEffects(
    { kept }: { kept?: KeptAcrossSizes },
    sizeFactor: number,
    compute: () => FactorEffects | Reason
): FactorEffects | Reason {
    if (!kept) {
        return compute();
    }
    const effects = kept.severalFactors instanceof KeptEffects ? kept.severalFactors : new KeptEffects();
    kept.severalFactors = effects;
    const found = effects.bySizeFactor.get(sizeFactor);
    if (found) {
        return found;
    }
    const made = compute();
    if (!isReason(made) || made.code !== 'stopped') {
        effects.bySizeFactor.set(sizeFactor, made);
    }
    return made;
}
