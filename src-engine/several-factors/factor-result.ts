/** What a structure with several grouping factors returns, from the integrated parts of its covariance. */
import type { Partner, Standing } from '../result/analysis.js';
import { isReason, type Reason } from '../result/reason.js';
import type { ModelSpec } from '../spec/model-spec.js';
import type { StructureResult } from '../structure/structure-result.js';
import { factorBlocks, factorFormulas, firstOrderCovariance } from './factor-blocks.js';
import type { FactorEffects } from './kept-effects.js';

/**
 * No refined form has a rule here; it is a mean over studies or exact algebra.
 *
 * @param standing of the leading terms. @param without why there are no two terms, null where there are, and why there is no refined form
 */
export function factorResult(
    spec: ModelSpec,
    partners: readonly Partner[][] | Reason,
    integrated: FactorEffects | Reason,
    { standing, without }: { standing: Standing; without: { twoTerm: Reason | null; refined: Reason } }
): StructureResult {
    const fixed = isReason(integrated) ? integrated : integrated.fixed;
    return {
        blocks: factorBlocks(spec, fixed, partners, { a: standing, b: standing, components: standing }),
        formulas: () => factorFormulas(spec, partners),
        integrals: isReason(integrated) ? [] : [integrated.report],
        twoTerm: without.twoTerm ?? (isReason(fixed) ? fixed : firstOrderCovariance(spec, fixed, 'derived')),
        refined: without.refined
    };
}
