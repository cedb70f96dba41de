/** Gram–Schmidt on the columns of a matrix given by rows, keeping the triangular transformations. */

/** A column whose part orthogonal to the columns before it is smaller than this, relatively, is taken as dependent on them. */
export const dependenceTolerance = 1e-10;

/** T, lower triangular, such that T x has orthonormal columns; a zero row where a column depends on those before it. */
export interface Orthonormalised {
    transform: number[][];
    /** For each further column its coefficients on the first ones (not the orthonormal ones): what least squares takes off it. */
    projection: number[][];
}

/** Orthonormalises the first `first` columns and projects the others on them. Each column is orthogonalised twice. */
export function orthonormalise(rows: readonly Float64Array[], first: number, columns: number): Orthonormalised {
    const work = rows.map(row => row.slice());
    const transform: number[][] = [];
    for (let r = 0; r < first; r++) {
        const coefficients = new Array<number>(first).fill(0);
        coefficients[r] = 1;
        const original = columnNorm(work, r);
        for (let pass = 0; pass < 2; pass++) {
            for (let c = 0; c < r; c++) {
                const dot = takeOff(work, r, c);
                for (let i = 0; i <= c; i++) {
                    coefficients[i] -= dot * transform[c][i];
                }
            }
        }
        const norm = columnNorm(work, r);
        const kept = dependenceTolerance * original < norm;
        for (const row of work) {
            row[r] = kept ? row[r] / norm : 0;
        }
        transform.push(coefficients.map(c => (kept ? c / norm : 0)));
    }
    const projection: number[][] = [];
    for (let b = first; b < columns; b++) {
        const onto = new Array<number>(first).fill(0);
        for (let pass = 0; pass < 2; pass++) {
            for (let r = 0; r < first; r++) {
                const dot = takeOff(work, b, r);
                for (let i = 0; i <= r; i++) {
                    onto[i] += dot * transform[r][i];
                }
            }
        }
        projection.push(onto);
    }
    return { transform, projection };
}

/** Takes the part along a unit column `c` off column `r`, and returns its length. */
function takeOff(rows: readonly Float64Array[], r: number, c: number): number {
    let dot = 0;
    for (const row of rows) {
        dot += row[c] * row[r];
    }
    for (const row of rows) {
        row[r] -= dot * row[c];
    }
    return dot;
}

/** Euclidean length of a column, without overflow. */
export function columnNorm(rows: readonly Float64Array[], column: number): number {
    let largest = 0;
    for (const row of rows) {
        largest = Math.max(largest, Math.abs(row[column]));
    }
    if (largest === 0) {
        return 0;
    }
    let sum = 0;
    for (const row of rows) {
        sum += (row[column] / largest) ** 2;
    }
    return largest * Math.sqrt(sum);
}
