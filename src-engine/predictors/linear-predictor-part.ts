/** One independent part of the linear predictor: weighted points over its predictors, each with the mean and variance of η there. */
import type { Growth } from '../family/links.js';
import { isLawRule, isScalarLaw, lawQuantile, lawRule, lawSupport, type ScalarLaw } from '../laws/index.js';
import { rootsAlong } from '../numeric/roots-along.js';
import { NotAvailable } from '../result/not-available.js';
import type { ModelSpec, PredictorSpec, Term } from '../spec/model-spec.js';
import { compileTerm, type Evaluator, type PredictorIndex } from '../spec/term.js';
import type { TermAnalysis } from '../spec/term-analysis.js';
import { standardNormal } from './envelope.js';
import { explicitNormals } from './explicit-normals.js';
import type { Summand } from './linear-predictor-summands.js';
import { isNormal, normalBlock, placeNormals, type NormalBlock } from './normal-block.js';
import { withoutRule } from './dimension-rule.js';
import { farTail, mostPartPoints } from './limits.js';

/**
 * A summand of η: at each point of its predictors normal with this mean and variance. The variance of one part alone can be negative, where a random
 * slope is correlated with the intercept; that of all parts together is not.
 */
export interface EtaPart {
    weight: Float64Array;
    mean: Float64Array;
    variance: Float64Array;
}

/** What the parts of one linear predictor share. */
export interface EtaContext {
    spec: ModelSpec;
    index: PredictorIndex;
    analysis: TermAnalysis;
    /** The predictors' values by slot, which terms read. */
    values: Float64Array;
    /** Computes the derived predictors in `values`. */
    derive: () => void;
    /** How fast the function of η grows whose mean is wanted: the rules must reach as far. */
    growth: Growth;
}

interface Dimension {
    names: string[];
    slot: number;
    law: ScalarLaw | null;
    /** Equally likely points, where there is no law. */
    points: number[];
    /** Which component of a block of normals this is. */
    normal: { block: NormalBlock; component: number } | null;
}

export class LinearPredictorPart {
    private readonly dimensions: Dimension[] = [];
    private readonly blocks: NormalBlock[] = [];
    private readonly terms: { coefficient: number; at: Evaluator }[];
    private readonly products: { coefficient: number; left: Evaluator; right: Evaluator }[];
    private readonly rough = new Map<Dimension, { kind: 'break' | 'singularity'; at: Evaluator }[]>();
    /** Whether the points are all there are: no dimension needs quadrature. */
    readonly exact: boolean;

    /**
     * @param names the predictors of the part
     * @param means the summands of the mean of η that depend on them
     * @param variances those of its variance
     * @throws NotAvailable where a predictor's law is known by data only
     */
    constructor(
        private readonly context: EtaContext,
        private readonly names: ReadonlySet<string>,
        means: readonly Summand[],
        variances: readonly Summand[]
    ) {
        const { spec, index, analysis } = context;
        const compile = (term: Term): Evaluator => compileTerm(term, index);
        const explicit = explicitNormals(context, names, means, variances);
        this.terms = means.map(({ coefficient, factors }) => ({ coefficient, at: compile(factors[0]) }));
        this.products = variances.map(({ coefficient, factors }) => ({
            coefficient,
            left: compile(factors[0]),
            right: compile(factors[1])
        }));
        for (const predictor of spec.predictors) {
            this.addDimensions(predictor, explicit);
        }
        const terms = [...means, ...variances].flatMap(({ factors }) => factors);
        for (const { kind, expression } of analysis.roughness(terms)) {
            const depends = analysis.basicPredictors(expression);
            const last = this.dimensions.findLast(dimension => dimension.names.some(name => depends.has(name)));
            if (last) {
                this.rough.set(last, [...(this.rough.get(last) ?? []), { kind, at: compile(expression) }]);
            }
        }
        this.exact = this.dimensions.every(({ law }) => law === null || lawSupport(law).discrete);
    }

    /** @throws NotAvailable where an expectation is infinite, a term not finite, or the points are too many */
    points(level: number): EtaPart {
        const weight: number[] = [];
        const mean: number[] = [];
        const variance: number[] = [];
        const rules = new Map(this.dimensions.filter(d => !this.rough.has(d)).map(d => [d, this.rule(d, level)]));
        const visit = (depth: number, probability: number): void => {
            if (depth === this.dimensions.length) {
                const eta = this.etaAt();
                if (!Number.isFinite(eta.mean) || !Number.isFinite(eta.variance)) {
                    throw new NotAvailable({ code: 'not-finite', detail: `the linear predictor, through ${[...this.names].join(', ')}` });
                }
                if (mostPartPoints < weight.push(probability)) {
                    throw new NotAvailable({ code: 'accuracy', reached: null });
                }
                mean.push(eta.mean);
                variance.push(eta.variance);
                return;
            }
            const dimension = this.dimensions[depth];
            const rule = rules.get(dimension) ?? this.rule(dimension, level);
            for (let k = 0; k < rule.nodes.length; k++) {
                if (rule.weights[k] === 0) {
                    continue;
                }
                this.place(dimension, rule.nodes[k]);
                visit(depth + 1, probability * rule.weights[k]);
            }
        };
        visit(0, 1);
        return { weight: Float64Array.from(weight), mean: Float64Array.from(mean), variance: Float64Array.from(variance) };
    }

    /** The least mean of η over the support of its predictors, found at the ends of their laws and the points of a rule. */
    least(): number {
        let least = Infinity;
        const visit = (depth: number): void => {
            if (depth === this.dimensions.length) {
                const { mean } = this.etaAt();
                if (mean < least) {
                    least = mean;
                }
                return;
            }
            const dimension = this.dimensions[depth];
            const { law } = dimension;
            const ends = law ? [lawSupport(law).min, lawSupport(law).max] : [];
            const reached = ends.map((end, i) => (Number.isFinite(end) ? end : lawQuantile(law!, i === 0 ? farTail : 1 - farTail)));
            for (const x of [...reached, ...Array.from(this.rule(dimension, 0).nodes)]) {
                this.place(dimension, x);
                visit(depth + 1);
            }
        };
        visit(0);
        return least;
    }

    /** The mean and variance of this part of η at the present values. Collapsed normals are part of the variance. */
    private etaAt(): { mean: number; variance: number } {
        for (const block of this.blocks) {
            block.nu.fill(0, block.explicit);
            placeNormals(block, this.context.values);
        }
        this.context.derive();
        const mean = this.meanAt();
        let variance = 0;
        for (const { coefficient, left, right } of this.products) {
            variance += coefficient * left(this.context.values) * right(this.context.values);
        }
        for (const block of this.blocks) {
            for (let component = block.explicit; component < block.nu.length; component++) {
                block.nu[component] = 1;
                placeNormals(block, this.context.values);
                this.context.derive();
                variance += (this.meanAt() - mean) ** 2;
                block.nu[component] = 0;
                placeNormals(block, this.context.values);
            }
        }
        return { mean, variance };
    }

    private meanAt(): number {
        let mean = 0;
        for (const { coefficient, at } of this.terms) {
            mean += coefficient * at(this.context.values);
        }
        return mean;
    }

    private addDimensions(predictor: PredictorSpec, explicit: ReadonlySet<string>): void {
        const { slots } = this.context.index;
        if (predictor.kind === 'derived') {
            return;
        }
        const names = (predictor.kind === 'each' ? [predictor.name] : predictor.names).filter(name => this.names.has(name));
        if (names.length === 0) {
            return;
        }
        const slot = slots.get(names[0])!;
        if (predictor.kind === 'each') {
            this.dimensions.push({ names, slot, law: null, points: predictor.points, normal: null });
        } else if (isNormal(predictor)) {
            const block = normalBlock(predictor, names, name => explicit.has(name), slots);
            this.blocks.push(block);
            for (let component = 0; component < block.explicit; component++) {
                this.dimensions.push({
                    names: [block.names[component]],
                    slot: block.slots[component],
                    law: standardNormal,
                    points: [],
                    normal: { block, component }
                });
            }
        } else if (isScalarLaw(predictor.law)) {
            this.dimensions.push({ names, slot, law: predictor.law, points: [], normal: null });
        } else {
            throw new NotAvailable({ code: 'structure', structure: 'empirical' });
        }
    }

    private place({ slot, normal }: Dimension, x: number): void {
        if (normal) {
            normal.block.nu[normal.component] = x;
            placeNormals(normal.block, this.context.values);
        } else {
            this.context.values[slot] = x;
        }
    }

    private rule(dimension: Dimension, level: number): { nodes: ArrayLike<number>; weights: ArrayLike<number> } {
        const { law, points } = dimension;
        if (!law) {
            return { nodes: points, weights: points.map(() => 1 / points.length) };
        }
        const kept = this.context.values.slice();
        const keptNu = this.blocks.map(block => block.nu.slice());
        const rough = this.roughPoints(dimension, law);
        const rule = lawRule(law, { level, ...rough, logEnvelope: this.envelope(dimension) });
        this.context.values.set(kept);
        this.blocks.forEach((block, i) => block.nu.set(keptNu[i]));
        if (isLawRule(rule)) {
            return rule;
        }
        throw withoutRule(rule, dimension.names);
    }

    /** Where the mean or variance is not smooth along a dimension, given the dimensions before it. */
    private roughPoints(dimension: Dimension, law: ScalarLaw): { breakpoints: number[]; singularities: number[] } {
        const found = { break: new Set<number>(), singularity: new Set<number>() };
        const { min, max, discrete } = lawSupport(law);
        if (!discrete) {
            for (const { kind, at } of this.rough.get(dimension) ?? []) {
                const along = (x: number): number => {
                    this.place(dimension, x);
                    this.context.derive();
                    return at(this.context.values);
                };
                for (const root of rootsAlong(along, p => lawQuantile(law, p))) {
                    if (min <= root && root <= max) {
                        found[kind].add(root);
                    }
                }
            }
        }
        return { breakpoints: [...found.break], singularities: [...found.singularity] };
    }

    /** log of how large the integrand is along one dimension, the others at low, middle and high quantiles. */
    private envelope(dimension: Dimension): ((x: number) => number) | undefined {
        if (this.context.growth === 'bounded') {
            return undefined;
        }
        const others = this.dimensions.filter(d => d !== dimension);
        const settings = [0.5, 0.02, 0.98].map(p => others.map(other => quantileOf(other, p)));
        return x => {
            let largest = -Infinity;
            for (const setting of settings) {
                others.forEach((other, i) => this.place(other, setting[i]));
                this.place(dimension, x);
                const { mean, variance } = this.etaAt();
                const size = this.context.growth === 'exponential' ? mean + 0.5 * variance : Math.log1p(mean * mean + variance);
                // NaN counts as 1, so its points stay in the rule, which then refuses them.
                largest = Math.max(largest, Number.isNaN(size) ? 0 : size);
            }
            return largest;
        };
    }
}

function quantileOf({ law, points }: Dimension, p: number): number {
    if (law) {
        return lawQuantile(law, p);
    }
    const ascending = [...points].sort((a, b) => a - b);
    return ascending[Math.min(points.length - 1, Math.floor(p * points.length))];
}
