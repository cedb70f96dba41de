/**
 * The model as one group sees it: which terms random effects multiply, which predictors are constant in the group, and over which
 * dimensions an expectation over the predictors runs. For models with one grouping factor, or none.
 */
import { weightOf } from '../family/families.js';
import type { Weight } from '../family/weight.js';
import { isScalarLaw, type ScalarLaw } from '../laws/index.js';
import { symmetricEigenvalues } from '../numeric/linear-algebra.js';
import { NotAvailable } from '../result/not-available.js';
import type { FixedEffectSpec, ModelSpec, PredictorSpec, RandomEffectsSpec, Term } from '../spec/model-spec.js';
import { compileTerm, derivedInOrder, indexPredictors, InvalidSpec, type Evaluator, type PredictorIndex } from '../spec/term.js';
import { TermAnalysis, type Roughness } from '../spec/term-analysis.js';
import { sigmaOf } from '../structure/covariance/structures.js';
import { isNormal, normalBlock, type NormalBlock } from './normal-block.js';
import { predictorRoles, relevantTerms, type PredictorRoles } from './predictor-roles.js';
import { indefiniteByRounding } from '../numeric/limits.js';

/** One dimension of the expectation over predictors. Normal predictors run over standard normal ν; see `NormalBlock`. */
export interface Dimension {
    /**
     * `group`: constant in a group. `carried` and `folded`: drawn for every observation. No random effect multiplies a folded predictor, so the expectation
     * over it is the same function of the rest of η for every U; and for all other points too where it enters η by a separate summand.
     */
    level: 'group' | 'carried' | 'folded';
    /** Names, for messages. */
    predictors: string[];
    source:
        | { kind: 'law'; slot: number; law: ScalarLaw }
        | { kind: 'points'; slot: number; points: number[] }
        | { kind: 'normal'; block: NormalBlock; component: number };
}

export interface GroupModel {
    spec: ModelSpec;
    weight: Weight;
    /** The grouping factor; null for an LM or GLM. */
    random: RandomEffectsSpec | null;
    effectsA: FixedEffectSpec[];
    /** The last of them are those whose terms depend on folded predictors. */
    effectsB: FixedEffectSpec[];
    /** How many effects of block B depend on folded predictors. */
    foldedEffects: number;
    /** Whether the folded predictors share terms with others, so that their expectation is a different function at every point of the others. */
    foldedByPoint: boolean;
    /** Whether the offset depends on folded predictors. */
    foldedOffset: boolean;
    /** Whether the number of trials depends on folded predictors. */
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
    /** The collapsed components of all blocks: ν in the features of a point. */
    collapsed: { block: NormalBlock; component: number }[];
    blocks: NormalBlock[];
    /** The predictors' values by slot, which the evaluators read. */
    values: Float64Array;
    /** Computes the derived predictors in `values` from the others. */
    derive: () => void;
    /** Expressions at whose zeros the integrand is not smooth, under the last dimension that each depends on. */
    roughness: Map<Dimension, { kind: Roughness['kind']; at: Evaluator }[]>;
    analysis: TermAnalysis;
}

/** @throws InvalidSpec where the spec breaks its own rules; NotAvailable where Σ is not a covariance, or a predictor's law is known by data only */
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
    const used = new Set(relevantTerms(spec).flatMap(term => [...analysis.basicPredictors(term)]));
    const roles = predictorRoles(spec, random, analysis, used);
    const { dimensions, blocks, collapsed } = integrationDimensions(spec, index, used, roles);
    const dependsOnFolded = (term: Term): boolean => [...analysis.basicPredictors(term)].some(name => roles.folded.has(name));
    const compile = (term: Term): Evaluator => compileTerm(term, index);
    const randomEffects = (random?.effects ?? []).map(name => effectOf(spec, name));
    const effectsA = spec.fixed.filter(f => f.block === 'A');
    const effectsB = spec.fixed
        .filter(f => f.block === 'B')
        .sort((f, g) => Number(dependsOnFolded(f.term)) - Number(dependsOnFolded(g.term)));
    const values = new Float64Array(index.slots.size);
    return {
        spec,
        weight,
        random,
        effectsA,
        effectsB,
        foldedEffects: effectsB.filter(f => dependsOnFolded(f.term)).length,
        foldedByPoint: roles.foldedByPoint,
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
        derive: derivation(spec, index, values),
        roughness: roughnessOf(spec, index, analysis, dimensions),
        analysis
    };
}

/** The dimensions, group-level ones first, with the blocks of normal predictors and their collapsed components. */
function integrationDimensions(
    spec: ModelSpec,
    { slots }: PredictorIndex,
    used: ReadonlySet<string>,
    { explicitNormals, folded }: PredictorRoles
): Pick<GroupModel, 'dimensions' | 'blocks' | 'collapsed'> {
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
        if (!isNormal(predictor)) {
            dimensions.push({ level, predictors: names, source: sourceOf(predictor, slots.get(names[0])!) });
            continue;
        }
        const block = normalBlock(predictor, names, name => level === 'group' || explicitNormals.has(name), slots);
        blocks.push(block);
        block.names.forEach((name, component) => {
            if (component < block.explicit) {
                dimensions.push({ level, predictors: [name], source: { kind: 'normal', block, component } });
            } else {
                collapsed.push({ block, component });
            }
        });
    }
    // `each` points come before the other carried dimensions, so that the points of one combination stand next to one another.
    const ranks: Dimension['level'][] = ['group', 'carried', 'folded'];
    const rank = ({ level, source }: Dimension): number => 2 * ranks.indexOf(level) + (source.kind === 'points' ? 0 : 1);
    dimensions.sort((a, b) => rank(a) - rank(b));
    return { dimensions, blocks, collapsed };
}

/** @throws NotAvailable where the law is known by data only */
function sourceOf(predictor: Exclude<PredictorSpec, { kind: 'derived' }>, slot: number): Dimension['source'] {
    if (predictor.kind === 'each') {
        return { kind: 'points', slot, points: predictor.points };
    }
    if (isScalarLaw(predictor.law)) {
        return { kind: 'law', slot, law: predictor.law };
    }
    throw new NotAvailable({ code: 'structure', structure: 'empirical' });
}

function effectOf({ fixed }: ModelSpec, name: string): FixedEffectSpec {
    const found = fixed.find(f => f.name === name);
    if (!found) {
        throw new InvalidSpec(`no fixed effect is named ${name}`);
    }
    return found;
}

/** See `GroupModel.derive`. */
function derivation({ predictors }: ModelSpec, index: PredictorIndex, values: Float64Array): () => void {
    const derived = derivedInOrder(predictors).map(p => ({ slot: index.slots.get(p.name)!, value: compileTerm(p.term, index) }));
    return () => {
        for (const { slot, value } of derived) {
            values[slot] = value(values);
        }
    };
}

function roughnessOf(
    spec: ModelSpec,
    index: PredictorIndex,
    analysis: TermAnalysis,
    dimensions: readonly Dimension[]
): GroupModel['roughness'] {
    const roughness: GroupModel['roughness'] = new Map();
    for (const { kind, expression } of analysis.roughness(relevantTerms(spec))) {
        const names = analysis.basicPredictors(expression);
        const last = dimensions.findLast(dimension => dimension.predictors.some(name => names.has(name)));
        if (last) {
            roughness.set(last, [...(roughness.get(last) ?? []), { kind, at: compileTerm(expression, index) }]);
        }
    }
    return roughness;
}

/** A singular Σ is accepted, so that σ² → 0 can be studied. @throws NotAvailable where Σ is indefinite or not finite */
function mustBeCovariance(random: RandomEffectsSpec): void {
    const { group } = random;
    const sigma = sigmaOf(random);
    if (!sigma.every(row => row.every(Number.isFinite))) {
        throw new NotAvailable({ code: 'not-finite', detail: `the covariance of the random effects of ${group}` });
    }
    const values = symmetricEigenvalues(sigma);
    const [smallestEigenvalue = 0] = values;
    if (smallestEigenvalue < 0 && indefiniteByRounding * values.at(-1)! < -smallestEigenvalue) {
        throw new NotAvailable({ code: 'not-positive-definite', group, smallestEigenvalue });
    }
}
