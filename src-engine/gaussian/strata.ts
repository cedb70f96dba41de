/**
 * The expected information of a balanced design, by strata.
 *
 * Where the random effects' terms depend on the points of `each` predictors alone, V is the same for all draws and is invariant under
 * every relabelling of the replicates of a point. Averages over a replicate digit d and deviations from them diagonalise it: with T the
 * set of digits in deviation, V falls into matrices V_T over the points, each as often as Π_{d ∈ T}(r_d − 1), r_d the number of
 * replicates:
 *
 *     V_T = φI + Σ_{k: T ⊂ S_k} (Π_{d ∉ S_k} r_d) Z_k(Σ_k ∘ same unit)Z_kᵀ,      S_k the digits that identify the units of factor k.
 *
 * (Nelder 1965, Proc. R. Soc. A 283: with intercepts alone V_T is a number at each point, λ_T = φ + Σ σ_k² Π r_d.) Digits that all
 * factors have in common need no splitting. The information is then, x_U the parts of the terms (`drawn-terms.ts`) and D_U the digits
 * whose units the part is drawn for,
 *
 *     E XᵀV⁻¹X = Σ_U Π_{d ∉ D_U} r_d Σ_{T ⊂ D_U} Π_{d ∈ T}(r_d − 1) Σ_{p, p' of one unit} (V_T⁻¹)_{pp'} E x_U(p) x_U(p')ᵀ
 *     ½ E tr(V⁻¹V_aV⁻¹V_b) = Σ_T Π_{d ∈ T}(r_d − 1) ½ tr(V_T⁻¹V_{T,a}V_T⁻¹V_{T,b})
 */
import { blockCovariance, sigmaOf } from '../structure/covariance/structures.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import { NotAvailable } from '../result/not-available.js';
import { componentInformation } from './component-information.js';
import type { TermPart } from './hoeffding.js';
import type { FactorialDesign } from './factorial-design.js';
import { RowCovariance, type RowFactor } from './row-covariance.js';
import { mostStrataPoints } from './limits.js';

/** The T with one V_T. */
interface Stratum {
    covariance: RowCovariance;
    factors: RowFactor[];
    /** Which groups they are. */
    groups: number[];
    members: number[];
}

export class Strata {
    private readonly strata: Stratum[] = [];
    private readonly replicates: number[];

    /** @param n observations in every cell; not a whole number if sizes are averaged */
    constructor(
        private readonly design: FactorialDesign,
        n: number
    ) {
        const { observations, everything, common, spec } = design;
        this.replicates = Array.from({ length: observations + 1 }, (_, level) => design.replicates(level, n));
        const found = new Map<string, Stratum>();
        const split = everything & ~common;
        design.groups.forEach(({ random, count, points }, level) => {
            if ((split >> level) & 1 && count < points) {
                throw new NotAvailable({ code: 'invalid', detail: `${random.group} has fewer units than points of its predictors` });
            }
        });
        // All subsets of `split`, from itself down to the empty one.
        for (let t = split; ; t = (t - 1) & split) {
            const groups = design.groups.flatMap(({ scope, effects }, k) => (effects.length > 0 && (t & ~scope) === 0 ? [k] : []));
            const key = groups.join();
            const known = found.get(key);
            if (known) {
                known.members.push(t);
            } else {
                const factors = groups.map(k => this.factor(k));
                const covariance = new RowCovariance(design.points, factors, spec.family.phi);
                found.set(key, { covariance, factors, groups, members: [t] });
            }
            if (t === 0) {
                break;
            }
        }
        this.strata = [...found.values()];
    }

    /** The largest relative residual of a solution so far. */
    get residual(): number {
        return Math.max(...this.strata.map(({ covariance }) => covariance.residual));
    }

    /** E XᵀV⁻¹X for parts of terms, X in their columns. */
    fixedEffects(parts: readonly TermPart[]): Matrix {
        const size = parts[0].values.length;
        const information: Matrix = Array.from({ length: size }, () => new Array<number>(size).fill(0));
        const add = (matrix: Matrix, weight: number): void =>
            matrix.forEach((row, i) => row.forEach((x, j) => (information[i][j] += weight * x)));
        for (const { covariance, members } of this.strata) {
            const inverse = new PointInverse(this.design, covariance);
            for (const part of parts) {
                const drawn = this.digitsOf(part.levels);
                const inside = members.filter(t => (t & ~drawn) === 0);
                const weight =
                    inside.reduce((sum, t) => sum + this.deviations(t), 0) *
                    this.product(this.design.everything & ~(drawn & ~this.design.common));
                if (weight === 0) {
                    continue;
                }
                add(part.levels === 0 ? covariance.information(part.values) : inverse.traces(part, drawn), weight);
            }
        }
        return information;
    }

    /** The information of the free entries of every Σ, then φ. */
    components(): Matrix {
        const { design } = this;
        const derivatives = design.groups.map(({ random }) => blockCovariance(random).parameters.map(({ derivative }) => derivative));
        const starts: number[] = [];
        let size = 0;
        for (const own of derivatives) {
            starts.push(size);
            size += own.length;
        }
        const information: Matrix = Array.from({ length: size + 1 }, () => new Array<number>(size + 1).fill(0));
        for (const { covariance, factors, groups, members } of this.strata) {
            const own = componentInformation(covariance, factors, groups.map(k => derivatives[k])); // prettier-ignore
            const at = [...groups.flatMap(k => derivatives[k].map((_, e) => starts[k] + e)), size];
            const weight = members.reduce((sum, t) => sum + this.deviations(t), 0) * this.product(design.common);
            own.forEach((row, i) => row.forEach((x, j) => (information[at[i]][at[j]] += weight * x)));
        }
        return information;
    }

    /** The number of copies of a random effect of group k, as a factor on the points: Z √(Π_{d ∉ S} r_d). */
    private factor(k: number): RowFactor {
        const { design } = this;
        const { scope, effects, random } = design.groups[k];
        const { label, count } = design.labels(scope);
        const scale = Math.sqrt(this.product(design.everything & ~scope));
        const d = effects.length;
        const z = new Float64Array(design.points * d);
        for (let point = 0; point < design.points; point++) {
            design.place(point);
            design.derive();
            effects.forEach((effect, e) => (z[point * d + e] = scale * design.terms[effect](design.values)));
        }
        if (!z.every(Number.isFinite)) {
            throw new NotAvailable({ code: 'not-finite', detail: `the random effects' terms of ${random.group}` });
        }
        return { unit: label, units: count, z, covariance: sigmaOf(random) };
    }

    /** The digits that identify the units of all these levels. */
    private digitsOf(levels: number): number {
        let digits = 0;
        for (let level = 0; level <= this.design.observations; level++) {
            if ((levels >> level) & 1) {
                digits |= this.design.scopeOf(level);
            }
        }
        return digits;
    }

    private deviations(digits: number): number {
        return this.replicates.reduce((product, r, d) => ((digits >> d) & 1 ? product * (r - 1) : product), 1);
    }

    private product(digits: number): number {
        return this.replicates.reduce((product, r, d) => ((digits >> d) & 1 ? product * r : product), 1);
    }
}

/** The entries of V_T⁻¹, computed when they are first needed. */
class PointInverse {
    private columns: Float64Array[][] | null = null;

    constructor(
        private readonly design: FactorialDesign,
        private readonly covariance: RowCovariance
    ) {}

    /** Σ (V_T⁻¹)_{pp'} x_U(p) x_U(p')ᵀ over nodes and over points that agree in some digits. */
    traces({ nodes, values }: TermPart, digits: number): Matrix {
        const { label } = this.design.labels(digits);
        const size = values.length;
        const sums = Array.from({ length: size }, () => new Array<number>(size).fill(0));
        this.inverse().forEach((columns, c) => {
            const { rows } = this.covariance.components[c];
            for (let a = 0; a < rows.length; a++) {
                for (let b = 0; b <= a; b++) {
                    const entry = columns[a][b];
                    if (entry === 0 || label[rows[a]] !== label[rows[b]]) {
                        continue;
                    }
                    for (let i = 0; i < size; i++) {
                        for (let j = 0; j < size; j++) {
                            let sum = 0;
                            for (let q = 0; q < nodes; q++) {
                                sum += values[i][rows[a] * nodes + q] * values[j][rows[b] * nodes + q];
                            }
                            sums[i][j] += entry * sum;
                            if (b < a) {
                                sums[j][i] += entry * sum;
                            }
                        }
                    }
                }
            }
        });
        return sums;
    }

    private inverse(): Float64Array[][] {
        this.columns ??= this.covariance.components.map(component => {
            const { rows } = component;
            if (mostStrataPoints < rows.length) {
                throw new NotAvailable({ code: 'accuracy', reached: null });
            }
            return Array.from(rows, (_, a) => component.solve(Float64Array.from(rows, (_, b) => (a === b ? 1 : 0))));
        });
        return this.columns;
    }
}
