/** What has been computed of a model and holds for all sizes of its design: kept while a search looks at one design after the other. */
import { isReason } from '../analysis/analysis-frame.js';
import type { IntegralReport, Reason } from '../result/analysis.js';
import type { FixedEffects } from '../several-factors/factor-blocks.js';
import type { SecondTerms } from '../one-factor/nested-result.js';

/** The parts of the fixed effects' covariance with several factors, each for one unit. */
export interface FactorEffects {
    fixed: FixedEffects;
    report: IntegralReport;
}

export class KeptAcrossSizes {
    /** By what alone they depend on of a design; see `keptEffects`. */
    readonly factorEffects = new Map<number, FactorEffects | Reason>();
    /** With one factor. */
    secondTerms: SecondTerms | undefined;
}

/** @param sizeFactor E n · E(1/n), which is 1 where all cells have as many observations, or do not matter */
export function keptEffects(
    { kept }: { kept?: KeptAcrossSizes },
    sizeFactor: number,
    compute: () => FactorEffects | Reason
): FactorEffects | Reason {
    const known = kept?.factorEffects.get(sizeFactor);
    if (known) {
        return known;
    }
    const made = compute();
    if (!isReason(made) || made.code !== 'stopped') {
        kept?.factorEffects.set(sizeFactor, made);
    }
    return made;
}
