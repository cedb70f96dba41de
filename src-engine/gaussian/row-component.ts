/** V⁻¹ for rows that are connected by units: elimination of their random effects, and correction of its rounding errors. */
import { factorise, solveLowerInPlace, solveLowerTransposedInPlace } from '../numeric/cholesky.js';
import { zeroPivot } from '../numeric/limits.js';
import { mostCorrections } from './limits.js';

/** A factor as it enters the elimination: Z̃ in place of Z, rank × rank identity in place of Σ. */
export interface WhitenedFactor {
    unit: Int32Array;
    units: number;
    rank: number;
    z: Float64Array;
}

/** A unit of the factor that is eliminated unit by unit. */
interface EliminatedUnit {
    /** Local rows from … to. */
    from: number;
    to: number;
    /** Cholesky factor of φI + Z̃ᵢᵀZ̃ᵢ. */
    lower: Float64Array;
    /** The columns of the other factors that its rows touch, and the factor's inverse times the cross products with them, rank × touched. */
    touched: Int32Array;
    cross: Float64Array;
}

/** A component of the rows; vectors have the order of `rows`. */
export class RowComponent {
    readonly rows: Int32Array;
    /** The largest residual of a solution so far, relative to its right-hand side. */
    residual = 0;
    /** V where there is one row. */
    private readonly variance: number | null = null;
    private readonly rank: number = 0;
    /** Values of Z̃ of the eliminated factor, local rows × rank. */
    private readonly z: Float64Array = new Float64Array(0);
    private readonly units: EliminatedUnit[] = [];
    /** For each local row: the other factors' columns that it touches, and their values; `width` for each row. */
    private readonly width: number = 0;
    private readonly columns: Int32Array = new Int32Array(0);
    private readonly values: Float64Array = new Float64Array(0);
    /** Cholesky factor of the matrix that elimination leaves for the other factors. */
    private readonly size: number = 0;
    private readonly lower: Float64Array = new Float64Array(0);

    constructor(
        rows: Int32Array,
        factors: readonly WhitenedFactor[],
        private readonly phi: number
    ) {
        this.rows = rows;
        if (rows.length === 1) {
            const [row] = rows;
            this.variance = factors.reduce(
                (sum, { rank, z }) => z.subarray(row * rank, (row + 1) * rank).reduce((s, x) => s + x * x, sum),
                phi
            );
            return;
        }
        const present = factors.map(({ unit }) => new Set(rows.map(row => unit[row])));
        const effects = factors.map(({ rank }, k) => present[k].size * rank);
        const first = effects.indexOf(Math.max(...effects));
        const lead = factors[first];
        const others = factors.filter((_, k) => k !== first);
        this.rows = rows.slice().sort((a, b) => lead.unit[a] - lead.unit[b] || a - b);
        this.rank = lead.rank;
        this.z = gather(this.rows, lead);

        this.width = others.reduce((sum, { rank }) => sum + rank, 0);
        this.columns = new Int32Array(rows.length * this.width);
        this.values = new Float64Array(rows.length * this.width);
        let at = 0;
        for (const factor of others) {
            const positions = new Map<number, number>();
            for (let i = 0; i < this.rows.length; i++) {
                const row = this.rows[i];
                let start = positions.get(factor.unit[row]);
                if (start === undefined) {
                    start = this.size;
                    positions.set(factor.unit[row], start);
                    this.size += factor.rank;
                }
                for (let k = 0; k < factor.rank; k++) {
                    this.columns[i * this.width + at + k] = start + k;
                    this.values[i * this.width + at + k] = factor.z[row * factor.rank + k];
                }
            }
            at += factor.rank;
        }
        this.lower = this.crossProducts();
        for (let from = 0; from < this.rows.length;) {
            let to = from;
            while (to < this.rows.length && lead.unit[this.rows[to]] === lead.unit[this.rows[from]]) {
                to++;
            }
            this.units.push(this.eliminate(from, to));
            from = to;
        }
        factorise(this.lower, this.size, this.size, this.lower, 0, zeroPivot);
    }

    /** V⁻¹b, corrected by its residual until that is rounding error: elimination without correction loses the digits of nσ²/φ. */
    solve(b: Float64Array): Float64Array {
        if (this.variance !== null) {
            return Float64Array.of(b[0] / this.variance);
        }
        const x = this.eliminated(b);
        const scale = greatest(b);
        let before = Infinity;
        let left = 0;
        for (let correction = 0; correction < mostCorrections; correction++) {
            const residual = this.multiply(x);
            for (let i = 0; i < b.length; i++) {
                residual[i] = b[i] - residual[i];
            }
            const size = greatest(residual);
            left = size;
            if (!(Number.EPSILON * scale < size) || !(size < 0.5 * before)) {
                break;
            }
            before = size;
            const step = this.eliminated(residual);
            for (let i = 0; i < x.length; i++) {
                x[i] += step[i];
            }
        }
        this.residual = Math.max(this.residual, left / scale || 0);
        return x;
    }

    /** Vx. */
    private multiply(x: Float64Array): Float64Array {
        const { rank, width, z, columns, values } = this;
        const product = x.map(value => this.phi * value);
        const own = new Float64Array(rank);
        for (const { from, to } of this.units) {
            own.fill(0);
            for (let i = from; i < to; i++) {
                for (let k = 0; k < rank; k++) {
                    own[k] += z[i * rank + k] * x[i];
                }
            }
            for (let i = from; i < to; i++) {
                for (let k = 0; k < rank; k++) {
                    product[i] += z[i * rank + k] * own[k];
                }
            }
        }
        const other = new Float64Array(this.size);
        for (let i = 0; i < x.length; i++) {
            for (let k = i * width; k < (i + 1) * width; k++) {
                other[columns[k]] += values[k] * x[i];
            }
        }
        for (let i = 0; i < x.length; i++) {
            for (let k = i * width; k < (i + 1) * width; k++) {
                product[i] += values[k] * other[columns[k]];
            }
        }
        return product;
    }

    /** φ⁻¹{b − Z̃ (φI + Z̃ᵀZ̃)⁻¹ Z̃ᵀb}. */
    private eliminated(b: Float64Array): Float64Array {
        const { rank, width, z, columns, values, size } = this;
        const other = new Float64Array(size);
        for (let i = 0; i < b.length; i++) {
            for (let k = i * width; k < (i + 1) * width; k++) {
                other[columns[k]] += values[k] * b[i];
            }
        }
        const own = new Float64Array(this.units.length * rank);
        this.units.forEach(({ from, to, lower, touched, cross }, u) => {
            const part = own.subarray(u * rank, (u + 1) * rank);
            for (let i = from; i < to; i++) {
                for (let k = 0; k < rank; k++) {
                    part[k] += z[i * rank + k] * b[i];
                }
            }
            solveLowerInPlace(lower, rank, part);
            const t = touched.length;
            for (let k = 0; k < rank; k++) {
                for (let c = 0; c < t; c++) {
                    other[touched[c]] -= cross[k * t + c] * part[k];
                }
            }
        });
        solveLowerInPlace(this.lower, size, other);
        solveLowerTransposedInPlace(this.lower, size, other);
        const x = new Float64Array(b.length);
        this.units.forEach(({ from, to, lower, touched, cross }, u) => {
            const part = own.subarray(u * rank, (u + 1) * rank);
            const t = touched.length;
            for (let k = 0; k < rank; k++) {
                for (let c = 0; c < t; c++) {
                    part[k] -= cross[k * t + c] * other[touched[c]];
                }
            }
            solveLowerTransposedInPlace(lower, rank, part);
            for (let i = from; i < to; i++) {
                let rest = b[i];
                for (let k = 0; k < rank; k++) {
                    rest -= z[i * rank + k] * part[k];
                }
                for (let k = i * width; k < (i + 1) * width; k++) {
                    rest -= values[k] * other[columns[k]];
                }
                x[i] = rest / this.phi;
            }
        });
        return x;
    }

    /** φI + Z̃'ᵀZ̃' of the factors that aren't eliminated, size × size. */
    private crossProducts(): Float64Array {
        const { width, columns, values, size } = this;
        const products = new Float64Array(size * size);
        for (let c = 0; c < size; c++) {
            products[c * size + c] = this.phi;
        }
        for (let i = 0; i < this.rows.length; i++) {
            for (let k = i * width; k < (i + 1) * width; k++) {
                for (let l = i * width; l < (i + 1) * width; l++) {
                    products[columns[k] * size + columns[l]] += values[k] * values[l];
                }
            }
        }
        return products;
    }

    /** Factorises the matrix of a unit and takes its part off the matrix of the other factors. */
    private eliminate(from: number, to: number): EliminatedUnit {
        const { rank, width, z, columns, values, size } = this;
        const lower = new Float64Array(rank * rank);
        for (let k = 0; k < rank; k++) {
            lower[k * rank + k] = this.phi;
        }
        const touched = Int32Array.from(new Set(columns.subarray(from * width, to * width))).sort();
        const t = touched.length;
        const position = new Map<number, number>();
        touched.forEach((column, c) => position.set(column, c));
        const cross = new Float64Array(rank * t);
        for (let i = from; i < to; i++) {
            for (let k = 0; k < rank; k++) {
                for (let l = 0; l < rank; l++) {
                    lower[k * rank + l] += z[i * rank + k] * z[i * rank + l];
                }
            }
            for (let c = i * width; c < (i + 1) * width; c++) {
                const column = position.get(columns[c])!;
                for (let k = 0; k < rank; k++) {
                    cross[k * t + column] += z[i * rank + k] * values[c];
                }
            }
        }
        factorise(lower, rank, rank, lower, 0, zeroPivot);
        for (let k = 0; k < rank; k++) {
            for (let c = 0; c < t; c++) {
                let rest = cross[k * t + c];
                for (let l = 0; l < k; l++) {
                    rest -= lower[k * rank + l] * cross[l * t + c];
                }
                cross[k * t + c] = rest / lower[k * rank + k];
            }
        }
        for (let k = 0; k < rank; k++) {
            for (let c = 0; c < t; c++) {
                const share = cross[k * t + c];
                if (share === 0) {
                    continue;
                }
                const row = touched[c] * size;
                for (let e = 0; e <= c; e++) {
                    this.lower[row + touched[e]] -= share * cross[k * t + e];
                }
            }
        }
        return { from, to, lower, touched, cross };
    }
}

function gather(rows: Int32Array, { rank, z }: WhitenedFactor): Float64Array {
    const values = new Float64Array(rows.length * rank);
    for (let i = 0; i < rows.length; i++) {
        for (let k = 0; k < rank; k++) {
            values[i * rank + k] = z[rows[i] * rank + k];
        }
    }
    return values;
}

function greatest(a: Float64Array): number {
    let largest = 0;
    for (const x of a) {
        largest = Math.max(largest, Math.abs(x));
    }
    return largest;
}
