/**
 * The model as one group sees it: which terms ride on random effects, which predictors are constant in the group,
 * and along which dimensions an expectation over the predictors runs. For no or one grouping factor.
 */
import { symmetricEigenvalues } from '../numeric/linear-algebra.js';
import { cholesky } from '../numeric/cholesky.js';
import { sigmaOf } from '../structure/covariance/structures.js';
import { isScalarLaw, lawSupport, type ScalarLaw } from '../laws/index.js';
import type { FixedEffectSpec, ModelSpec, PredictorSpec, RandomEffectsSpec, Term } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';
import { compileTerm, derivedInOrder, indexPredictors, InvalidSpec, TermAnalysis, type Evaluator, type Roughness } from '../spec/term.js';
import { weightOf } from '../family/families.js';
import type { Weight } from '../family/weight.js';

/** One dimension of the expectation over predictors. Normal predictors run over standard normal ν; see `NormalBlock`. */
export interface Dimension {
    /**
     * Constant in a group, or drawn for every observation. Among the latter those can be `folded` that no random effect multiplies: their expectation is
     * the same function of the rest of η for every U, and for all other points too if they enter η by a summand of their own.
     */
    level: 'group' | 'carried' | 'folded';
    /** For messages. */
    predictors: string[];
    source:
        | { kind: 'law'; slot: number; law: ScalarLaw }
        | { kind: 'points'; slot: number; points: number[] }
        | { kind: 'normal'; block: NormalBlock; component: number };
}

/** Jointly normal predictors x = mean + L ν, ordered so that those with an explicit dimension come first. */
export interface NormalBlock {
    names: string[];
    slots: number[];
    mean: number[];
    /** Lower triangular. */
    lower: number[][];
    /** How many components have a dimension of their own; the others are collapsed: given the rest, η is normal in them. */
    explicit: number;
    nu: Float64Array;
}

export interface GroupModel {
    spec: ModelSpec;
    weight: Weight;
    /** The grouping factor; null for an LM or GLM. */
    random: RandomEffectsSpec | null;
    effectsA: FixedEffectSpec[];
    /** Those whose terms depend on folded predictors last. */
    effectsB: FixedEffectSpec[];
    foldedEffects: number;
    /** Whether the folded predictors share terms with others, so that their expectation is another function at every point of these. */
    foldedByPoint: boolean;
    /** Whether the offset and the trials depend on folded predictors. */
    foldedOffset: boolean;
    foldedTrials: boolean;
    /** Terms of the random effects, in the order of Σ. */
    randomTerms: Evaluator[];
    termsA: Evaluator[];
    termsB: Evaluator[];
    /** Whether each random effect's term is the constant 1. */
    randomIntercept: boolean[];
    offset: Evaluator | null;
    trials: Evaluator | null;
    /** Group-level dimensions first, then the carried, then the folded. */
    dimensions: Dimension[];
    /** Collapsed components in all blocks, the length of ν in the kernel. */
    collapsed: { block: NormalBlock; component: number }[];
    blocks: NormalBlock[];
    values: Float64Array;
    /** Computes the derived predictors from the others, in `values`. */
    derive: () => void;
    /** Expressions at whose zeros the integrand is not smooth, by the last dimension that each depends on. */
    roughness: Map<Dimension, { kind: Roughness['kind']; at: Evaluator }[]>;
    analysis: TermAnalysis;
}

/** All terms whose values enter Ω, the offset and the trials among them. */
function relevantTerms(spec: ModelSpec): Term[] {
    const terms = spec.fixed.map(effect => effect.term);
    if (spec.offset) {
        terms.push(spec.offset);
    }
    if (spec.family.trials) {
        terms.push(spec.family.trials);
    }
    return terms;
}

/** @throws InvalidSpec where the spec breaks its own rules, NotAvailable where Σ is no covariance or a predictor's law is known by data only */
export function groupModel(spec: ModelSpec): GroupModel {
    const weight = weightOf(spec.family);
    if (!weight) {
        throw new InvalidSpec(`the family ${spec.family.name} has no link ${spec.family.link}`);
    }
    const random = spec.random.find(block => block.effects.length > 0) ?? spec.random[0] ?? null;
    if (random) {
        mustBeCovariance(random);
    }
    const index = indexPredictors(spec.predictors);
    const analysis = new TermAnalysis(spec.predictors);
    const terms = relevantTerms(spec);
    const used = new Set<string>();
    for (const term of terms) {
        for (const name of analysis.basicPredictors(term)) {
            used.add(name);
        }
    }
    const values = new Float64Array(index.slots.size);
    const derived = derivedInOrder(spec.predictors).map(p => ({ slot: index.slots.get(p.name)!, value: compileTerm(p.term, index) }));
    const derive = (): void => {
        for (const { slot, value } of derived) {
            values[slot] = value(values);
        }
    };

    const explicitNormals = normalsThatNeedADimension(spec, analysis, used);
    const fold = (): Set<string> =>
        random === null ? new Set() : foldedPredictors(spec, random, analysis, used, explicitNormals, 'apart');
    let folded = fold();
    const lone = loneNormal(spec, random, analysis, used, explicitNormals);
    if (lone !== undefined) {
        explicitNormals.add(lone);
        folded = fold();
        if (!folded.has(lone)) {
            explicitNormals.delete(lone);
            folded = fold();
        }
    }
    const byPoint = random === null ? new Set<string>() : foldedPredictors(spec, random, analysis, used, explicitNormals, 'by-point');
    const foldedByPoint = spec.predictors.some(p => isContinuous(p) && p.names.some(name => byPoint.has(name) && !folded.has(name)));
    if (foldedByPoint) {
        folded = byPoint;
    }
    const dimensions: Dimension[] = [];
    const blocks: NormalBlock[] = [];
    const collapsed: GroupModel['collapsed'] = [];
    for (const predictor of spec.predictors) {
        if (predictor.kind === 'derived') {
            continue;
        }
        const names = (predictor.kind === 'random' ? predictor.names : [predictor.name]).filter(name => used.has(name));
        if (names.length === 0) {
            continue;
        }
        const level: Dimension['level'] = predictor.per !== null ? 'group' : names.some(name => folded.has(name)) ? 'folded' : 'carried';
        const normal = normalParameters(predictor, names);
        if (normal) {
            const block = normalBlock(names, normal, name => level === 'group' || explicitNormals.has(name), index.slots);
            blocks.push(block);
            block.names.forEach((name, component) => {
                if (component < block.explicit) {
                    dimensions.push({ level, predictors: [name], source: { kind: 'normal', block, component } });
                } else {
                    collapsed.push({ block, component });
                }
            });
        } else {
            const slot = index.slots.get(names[0])!;
            if (predictor.kind === 'each') {
                dimensions.push({ level, predictors: names, source: { kind: 'points', slot, points: predictor.points } });
            } else if (isScalarLaw(predictor.law)) {
                dimensions.push({ level, predictors: names, source: { kind: 'law', slot, law: predictor.law } });
            } else {
                throw new NotAvailable({ code: 'structure', structure: 'empirical' });
            }
        }
    }
    // `each` points before the other carried dimensions: the points of one combination are next to one another.
    const ranks: Dimension['level'][] = ['group', 'carried', 'folded'];
    const rank = ({ level, source }: Dimension): number => 2 * ranks.indexOf(level) + (source.kind === 'points' ? 0 : 1);
    dimensions.sort((a, b) => rank(a) - rank(b));

    const effect = (name: string): FixedEffectSpec => {
        const found = spec.fixed.find(f => f.name === name);
        if (!found) {
            throw new InvalidSpec(`no fixed effect is named ${name}`);
        }
        return found;
    };
    const randomEffects = (random?.effects ?? []).map(effect);
    const effectsA = spec.fixed.filter(f => f.block === 'A');
    const dependsOnFolded = (term: Term): boolean => [...analysis.basicPredictors(term)].some(name => folded.has(name));
    const effectsB = spec.fixed
        .filter(f => f.block === 'B')
        .sort((f, g) => Number(dependsOnFolded(f.term)) - Number(dependsOnFolded(g.term)));
    const compile = (term: Term): Evaluator => compileTerm(term, index);

    const roughness: GroupModel['roughness'] = new Map();
    for (const { kind, expression } of analysis.roughness(terms)) {
        const names = analysis.basicPredictors(expression);
        const last = dimensions.findLast(dimension => dimension.predictors.some(name => names.has(name)));
        if (last) {
            roughness.set(last, [...(roughness.get(last) ?? []), { kind, at: compile(expression) }]);
        }
    }
    return {
        spec,
        weight,
        random,
        effectsA,
        effectsB,
        foldedEffects: effectsB.filter(f => dependsOnFolded(f.term)).length,
        foldedByPoint,
        foldedOffset: spec.offset !== null && dependsOnFolded(spec.offset),
        foldedTrials: spec.family.trials !== null && dependsOnFolded(spec.family.trials),
        randomTerms: randomEffects.map(f => compile(f.term)),
        randomIntercept: randomEffects.map(f => analysis.basicPredictors(f.term).size === 0),
        termsA: effectsA.map(f => compile(f.term)),
        termsB: effectsB.map(f => compile(f.term)),
        offset: spec.offset ? compile(spec.offset) : null,
        trials: spec.family.trials ? compile(spec.family.trials) : null,
        dimensions,
        collapsed,
        blocks,
        values,
        derive,
        roughness,
        analysis
    };
}

/** A singular Σ passes, so that σ² → 0 can be looked at. @throws NotAvailable where Σ is indefinite or not finite */
function mustBeCovariance(random: RandomEffectsSpec): void {
    const { group } = random;
    const sigma = sigmaOf(random);
    if (!sigma.every(row => row.every(Number.isFinite))) {
        throw new NotAvailable({ code: 'not-finite', detail: `the covariance of the random effects of ${group}` });
    }
    const values = symmetricEigenvalues(sigma);
    const [smallestEigenvalue = 0] = values;
    if (smallestEigenvalue < 0 && 1e-14 * values.at(-1)! < -smallestEigenvalue) {
        throw new NotAvailable({ code: 'not-positive-definite', group, smallestEigenvalue });
    }
}

/**
 * Normal predictors can be integrated together in one dimension, that of η, where every term is linear in them given the others.
 * Those that stand in the way (x², x₁x₂, x > 0, a normal number of trials) get a dimension of their own, fewest first.
 */
function normalsThatNeedADimension(spec: ModelSpec, analysis: TermAnalysis, used: ReadonlySet<string>): Set<string> {
    const candidates = new Set<string>();
    for (const predictor of spec.predictors) {
        if (predictor.kind === 'random' && predictor.per === null && ['normal', 'mvNormal'].includes(predictor.law.law)) {
            for (const name of predictor.names) {
                if (used.has(name)) {
                    candidates.add(name);
                }
            }
        }
    }
    const explicit = new Set<string>();
    const allowed = (term: Term): number => (term === spec.family.trials ? 0 : 1);
    for (;;) {
        const blocking = new Map<string, number>();
        for (const term of relevantTerms(spec)) {
            if (analysis.degree(term, candidates) <= allowed(term)) {
                continue;
            }
            for (const name of analysis.basicPredictors(term)) {
                if (candidates.has(name)) {
                    blocking.set(name, (blocking.get(name) ?? 0) + 1);
                }
            }
        }
        if (blocking.size === 0) {
            return explicit;
        }
        const [worst] = [...blocking].reduce((a, b) => (a[1] < b[1] ? b : a));
        candidates.delete(worst);
        explicit.add(worst);
    }
}

/**
 * The only normal predictor that would be collapsed, if no random effect multiplies it but some multiplies another predictor: it is folded rather,
 * so that no integral over η is left for every U.
 */
function loneNormal(
    spec: ModelSpec,
    random: RandomEffectsSpec | null,
    analysis: TermAnalysis,
    used: ReadonlySet<string>,
    explicitNormals: ReadonlySet<string>
): string | undefined {
    const normals = spec.predictors.flatMap(p =>
        p.kind === 'random' && p.per === null && ['normal', 'mvNormal'].includes(p.law.law) ? p.names.filter(name => used.has(name)) : []
    );
    const collapsed = normals.filter(name => !explicitNormals.has(name));
    const sloped = spec.fixed.filter(f => random?.effects.includes(f.name)).some(f => analysis.basicPredictors(f.term).size > 0);
    return sloped && collapsed.length === 1 ? collapsed[0] : undefined;
}

/** A random predictor with a law that needs a rule. */
function isContinuous(predictor: PredictorSpec): predictor is Extract<PredictorSpec, { kind: 'random' }> {
    return predictor.kind === 'random' && isScalarLaw(predictor.law) && !lawSupport(predictor.law).discrete;
}

/**
 * The observation-level predictors that can be folded: starting from all, those are struck out that a random effect multiplies, that are `each` points or
 * collapsed normals, or that share a term with one that is struck out; folded by point, only if that one is a collapsed normal. None if no random
 * effect multiplies anything: then η needs no second part.
 */
function foldedPredictors(
    spec: ModelSpec,
    random: RandomEffectsSpec,
    analysis: TermAnalysis,
    used: ReadonlySet<string>,
    explicitNormals: ReadonlySet<string>,
    how: 'apart' | 'by-point'
): Set<string> {
    const blocks = spec.predictors.flatMap(p => (p.kind === 'derived' || p.per !== null ? [] : [p.kind === 'each' ? [p.name] : p.names]));
    const folded = new Set(blocks.flat().filter(name => used.has(name)));
    const strike = (names: Iterable<string>): void => {
        for (const name of names) {
            folded.delete(name);
        }
    };
    const sloped = spec.fixed.filter(f => f.block === 'A').flatMap(f => [...analysis.basicPredictors(f.term)]);
    const observed = new Set(blocks.flat());
    if (!sloped.some(name => observed.has(name)) || random.effects.length === 0) {
        return new Set();
    }
    const collapsed = spec.predictors
        .filter(p => p.kind === 'random' && ['normal', 'mvNormal'].includes(p.law.law))
        .flatMap(p => (p.kind === 'random' ? p.names.filter(name => !explicitNormals.has(name) || p.names.length > 1) : []));
    strike(sloped);
    strike(spec.predictors.flatMap(p => (p.kind === 'each' ? [p.name] : []))); // what varies within such a point is told apart
    strike(collapsed);
    const together = [
        ...blocks,
        ...relevantTerms(spec).map(term => [...analysis.basicPredictors(term)].filter(name => observed.has(name)))
    ];
    const standsInTheWay = (name: string): boolean => used.has(name) && !folded.has(name) && (how === 'apart' || collapsed.includes(name));
    for (let before = -1; before !== folded.size;) {
        before = folded.size;
        for (const names of together) {
            if (names.some(standsInTheWay)) {
                strike(names);
            }
        }
    }
    return folded;
}

interface NormalParameters {
    mean: number[];
    covariance: number[][];
}

/** Mean and covariance of those of a predictor's components that are used; undefined where its law is not normal. */
function normalParameters(predictor: PredictorSpec, used: readonly string[]): NormalParameters | undefined {
    if (predictor.kind !== 'random') {
        return undefined;
    }
    const { law } = predictor;
    if (law.law === 'normal') {
        return { mean: [law.mean], covariance: [[law.sd * law.sd]] };
    }
    if (law.law !== 'mvNormal') {
        return undefined;
    }
    const kept = used.map(name => predictor.names.indexOf(name));
    return { mean: kept.map(i => law.mean[i]), covariance: kept.map(i => kept.map(j => law.covariance[i][j])) };
}

function normalBlock(
    names: readonly string[],
    { mean, covariance }: NormalParameters,
    isExplicit: (name: string) => boolean,
    slots: ReadonlyMap<string, number>
): NormalBlock {
    const order = names.map((_, i) => i).sort((i, j) => Number(isExplicit(names[j])) - Number(isExplicit(names[i])) || i - j);
    const factor = cholesky(order.map(i => order.map(j => covariance[i][j])));
    if (!factor.ok) {
        throw new InvalidSpec(`the covariance of ${names.join(', ')} is not positive definite`);
    }
    return {
        names: order.map(i => names[i]),
        slots: order.map(i => slots.get(names[i])!),
        mean: order.map(i => mean[i]),
        lower: factor.lower,
        explicit: names.filter(isExplicit).length,
        nu: new Float64Array(names.length)
    };
}

/** Writes a block's predictors into `values`. */
export function placeNormals(block: NormalBlock, values: Float64Array): void {
    for (let i = 0; i < block.slots.length; i++) {
        let x = block.mean[i];
        const row = block.lower[i];
        for (let j = 0; j <= i; j++) {
            x += row[j] * block.nu[j];
        }
        values[block.slots[i]] = x;
    }
}
