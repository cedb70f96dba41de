/**
 * The inverse of a symmetric positive definite matrix many of whose rows begin with zeros, such as I + ZᵀWZ of crossed factors, where the units of a factor
 * do not meet each other: A = L Lᵀ keeps these zeros, and no sum visits them.
 */
import { factorise } from './cholesky.js';

export class EnvelopeInverse {
    /** Where the rows of A and L, and those of L⁻¹, begin. */
    private readonly first: Int32Array;
    private readonly firstOfInverse: Int32Array;
    private readonly row: Float64Array;

    constructor(private readonly size: number) {
        this.first = new Int32Array(size);
        this.firstOfInverse = new Int32Array(size);
        this.row = new Float64Array(size);
    }

    /**
     * @param a the lower triangle row by row, `size` numbers a row; receives L⁻¹
     * @param inverse receives A⁻¹, both triangles
     * @returns whether A is positive definite; where it is not, the results have no meaning
     */
    invert(a: Float64Array, inverse: Float64Array): boolean {
        if (!this.factorise(a)) {
            return false;
        }
        this.invertFactored(a, inverse);
        return true;
    }

    /**
     * @param a the lower triangle row by row, `size` numbers a row; receives L
     * @returns whether A is positive definite; where it is not, L has no meaning
     */
    factorise(a: Float64Array): boolean {
        const { size, first } = this;
        this.findFirst(a);
        return factorise(a, size, size, a, 0, 0, first);
    }

    /**
     * The inverse after `factorise`.
     * @param lower L; receives L⁻¹
     * @param inverse receives A⁻¹, both triangles
     */
    invertFactored(lower: Float64Array, inverse: Float64Array): void {
        this.invertLower(lower);
        this.square(lower, inverse);
    }

    private findFirst(a: Float64Array): void {
        const { size, first, firstOfInverse } = this;
        for (let i = 0; i < size; i++) {
            let k = 0;
            while (k < i && a[i * size + k] === 0) {
                k++;
            }
            first[i] = k;
            let least = k;
            for (; k < i; k++) {
                least = Math.min(least, firstOfInverse[k]);
            }
            firstOfInverse[i] = least;
        }
    }

    /** L⁻¹ in place, row by row. */
    private invertLower(lower: Float64Array): void {
        const { size, first, firstOfInverse, row } = this;
        for (let i = 0; i < size; i++) {
            const own = i * size;
            const from = firstOfInverse[i];
            row.fill(0, from, i);
            for (let k = first[i]; k < i; k++) {
                const l = lower[own + k];
                const other = k * size;
                for (let j = firstOfInverse[k]; j <= k; j++) {
                    row[j] -= l * lower[other + j];
                }
            }
            const inverse = 1 / lower[own + i];
            for (let j = from; j < i; j++) {
                lower[own + j] = row[j] * inverse;
            }
            lower[own + i] = inverse;
        }
    }

    /** L⁻ᵀL⁻¹. */
    private square(lower: Float64Array, inverse: Float64Array): void {
        const { size, firstOfInverse } = this;
        inverse.fill(0);
        for (let k = 0; k < size; k++) {
            const own = k * size;
            for (let i = firstOfInverse[k]; i <= k; i++) {
                const x = lower[own + i];
                for (let j = firstOfInverse[k]; j <= i; j++) {
                    inverse[i * size + j] += x * lower[own + j];
                }
            }
        }
        for (let i = 0; i < size; i++) {
            for (let j = 0; j < i; j++) {
                inverse[j * size + i] = inverse[i * size + j];
            }
        }
    }
}
