/**
 * The expectation over predictors as weighted points: for every point of the group-level predictors, the points of the observation-level ones.
 *
 * Each dimension has the rule of its own law (exact sums for discrete ones); a dimension whose integrand jumps or has a kink is cut there,
 * given the dimensions before it. Collapsed normal predictors are not among the points: at each point every function of interest is
 * f₀ + f·ν with ν standard normal, and the kernel integrates over ν in one dimension.
 */
import { envelope, place, standardNormal } from './envelope.js';
import { placeNormals, type Dimension, type GroupModel } from './group-model.js';
import { compressedRule, isLawRule, lawQuantile, lawRule, lawSupport, type LawRuleFailure, type ScalarLaw } from '../laws/index.js';
import { NotAvailable } from '../result/not-available.js';
import { rootsAlong } from '../numeric/roots-along.js';
import type { Evaluator } from '../spec/term.js';

/** The points of the carried observation-level predictors given those of the group. Arrays are row-major, a row for each point. */
export interface ObservationPoints {
    count: number;
    /** Number of collapsed normals, K. */
    collapsed: number;
    /** Probability × number of trials, and × its square. */
    weight: Float64Array;
    weightSquared: Float64Array;
    /** Which combination of `each` points a point belongs to: the same are next to one another. */
    each: Int32Array;
    /** How many combinations there are, equally likely. */
    eachCount: number;
    /** η at U = 0: η₀ (count) and its coefficients of ν (count × K). */
    eta: Float64Array;
    etaNu: Float64Array;
    /** Values of the random-effect terms, then of the terms of block B that are not folded (count × p), and their coefficients of ν (count × p × K). */
    features: Float64Array;
    featuresNu: Float64Array;
    /** The folded points of each point, where these differ; else null. */
    folded: FoldedPoints[] | null;
    /** The same for all terms of block A (count × d_A). */
    termsA: Float64Array;
    termsANu: Float64Array;
}

/** The points of the folded predictors; see `Dimension`. Given the other predictors where they are folded by point. */
export interface FoldedPoints {
    count: number;
    /** Number of effects that depend on them. */
    size: number;
    /** Probability × number of trials, where these depend on folded predictors, and × its square. */
    weight: Float64Array;
    weightSquared: Float64Array;
    /** Their summand of η less its mean, which the other points have. */
    eta: Float64Array;
    /** Largest |η|. */
    spread: number;
    /** Values of the last terms of block B (count × size). */
    features: Float64Array;
}

export interface GroupPoint {
    weight: number;
    points: ObservationPoints;
    folded: FoldedPoints | null;
}

export interface PredictorRule {
    groups: GroupPoint[];
    /** Points in all, those of folded predictors not counted. */
    count: number;
    /** Whether the sums are exact: no dimension needed quadrature. */
    exact: boolean;
}

/** How fine the rule of each dimension is: 0, 1, 2, … */
export type LevelOf = (dimension: Dimension) => number;

interface LineRule {
    nodes: ArrayLike<number>;
    weights: ArrayLike<number>;
}

/** Where an integrand is not smooth along a dimension. */
interface Rough {
    breakpoints: number[];
    singularities: number[];
}

const smooth: Rough = { breakpoints: [], singularities: [] };
/** A level at which the rule of every law gives its moments up to rounding. */
const levelOfMoments = 1;
/** The most points that a rule may have. */
export const maximalPoints = 600_000;

/**
 * @param values `any-values`: effects that are not known count as 0, because only the terms matter, not η
 * @param squares the rule serves w² f⁴ too, not only w f²
 * @throws NotAvailable where a moment is infinite, a number not finite, or the points too many
 */
export function predictorRule(
    model: GroupModel,
    level: LevelOf,
    values: 'known-values' | 'any-values' = 'known-values',
    squares = false
): PredictorRule {
    return new RuleBuilder(model, level, values, squares).build();
}

/**
 * The degree of the polynomials of a dimension whose expectations are all that is taken of it, so that its rule is exact and as small as can be; null where other
 * expectations are taken. So it is for a constant weight, but for group-level predictors, of which Ω is no polynomial alone.
 *
 * @param squares see `predictorRule`
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

/** The checks of `predictorRule` dimension by dimension, without its points. @throws NotAvailable where a moment is infinite */
export function checkTails(model: GroupModel): void {
    new RuleBuilder(model, () => 0, 'known-values', false).checkTails();
}

/** Why a law has no rule. @param predictors those that have the law */
export function withoutRule(failure: LawRuleFailure, predictors: string[]): NotAvailable {
    if ('infinite' in failure) {
        const detail = failure.infinite === 'left' ? 'its lower tail is too heavy' : 'its upper tail is too heavy';
        return new NotAvailable({ code: 'infinite-moment', predictors, group: null, detail });
    }
    if ('tooMany' in failure) {
        return new NotAvailable({ code: 'accuracy', reached: null });
    }
    return new NotAvailable({ code: 'structure', structure: 'empirical' });
}

class RuleBuilder {
    private readonly fixedRules = new Map<Dimension, LineRule>();
    private readonly groups: GroupPoint[] = [];
    private readonly groupDimensions: number;
    private readonly carriedDimensions: number;
    private readonly eachCount: number;
    private readonly features: Evaluator[];
    private readonly foldedFeatures: Evaluator[];
    private readonly beta: { evaluate: Evaluator; value: number }[];
    private readonly foldedBeta: { evaluate: Evaluator; value: number }[];
    private folded: { weight: number[]; weightSquared: number[]; eta: number[]; features: number[] } = emptyFolded();
    private rows: {
        weight: number[];
        weightSquared: number[];
        each: number[];
        eta: number[];
        etaNu: number[];
        features: number[];
        featuresNu: number[];
        a: number[];
        aNu: number[];
    };
    private count = 0;
    private foldedCount = 0;
    private foldedOfPoints: FoldedPoints[] = [];

    constructor(
        private readonly model: GroupModel,
        private readonly level: LevelOf,
        values: 'known-values' | 'any-values',
        private readonly squares: boolean
    ) {
        this.groupDimensions = model.dimensions.filter(d => d.level === 'group').length;
        this.carriedDimensions = model.dimensions.filter(d => d.level !== 'folded').length;
        this.eachCount = model.dimensions.reduce(
            (count, { level, source }) => count * (level === 'carried' && source.kind === 'points' ? source.points.length : 1),
            1
        );
        const carried = model.termsB.length - model.foldedEffects;
        this.features = [...model.randomTerms, ...model.termsB.slice(0, carried)];
        this.foldedFeatures = model.termsB.slice(carried);
        const evaluators = [...model.termsA, ...model.termsB];
        const all = [...model.effectsA, ...model.effectsB].map((effect, i) => {
            if (effect.value !== null) {
                return { evaluate: evaluators[i], value: effect.value };
            }
            if (values === 'any-values') {
                return { evaluate: evaluators[i], value: 0 };
            }
            if (effect.marginal !== null) {
                throw new NotAvailable({ code: 'structure', structure: 'marginal' });
            }
            throw new NotAvailable({ code: 'unknown-value', what: effect.name });
        });
        this.beta = all.slice(0, all.length - model.foldedEffects);
        this.foldedBeta = all.slice(all.length - model.foldedEffects);
        this.rows = emptyRows();
    }

    build(): PredictorRule {
        const { dimensions, roughness } = this.model;
        for (const dimension of dimensions) {
            if (!roughness.has(dimension)) {
                this.fixedRules.set(dimension, this.lineRule(dimension, smooth));
            }
        }
        let carried = 1;
        let folded = 1;
        for (const [{ level }, rule] of this.fixedRules) {
            if (level === 'folded') {
                folded *= rule.nodes.length;
            } else {
                carried *= rule.nodes.length;
            }
        }
        if (maximalPoints < Math.max(carried, folded)) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
        this.visit(0, 1);
        const exact = dimensions.every(d => d.source.kind === 'points' || (d.source.kind === 'law' && lawSupport(d.source.law).discrete));
        return { groups: this.groups, count: this.count, exact };
    }

    checkTails(): void {
        for (const dimension of this.model.dimensions) {
            this.lineRule(dimension, smooth);
        }
    }

    private visit(depth: number, weight: number): void {
        const { dimensions } = this.model;
        if (depth === this.groupDimensions) {
            const folded = this.model.foldedByPoint ? null : this.takeFolded();
            this.rows = emptyRows();
            this.foldedOfPoints = [];
            this.visitObservations(depth, 1, 0);
            this.groups.push({ weight, points: this.takePoints(folded?.mean ?? 0), folded: folded?.points ?? null });
            return;
        }
        this.eachNode(dimensions[depth], (_, w) => this.visit(depth + 1, weight * w));
    }

    private visitObservations(depth: number, weight: number, each: number): void {
        if (depth === this.carriedDimensions) {
            this.addPoint(weight, each);
            return;
        }
        const dimension = this.model.dimensions[depth];
        const points = dimension.source.kind === 'points' ? dimension.source.points.length : 0;
        this.eachNode(dimension, (i, w) => this.visitObservations(depth + 1, weight * w, points === 0 ? each : each * points + i));
    }

    private visitFolded(depth: number, weight: number): void {
        const { dimensions } = this.model;
        if (depth === dimensions.length) {
            this.addFolded(weight);
        } else {
            this.eachNode(dimensions[depth], (_, w) => this.visitFolded(depth + 1, weight * w));
        }
    }

    private addFolded(probability: number): void {
        const { model, folded } = this;
        const { values } = model;
        model.derive();
        const trials = model.foldedTrials ? model.trials!(values) : 1;
        const features = this.foldedFeatures.map(f => f(values));
        let eta = model.foldedOffset ? model.offset!(values) : 0;
        this.foldedBeta.forEach(({ value }, i) => (eta += value === 0 ? 0 : value * features[i]));
        if (![eta, trials, ...features].every(Number.isFinite)) {
            throw new NotAvailable({ code: 'not-finite', detail: this.culprit(this.foldedFeatures, features, []) });
        }
        if (maximalPoints < ++this.foldedCount) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
        folded.weight.push(probability * trials);
        folded.weightSquared.push(probability * trials * trials);
        folded.eta.push(eta);
        folded.features.push(...features);
    }

    /** The folded points given the group-level predictors, and the mean of their η. */
    private takeFolded(): { points: FoldedPoints; mean: number } | null {
        if (this.carriedDimensions === this.model.dimensions.length) {
            return null;
        }
        this.folded = emptyFolded();
        this.visitFolded(this.carriedDimensions, 1);
        const { weight, weightSquared, eta, features } = this.folded;
        const total = weight.reduce((sum, w) => sum + w, 0);
        const mean = weight.reduce((sum, w, q) => sum + w * eta[q], 0) / total;
        const centred = Float64Array.from(eta, x => x - mean);
        const spread = centred.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0);
        const size = this.foldedFeatures.length;
        return {
            mean,
            points: {
                count: weight.length,
                size,
                weight: Float64Array.from(weight),
                weightSquared: Float64Array.from(weightSquared),
                eta: centred,
                spread,
                features: Float64Array.from(features)
            }
        };
    }

    private eachNode(dimension: Dimension, use: (index: number, weight: number) => void): void {
        const rule = this.fixedRules.get(dimension) ?? this.roughRule(dimension);
        for (let i = 0; i < rule.nodes.length; i++) {
            if (rule.weights[i] === 0) {
                continue;
            }
            place(this.model, dimension, rule.nodes[i]);
            use(i, rule.weights[i]);
        }
    }

    /** The rule of a dimension that depends on those before it, whose values it leaves as they are. */
    private roughRule(dimension: Dimension): LineRule {
        const { values, blocks } = this.model;
        const kept = values.slice();
        const keptNu = blocks.map(block => block.nu.slice());
        const rule = this.lineRule(dimension, this.roots(dimension));
        values.set(kept);
        blocks.forEach((block, i) => block.nu.set(keptNu[i]));
        return rule;
    }

    private lineRule(dimension: Dimension, { breakpoints, singularities }: Rough): LineRule {
        const { source } = dimension;
        if (source.kind === 'points') {
            return { nodes: source.points, weights: new Float64Array(source.points.length).fill(1 / source.points.length) };
        }
        const law = source.kind === 'law' ? source.law : standardNormal;
        const degree = momentDegree(this.model, dimension, this.squares);
        const level = degree === null ? this.level(dimension) : levelOfMoments;
        let rule = lawRule(law, { level, breakpoints, singularities, logEnvelope: this.envelope(dimension, law, false) });
        if ('infinite' in rule && this.weightBoundsTail(dimension)) {
            rule = lawRule(law, { level, breakpoints, singularities, logEnvelope: this.envelope(dimension, law, true) });
        }
        if (isLawRule(rule)) {
            return (degree === null ? null : compressedRule(rule, degree + 2 * Math.max(0, this.level(dimension)))) ?? rule;
        }
        throw withoutRule(rule, dimension.predictors);
    }

    private envelope(dimension: Dimension, law: ScalarLaw, weighted: boolean): (x: number) => number {
        return envelope(this.model, dimension, weighted, this.squares ? law : undefined);
    }

    /** Whether a bounded w can make up for a law without second moment: no random slope moves the tail in which it is small. */
    private weightBoundsTail(dimension: Dimension): boolean {
        const { analysis, spec, random, weight } = this.model;
        const terms = spec.fixed.filter(effect => random?.effects.includes(effect.name)).map(effect => effect.term);
        return (
            weight.kind === 'general' && !terms.some(term => dimension.predictors.some(name => analysis.basicPredictors(term).has(name)))
        );
    }

    /** η at U = 0, without the part of folded predictors. */
    private carriedEta(): number {
        const { values, offset, foldedOffset } = this.model;
        let eta = offset && !foldedOffset ? offset(values) : 0;
        for (const { evaluate, value } of this.beta) {
            if (value !== 0) {
                eta += value * evaluate(values);
            }
        }
        return eta;
    }

    /** Where the integrand is not smooth along a dimension, given the dimensions before it. */
    private roots(dimension: Dimension): Rough {
        const { model } = this;
        const { values } = model;
        const law = dimension.source.kind === 'law' ? dimension.source.law : standardNormal;
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

    private addPoint(probability: number, each: number): void {
        const { model, rows } = this;
        const { values, collapsed } = model;
        for (const { block, component } of collapsed) {
            block.nu[component] = 0;
        }
        for (const { block } of collapsed) {
            placeNormals(block, values);
        }
        model.derive();
        const trials = model.trials && !model.foldedTrials ? model.trials(values) : 1;
        const features = this.features.map(f => f(values));
        const a = model.termsA.map(f => f(values));
        const eta = this.carriedEta();
        if (![eta, trials, ...features, ...a].every(Number.isFinite)) {
            throw new NotAvailable({ code: 'not-finite', detail: this.culprit(this.features, features, a) });
        }
        if (maximalPoints < ++this.count) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
        rows.weight.push(probability * trials);
        rows.weightSquared.push(probability * trials * trials);
        rows.each.push(each);
        rows.eta.push(eta);
        rows.features.push(...features);
        rows.a.push(...a);
        if (model.foldedByPoint) {
            const folded = this.takeFolded()!;
            this.foldedOfPoints.push(folded.points);
            rows.eta[rows.eta.length - 1] += folded.mean;
        }
        const start = rows.featuresNu.length;
        const startA = rows.aNu.length;
        const k = collapsed.length;
        collapsed.forEach(({ block, component }, i) => {
            block.nu[component] = 1;
            placeNormals(block, values);
            model.derive();
            rows.etaNu.push(this.carriedEta() - eta);
            this.features.forEach((f, j) => (rows.featuresNu[start + j * k + i] = f(values) - features[j]));
            model.termsA.forEach((f, j) => (rows.aNu[startA + j * k + i] = f(values) - a[j]));
            block.nu[component] = 0;
            placeNormals(block, values);
        });
    }

    /** What to name in a message: the effect whose term is not finite. */
    private culprit(evaluators: readonly Evaluator[], features: number[], a: number[]): string {
        const { model } = this;
        const b = model.effectsB.find((_, i) => evaluators.some((f, j) => f === model.termsB[i] && !Number.isFinite(features[j])));
        const effect = b ?? model.effectsA.find((_, i) => a.length > 0 && !Number.isFinite(a[i]));
        return effect ? `the term of ${effect.name}` : 'the linear predictor';
    }

    private takePoints(foldedMean: number): ObservationPoints {
        const { rows } = this;
        return {
            count: rows.weight.length,
            collapsed: this.model.collapsed.length,
            weight: Float64Array.from(rows.weight),
            weightSquared: Float64Array.from(rows.weightSquared),
            each: Int32Array.from(rows.each),
            eachCount: this.eachCount,
            eta: Float64Array.from(rows.eta, eta => eta + foldedMean),
            etaNu: Float64Array.from(rows.etaNu),
            features: Float64Array.from(rows.features),
            featuresNu: Float64Array.from(rows.featuresNu),
            folded: this.model.foldedByPoint ? this.foldedOfPoints : null,
            termsA: Float64Array.from(rows.a),
            termsANu: Float64Array.from(rows.aNu)
        };
    }
}

function emptyRows(): RuleBuilder['rows'] {
    return { weight: [], weightSquared: [], each: [], eta: [], etaNu: [], features: [], featuresNu: [], a: [], aNu: [] };
}

function emptyFolded(): RuleBuilder['folded'] {
    return { weight: [], weightSquared: [], eta: [], features: [] };
}
