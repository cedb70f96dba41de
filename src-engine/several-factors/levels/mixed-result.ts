/**
 * Nesting beside crossing, e.g. pupils in schools who meet the same items: Gaussian responses only, by the rules of both. Each factor contributes the covariance from its random
 * effects, divided by its number of units, and the observations contribute the rest.
 */
import { attempt } from '../../result/not-available.js';
import { type Reason, isReason } from '../../result/reason.js';
import type { StructureResult } from '../../structure/structure-result.js';
import { isLinear } from '../../family/families.js';
import { constantWeightEffects } from '../constant-weight.js';
import { partnersOf } from '../factor-blocks.js';
import { factorResult } from '../factor-result.js';
import type { IntegralOptions } from '../../information/information-integral.js';
import { keptEffects } from '../kept-effects.js';
import type { ModelSpec } from '../../spec/model-spec.js';

export function mixedResult(spec: ModelSpec, options: IntegralOptions): StructureResult {
    const partners = partnersOf(spec);
    const other: Reason | null = isLinear(spec.family) ? null : { code: 'structure', structure: 'levels' };
    const integrated =
        other ?? (isReason(partners) ? partners : keptEffects(options, 1, () => attempt(() => constantWeightEffects(spec, options))));
    const refined = other ?? { code: 'no-formula' as const, accuracy: 'refined' as const, structure: 'levels' as const };
    return factorResult(spec, partners, integrated, { standing: 'derived', without: { twoTerm: null, refined } });
}
