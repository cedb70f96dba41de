/** The fixed effects of a model with constant weight, for any arrangement of its grouping factors. All terms follow from moments of the predictors. */
import { factorFeatures } from './factor-features.js';
import { factorModel } from './factor-model.js';
import { certifiedSearch } from './certified-search.js';
import type { FixedEffects } from './factor-blocks.js';
import { unitExpansion } from './unit-expansion.js';
import type { IntegralReport } from '../result/analysis.js';
import type { IntegralOptions } from '../information/information-integral.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { weightOf } from '../family/families.js';

/** @throws NotAvailable */
export function constantWeightEffects(spec: ModelSpec, options: IntegralOptions): { fixed: FixedEffects; report: IntegralReport } {
    const { exact } = factorModel(spec, 0);
    const scale = 1 / (weightOf(spec.family)?.scale ?? 1);
    const p = spec.fixed.length;
    const { value, errors, evaluations } = certifiedSearch(
        level => {
            const model = factorModel(spec, level);
            const { units, observations, rounding } = unitExpansion(model, factorFeatures(model));
            const scaled = observations.map(row => row.map(x => scale * x));
            return {
                value: { units, observations: scaled, rounding },
                sizes: [observations, ...units].flatMap(matrix => matrix.map((row, j) => row[j])),
                evaluations: model.cells.reduce((sum, cell) => sum + cell.points.count, 0)
            };
        },
        { predictors: exact, random: true },
        options
    );
    const { units, observations, rounding } = value;
    const observationErrors = rounding.map((r, j) => r + errors[j]);
    const unitErrors = rounding.map((r, j) => r + Math.max(...units.map((_, f) => errors[p * (1 + f) + j])));
    return {
        fixed: { units, observations, unitErrors, observationErrors },
        report: {
            name: spec.fixed.map(effect => effect.name).join(', '),
            method: exact ? 'exact sum' : 'quadrature',
            evaluations,
            error: Math.max(...observationErrors)
        }
    };
}
