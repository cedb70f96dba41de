/**
 * The covariance V = Σ_k Z_k (I ⊗ Σ_k) Z_kᵀ + φI of the responses of given rows, and V⁻¹ by sparse elimination of the random effects.
 *
 * With Σ_k = L_k L_kᵀ and Z̃_k = Z_k (I ⊗ L_k), V⁻¹ = φ⁻¹{I − Z̃ (φI + Z̃ᵀZ̃)⁻¹ Z̃ᵀ} (Woodbury; Henderson's mixed-model equations). Rows
 * that share no unit, even through others, are independent: V falls into components. In each the factor with most random effects is
 * eliminated unit by unit, which leaves a dense matrix for the others (none for one factor, that of the smaller factor for two crossed
 * ones, of a few outer effects for nested ones). V itself is never formed.
 */
import { rootOf } from '../numeric/matrix-root.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import { innerProduct } from '../numeric/norm.js';
import { RowComponent, type WhitenedFactor } from './row-component.js';

/** The random effects of one grouping factor on given rows. */
export interface RowFactor {
    /** For each row: its unit, 0 … units − 1. */
    unit: Int32Array;
    units: number;
    /** Values of the random effects' terms, rows × d, row-major. */
    z: Float64Array;
    /** Σ, d × d; may be singular. */
    covariance: Matrix;
}

export class RowCovariance {
    readonly components: RowComponent[];

    constructor(
        readonly rows: number,
        factors: readonly RowFactor[],
        readonly phi: number
    ) {
        const whitened = factors.filter(({ covariance }) => covariance.length > 0).map(whiten);
        this.components = connected(rows, whitened).map(component => new RowComponent(component, whitened, phi));
    }

    /** V⁻¹b to nearly the full accuracy of doubles, whatever the ratio of Σ to φ. */
    solve(b: Float64Array): Float64Array {
        const x = new Float64Array(this.rows);
        for (const component of this.components) {
            const { rows } = component;
            const part = component.solve(Float64Array.from(rows, row => b[row]));
            for (let i = 0; i < rows.length; i++) {
                x[rows[i]] = part[i];
            }
        }
        return x;
    }

    /** The largest residual of a solution so far, relative to its right-hand side. */
    get residual(): number {
        return this.components.reduce((largest, component) => Math.max(largest, component.residual), 0);
    }

    /** XᵀV⁻¹X for columns of X. */
    information(columns: readonly Float64Array[]): Matrix {
        const information = columns.map(() => columns.map(() => 0));
        for (const component of this.components) {
            const own = columns.map(column => Float64Array.from(component.rows, row => column[row]));
            own.forEach((right, j) => {
                const solved = component.solve(right);
                for (let i = 0; i <= j; i++) {
                    information[i][j] += innerProduct(own[i], solved);
                }
            });
        }
        return information.map((row, i) => row.map((x, j) => (i <= j ? x : information[j][i])));
    }
}

function whiten({ unit, units, z, covariance }: RowFactor): WhitenedFactor {
    const d = covariance.length;
    const root = rootOf(covariance);
    const rank = root.length;
    const whitened = new Float64Array(unit.length * rank);
    for (let row = 0; row < unit.length; row++) {
        for (let k = 0; k < rank; k++) {
            let sum = 0;
            for (let e = 0; e < d; e++) {
                sum += z[row * d + e] * root[k][e];
            }
            whitened[row * rank + k] = sum;
        }
    }
    return { unit, units, rank, z: whitened };
}

/** The rows of every component, in order. */
function connected(rows: number, factors: readonly WhitenedFactor[]): Int32Array[] {
    const offsets: number[] = [];
    let nodes = 0;
    for (const { units } of factors) {
        offsets.push(nodes);
        nodes += units;
    }
    if (nodes === 0) {
        return Array.from({ length: rows }, (_, row) => Int32Array.of(row));
    }
    const parent = Int32Array.from({ length: nodes }, (_, node) => node);
    const find = (node: number): number => {
        while (parent[node] !== node) {
            node = parent[node] = parent[parent[node]];
        }
        return node;
    };
    for (let row = 0; row < rows; row++) {
        const first = find(factors[0].unit[row]);
        for (let k = 1; k < factors.length; k++) {
            parent[find(offsets[k] + factors[k].unit[row])] = first;
        }
    }
    const members = new Map<number, number[]>();
    for (let row = 0; row < rows; row++) {
        const root = find(factors[0].unit[row]);
        const known = members.get(root);
        if (known) {
            known.push(row);
        } else {
            members.set(root, [row]);
        }
    }
    return [...members.values()].map(found => Int32Array.from(found));
}
