/** The orthonormalisation of the columns of a matrix, and the projection of further columns on them. */
import { OrthonormalBasis } from './gram-schmidt.js';
import { columnOf } from './norm.js';

export interface Orthonormalised {
    /** T, lower triangular, such that T x has orthonormal columns; a row of zeros where a column depends on those before it. */
    transform: number[][];
    /** For each further column: its least-squares coefficients on the first ones (not on the orthonormal ones). */
    projection: number[][];
}

/** Orthonormalises the first `first` columns of a matrix that is given by its rows, and projects its other columns on them. */
export function orthonormalise(rows: readonly Float64Array[], first: number, columns: number): Orthonormalised {
    const basis = new OrthonormalBasis(first);
    for (let r = 0; r < first; r++) {
        basis.add(columnOf(rows, r));
    }
    const projection: number[][] = [];
    for (let b = first; b < columns; b++) {
        projection.push(Array.from(basis.project(columnOf(rows, b))));
    }
    return { transform: basis.combinations.map(row => Array.from(row)), projection };
}
