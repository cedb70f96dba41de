/** The quadrature rule of one dimension of the predictors: that of its own law, as fine and as far out as the integrand of Ω needs. */
import { compressedRule, isLawRule, lawQuantile, lawRule, lawSupport, type LawRuleFailure, type ScalarLaw } from '../laws/index.js';
import { rootsAlong } from '../numeric/roots-along.js';
import { NotAvailable } from '../result/not-available.js';
import { envelope, place, standardNormal, type WeightPower } from './envelope.js';
import type { Dimension, GroupModel } from './group-model.js';
import { levelOfMoments, roundingOfPole } from './limits.js';
import { outweighsInformation } from './outweighed-information.js';

export interface DimensionRule {
    nodes: ArrayLike<number>;
    weights: ArrayLike<number>;
}

/** Where an integrand is not smooth along a dimension. */
export interface Rough {
    breakpoints: number[];
    singularities: number[];
}

export const smooth: Rough = { breakpoints: [], singularities: [] };

/**
 * @param level how fine the rule is: 0, 1, 2, …
 * @param squares whether the rule serves w² f⁴ too, not only w f²
 * @throws NotAvailable where a moment is infinite, or the law has no rule
 */
export function dimensionRule(
    model: GroupModel,
    dimension: Dimension,
    level: number,
    squares: boolean,
    { breakpoints, singularities }: Rough
): DimensionRule {
    const { source } = dimension;
    if (source.kind === 'points') {
        return { nodes: source.points, weights: new Float64Array(source.points.length).fill(1 / source.points.length) };
    }
    const law = lawOf(dimension);
    const degree = momentDegree(model, dimension, squares);
    const at = (weighted: boolean, powers: readonly WeightPower[]) =>
        lawRule(law, {
            level: degree === null ? level : levelOfMoments,
            breakpoints,
            singularities,
            logEnvelope: envelope(model, dimension, weighted, powers, law)
        });
    const [most, ...fewer] = integrandsAlong(model, dimension, squares);
    let rule = at(false, most);
    for (const powers of fewer) {
        rule = isLawRule(rule) ? rule : at(false, powers);
    }
    if ('infinite' in rule && weightBoundsTail(model, dimension)) {
        rule = at(true, fewer.at(-1) ?? most);
    }
    if (isLawRule(rule)) {
        return (degree === null ? null : compressedRule(rule, degree + 2 * Math.max(0, level))) ?? rule;
    }
    throw withoutRule(atPole(rule, dimension, law), dimension.predictors);
}

/** The law of a dimension that is not `points`. */
function lawOf({ source }: Dimension): ScalarLaw {
    return source.kind === 'law' ? source.law : standardNormal;
}

/** Why a law has no rule. @param predictors those that have the law */
export function withoutRule(failure: LawRuleFailure, predictors: string[]): NotAvailable {
    if ('infinite' in failure) {
        const detail = infinitePart(failure);
        return new NotAvailable({ code: 'infinite-moment', predictors, group: null, detail });
    }
    if ('tooMany' in failure) {
        return new NotAvailable({ code: 'accuracy', reached: null });
    }
    return new NotAvailable({ code: 'structure', structure: 'empirical' });
}

/** Where a support ends, there is no tail: the integrand is infinite at the end. The place of a pole is a value of the predictor. */
function atPole(failure: LawRuleFailure, { source }: Dimension, law: ScalarLaw): LawRuleFailure {
    if (!('infinite' in failure)) {
        return failure;
    }
    const { min, max } = lawSupport(law);
    const at = failure.infinite === 'inside' ? failure.at : failure.infinite === 'left' ? min : max;
    if (!Number.isFinite(at)) {
        return failure;
    }
    if (source.kind !== 'normal') {
        return { infinite: 'inside', at };
    }
    const { block } = source;
    const value = block.mean[0] + block.lower[0][0] * at;
    const isZero = Math.abs(value) <= roundingOfPole * Math.abs(block.mean[0]);
    return { infinite: 'inside', at: block.names.length > 1 ? NaN : isZero ? 0 : value };
}

function infinitePart(failure: Extract<LawRuleFailure, { infinite: unknown }>): string {
    switch (failure.infinite) {
        case 'left':
            return 'its lower tail is too heavy';
        case 'right':
            return 'its upper tail is too heavy';
        case 'inside':
            return `a term grows too fast near ${Number.isNaN(failure.at) ? 'some value' : Number(failure.at.toPrecision(4))}`;
    }
}

/**
 * The degree of the polynomials in a dimension whose expectations are all that is taken of it, so that a rule with few points is exact; null where other
 * expectations are taken. There is a degree for a constant weight, but not in group-level predictors, in which S is not a polynomial.
 *
 * @param squares see `dimensionRule`
 */
export function momentDegree({ weight, spec, analysis }: GroupModel, dimension: Dimension, squares: boolean): number | null {
    const { level, source, predictors } = dimension;
    if (weight.kind !== 'constant' || level === 'group' || source.kind === 'points') {
        return null;
    }
    const variables = new Set(source.kind === 'normal' ? source.block.names : predictors);
    const degree = Math.max(...spec.fixed.map(({ term }) => analysis.degree(term, variables)));
    return degree === Infinity ? null : (squares ? 4 : 2) * degree;
}

/** Whether a bounded w can make up for a law without second moment, because no random slope moves the tail in which w is small. */
function weightBoundsTail({ analysis, spec, random, weight }: GroupModel, dimension: Dimension): boolean {
    const terms = spec.fixed.filter(effect => random?.effects.includes(effect.name)).map(effect => effect.term);
    return weight.kind === 'general' && !terms.some(term => dimension.predictors.some(name => analysis.basicPredictors(term).has(name)));
}

/**
 * The integrands that a rule serves, as powers of w: first all that are wanted, then those without which there is still a result. Along a group-level predictor
 * the leading term of block A has no w, and the second term has 1/w, which may have no mean.
 */
function integrandsAlong(model: GroupModel, dimension: Dimension, squares: boolean): WeightPower[][] {
    const needed: WeightPower[] = squares && !cancelsInPosterior(model, dimension) ? [1, 2] : [1];
    if (dimension.level !== 'group' || model.weight.kind === 'constant') {
        return [needed];
    }
    const first: WeightPower[][] = outweighsInformation(model, dimension) ? [] : [[...needed, 0, -1]];
    return [...first, [...needed, 0], needed];
}

/**
 * Whether w² along a group-level predictor meets a P of the order 1/w, so that w bounds what is integrated. It is so where no term or offset joins
 * the predictor with one that varies within groups: then E w²/(E w)² given z does not depend on it.
 */
function cancelsInPosterior({ analysis, spec, weight, dimensions }: GroupModel, { level, predictors }: Dimension): boolean {
    if (level !== 'group' || weight.kind !== 'exponential') {
        return false;
    }
    const within = dimensions.filter(other => other.level !== 'group').flatMap(other => other.predictors);
    const terms = [...spec.fixed.map(({ term }) => term), ...(spec.offset ? [spec.offset] : [])];
    return terms.every(term => {
        const names = analysis.basicPredictors(term);
        return !(predictors.some(name => names.has(name)) && within.some(name => names.has(name)));
    });
}

/** Where the integrand is not smooth along a dimension, given the values of the dimensions before it. It changes the values of this dimension. */
export function roughAlong(model: GroupModel, dimension: Dimension): Rough {
    const { values } = model;
    const law = lawOf(dimension);
    if (dimension.source.kind === 'points' || lawSupport(law).discrete) {
        return smooth;
    }
    const found = { break: new Set<number>(), singularity: new Set<number>() };
    for (const { kind, at } of model.roughness.get(dimension) ?? []) {
        const along = (x: number): number => {
            place(model, dimension, x);
            model.derive();
            return at(values);
        };
        for (const root of rootsAlong(along, p => lawQuantile(law, p))) {
            found[kind].add(root);
        }
    }
    const { min, max } = lawSupport(law);
    const within = (points: Set<number>): number[] => [...points].filter(x => min <= x && x <= max).sort((a, b) => a - b);
    return { breakpoints: within(found.break), singularities: within(found.singularity) };
}
