/**
 * The law of the linear predictor η of one observation, over predictors and random effects, for any number of grouping factors.
 *
 * Given the predictors, η is normal: its random part Σ_g r_gᵀU_g has variance Σ_g r_gᵀ Σ_g r_g, whatever the grouping. Normal predictors that are
 * linear in η, and that no random effect multiplies, belong to the normal part as well. Predictors that share no term are independent summands, so
 * each part of them is a rule of its own, and the cost grows with the sum of the parts.
 */
import { sigmaOf } from '../structure/covariance/structures.js';
import { standardNormal } from './envelope.js';
import type { Growth } from '../family/links.js';
import { placeNormals, type NormalBlock } from './group-model.js';
import { isLawRule, isScalarLaw, lawQuantile, lawRule, lawSupport, type ScalarLaw } from '../laws/index.js';
import { cholesky } from '../numeric/cholesky.js';
import type { ModelSpec, PredictorSpec, Term } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';
import { rootsAlong } from '../numeric/roots-along.js';
import {
    compileTerm,
    derivedInOrder,
    indexPredictors,
    InvalidSpec,
    TermAnalysis,
    type Evaluator,
    type PredictorIndex
} from '../spec/term.js';

/**
 * A summand of η: at each point of its predictors normal with this mean and variance. The variance of one part alone can be negative, where a random
 * slope is correlated with the intercept; that of all parts together is not.
 */
export interface EtaPart {
    weight: Float64Array;
    mean: Float64Array;
    variance: Float64Array;
}

/** η = `constant` + independent parts; the first part has no predictors. */
export interface EtaLaw {
    parts: EtaPart[];
    /** Whether the points are all there are: no dimension needed quadrature. */
    exact: boolean;
}

/** A value so near to an infinite end of a law that no study goes there. */
const FAR_TAIL = 1e-15;

interface Dimension {
    names: string[];
    slot: number;
    law: ScalarLaw | null;
    /** Equally likely, where there is no law. */
    points: number[];
    /** Which component of a block of normals this is. */
    normal: { block: NormalBlock; component: number } | null;
}

interface Part {
    names: ReadonlySet<string>;
    dimensions: Dimension[];
    blocks: NormalBlock[];
    terms: { coefficient: number; at: Evaluator }[];
    products: { coefficient: number; left: Evaluator; right: Evaluator }[];
    rough: Map<Dimension, { kind: 'break' | 'singularity'; at: Evaluator }[]>;
}

/** The most points of a part. */
const mostPoints = 400_000;

/** One summand of η or of its variance, as it is written. */
interface Summand {
    coefficient: number;
    factors: Term[];
    names: Set<string>;
}

/** The law of η, prepared once; its rules are made as fine as they are asked for. */
export class LinearPredictorLaw {
    private readonly index: PredictorIndex;
    private readonly values: Float64Array;
    private readonly derive: () => void;
    private readonly analysis: TermAnalysis;
    private readonly constant: EtaPart;
    private readonly parts: Part[];

    /**
     * @param without an effect that is left out of η
     * @throws NotAvailable where another effect's value is asked for, or a predictor's law is not known
     */
    constructor(
        private readonly spec: ModelSpec,
        without: string,
        private readonly growth: Growth
    ) {
        const { predictors } = spec;
        this.index = indexPredictors(predictors);
        this.values = new Float64Array(this.index.slots.size);
        this.analysis = new TermAnalysis(predictors);
        const derived = derivedInOrder(predictors).map(({ name, term }) => ({
            slot: this.index.slots.get(name)!,
            at: compileTerm(term, this.index)
        }));
        this.derive = () => {
            for (const { slot, at } of derived) {
                this.values[slot] = at(this.values);
            }
        };
        this.derive();
        const means = this.meanSummands(without);
        const variances = this.varianceSummands();
        const sum = (summands: Summand[]): number =>
            summands
                .filter(({ names }) => names.size === 0)
                .reduce((total, { coefficient, factors }) => total + coefficient * this.productAt(factors), 0);
        this.constant = { weight: Float64Array.of(1), mean: Float64Array.of(sum(means)), variance: Float64Array.of(sum(variances)) };
        this.parts = this.independentSets([...means, ...variances]).map(names => this.part(names, means, variances));
    }

    /** @throws NotAvailable where an expectation is infinite, a term not finite, or the points are too many */
    at(level: number): EtaLaw {
        const exact = this.parts.every(({ dimensions }) => dimensions.every(({ law }) => law === null || lawSupport(law).discrete));
        return { parts: [this.constant, ...this.parts.map(part => this.pointsOf(part, level))], exact };
    }

    /** The least mean of η on the support of the predictors, found at the ends of their laws and the points of a rule. */
    least(): number {
        return this.parts.reduce((sum, part) => sum + this.leastOf(part), this.constant.mean[0]);
    }

    private leastOf(part: Part): number {
        let least = Infinity;
        const visit = (depth: number): void => {
            if (depth === part.dimensions.length) {
                const { mean } = this.etaAt(part);
                if (mean < least) {
                    least = mean;
                }
                return;
            }
            const dimension = part.dimensions[depth];
            const { law } = dimension;
            const ends = law ? [lawSupport(law).min, lawSupport(law).max] : [];
            const reached = ends.map((end, i) => (Number.isFinite(end) ? end : lawQuantile(law!, i === 0 ? FAR_TAIL : 1 - FAR_TAIL)));
            for (const x of [...reached, ...Array.from(this.rule(part, dimension, 0).nodes)]) {
                this.place(dimension, x);
                visit(depth + 1);
            }
        };
        visit(0);
        return least;
    }

    private meanSummands(without: string): Summand[] {
        const { fixed, offset } = this.spec;
        const summands = offset ? this.split(offset, 1) : [];
        for (const { name, term, value, marginal } of fixed) {
            if (name === without) {
                continue;
            }
            if (value === null) {
                throw new NotAvailable(
                    marginal === null
                        ? { code: 'unknown-value', what: name }
                        : { code: 'invalid', detail: `only one intercept can be found from the mean response; ${name} is another one` }
                );
            }
            if (value !== 0) {
                summands.push(...this.split(term, value));
            }
        }
        return summands;
    }

    /** Σ_g Σ_ij Σ_g[i,j] r_i r_j. */
    private varianceSummands(): Summand[] {
        const { fixed, random } = this.spec;
        const termOf = (name: string): Term => {
            const effect = fixed.find(one => one.name === name);
            if (!effect) {
                throw new InvalidSpec(`no fixed effect is named ${name}`);
            }
            return effect.term;
        };
        return random.flatMap(block =>
            block.effects.flatMap((effect, i) =>
                block.effects.slice(0, i + 1).flatMap((other, j) => {
                    const coefficient = sigmaOf(block)[i][j] * (i === j ? 1 : 2);
                    const factors = [termOf(effect), termOf(other)];
                    return coefficient === 0 ? [] : [{ coefficient, factors, names: this.namesOf(factors) }];
                })
            )
        );
    }

    /** A term's summands: what is added in it may depend on predictors that are independent. */
    private split(term: Term, coefficient: number): Summand[] {
        switch (term.op) {
            case '+':
                return [...this.split(term.left, coefficient), ...this.split(term.right, coefficient)];
            case '-':
                return [...this.split(term.left, coefficient), ...this.split(term.right, -coefficient)];
            case 'negate':
                return this.split(term.operand, -coefficient);
            default:
                return [{ coefficient, factors: [term], names: this.namesOf([term]) }];
        }
    }

    private namesOf(terms: readonly Term[]): Set<string> {
        return new Set(terms.flatMap(term => [...this.analysis.basicPredictors(term)]));
    }

    private productAt(factors: readonly Term[]): number {
        return factors.reduce((product, factor) => product * compileTerm(factor, this.index)(this.values), 1);
    }

    /** The finest division of the predictors into sets that share no summand and no joint law. */
    private independentSets(summands: readonly Summand[]): Set<string>[] {
        const together: Set<string>[] = summands.map(({ names }) => names);
        const used = new Set(together.flatMap(names => [...names]));
        for (const predictor of this.spec.predictors) {
            if (predictor.kind === 'random') {
                together.push(new Set(predictor.names.filter(name => used.has(name))));
            }
        }
        let sets: Set<string>[] = [];
        for (const names of together) {
            if (names.size === 0) {
                continue;
            }
            const met = sets.filter(set => [...names].some(name => set.has(name)));
            sets = [...sets.filter(set => !met.includes(set)), new Set([...met.flatMap(set => [...set]), ...names])];
        }
        return sets;
    }

    private part(names: ReadonlySet<string>, means: readonly Summand[], variances: readonly Summand[]): Part {
        const own = ({ names: others }: Summand): boolean => [...others].some(name => names.has(name));
        const compile = (term: Term): Evaluator => compileTerm(term, this.index);
        const ownMeans = means.filter(own);
        const ownVariances = variances.filter(own);
        const explicit = this.explicitNormals(names, ownMeans, ownVariances);
        const part: Part = {
            names,
            dimensions: [],
            blocks: [],
            terms: ownMeans.map(({ coefficient, factors }) => ({ coefficient, at: compile(factors[0]) })),
            products: ownVariances.map(({ coefficient, factors }) => ({
                coefficient,
                left: compile(factors[0]),
                right: compile(factors[1])
            })),
            rough: new Map()
        };
        for (const predictor of this.spec.predictors) {
            this.addDimensions(part, predictor, explicit);
        }
        const terms = [...ownMeans, ...ownVariances].flatMap(({ factors }) => factors);
        for (const { kind, expression } of this.analysis.roughness(terms)) {
            const depends = this.analysis.basicPredictors(expression);
            const last = part.dimensions.findLast(dimension => dimension.names.some(name => depends.has(name)));
            if (last) {
                part.rough.set(last, [...(part.rough.get(last) ?? []), { kind, at: compile(expression) }]);
            }
        }
        return part;
    }

    /** The normal predictors that don't belong to the normal part of η: those in its variance, and those that are not linear in its mean. */
    private explicitNormals(names: ReadonlySet<string>, means: readonly Summand[], variances: readonly Summand[]): Set<string> {
        const candidates = new Set(
            this.spec.predictors.flatMap(p => (p.kind === 'random' && isNormal(p) ? p.names : [])).filter(name => names.has(name))
        );
        const explicit = new Set<string>();
        const move = (name: string): void => {
            candidates.delete(name);
            explicit.add(name);
        };
        for (const name of variances.flatMap(summand => [...summand.names])) {
            if (candidates.has(name)) {
                move(name);
            }
        }
        for (;;) {
            const bent = means.filter(({ factors: [term] }) => this.analysis.degree(term, candidates) > 1);
            const name = bent.flatMap(summand => [...summand.names]).find(one => candidates.has(one));
            if (name === undefined) {
                return explicit;
            }
            move(name);
        }
    }

    private addDimensions(part: Part, predictor: PredictorSpec, explicit: ReadonlySet<string>): void {
        const { slots } = this.index;
        if (predictor.kind === 'derived') {
            return;
        }
        const names = (predictor.kind === 'each' ? [predictor.name] : predictor.names).filter(name => part.names.has(name));
        if (names.length === 0) {
            return;
        }
        const slot = slots.get(names[0])!;
        if (predictor.kind === 'each') {
            part.dimensions.push({ names, slot, law: null, points: predictor.points, normal: null });
        } else if (isNormal(predictor)) {
            const block = this.normalBlock(predictor, names, explicit);
            part.blocks.push(block);
            for (let component = 0; component < block.explicit; component++) {
                part.dimensions.push({
                    names: [block.names[component]],
                    slot: block.slots[component],
                    law: standardNormal,
                    points: [],
                    normal: { block, component }
                });
            }
        } else if (isScalarLaw(predictor.law)) {
            part.dimensions.push({ names, slot, law: predictor.law, points: [], normal: null });
        } else {
            throw new NotAvailable({ code: 'structure', structure: 'empirical' });
        }
    }

    private normalBlock(
        { names: all, law }: Extract<PredictorSpec, { kind: 'random' }>,
        used: readonly string[],
        explicit: ReadonlySet<string>
    ): NormalBlock {
        const names = [...used].sort((a, b) => Number(explicit.has(b)) - Number(explicit.has(a)));
        const at = names.map(name => all.indexOf(name));
        const mean = law.law === 'mvNormal' ? law.mean : law.law === 'normal' ? [law.mean] : [];
        const covariance = law.law === 'mvNormal' ? law.covariance : law.law === 'normal' ? [[law.sd * law.sd]] : [];
        const factor = cholesky(at.map(i => at.map(j => covariance[i][j])));
        if (!factor.ok) {
            throw new InvalidSpec(`the covariance of ${names.join(', ')} is not positive definite`);
        }
        return {
            names,
            slots: names.map(name => this.index.slots.get(name)!),
            mean: at.map(i => mean[i]),
            lower: factor.lower,
            explicit: names.filter(name => explicit.has(name)).length,
            nu: new Float64Array(names.length)
        };
    }

    private pointsOf(part: Part, level: number): EtaPart {
        const weight: number[] = [];
        const mean: number[] = [];
        const variance: number[] = [];
        const rules = new Map(part.dimensions.filter(d => !part.rough.has(d)).map(d => [d, this.rule(part, d, level)]));
        const visit = (depth: number, probability: number): void => {
            if (depth === part.dimensions.length) {
                const eta = this.etaAt(part);
                if (!Number.isFinite(eta.mean) || !Number.isFinite(eta.variance)) {
                    throw new NotAvailable({ code: 'not-finite', detail: `the linear predictor, through ${[...part.names].join(', ')}` });
                }
                if (mostPoints < weight.push(probability)) {
                    throw new NotAvailable({ code: 'accuracy', reached: null });
                }
                mean.push(eta.mean);
                variance.push(eta.variance);
                return;
            }
            const dimension = part.dimensions[depth];
            const rule = rules.get(dimension) ?? this.rule(part, dimension, level);
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

    /** The part's mean and variance at the values as they are, its collapsed normals among the variance. */
    private etaAt(part: Part): { mean: number; variance: number } {
        for (const block of part.blocks) {
            block.nu.fill(0, block.explicit);
            placeNormals(block, this.values);
        }
        this.derive();
        const mean = this.meanAt(part);
        let variance = 0;
        for (const { coefficient, left, right } of part.products) {
            variance += coefficient * left(this.values) * right(this.values);
        }
        for (const block of part.blocks) {
            for (let component = block.explicit; component < block.nu.length; component++) {
                block.nu[component] = 1;
                placeNormals(block, this.values);
                this.derive();
                variance += (this.meanAt(part) - mean) ** 2;
                block.nu[component] = 0;
                placeNormals(block, this.values);
            }
        }
        return { mean, variance };
    }

    private meanAt(part: Part): number {
        let mean = 0;
        for (const { coefficient, at } of part.terms) {
            mean += coefficient * at(this.values);
        }
        return mean;
    }

    private place({ slot, normal }: Dimension, x: number): void {
        if (normal) {
            normal.block.nu[normal.component] = x;
            placeNormals(normal.block, this.values);
        } else {
            this.values[slot] = x;
        }
    }

    private rule(part: Part, dimension: Dimension, level: number): { nodes: ArrayLike<number>; weights: ArrayLike<number> } {
        const { law, points } = dimension;
        if (!law) {
            return { nodes: points, weights: points.map(() => 1 / points.length) };
        }
        const kept = this.values.slice();
        const keptNu = part.blocks.map(block => block.nu.slice());
        const rough = this.roughPoints(part, dimension, law);
        const rule = lawRule(law, { level, ...rough, logEnvelope: this.envelope(part, dimension) });
        this.values.set(kept);
        part.blocks.forEach((block, i) => block.nu.set(keptNu[i]));
        if (isLawRule(rule)) {
            return rule;
        }
        if ('infinite' in rule) {
            throw new NotAvailable({
                code: 'infinite-moment',
                predictors: dimension.names,
                group: null,
                detail: rule.infinite === 'left' ? 'its lower tail is too heavy' : 'its upper tail is too heavy'
            });
        }
        throw new NotAvailable({ code: 'accuracy', reached: null });
    }

    /** Where the mean or variance is not smooth along a dimension, given the dimensions before it. */
    private roughPoints(part: Part, dimension: Dimension, law: ScalarLaw): { breakpoints: number[]; singularities: number[] } {
        const found = { break: new Set<number>(), singularity: new Set<number>() };
        const { min, max, discrete } = lawSupport(law);
        if (!discrete) {
            for (const { kind, at } of part.rough.get(dimension) ?? []) {
                const along = (x: number): number => {
                    this.place(dimension, x);
                    this.derive();
                    return at(this.values);
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
    private envelope(part: Part, dimension: Dimension): ((x: number) => number) | undefined {
        if (this.growth === 'bounded') {
            return undefined;
        }
        const others = part.dimensions.filter(d => d !== dimension);
        const settings = [0.5, 0.02, 0.98].map(p => others.map(other => quantileOf(other, p)));
        return x => {
            let largest = -Infinity;
            for (const setting of settings) {
                others.forEach((other, i) => this.place(other, setting[i]));
                this.place(dimension, x);
                const { mean, variance } = this.etaAt(part);
                const size = this.growth === 'exponential' ? mean + 0.5 * variance : Math.log1p(mean * mean + variance);
                // What is no number counts as 1: its points must stay in the rule, where they are seen and refused.
                largest = Math.max(largest, Number.isNaN(size) ? 0 : size);
            }
            return largest;
        };
    }
}

function isNormal(predictor: Extract<PredictorSpec, { kind: 'random' }>): boolean {
    return predictor.law.law === 'normal' || predictor.law.law === 'mvNormal';
}

function quantileOf({ law, points }: Dimension, p: number): number {
    if (law) {
        return lawQuantile(law, p);
    }
    const ascending = [...points].sort((a, b) => a - b);
    return ascending[Math.min(points.length - 1, Math.floor(p * points.length))];
}
