/**
 * Groups in which the terms of the random effects depend on one another: an arm that is constant in the group beside the intercept, or an effect that acts
 * only in one arm.
 *
 * In such a group only Ũ = C U shows, the effects on a set of independent terms, with the covariance C Σ Cᵀ. Where no term is left, nothing varies.
 */
import { inverseSpd } from '../numeric/cholesky.js';
import { multiply, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { Span } from '../numeric/span.js';
import { groupModel, type GroupModel } from '../predictors/group-model.js';
import type { GroupPoint } from '../predictors/predictor-points.js';
import { predictorRule } from '../predictors/predictor-rule.js';
import { seenFrom } from '../predictors/seen-from.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';

export interface IndependentTerms {
    /** Positions of the independent terms among all, k of them. */
    kept: number[];
    /** C, k × d_R: every term is this combination of the independent ones. */
    combination: Matrix;
    /** (C Σ Cᵀ)⁻¹, k × k. */
    precision: Matrix;
}

/** Whether there can be such groups: only where the term of a random effect has a predictor that is constant in them. */
export function canDepend({ random, analysis, spec }: Pick<GroupModel, 'random' | 'analysis' | 'spec'>): boolean {
    const constant = new Set(
        spec.predictors.flatMap(p => (p.kind === 'derived' || p.per === null ? [] : p.kind === 'each' ? [p.name] : p.names))
    );
    return (
        constant.size > 0 &&
        (random?.effects ?? []).some(effect => {
            const term = spec.fixed.find(({ name }) => name === effect)!.term;
            return [...analysis.basicPredictors(term)].some(name => constant.has(name));
        })
    );
}

/** The independent terms of the group at one z; null where all of them are. @throws NotAvailable where Σ is singular */
export function independentTerms(model: GroupModel, group: GroupPoint, sigma: Matrix): IndependentTerms | null {
    const columns = model.randomTerms.map((_, r) => termColumn(group, 'features', r));
    const kept: number[] = [];
    const coefficients: number[][] = columns.map(column => {
        const fit = new Span(kept.map(r => columns[r])).fit(column);
        if (fit.fits) {
            return fit.coefficients;
        }
        kept.push(columns.indexOf(column));
        return kept.map((_, i) => (i === kept.length - 1 ? 1 : 0));
    });
    if (kept.length === columns.length) {
        return null;
    }
    if (kept.length === 0) {
        return { kept, combination: [], precision: [] };
    }
    const combination = kept.map((_, i) => coefficients.map(own => own[i] ?? 0));
    const inverse = inverseSpd(multiply(multiply(combination, sigma), transpose(combination)));
    if (!inverse.ok) {
        throw new NotAvailable({ code: 'not-positive-definite', group: model.random!.group, smallestEigenvalue: 0 });
    }
    return { kept, combination, precision: inverse.inverse };
}

/** The share of a factor's units in which the term of a random effect is not 0 everywhere. */
export function shareOfUnitsWith(spec: ModelSpec, factor: number, effect: string): number {
    const model = groupModel(seenFrom(spec, factor));
    const at = model.random!.effects.indexOf(effect);
    const { groups } = predictorRule(model, () => 0, 'any-values');
    return groups.reduce((share, group) => share + (termColumn(group, 'features', at).some(x => x !== 0) ? group.weight : 0), 0);
}

/** The values of a term at the points of a group, and its coefficients of the collapsed normals there. */
export function termColumn({ points }: GroupPoint, of: 'features' | 'termsA', term: number): Float64Array {
    const { count, collapsed } = points;
    const values = points[of];
    const slopes = of === 'features' ? points.featuresNu : points.termsANu;
    const width = values.length / count;
    const out = new Float64Array(count * (1 + collapsed));
    for (let q = 0; q < count; q++) {
        for (let i = -1; i < collapsed; i++) {
            const at = q * width + term;
            out[q * (1 + collapsed) + i + 1] = i < 0 ? values[at] : slopes[at * collapsed + i];
        }
    }
    return out;
}
