/**
 * A study as rows of observations: what does not depend on its sizes and on draws.
 *
 * The study splits into independent parts. Where one grouping factor contains all others, a part is one of its units; otherwise the whole study is one part.
 */
import { sourceOf, type PredictorSource } from '../predictors/predictor-source.js';
import { weightOf } from '../family/families.js';
import type { Weight } from '../family/weight.js';
import { rootOf } from '../numeric/matrix-root.js';
import { cholesky } from '../numeric/cholesky.js';
import { transpose, type Matrix } from '../numeric/linear-algebra.js';
import { NotAvailable } from '../result/not-available.js';
import type { ModelSpec, PredictorSpec } from '../spec/model-spec.js';
import { compiledTerms, type CompiledTerms } from '../spec/compiled-terms.js';
import { InvalidSpec } from '../spec/term.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import { sigmaOf } from '../structure/covariance/structures.js';
import { factorTree, type Factor } from '../structure/factor-tree.js';
import { tabulatedWeight } from './tabulated-weight.js';
import { singularByRounding } from '../numeric/limits.js';

/** Predictors that are constant in the units of one factor, or those that vary within (of no factor). */
export interface LevelPredictors {
    /** The combinations of the points of `each` predictors, which are dealt out to units in turn. */
    combinations: { slots: number[]; values: number[][] };
    drawn: PredictorSource[];
    /** The slots that `drawn` fills, one after the other. */
    drawnSlots: number[];
}

export interface PlannedFactor extends Factor {
    /** Columns R with R Rᵀ = Σ: the effects are R v with v ~ N(0, I). A variance of 0 has no column. */
    root: number[][];
    /** Positions of its terms in `spec.fixed`. */
    columns: number[];
    /** Where its random effects start among the features of a row. */
    start: number;
    predictors: LevelPredictors;
}

export interface StudyPlan extends CompiledTerms {
    spec: ModelSpec;
    weight: Weight;
    /** Factors whose units are eliminated one after the other, the innermost first: each is nested in the next. */
    chain: PlannedFactor[];
    /** The other factors, whose units are eliminated together in the end. */
    border: PlannedFactor[];
    /** The factor that contains all others, if a part is one of its units. */
    whole: PlannedFactor | null;
    /** Of a row: terms of the random effects of chain and border, then of the fixed effects. */
    features: number;
    /** Number of fixed effects, the last features. */
    fixed: number;
    within: LevelPredictors;
    beta: number[];
}

/**
 * @param counts number of units by group, the inner ones per unit of the group around them: the chain with the most units is eliminated first
 * @throws NotAvailable where a value of an effect or a law is not known, or Σ is not positive semidefinite
 */
export function studyPlan(spec: ModelSpec, counts: Readonly<Record<string, number>>): StudyPlan {
    const compiled = compiledTerms(spec);
    const weight = weightOf(spec.family);
    if (!weight) {
        throw new InvalidSpec(`${spec.family.name} has no link ${spec.family.link}`);
    }
    const used = usedPredictors(spec);
    const levelOf = (per: string | null): LevelPredictors =>
        levelPredictors(spec.predictors.filter(p => p.kind !== 'derived' && p.per === per && namesOf(p).some(name => used.has(name))), compiled.slots); // prettier-ignore
    const tree = factorTree(spec);
    const outermost = tree.filter(({ depth }) => depth === 0);
    const chainIndexes = longestChain(tree, counts);
    const planned = tree.map((factor): PlannedFactor => ({
        ...factor,
        root: rootOfFactor(factor),
        columns: factor.random.effects.map(name => positionOf(spec, name)),
        start: 0,
        predictors: levelOf(factor.random.group)
    }));
    const chain = chainIndexes.map(i => planned[i]).reverse();
    const border = [...planned].filter(factor => !chain.includes(factor)).sort((a, b) => a.depth - b.depth);
    let start = 0;
    for (const factor of [...chain, ...border]) {
        factor.start = start;
        start += factor.root.length;
    }
    return {
        ...compiled,
        spec,
        weight: { ...weight, at: tabulatedWeight(weight) },
        chain,
        border,
        whole: outermost.length === 1 ? planned[outermost[0].index] : null,
        features: start + spec.fixed.length,
        fixed: spec.fixed.length,
        within: levelOf(null),
        beta: spec.fixed.map(valueOf)
    };
}

function valueOf({ name, value, marginal }: ModelSpec['fixed'][number]): number {
    if (value === null) {
        throw new NotAvailable(marginal === null ? { code: 'unknown-value', what: name } : { code: 'structure', structure: 'marginal' });
    }
    return value;
}

function positionOf(spec: ModelSpec, effect: string): number {
    const position = spec.fixed.findIndex(({ name }) => name === effect);
    if (position < 0) {
        throw new InvalidSpec(`a random effect is about ${effect}, which is no fixed effect`);
    }
    return position;
}

/** Cholesky's factor by columns, which keeps the meaning of each effect when the matrix changes a little; of a singular Σ the eigenvectors. */
function rootOfFactor({ random }: Factor): number[][] {
    const sigma: Matrix = sigmaOf(random);
    const factor = cholesky(sigma);
    if (factor.ok) {
        return transpose(factor.lower);
    }
    if (
        factor.smallestEigenvalue === null ||
        factor.smallestEigenvalue < -singularByRounding * Math.max(...sigma.map((row, i) => row[i]))
    ) {
        throw new NotAvailable(
            factor.smallestEigenvalue === null
                ? { code: 'not-finite', detail: `the covariance of the random effects of ${random.group}` }
                : { code: 'not-positive-definite', group: random.group, smallestEigenvalue: factor.smallestEigenvalue }
        );
    }
    return rootOf(sigma);
}

/** From the outermost factor inwards: the chain of nested factors with the most random effects, so that the fewest are left for the border. */
function longestChain(tree: readonly Factor[], counts: Readonly<Record<string, number>>): number[] {
    const effects = ({ chain }: Factor): number => {
        let units = 1;
        return chain.reduce((sum, at) => {
            const { random } = tree[at];
            units *= counts[random.group];
            return sum + units * random.effects.length;
        }, 0);
    };
    return tree.reduce((best, factor) => (effects(best) < effects(factor) ? factor : best)).chain;
}

function namesOf(predictor: Exclude<PredictorSpec, { kind: 'derived' }>): string[] {
    return predictor.kind === 'each' ? [predictor.name] : predictor.names;
}

function usedPredictors(spec: ModelSpec): Set<string> {
    const analysis = new TermAnalysis(spec.predictors);
    const terms = [...spec.fixed.map(effect => effect.term), spec.offset, spec.family.trials];
    return new Set(terms.flatMap(term => (term ? [...analysis.basicPredictors(term)] : [])));
}

function levelPredictors(predictors: readonly PredictorSpec[], slots: ReadonlyMap<string, number>): LevelPredictors {
    const points = predictors.flatMap(p => (p.kind === 'each' ? [{ slot: slots.get(p.name)!, points: p.points }] : []));
    const values = points.reduce<number[][]>((all, one) => all.flatMap(row => one.points.map(x => [...row, x])), [[]]);
    const drawn = predictors.flatMap(p => (p.kind === 'random' ? [sourceOf(p, p.names.map(name => slots.get(name)!))] : [])); // prettier-ignore
    return {
        combinations: { slots: points.map(point => point.slot), values },
        drawn,
        drawnSlots: drawn.flatMap(source => source.slots)
    };
}

/** Whether nothing but the random effects is drawn, so that the rows of a part are always the same. */
export function isFixedStudy({ chain, border, within, spec }: StudyPlan): boolean {
    const drawn = [...chain.map(f => f.predictors), ...border.map(f => f.predictors), within].some(level => level.drawn.length > 0);
    return !drawn && spec.design.n?.kind === 'fixed';
}
