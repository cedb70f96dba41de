/**
 * The law of the linear predictor η of one observation, over predictors and random effects, for any number of grouping factors.
 *
 * Given the predictors, η is normal: its random part Σ_g r_gᵀU_g has variance Σ_g r_gᵀΣ_g r_g, whatever the grouping. Normal predictors in which η is
 * linear, and that no random effect multiplies, belong to the normal part as well. Predictors that share no term are independent summands. Each part of them
 * has a separate rule, so the cost grows with the sum of the parts, not with their product.
 */
import type { Growth } from '../family/links.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { compileTerm, derivedInOrder, indexPredictors } from '../spec/term.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import { LinearPredictorPart, type EtaContext, type EtaPart } from './linear-predictor-part.js';
import { independentSets, meanSummands, varianceSummands, type Summand } from './linear-predictor-summands.js';

/** η = `constant` + independent parts. The first part is the constant: it has no predictors. */
export interface EtaLaw {
    parts: EtaPart[];
    /** Whether the points are all there are: no dimension needed quadrature. */
    exact: boolean;
}

/** The law of η, prepared once. Its rules are made as fine as they are asked for. */
export class LinearPredictorLaw {
    private readonly constant: EtaPart;
    private readonly parts: LinearPredictorPart[];

    /**
     * @param without an effect that is left out of η
     * @param growth how fast the function of η grows whose mean is wanted
     * @throws NotAvailable where another effect's value is asked for, or a predictor's law is known by data only
     */
    constructor(spec: ModelSpec, without: string, growth: Growth) {
        const context = contextOf(spec, growth);
        const means = meanSummands(spec, context.analysis, without);
        const variances = varianceSummands(spec, context.analysis);
        this.constant = {
            weight: Float64Array.of(1),
            mean: Float64Array.of(constantOf(means, context)),
            variance: Float64Array.of(constantOf(variances, context))
        };
        this.parts = independentSets(spec, [...means, ...variances]).map(names => {
            const own = ({ names: others }: Summand): boolean => [...others].some(name => names.has(name));
            return new LinearPredictorPart(context, names, means.filter(own), variances.filter(own));
        });
    }

    /** @throws NotAvailable where an expectation is infinite, a term not finite, or the points are too many */
    at(level: number): EtaLaw {
        return { parts: [this.constant, ...this.parts.map(part => part.points(level))], exact: this.parts.every(part => part.exact) };
    }

    /** The least mean of η over the support of the predictors. */
    least(): number {
        return this.parts.reduce((sum, part) => sum + part.least(), this.constant.mean[0]);
    }
}

function contextOf(spec: ModelSpec, growth: Growth): EtaContext {
    const index = indexPredictors(spec.predictors);
    const values = new Float64Array(index.slots.size);
    const derived = derivedInOrder(spec.predictors).map(({ name, term }) => ({
        slot: index.slots.get(name)!,
        at: compileTerm(term, index)
    }));
    const derive = (): void => {
        for (const { slot, at } of derived) {
            values[slot] = at(values);
        }
    };
    derive();
    return { spec, index, analysis: new TermAnalysis(spec.predictors), values, derive, growth };
}

/** The sum of the summands that depend on no predictor. */
function constantOf(summands: readonly Summand[], { index, values }: EtaContext): number {
    return summands
        .filter(({ names }) => names.size === 0)
        .reduce(
            (total, { coefficient, factors }) =>
                total + coefficient * factors.reduce((product, factor) => product * compileTerm(factor, index)(values), 1),
            0
        );
}
