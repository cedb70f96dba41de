/** Whether a function is a linear combination of others, decided on a set of points, and its coefficients. */

/** Coefficients of the least-squares fit of `target` by `columns`, and whether it fits to rounding error. */
export interface SpanFit {
    coefficients: number[];
    fits: boolean;
}

/**
 * Fits by Gram–Schmidt, twice. The residual is held against the target's variation about its mean, so that the large constant of a predictor
 * far from 0 hides nothing; a column that depends on those before it has coefficient 0.
 */
export function spanFit(columns: readonly Float64Array[], target: Float64Array): SpanFit {
    const rows = target.length;
    const basis: { vector: Float64Array; combination: number[] }[] = [];
    const coefficients = new Array<number>(columns.length).fill(0);
    columns.forEach((column, c) => {
        const vector = column.slice();
        const combination = new Array<number>(columns.length).fill(0);
        combination[c] = 1;
        const original = norm(vector);
        for (let pass = 0; pass < 2; pass++) {
            for (const { vector: b, combination: d } of basis) {
                const dot = inner(b, vector);
                for (let i = 0; i < rows; i++) {
                    vector[i] -= dot * b[i];
                }
                d.forEach((x, i) => (combination[i] -= dot * x));
            }
        }
        const length = norm(vector);
        if (!(1e-11 * original < length)) {
            return;
        }
        for (let i = 0; i < rows; i++) {
            vector[i] /= length;
        }
        basis.push({ vector, combination: combination.map(x => x / length) });
    });
    const residual = target.slice();
    for (let pass = 0; pass < 2; pass++) {
        for (const { vector, combination } of basis) {
            const dot = inner(vector, residual);
            for (let i = 0; i < rows; i++) {
                residual[i] -= dot * vector[i];
            }
            combination.forEach((x, i) => (coefficients[i] += dot * x));
        }
    }
    const mean = target.reduce((sum, x) => sum + x, 0) / rows;
    const variation = norm(target.map(x => x - mean));
    return { coefficients, fits: norm(residual) <= 1e-10 * variation + 1e-14 * norm(target) };
}

function inner(a: Float64Array, b: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

function norm(a: Float64Array): number {
    let largest = 0;
    for (const x of a) {
        largest = Math.max(largest, Math.abs(x));
    }
    if (largest === 0 || largest === Infinity) {
        return largest;
    }
    let sum = 0;
    for (const x of a) {
        sum += (x / largest) ** 2;
    }
    return largest * Math.sqrt(sum);
}
