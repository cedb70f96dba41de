/**
 * The fixed effects' terms as functions of random predictors. Expectations separate the variation between observations from the variation between
 * the units of each group.
 *
 * At a point of the `each` predictors, a row's terms are x(ξ), ξ = (ξ_ℓ) the random predictors of each level ℓ, drawn anew for each of
 * its units. Hoeffding's decomposition x = Σ_U x_U, x_U = Π_{ℓ ∈ U}(1 − E_ℓ) Π_{ℓ ∉ U} E_ℓ x, has uncorrelated parts, and E x_r x_sᵀ of
 * two rows is the sum of E x_U x_Uᵀ over the U all of whose units they share.
 *
 * If every term is linear in a predictor, only its first two moments matter, so its rule has the two points mean ± sd. Others have the rule of their
 * law.
 */
import { isLawRule, isScalarLaw, lawMoments, lawQuantile, lawRule, lawSupport, type ScalarLaw } from '../laws/index.js';
import { cholesky } from '../numeric/cholesky.js';
import type { DimensionRule } from '../predictors/dimension-rule.js';
import type { Law } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';
import { rootsAlong } from '../numeric/roots-along.js';
import { compileTerm, InvalidSpec, type Evaluator } from '../spec/term.js';
import type { FactorialDesign } from './factorial-design.js';
import { hoeffding, type TermPart } from './hoeffding.js';
import { mostTermValues } from './limits.js';

/** One random number. */
interface Dimension {
    level: number;
    /** For messages. */
    names: string[];
    /** The predictors that depend on it. */
    decides: string[];
    law: ScalarLaw;
    /** The degree of the terms in it; Infinity if one is not a polynomial. */
    degree: number;
    place: (x: number) => void;
    /** Expressions at whose zeros a term is not smooth along it; the zeros move with these discrete dimensions. */
    rough: { kind: 'break' | 'singularity'; at: Evaluator; moving: Dimension[] }[];
}

const standardNormal: ScalarLaw = { law: 'normal', mean: 0, sd: 1 };

export class DrawnTerms {
    /** Whether all rules are exact sums, so that refining them changes nothing. */
    readonly exact: boolean;
    private readonly dimensions: Dimension[] = [];
    /** Whether the places where a term is not smooth depend on several continuous dimensions. Rules along lines cannot handle this. */
    jagged = false;

    /** @throws NotAvailable where a law's data file was not read */
    constructor(private readonly design: FactorialDesign) {
        const { spec, used } = design;
        for (const predictor of spec.predictors) {
            if (predictor.kind !== 'random') {
                continue;
            }
            const names = predictor.names.filter(name => used.has(name));
            if (names.length > 0) {
                this.addPredictor(predictor.law, predictor.names, names, design.levelOf(predictor.per));
            }
        }
        this.addRoughness();
        this.dimensions.sort((a, b) => a.level - b.level);
        this.exact = this.dimensions.every(({ degree, law }) => degree <= 1 || lawSupport(law).discrete);
    }

    /** The levels with random predictors. */
    get levels(): number[] {
        return [...new Set(this.dimensions.map(dimension => dimension.level))];
    }

    /**
     * The parts x_U that are not 0 everywhere. Call it only if the terms are not jagged.
     *
     * @param fineness of the rules that are not exact: 0, 1, 2, …
     * @throws NotAvailable where a second moment is infinite, a term not finite, or the nodes too many
     */
    parts(fineness: number): TermPart[] {
        const { design, levels } = this;
        const rules = new Map(this.dimensions.map(dimension => [dimension, this.rule(dimension, fineness)]));
        const grids = levels.map(level => this.dimensions.filter(dimension => dimension.level === level));
        const sizes = grids.map(grid => grid.reduce((product, dimension) => product * rules.get(dimension)!.nodes.length, 1));
        const total = sizes.reduce((product, size) => product * size, 1);
        if (mostTermValues < total * design.points * design.terms.length) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
        const weights = sizes.map(size => new Float64Array(size));
        const table = design.terms.map(() => new Float64Array(design.points * total));
        const visit = (depth: number, stride: number, node: number): void => {
            if (depth === grids.length) {
                return this.evaluate(table, node, total);
            }
            eachNode(grids[depth], rules, (q, weight) => {
                weights[depth][q] = weight;
                visit(depth + 1, stride * sizes[depth], node + stride * q);
            });
        };
        visit(0, 1, 0);
        return hoeffding(levels, sizes, weights, table, design.points);
    }

    /** Checks that second moments are finite: a mean over draws would hide an infinite expectation. @throws NotAvailable where a second moment is infinite */
    mustHaveMoments(): void {
        for (const dimension of this.dimensions) {
            this.rule(dimension, 0);
        }
    }

    private addPredictor(law: Law, names: string[], used: string[], level: number): void {
        const { design } = this;
        const { values, index } = design;
        if (law.law !== 'mvNormal') {
            if (!isScalarLaw(law)) {
                throw new NotAvailable({ code: 'structure', structure: 'empirical' });
            }
            const slot = index.slots.get(used[0])!;
            this.dimensions.push({
                level,
                names: used,
                law,
                decides: used,
                degree: this.degree(used),
                place: x => (values[slot] = x),
                rough: []
            });
            return;
        }
        // A term that is not smooth in one component is so in a single dimension only if that component comes first.
        const order = [...used].sort((a, b) => Number(this.degree([a]) < Infinity) - Number(this.degree([b]) < Infinity));
        const at = order.map(name => names.indexOf(name));
        const factor = cholesky(at.map(i => at.map(j => law.covariance[i][j])));
        if (!factor.ok) {
            throw new InvalidSpec(`the covariance of ${used.join(', ')} is not positive definite`);
        }
        const slots = order.map(name => index.slots.get(name)!);
        const nu = new Float64Array(order.length);
        order.forEach((name, k) => {
            const moved = order.filter((_, i) => factor.lower[i][k] !== 0);
            const place = (x: number): void => {
                nu[k] = x;
                slots.forEach((slot, i) => (values[slot] = factor.lower[i].reduce((sum, l, j) => sum + l * nu[j], law.mean[at[i]])));
            };
            this.dimensions.push({
                level,
                names: [name],
                decides: moved,
                law: standardNormal,
                degree: this.degree(moved),
                place,
                rough: []
            });
        });
    }

    private degree(names: readonly string[]): number {
        const { spec, analysis } = this.design;
        return Math.max(...spec.fixed.map(effect => analysis.degree(effect.term, new Set(names))));
    }

    /** Finds where terms are not smooth along a continuous dimension. */
    private addRoughness(): void {
        const { spec, analysis, index } = this.design;
        for (const { kind, expression } of analysis.roughness(spec.fixed.map(effect => effect.term))) {
            const names = analysis.basicPredictors(expression);
            const deciding = this.dimensions.filter(dimension => dimension.decides.some(name => names.has(name)));
            const [along, ...others] = deciding.filter(({ law }) => !lawSupport(law).discrete);
            if (!along) {
                continue;
            }
            if (others.length > 0) {
                this.jagged = true;
            }
            along.rough.push({ kind, at: compileTerm(expression, index), moving: deciding.filter(dimension => dimension !== along) });
        }
    }

    private rule(dimension: Dimension, fineness: number): DimensionRule {
        const { law, degree, names } = dimension;
        if (degree <= 1) {
            const { mean, variance } = lawMoments(law);
            if (mean === null || variance === null) {
                throw new NotAvailable({ code: 'infinite-moment', predictors: names, group: null, detail: 'its variance is infinite' });
            }
            const sd = Math.sqrt(variance);
            return sd === 0 ? { nodes: [mean], weights: [1] } : { nodes: [mean - sd, mean + sd], weights: [0.5, 0.5] };
        }
        const logEnvelope = degree < Infinity ? (x: number) => 2 * degree * Math.log1p(Math.abs(x)) : this.envelope(dimension);
        const rule = lawRule(law, { level: fineness, ...this.roots(dimension, fineness), logEnvelope });
        if (isLawRule(rule)) {
            return rule;
        }
        if ('infinite' in rule) {
            const detail = rule.infinite === 'left' ? 'its lower tail is too heavy' : 'its upper tail is too heavy';
            throw new NotAvailable({ code: 'infinite-moment', predictors: names, group: null, detail });
        }
        throw new NotAvailable({ code: 'accuracy', reached: null });
    }

    /** The places where terms are not smooth, at all points and all values of discrete predictors. */
    private roots({ law, place, rough }: Dimension, fineness: number): { breakpoints: number[]; singularities: number[] } {
        const { design } = this;
        const { min, max } = lawSupport(law);
        const found = { break: new Set<number>(), singularity: new Set<number>() };
        for (const { kind, at, moving } of rough) {
            const along = (x: number): number => {
                place(x);
                design.derive();
                return at(design.values);
            };
            const rules = new Map(moving.map(dimension => [dimension, this.rule(dimension, fineness)]));
            for (let point = 0; point < design.points; point++) {
                design.place(point);
                eachNode(moving, rules, () => {
                    for (const root of rootsAlong(along, p => lawQuantile(law, p))) {
                        if (min <= root && root <= max) {
                            found[kind].add(root);
                        }
                    }
                });
            }
        }
        return { breakpoints: [...found.break], singularities: [...found.singularity] };
    }

    /** log of the largest squared term along a dimension, the others at low, middle and high quantiles, at some of the points. */
    private envelope(dimension: Dimension): (x: number) => number {
        const { design } = this;
        const others = this.dimensions.filter(other => other !== dimension);
        const step = Math.max(1, Math.floor(design.points / 8));
        return x => {
            let largest = -70;
            for (const p of [0.5, 0.02, 0.98]) {
                for (const other of others) {
                    other.place(lawQuantile(other.law, p));
                }
                dimension.place(x);
                for (let point = 0; point < design.points; point += step) {
                    design.place(point);
                    design.derive();
                    for (const term of design.terms) {
                        const size = 2 * Math.log(Math.min(Math.abs(term(design.values)), Number.MAX_VALUE));
                        largest = Math.max(largest, Number.isNaN(size) ? 0 : size);
                    }
                }
            }
            return largest;
        };
    }

    private evaluate(table: readonly Float64Array[], node: number, total: number): void {
        const { design } = this;
        for (let point = 0; point < design.points; point++) {
            design.place(point);
            design.derive();
            design.terms.forEach((term, j) => {
                const value = term(design.values);
                if (!Number.isFinite(value)) {
                    throw new NotAvailable({ code: 'not-finite', detail: `the term of ${design.spec.fixed[j].name}` });
                }
                table[j][point * total + node] = value;
            });
        }
    }
}

/** All combinations of the nodes of some dimensions, placed, with their number and weight. */
function eachNode(
    grid: readonly Dimension[],
    rules: ReadonlyMap<Dimension, DimensionRule>,
    use: (node: number, weight: number) => void
): void {
    const visit = (depth: number, stride: number, node: number, weight: number): void => {
        if (depth === grid.length) {
            return use(node, weight);
        }
        const { nodes, weights } = rules.get(grid[depth])!;
        for (let q = 0; q < nodes.length; q++) {
            grid[depth].place(nodes[q]);
            visit(depth + 1, stride * nodes.length, node + stride * q, weight * weights[q]);
        }
    };
    visit(0, 1, 0, 1);
}
