/**
 * The expectation over predictors as weighted points: for every point of the group-level predictors, the points of the observation-level ones.
 *
 * Each dimension has the quadrature rule of its own law (exact sums for discrete laws). A dimension along which the integrand jumps or has a kink is cut there,
 * given the dimensions before it. Collapsed normal predictors are not among the points: at each point every function of interest is
 * f₀ + f·ν with ν standard normal, and `ConditionalInformation` integrates over ν in one dimension.
 */
import { lawSupport } from '../laws/index.js';
import { NotAvailable } from '../result/not-available.js';
import type { Evaluator } from '../spec/term.js';
import { emptyFolded, emptyRows, foldedPoints, observationPoints } from './collected-points.js';
import { place } from './envelope.js';
import type { Dimension, GroupModel } from './group-model.js';
import { dimensionRule, roughAlong, smooth, type DimensionRule, type Rough } from './dimension-rule.js';
import { placeNormals } from './normal-block.js';
import type { FoldedPoints, GroupPoint, ObservationPoints, PredictorRule } from './predictor-points.js';
import { mostRulePoints } from './limits.js';

/** How fine the rule of each dimension is: 0, 1, 2, … */
export type LevelOf = (dimension: Dimension) => number;

/**
 * @param values `any-values`: effects of unknown value count as 0, because only the terms matter, not η
 * @param squares whether the rule serves w² f⁴ too, not only w f²
 * @throws NotAvailable where a moment is infinite, a number not finite, or the points too many; with `known-values` also where an effect's value is not known
 */
export function predictorRule(
    model: GroupModel,
    level: LevelOf,
    values: 'known-values' | 'any-values' = 'known-values',
    squares = false
): PredictorRule {
    return new RuleBuilder(model, level, values, squares).build();
}

/** Checks the tails of each dimension alone, without the points of their product. @throws NotAvailable where a moment is infinite */
export function checkTails(model: GroupModel): void {
    new RuleBuilder(model, () => 0, 'known-values', false).checkTails();
}

class RuleBuilder {
    private readonly fixedRules = new Map<Dimension, DimensionRule>();
    private readonly groups: GroupPoint[] = [];
    private readonly groupDimensions: number;
    private readonly carriedDimensions: number;
    private readonly eachCount: number;
    private readonly features: Evaluator[];
    private readonly foldedFeatures: Evaluator[];
    private readonly beta: { evaluate: Evaluator; value: number }[];
    private readonly foldedBeta: { evaluate: Evaluator; value: number }[];
    private folded = emptyFolded();
    private rows = emptyRows();
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
    }

    build(): PredictorRule {
        const { dimensions, roughness } = this.model;
        for (const dimension of dimensions) {
            if (!roughness.has(dimension)) {
                this.fixedRules.set(dimension, this.ruleOf(dimension, smooth));
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
        if (mostRulePoints < Math.max(carried, folded)) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
        this.visit(0, 1);
        const exact = dimensions.every(d => d.source.kind === 'points' || (d.source.kind === 'law' && lawSupport(d.source.law).discrete));
        return { groups: this.groups, count: this.count, exact };
    }

    checkTails(): void {
        for (const dimension of this.model.dimensions) {
            this.ruleOf(dimension, smooth);
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
        if (mostRulePoints < ++this.foldedCount) {
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
        return foldedPoints(this.folded, this.foldedFeatures.length);
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

    /** The rule of a dimension that is cut where the dimensions before it say. It leaves all values as they are. */
    private roughRule(dimension: Dimension): DimensionRule {
        const { values, blocks } = this.model;
        const kept = values.slice();
        const keptNu = blocks.map(block => block.nu.slice());
        const rule = this.ruleOf(dimension, roughAlong(this.model, dimension));
        values.set(kept);
        blocks.forEach((block, i) => block.nu.set(keptNu[i]));
        return rule;
    }

    private ruleOf(dimension: Dimension, rough: Rough): DimensionRule {
        return dimensionRule(this.model, dimension, this.level(dimension), this.squares, rough);
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
        if (mostRulePoints < ++this.count) {
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

    /** What a message names: the effect whose term is not finite. */
    private culprit(evaluators: readonly Evaluator[], features: number[], a: number[]): string {
        const { model } = this;
        const b = model.effectsB.find((_, i) => evaluators.some((f, j) => f === model.termsB[i] && !Number.isFinite(features[j])));
        const effect = b ?? model.effectsA.find((_, i) => a.length > 0 && !Number.isFinite(a[i]));
        return effect ? `the term of ${effect.name}` : 'the linear predictor';
    }

    private takePoints(foldedMean: number): ObservationPoints {
        const { model, eachCount } = this;
        const folded = model.foldedByPoint ? this.foldedOfPoints : null;
        return observationPoints(this.rows, { collapsed: model.collapsed.length, eachCount, folded, foldedMean });
    }
}
