/** Lengths and inner products of vectors. */

/** √Σ v², without overflow or underflow: the entries are divided by the largest one before they are squared. */
export function euclideanNorm(v: ArrayLike<number>): number {
    let largest = 0;
    for (let i = 0; i < v.length; i++) {
        largest = Math.max(largest, Math.abs(v[i]));
    }
    if (largest === 0 || !Number.isFinite(largest)) {
        return largest;
    }
    let sum = 0;
    for (let i = 0; i < v.length; i++) {
        sum += (v[i] / largest) ** 2;
    }
    return largest * Math.sqrt(sum);
}

/** Σ x·y; `y` is at least as long as `x`. */
export function innerProduct(x: ArrayLike<number>, y: ArrayLike<number>): number {
    let sum = 0;
    for (let i = 0; i < x.length; i++) {
        sum += x[i] * y[i];
    }
    return sum;
}

/** The column of a matrix that is given by its rows. */
export function columnOf(rows: readonly Float64Array[], column: number): Float64Array {
    const values = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
        values[i] = rows[i][column];
    }
    return values;
}
