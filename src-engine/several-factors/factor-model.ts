/**
 * A model with several grouping factors as one observation sees it: for every combination of predictors that are constant in the units of the factors (a cell),
 * the points of the predictors that vary within.
 *
 * The expectation over predictors that are constant in units runs over nodes of each factor by itself, so that functions of one factor's units
 * have their values at its nodes. Each node stands for units of a factor given the units around them.
 */
import { sigmaOf } from '../structure/covariance/structures.js';
import { envelope, place, standardNormal } from '../predictors/envelope.js';
import { groupModel, type Dimension, type GroupModel } from '../predictors/group-model.js';
import { isLatticeLaw, isLawRule, lawQuantile, lawRule, lawSupport } from '../laws/index.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import type { ModelSpec, PredictorSpec, RandomEffectsSpec } from '../spec/model-spec.js';
import type { FoldedPoints, ObservationPoints } from '../predictors/predictor-points.js';
import { withoutRule } from '../predictors/dimension-rule.js';
import { predictorRule } from '../predictors/predictor-rule.js';
import { momentsMustExist } from '../predictors/moment-conditions.js';
import { NotAvailable } from '../result/not-available.js';
import { rootsAlong } from '../numeric/roots-along.js';
import { compileTerm, indexPredictors, InvalidSpec } from '../spec/term.js';
import { factorTree, type Factor } from '../structure/factor-tree.js';
import { gaussRule } from '../numeric/quadrature/gauss-rule.js';
import { mostCellsIntegrated } from './limits.js';

/** One combination of the nodes of all factors. */
export interface Cell {
    /** The node of each factor's own predictors. */
    own: number[];
    probability: number;
    points: ObservationPoints;
    /** The folded predictors' points: the same for all points of the others, or one for each, or none. */
    folded: FoldedPoints[];
}

export interface FactorModel {
    spec: ModelSpec;
    factors: Factor[];
    /** Random effects of all factors one after the other; `points.features` holds their terms in this order, then those of block B that are not folded. */
    model: GroupModel;
    /** The position at which each factor's random effects start among all, with the total number at the end. */
    starts: number[];
    /** Probabilities of the nodes of each factor's own predictors. */
    own: number[][];
    cells: Cell[];
    /** Whether the sums over predictors are exact. */
    exact: boolean;
    level: number;
}

interface OwnNode {
    probability: number;
    /** By the predictor's name. */
    values: Map<string, number>;
}

/**
 * @param level how fine the rules of the predictors are: 0, 1, 2, …
 * @throws NotAvailable where a moment is infinite, a number not finite, or the points too many
 */
export function factorModel(spec: ModelSpec, level: number): FactorModel {
    const factors = factorTree(spec);
    const stacked = stackedEffects(spec.random);
    const base = groupModel({ ...spec, random: [stacked] });
    const own = factors.map(({ random }) => ownNodes(base, random.group, level));
    const known = new Set(factors.map(({ random }) => random.group));
    for (const predictor of spec.predictors) {
        if (predictor.kind !== 'derived' && predictor.per !== null && !known.has(predictor.per)) {
            throw new InvalidSpec(`no random block is about ${predictor.per}`);
        }
    }
    const settable = new Settable(spec, stacked);
    const { model } = settable;
    const count = own.reduce((product, nodes) => product * nodes.length, 1);
    if (mostCellsIntegrated < count) {
        throw new NotAvailable({ code: 'accuracy', reached: null });
    }
    const values = model.weight.kind === 'constant' ? 'any-values' : 'known-values';
    const cells: Cell[] = [];
    let exact = base.dimensions.every(isExact);
    for (let c = 0; c < count; c++) {
        let rest = c;
        const at = own.map(nodes => {
            const i = rest % nodes.length;
            rest = (rest - i) / nodes.length;
            return i;
        });
        at.forEach((i, f) => settable.set(own[f][i].values));
        const rule = predictorRule(model, () => level, values);
        momentsMustExist(model, rule);
        const [group] = rule.groups;
        if (!group) {
            continue;
        }
        exact &&= rule.exact;
        cells.push({
            own: at,
            probability: at.reduce((p, i, f) => p * own[f][i].probability, 1),
            points: group.points,
            folded: group.points.folded ?? (group.folded ? [group.folded] : [])
        });
    }
    const starts = [0];
    for (const { effects } of spec.random) {
        starts.push(starts.at(-1)! + effects.length);
    }
    return { spec, factors, model, starts, own: own.map(nodes => nodes.map(node => node.probability)), cells, exact, level };
}

/** Whether a finer rule would change nothing: all sums are exact, and no integral over normal predictors is left. */
export function predictorsAreExact({ exact, model }: FactorModel): boolean {
    const read = model.collapsed.length > 0 || model.dimensions.some(({ level }) => level === 'folded');
    return exact && (model.weight.kind !== 'general' || !read);
}

/** All factors' random effects as those of one: independent between the factors. */
export function stackedEffects(random: readonly RandomEffectsSpec[]): RandomEffectsSpec {
    const effects = random.flatMap(block => block.effects);
    const matrix: Matrix = [];
    random.forEach((block, b) =>
        sigmaOf(block).forEach(row =>
            matrix.push(random.flatMap((other, c) => (b === c ? row : new Array<number>(other.effects.length).fill(0))))
        )
    );
    return { group: random[0].group, within: null, effects, covariance: { structure: 'unstructured', matrix } };
}

function isExact({ source }: Dimension): boolean {
    if (source.kind === 'points') {
        return true;
    }
    return source.kind === 'law' && lawSupport(source.law).discrete && !isLatticeLaw(source.law);
}

/** The nodes of the predictors that are constant in units of this group; one without values where there are none. */
function ownNodes(base: GroupModel, group: string, level: number): OwnNode[] {
    const predictors = base.spec.predictors.filter(p => p.kind !== 'derived' && p.per === group);
    const names = new Set(predictors.flatMap(p => (p.kind === 'random' ? p.names : [p.name])));
    const dimensions = base.dimensions.filter(d => d.level === 'group' && d.predictors.some(name => names.has(name)));
    const { slots } = indexPredictors(base.spec.predictors);
    const nodes: OwnNode[] = [];
    const visit = (depth: number, probability: number): void => {
        if (depth === dimensions.length) {
            nodes.push({ probability, values: new Map([...names].map(name => [name, base.values[slots.get(name)!]])) });
            return;
        }
        const dimension = dimensions[depth];
        const rule = lineNodes(base, dimension, names, level);
        for (let i = 0; i < rule.nodes.length; i++) {
            if (rule.weights[i] === 0) {
                continue;
            }
            place(base, dimension, rule.nodes[i]);
            visit(depth + 1, probability * rule.weights[i]);
        }
    };
    visit(0, 1);
    return nodes;
}

function lineNodes(
    base: GroupModel,
    dimension: Dimension,
    names: ReadonlySet<string>,
    level: number
): { nodes: ArrayLike<number>; weights: ArrayLike<number> } {
    const { source } = dimension;
    if (source.kind === 'points') {
        const shares = new Map<number, number>();
        for (const x of source.points) {
            shares.set(x, (shares.get(x) ?? 0) + 1 / source.points.length);
        }
        return { nodes: [...shares.keys()], weights: [...shares.values()] };
    }
    const law = source.kind === 'law' ? source.law : standardNormal;
    const rough = lawSupport(law).discrete ? { breakpoints: [], singularities: [] } : roughPoints(base, dimension, names);
    const values = base.values.slice();
    const nu = base.blocks.map(block => block.nu.slice());
    const rule = lawRule(law, { level, ...rough, logEnvelope: envelope(base, dimension, false) });
    base.values.set(values);
    base.blocks.forEach((block, i) => block.nu.set(nu[i]));
    if (isLawRule(rule)) {
        const smooth = rough.breakpoints.length + rough.singularities.length === 0;
        return smooth && !isExact(dimension) ? gaussRule(rule.nodes, rule.weights, 8 + 4 * level) : rule;
    }
    throw withoutRule(rule, dimension.predictors);
}

/** The places where terms of only this factor's predictors are not smooth along a dimension, given the dimensions before it. */
function roughPoints(
    base: GroupModel,
    dimension: Dimension,
    names: ReadonlySet<string>
): { breakpoints: number[]; singularities: number[] } {
    const { spec, analysis, values } = base;
    const index = indexPredictors(spec.predictors);
    const law = dimension.source.kind === 'law' ? dimension.source.law : standardNormal;
    const found = { break: [] as number[], singularity: [] as number[] };
    const kept = values.slice();
    for (const { kind, expression } of analysis.roughness(spec.fixed.map(effect => effect.term))) {
        const used = [...analysis.basicPredictors(expression)];
        if (!used.every(name => names.has(name)) || !used.some(name => dimension.predictors.includes(name))) {
            continue;
        }
        const at = compileTerm(expression, index);
        const along = (x: number): number => {
            place(base, dimension, x);
            base.derive();
            return at(values);
        };
        found[kind].push(...rootsAlong(along, p => lawQuantile(law, p)));
    }
    values.set(kept);
    const { min, max } = lawSupport(law);
    const within = (points: number[]): number[] => [...new Set(points)].filter(x => min <= x && x <= max).sort((a, b) => a - b);
    return { breakpoints: within(found.break), singularities: within(found.singularity) };
}

/** The model of one cell, whose predictors that are constant in units can be set. */
class Settable {
    readonly model: GroupModel;
    private readonly setters = new Map<string, (value: number) => void>();

    constructor(spec: ModelSpec, stacked: RandomEffectsSpec) {
        const predictors = spec.predictors.flatMap((predictor): PredictorSpec[] => {
            if (predictor.kind === 'derived' || predictor.per === null) {
                return [predictor];
            }
            if (predictor.kind === 'each') {
                const points = [0];
                this.setters.set(predictor.name, value => (points[0] = value));
                return [{ ...predictor, points }];
            }
            const { names } = predictor;
            if (predictor.law.law === 'categorical') {
                // A level is represented by a law in which the present level has probability 1.
                const probabilities = predictor.law.probabilities.slice();
                this.setters.set(names[0], value => probabilities.forEach((_, i) => (probabilities[i] = i === value ? 1 : 0)));
                return [{ ...predictor, law: { ...predictor.law, probabilities } }];
            }
            return names.map(name => {
                const points = [0];
                this.setters.set(name, value => (points[0] = value));
                return { kind: 'each', name, points, per: predictor.per };
            });
        });
        this.model = groupModel({ ...spec, predictors, random: [stacked] });
    }

    set(values: ReadonlyMap<string, number>): void {
        for (const [name, value] of values) {
            this.setters.get(name)!(value);
        }
    }
}
