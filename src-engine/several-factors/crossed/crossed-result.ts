/**
 * Crossed random effects: Cov(β̂_A) ~ Σ L_f/m_f over the factors that make an effect one of block A, Cov(β̂_B) ~ φ C_B/(m m' n).
 *
 * Gaussian response: any number of factors; C_B = {E of X_B's part that no a(z)ᵀr + a'(z')ᵀr' gives}⁻¹, two terms with the observations' own summand.
 * Published for two factors with random effects on all of block A and nothing constant in units (Jiang et al., arXiv 2409.05066); derived here where effects
 * belong to some factors only or to conditions. Other responses: two factors, leading terms only, as a conjecture.
 */
import { attempt } from '../../result/not-available.js';
import { type Reason, isReason } from '../../result/reason.js';
import type { Standing } from '../../result/analysis.js';
import type { StructureResult } from '../../structure/structure-result.js';
import { certifiedSearch } from '../certified-search.js';
import { constantWeightEffects } from '../constant-weight.js';
import { partnersOf, type FixedEffects } from '../factor-blocks.js';
import { factorResult } from '../factor-result.js';
import { factorFeatures, type FactorFeatures } from '../factor-features.js';
import { factorModel, predictorsAreExact, type FactorModel } from '../factor-model.js';
import { unitExpansion, type UnitExpansion } from '../unit-expansion.js';
import type { IntegralOptions } from '../../information/information-integral.js';
import type { Matrix } from '../../numeric/linear-algebra.js';
import type { ModelSpec } from '../../spec/model-spec.js';
import { keptEffects } from '../kept-effects.js';
import { isLinear, weightOf } from '../../family/families.js';
import { AdditiveProjection } from './additive-projection.js';

/** Never throws: a number that cannot be computed is a reason. Two or more factors, none of which is nested in another. */
export function crossedResult(spec: ModelSpec, options: IntegralOptions): StructureResult {
    const { family } = spec;
    const gaussian = isLinear(family);
    const partners = partnersOf(spec);
    const tooMany: Reason | null = gaussian || spec.random.length === 2 ? null : { code: 'structure', structure: 'crossed' };
    const constant = weightOf(family)?.kind === 'constant';
    const integrated =
        tooMany ??
        (isReason(partners)
            ? partners
            : keptEffects(options, 1, () => attempt(() => (constant ? constantWeightEffects(spec, options) : projected(spec, options)))));
    const standing: Standing = !gaussian ? 'conjecture' : isTheorem(spec) ? 'published' : 'derived';
    const without = (accuracy: 'twoTerm' | 'refined'): Reason => tooMany ?? { code: 'no-formula', accuracy, structure: 'crossed' };
    const missing = { twoTerm: gaussian ? null : without('twoTerm'), refined: without('refined') };
    return factorResult(spec, partners, integrated, { standing, without: missing });
}

/** Whether the published theorem covers the model: two factors, with random effects on all effects of block A in both, and predictors that vary within cells. */
function isTheorem({ random, fixed, predictors }: ModelSpec): boolean {
    const inA = fixed.filter(effect => effect.block === 'A').map(effect => effect.name);
    return (
        random.length === 2 &&
        random.every(({ effects }) => effects.length === inA.length && inA.every(name => effects.includes(name))) &&
        predictors.every(predictor => predictor.kind === 'derived' || predictor.per === null)
    );
}

/** Σ's parts of block A, and C_B by the additive projection. */
function projected(spec: ModelSpec, options: IntegralOptions): { fixed: FixedEffects; report: StructureResult['integrals'][number] } {
    const prepared = new Map<number, { model: FactorModel; features: FactorFeatures; expansion: UnitExpansion }>();
    const prepare = (level: number): { model: FactorModel; features: FactorFeatures; expansion: UnitExpansion } => {
        const known = prepared.get(level);
        if (known) {
            return known;
        }
        const model = factorModel(spec, level);
        const features = factorFeatures(model);
        const made = { model, features, expansion: unitExpansion(model, features) };
        prepared.set(level, made);
        return made;
    };
    const first = prepare(0);
    const inB = first.features.fixed.slice(first.features.sizeA);
    const { value, errors, evaluations } = certifiedSearch(
        (level, fineness, budget) => {
            const { model, features, expansion } = prepare(level);
            const unitSizes = expansion.units.flatMap(matrix => matrix.map((row, j) => row[j]));
            if (inB.length === 0) {
                return { value: { covariance: [] as Matrix, expansion }, sizes: unitSizes, evaluations: 0 };
            }
            const projection = new AdditiveProjection(model, features, fineness);
            if (budget < projection.cost) {
                return undefined;
            }
            const { covariance, evaluations } = projection.compute();
            return { value: { covariance, expansion }, sizes: [...unitSizes, ...covariance.map((row, b) => row[b])], evaluations };
        },
        { predictors: predictorsAreExact(first.model), random: false },
        options
    );
    const p = spec.fixed.length;
    const { units, rounding } = value.expansion;
    const observations: Matrix = Array.from({ length: p }, () => new Array<number>(p).fill(0));
    value.covariance.forEach((row, a) => row.forEach((x, b) => (observations[inB[a]][inB[b]] = x)));
    const unitErrors = rounding.map((r, j) => r + Math.max(...units.map((_, f) => errors[p * f + j])));
    const observationErrors = rounding.map((r, j) => (inB.includes(j) ? r + errors[p * units.length + inB.indexOf(j)] : r));
    return {
        fixed: { units, observations, unitErrors, observationErrors },
        report: {
            name: inB.map(position => spec.fixed[position].name).join(', '),
            method: 'quadrature',
            evaluations,
            error: Math.max(0, ...inB.map(position => observationErrors[position]))
        }
    };
}
