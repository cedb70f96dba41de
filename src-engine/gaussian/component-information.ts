/**
 * The information of variance components on given rows: ½ tr(V⁻¹V_aV⁻¹V_b), V_a the derivative of V by a parameter of some Σ, or by φ
 * (V_φ = I).
 *
 * It is both the expected and, averaged over the response, the observed information of maximum likelihood; β̂ is orthogonal to it. For a
 * parameter of Σ_k, V_a is Σᵢ Zᵢ (∂Σ_k/∂θ_a) Zᵢᵀ over the units of factor k, so everything follows from the blocks Zᵢᵀ V⁻¹ Zᵢ' and Zᵢᵀ V⁻² Zᵢ.
 * Source: Searle, Casella & McCulloch (1992), Variance Components, section 6.3.
 */
import type { Matrix } from '../numeric/linear-algebra.js';
import { innerProduct } from '../numeric/norm.js';
import type { RowComponent } from './row-component.js';
import type { SymmetricEntry } from '../structure/covariance/covariance-structure.js';
import type { RowCovariance, RowFactor } from './row-covariance.js';

/** ∂Σ/∂θ_a of a parameter. */
type Derivative = readonly SymmetricEntry[];

/** One random effect of one unit: a column of Z on the rows of a component. */
interface EffectColumn {
    factor: number;
    unit: number;
    effect: number;
}

/**
 * @param derivatives of each factor ∂Σ/∂θ for its parameters
 * @returns a square matrix over the parameters of the first factor, of the second, …, and φ; its units are those of 1/Σ²
 */
export function componentInformation(
    covariance: RowCovariance,
    factors: readonly RowFactor[],
    derivatives: readonly (readonly Derivative[])[]
): Matrix {
    const parameters = derivatives.flatMap((own, factor) => own.map(derivative => ({ factor, derivative })));
    const phi = parameters.length;
    const information: Matrix = Array.from({ length: phi + 1 }, () => new Array<number>(phi + 1).fill(0));
    for (const component of covariance.components) {
        const blocks = new UnitBlocks(component, factors, covariance.phi);
        parameters.forEach((a, i) => {
            parameters
                .slice(0, i + 1)
                .forEach((b, j) => (information[i][j] += blocks.product(a.factor, a.derivative, b.factor, b.derivative)));
            information[phi][i] += blocks.withPhi(a.factor, a.derivative);
        });
        information[phi][phi] += blocks.ofPhi();
    }
    return information.map((row, i) => row.map((_, j) => 0.5 * (j <= i ? information[i][j] : information[j][i])));
}

/** Zᵢᵀ V⁻¹ Zᵢ' for all units of a component, and Zᵢᵀ V⁻² Zᵢ for each. */
class UnitBlocks {
    private readonly columns: EffectColumn[] = [];
    /** For each factor: the positions of its units' first columns. */
    private readonly starts: number[][];
    private readonly first: Float64Array;
    /** V⁻² between columns of the same unit; by the column's position, then the effect. */
    private readonly second: number[][] = [];

    constructor(
        private readonly component: RowComponent,
        private readonly factors: readonly RowFactor[],
        private readonly phi: number
    ) {
        const { rows } = component;
        const position = factors.map(() => new Map<number, number>());
        factors.forEach(({ unit, covariance }, factor) => {
            for (const row of rows) {
                if (position[factor].has(unit[row])) {
                    continue;
                }
                position[factor].set(unit[row], this.columns.length);
                for (let effect = 0; effect < covariance.length; effect++) {
                    this.columns.push({ factor, unit: unit[row], effect });
                }
            }
        });
        this.starts = position.map(own => [...own.values()]);
        const size = this.columns.length;
        this.first = new Float64Array(size * size);
        let solved: Float64Array[] = [];
        this.columns.forEach(({ factor, unit, effect }, at) => {
            const own = factors[factor];
            const d = own.covariance.length;
            const h = component.solve(Float64Array.from(rows, row => (own.unit[row] === unit ? own.z[row * d + effect] : 0)));
            factors.forEach((other, l) => {
                const width = other.covariance.length;
                for (let i = 0; i < rows.length; i++) {
                    const row = rows[i];
                    const start = at * size + position[l].get(other.unit[row])!;
                    for (let e = 0; e < width; e++) {
                        this.first[start + e] += other.z[row * width + e] * h[i];
                    }
                }
            });
            solved = effect === 0 ? [h] : [...solved, h];
            this.second.push(solved.map(other => innerProduct(other, h)));
        });
    }

    /** tr(V⁻¹V_aV⁻¹V_b). */
    product(k: number, a: Derivative, l: number, b: Derivative): number {
        return a.reduce((total, entry) => b.reduce((sum, other) => sum + this.entryProduct(k, entry, l, other), total), 0);
    }

    private entryProduct(k: number, { row: s, column: t, value }: SymmetricEntry, l: number, other: SymmetricEntry): number {
        const { row: u, column: v } = other;
        const size = this.columns.length;
        const { first } = this;
        let sum = 0;
        for (const i of this.starts[k]) {
            for (const j of this.starts[l]) {
                const a = (i + s) * size + j;
                const b = (i + t) * size + j;
                const straight = first[a + v] * first[b + u];
                const across = first[a + u] * first[b + v];
                sum += s === t && u === v ? straight : s === t || u === v ? straight + across : 2 * (straight + across);
            }
        }
        return value * other.value * sum;
    }

    /** tr(V⁻¹V_aV⁻¹). */
    withPhi(k: number, derivative: Derivative): number {
        return derivative.reduce(
            (total, { row: s, column: t, value }) =>
                this.starts[k].reduce((sum, i) => sum + value * (s === t ? 1 : 2) * this.second[i + s][t], total),
            0
        );
    }

    /** tr V⁻²: from tr V⁻¹V = N and tr V⁻²V = tr V⁻¹ where there are fewer columns than rows, else row by row. */
    ofPhi(): number {
        const rows = this.component.rows.length;
        if (this.columns.length < rows) {
            let first = rows;
            let second = 0;
            this.columns.forEach(({ factor, effect }, at) => {
                const start = at - effect;
                this.factors[factor].covariance[effect].forEach((sigma, other) => {
                    first -= sigma * this.first[at * this.columns.length + start + other];
                    second += sigma * this.second[start + Math.max(effect, other)][Math.min(effect, other)];
                });
            });
            return (first / this.phi - second) / this.phi;
        }
        let sum = 0;
        for (let row = 0; row < rows; row++) {
            const h = this.component.solve(Float64Array.from({ length: rows }, (_, i) => (i === row ? 1 : 0)));
            sum += innerProduct(h, h);
        }
        return sum;
    }
}
