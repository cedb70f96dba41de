/**
 * Several levels of nesting, e.g. class in school: leading terms and two terms of the fixed effects, leading terms of the variance components.
 *
 * Two terms here are one summand for each level that an effect's noise comes from, and one for the observations:
 *     Cov(β̂) ≈ Σ_ℓ M_ℓ/(m_1 ⋯ m_ℓ) + φ M/(m_1 ⋯ m_K n),
 * for random effects on the same terms at all levels M_ℓ = Σ_ℓ and M = K at U ~ N(0, ΣΣ_ℓ). The leading term is the first summand that is there.
 * Source: derived for this project; see `unit-expansion.ts` and `observation-part.ts`.
 */
import { attempt, isReason } from '../analysis-frame.js';
import type { StructureResult } from '../approximation.js';
import { certifiedSearch, type Certified } from '../factors/certified-search.js';
import { factorBlocks, factorFormulas, firstOrderCovariance, partnersOf, type FixedEffects } from '../factors/factor-blocks.js';
import { factorFeatures, type FactorFeatures } from '../factors/factor-features.js';
import { factorModel, predictorsAreExact, type FactorModel } from '../factors/factor-model.js';
import { factorTree, nestedChain, type Factor } from '../factors/factor-tree.js';
import { unitExpansion, type UnitExpansion } from '../factors/unit-expansion.js';
import { meanInverseSize, meanSize } from '../group-size-law.js';
import type { IntegralOptions } from '../information-integral.js';
import type { ModelSpec } from '../model-spec.js';
import { mixedResult } from './mixed-result.js';
import { ObservationIntegral } from './observation-part.js';

/** Total: what can't be had is a reason. Two or more factors that are not all crossed. */
export function levelsResult(spec: ModelSpec, options: IntegralOptions): StructureResult {
    const chain = nestedChain(factorTree(spec));
    if (!chain) return mixedResult(spec, options);
    const partners = partnersOf(spec);
    const integrated = isReason(partners) ? partners : attempt(() => integrateChain(spec, chain, options));
    const fixed = isReason(integrated) ? integrated : integrated.fixed;
    return {
        blocks: factorBlocks(spec, fixed, partners, { a: 'derived', b: 'derived', components: 'derived' }),
        formulas: factorFormulas(spec, partners),
        integrals: isReason(integrated) ? [] : [integrated.report],
        twoTerm: isReason(fixed) ? fixed : firstOrderCovariance(spec, fixed, 'derived'),
        refined: { code: 'no-formula', accuracy: 'refined', structure: 'levels' }
    };
}

/** A rule over the predictors with all that does not depend on the lattice. */
interface Prepared {
    model: FactorModel;
    features: FactorFeatures;
    expansion: UnitExpansion;
    merged: boolean[];
}

function integrateChain(
    spec: ModelSpec,
    chain: readonly Factor[],
    options: IntegralOptions
): { fixed: FixedEffects; report: StructureResult['integrals'][number] } {
    const prepared = new Map<number, Prepared>();
    const prepare = (level: number): Prepared => {
        const known = prepared.get(level);
        if (known) return known;
        const model = factorModel(spec, level);
        const features = factorFeatures(model);
        const expansion = unitExpansion(model, features);
        const atZero = new ObservationIntegral(model, features, expansion, chain, undefined, 0, 1);
        atZero.compute();
        const made = { model, features, expansion, merged: atZero.spannedFactors() };
        prepared.set(level, made);
        return made;
    };
    const inverseSizes = sizeFactor(spec);
    const first = prepare(0);
    const p = spec.fixed.length;
    const search: Certified<FixedEffects> = certifiedSearch(
        (level, fineness, budget) => {
            const { model, features, expansion, merged } = prepare(level);
            const integral = new ObservationIntegral(model, features, expansion, chain, merged, fineness, inverseSizes);
            if (budget < integral.cost) return undefined;
            const { covariance, evaluations } = integral.compute();
            const value: FixedEffects = {
                units: expansion.units,
                observations: covariance,
                unitErrors: [],
                observationErrors: expansion.rounding
            };
            const sizes = [covariance, ...expansion.units].flatMap(matrix => matrix.map((row, j) => row[j]));
            return { value, sizes, evaluations };
        },
        { predictors: predictorsAreExact(first.model), random: first.model.model.weight.kind === 'constant' },
        options
    );
    const { value, errors, evaluations } = search;
    const rounding = value.observationErrors;
    const observationErrors = rounding.map((r, j) => r + errors[j]);
    const unitErrors = rounding.map((r, j) => r + Math.max(0, ...chain.map((_, f) => errors[p * (1 + f) + j])));
    const reached = Math.max(...spec.fixed.map((_, j) => observationErrors[j]));
    return {
        fixed: { ...value, unitErrors, observationErrors },
        report: { name: spec.fixed.map(effect => effect.name).join(', '), method: 'quadrature', evaluations, error: reached }
    };
}

/** E n · E(1/n) for the sizes of the innermost units, which is 1 where all have the same: the noise of a unit's own coefficients is φ/n. */
function sizeFactor({ design }: ModelSpec): number {
    const { n } = design;
    return n === null || n.kind === 'unknown' || n.kind === 'fixed' ? 1 : meanSize(n) * meanInverseSize(n);
}
