/** Operations on small row-major matrices that write into a given array, for hot loops. */

/** factor·a·b for a: rows × inner and b: inner × columns. */
export function product(
    a: Float64Array,
    b: Float64Array,
    rows: number,
    inner: number,
    columns: number,
    factor: number,
    out: Float64Array
): void {
    for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
            let value = 0;
            for (let k = 0; k < inner; k++) {
                value += a[i * inner + k] * b[k * columns + j];
            }
            out[i * columns + j] = factor * value;
        }
    }
}

/** (I + κb)⁻¹ of a positive semidefinite b, by Gauss–Jordan elimination; false where it is not finite. */
export function inverseOfOnePlus(b: Float64Array, kappa: number, d: number, out: Float64Array, work: Float64Array): boolean {
    for (let i = 0; i < d; i++) {
        for (let j = 0; j < d; j++) {
            work[i * d + j] = kappa * b[i * d + j] + (i === j ? 1 : 0);
            out[i * d + j] = i === j ? 1 : 0;
        }
    }
    for (let k = 0; k < d; k++) {
        const pivot = work[k * d + k];
        if (!(0 < pivot && pivot < Infinity)) {
            return false;
        }
        for (let j = 0; j < d; j++) {
            work[k * d + j] /= pivot;
            out[k * d + j] /= pivot;
        }
        for (let i = 0; i < d; i++) {
            const factor = work[i * d + k];
            if (i === k || factor === 0) {
                continue;
            }
            for (let j = 0; j < d; j++) {
                work[i * d + j] -= factor * work[k * d + j];
                out[i * d + j] -= factor * out[k * d + j];
            }
        }
    }
    return true;
}

/** Copies the lower triangle of a matrix to the upper one. */
export function mirrorLowerTriangle(out: Float64Array, start: number, size: number): void {
    for (let i = 0; i < size; i++) {
        for (let j = 0; j < i; j++) {
            out[start + j * size + i] = out[start + i * size + j];
        }
    }
}
