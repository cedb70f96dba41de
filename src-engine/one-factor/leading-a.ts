/**
 * The leading covariances of β̂_A and of the variance components, times m: L = [E{WᵀΣ⁻¹W}]⁻¹, where X_A = Wᵀ X_R with W(z) of shape d_R × d_A, and
 * [½ E tr(Σ⁻¹Σ_aΣ⁻¹Σ_b)]⁻¹ with Σ_a = ∂Σ/∂θ_a. With W = I, L is Σ. Where the terms of the random effects depend on one another in some groups, Σ stands for
 * the covariance of what shows there (see `dependent-terms.ts`).
 *
 * Source: Jiang, Wand & Bhaskaran (2022), theorem 1, for W = I. With effects of predictors that are constant in a group it is an extension, derived in
 * docs/theory.md, "Leading terms".
 */
import type { IntegralOptions } from '../information/information-integral.js';
import { inverseSpd } from '../numeric/cholesky.js';
import { worstError } from '../numeric/limits.js';
import { multiply, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { Span } from '../numeric/span.js';
import type { GroupModel } from '../predictors/group-model.js';
import type { GroupPoint } from '../predictors/predictor-points.js';
import { predictorRule } from '../predictors/predictor-rule.js';
import { attempt, NotAvailable, notPositiveDefinite } from '../result/not-available.js';
import { isReason, type Reason } from '../result/reason.js';
import type { RandomEffectsSpec } from '../spec/model-spec.js';
import { fullMatrix, leadingCovariance } from '../structure/covariance/leading-covariance.js';
import { blockCovariance, sigmaOf } from '../structure/covariance/structures.js';
import { canDepend, independentTerms, termColumn } from './dependent-terms.js';
import { finestLevelOfLeadingA, roundingOfLeadingA } from './limits.js';

export interface LeadingA {
    /** d_A × d_A. */
    covariance: Matrix;
    /** Of the variance components, in the order of the parameters of Σ; or why there is none. */
    components: Matrix | Reason;
    /** Certified bound of the relative error of a variance. */
    error: number;
}

/**
 * The expectation over z is a quadrature rule, refined until two levels agree.
 *
 * @throws NotAvailable where Σ is singular, effects are collinear, an effect is in the wrong block, no digit is certain, or the work was stopped
 */
export function leadingA(model: GroupModel, options: IntegralOptions): LeadingA {
    const { effectsA, random } = model;
    if (!random || random.effects.length === 0) {
        if (effectsA.length > 0) {
            throw new NotAvailable({ code: 'wrong-block', effect: effectsA[0].name });
        }
        return { covariance: [], components: [], error: 0 };
    }
    const sigma = sigmaOf(random);
    const dependent = canDepend(model);
    const own = effectsA.map(effect => random.effects.indexOf(effect.name));
    if (!dependent && own.every(i => i >= 0)) {
        const components = attempt(() => leadingCovariance(random));
        return { covariance: own.map(i => own.map(j => sigma[i][j])), components, error: effectsA.length === 0 ? 0 : roundingOfLeadingA };
    }
    let previous: Averages | undefined;
    for (let level = 0; ; level++) {
        const rule = predictorRule(model, () => level, 'any-values');
        const found = averagesOver(model, rule.groups, sigma, dependent);
        if (rule.exact) {
            return withError(found, roundingOfLeadingA);
        }
        if (previous) {
            const error = Math.max(
                roundingOfLeadingA,
                difference(found.covariance, previous.covariance),
                dependent ? difference(found.components, previous.components) : 0
            );
            if (error < options.accuracy || (level >= finestLevelOfLeadingA && error < worstError)) {
                return withError(found, error);
            }
            if (level >= finestLevelOfLeadingA) {
                throw new NotAvailable({ code: 'accuracy', reached: error });
            }
        }
        if (options.shouldStop()) {
            throw new NotAvailable({ code: 'stopped' });
        }
        previous = found;
    }
}

type Averages = Omit<LeadingA, 'error'>;

const withError = ({ covariance, components }: Averages, error: number): LeadingA => ({ covariance, components, error });

/** The largest relative difference of a variance. */
function difference(a: Matrix | Reason, b: Matrix | Reason): number {
    return isReason(a) || isReason(b) ? 0 : Math.max(0, ...a.map((row, i) => Math.abs(row[i] - b[i][i]) / (row[i] || 1)));
}

function averagesOver(model: GroupModel, groups: readonly GroupPoint[], sigma: Matrix, dependent: boolean): Averages {
    const { effectsA } = model;
    const random = model.random!;
    const isZero = singleZero(sigma);
    const whole = isZero ? [[1]] : inverse(sigma, random.group);
    const ofA: Matrix = effectsA.map(() => effectsA.map(() => 0));
    const ofComponents = dependent && !isZero ? new InformationOfComponents(random, sigma.length) : null;
    for (const group of groups) {
        const terms = ofComponents && independentTerms(model, group, sigma);
        const precision = terms?.precision ?? whole;
        const w = designOfGroup(model, group);
        addProducts(ofA, group.weight, terms ? w.map(row => terms.kept.map(r => row[r])) : w, precision);
        ofComponents?.add(group.weight, precision, terms?.combination ?? null);
    }
    const l = inverseSpd(ofA);
    if (effectsA.length > 0 && !l.ok) {
        throw new NotAvailable({ code: 'collinear', effects: effectsA.map(effect => effect.name) });
    }
    const covariance = l.ok ? (isZero ? l.inverse.map(row => row.map(() => 0)) : l.inverse) : [];
    return { covariance, components: ofComponents?.covariance ?? attempt(() => leadingCovariance(random)) };
}

/** The sum over groups of ½ tr(P ∂Σ/∂θᵢ P ∂Σ/∂θⱼ), P the inverse of what a group tells about Σ. */
class InformationOfComponents {
    private readonly directions: readonly Matrix[];
    private readonly total: Matrix;

    constructor(random: RandomEffectsSpec, dimension: number) {
        const { parameters } = blockCovariance(random);
        this.directions = parameters.map(({ derivative }) => fullMatrix(derivative, dimension));
        this.total = parameters.map(() => parameters.map(() => 0));
    }

    /** @param combination of the random effects that the precision is about; null for the random effects themselves */
    add(weight: number, precision: Matrix, combination: Matrix | null): void {
        if (precision.length === 0) {
            return;
        }
        const scaled = this.directions.map(e =>
            multiply(precision, combination ? multiply(multiply(combination, e), transpose(combination)) : e)
        );
        scaled.forEach((a, i) => scaled.forEach((b, j) => (this.total[i][j] += 0.5 * weight * traceOfProduct(a, b))));
    }

    get covariance(): Matrix | Reason {
        const result = inverseSpd(this.total);
        return result.ok ? result.inverse : { code: 'not-finite', detail: 'the information of the variance components' };
    }
}

/** Adds weight · W precision Wᵀ. */
function addProducts(total: Matrix, weight: number, w: Matrix, precision: Matrix): void {
    for (let i = 0; i < total.length; i++) {
        for (let j = 0; j < total.length; j++) {
            for (let r = 0; r < precision.length; r++) {
                for (let s = 0; s < precision.length; s++) {
                    total[i][j] += weight * w[i][r] * precision[r][s] * w[j][s];
                }
            }
        }
    }
}

function traceOfProduct(a: Matrix, b: Matrix): number {
    return a.reduce((sum, row, i) => row.reduce((own, x, j) => own + x * b[j][i], sum), 0);
}

/** Σ = (0), which is accepted, so that σ² → 0 can be studied. */
const singleZero = (sigma: Matrix): boolean => sigma.length === 1 && sigma[0][0] === 0;

function inverse(sigma: Matrix, group: string): Matrix {
    const result = inverseSpd(sigma);
    if (!result.ok) {
        throw notPositiveDefinite(group, result);
    }
    return result.inverse;
}

/**
 * Wᵀ for one z, d_A × d_R: each term of block A as a combination of the random effects' terms, fitted at the points of the rule.
 *
 * @throws NotAvailable where a term is no such combination
 */
export function designOfGroup(model: GroupModel, group: GroupPoint): Matrix {
    const random = new Span(model.randomTerms.map((_, r) => termColumn(group, 'features', r)));
    return model.effectsA.map((effect, a) => {
        const fit = random.fit(termColumn(group, 'termsA', a));
        if (!fit.fits) {
            throw new NotAvailable({ code: 'wrong-block', effect: effect.name });
        }
        return fit.coefficients;
    });
}
