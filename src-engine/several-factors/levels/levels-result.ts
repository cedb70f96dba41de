/**
 * Several levels of nesting, e.g. class in school: leading terms and two terms of the fixed effects, leading terms of the variance components.
 *
 * Two terms here are one summand for each level that an effect's noise comes from, and one for the observations:
 *     Cov(β̂) ≈ Σ_ℓ M_ℓ/(m_1 ⋯ m_ℓ) + φ M/(m_1 ⋯ m_K n),
 * for random effects on the same terms at all levels M_ℓ = Σ_ℓ and M = K at U ~ N(0, ΣΣ_ℓ). The leading term is the first summand that is not 0.
 * Source: derived for this project; see `unit-expansion.ts` and `observation-part.ts`.
 */
import { attempt } from '../../result/not-available.js';
import { isReason, type Reason } from '../../result/reason.js';
import type { StructureResult } from '../../structure/structure-result.js';
import { certifiedSearch } from '../certified-search.js';
import { partnersOf, type FixedEffects } from '../factor-blocks.js';
import { factorResult } from '../factor-result.js';
import { factorFeatures, type FactorFeatures } from '../factor-features.js';
import { factorModel, predictorsAreExact, type FactorModel } from '../factor-model.js';
import { factorTree, nestedChain, type Factor } from '../../structure/factor-tree.js';
import { unitExpansion, type UnitExpansion } from '../unit-expansion.js';
import { meanInverseSize, meanSize } from '../../structure/group-size-law.js';
import type { IntegralOptions } from '../../information/information-integral.js';
import { keptEffects } from '../kept-effects.js';
import type { ModelSpec } from '../../spec/model-spec.js';
import { mixedResult } from './mixed-result.js';
import { ObservationIntegral } from './observation-part.js';

/** Never throws: a number that cannot be computed is a reason. Two or more factors that are not all crossed. */
export function levelsResult(spec: ModelSpec, options: IntegralOptions): StructureResult {
    const chain = nestedChain(factorTree(spec));
    if (!chain) {
        return mixedResult(spec, options);
    }
    const partners = partnersOf(spec);
    const integrated = isReason(partners)
        ? partners
        : keptEffects(options, sizeFactor(spec), () => attempt(() => integrateChain(spec, chain, options)));
    const refined: Reason = { code: 'no-formula', accuracy: 'refined', structure: 'levels' };
    return factorResult(spec, partners, integrated, { standing: 'derived', without: { twoTerm: null, refined } });
}

/** A rule over the predictors, with everything that does not depend on the lattice. */
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
        if (known) {
            return known;
        }
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
    const integralAt = ({ model, features, expansion, merged }: Prepared, fineness: number): ObservationIntegral =>
        new ObservationIntegral(model, features, expansion, chain, merged, fineness, inverseSizes);
    const infinite = integralAt(first, -1).infiniteEffects();
    const p = spec.fixed.length;
    const { value, errors, evaluations } = certifiedSearch(
        (level, fineness, budget) => {
            const { expansion } = prepare(level);
            const integral = integralAt(prepare(level), fineness);
            if (budget < integral.cost) {
                return undefined;
            }
            const { covariance, evaluations } = integral.compute();
            const sizes = [
                covariance.map((row, j) => (infinite[j] ? 0 : row[j])),
                ...expansion.units.map(matrix => matrix.map((row, j) => row[j]))
            ];
            return { value: { units: expansion.units, covariance, rounding: expansion.rounding }, sizes: sizes.flat(), evaluations };
        },
        { predictors: predictorsAreExact(first.model), random: first.model.model.weight.kind === 'constant' },
        options
    );
    const { units, covariance: observations, rounding } = value;
    const observationErrors = rounding.map((r, j) => (infinite[j] ? Infinity : r + errors[j]));
    const unitErrors = rounding.map((r, j) => r + Math.max(...units.map((_, f) => errors[p * (1 + f) + j])));
    const reached = Math.max(0, ...observationErrors.filter(Number.isFinite));
    return {
        fixed: { units, observations, unitErrors, observationErrors },
        report: { name: spec.fixed.map(effect => effect.name).join(', '), method: 'quadrature', evaluations, error: reached }
    };
}

/** E n · E(1/n) for the sizes of the innermost units, which is 1 where all have the same: the noise of a unit's own coefficients is φ/n. */
function sizeFactor({ design }: ModelSpec): number {
    const { n } = design;
    return n === null || n.kind === 'unknown' || n.kind === 'fixed' ? 1 : meanSize(n) * meanInverseSize(n);
}
