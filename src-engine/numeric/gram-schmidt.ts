/**
 * Gram–Schmidt orthonormalisation. Every vector is orthogonalised twice ("twice is enough", W. Kahan, in Parlett 1980, The Symmetric
 * Eigenvalue Problem, 6.9), so that rounding errors do not decide whether a column depends on others.
 */
import { euclideanNorm, innerProduct } from './norm.js';
import { dependenceTolerance } from './limits.js';

/**
 * Takes the part in the span of orthonormal directions off a vector, in place. A direction of zeros takes nothing off.
 *
 * @param useShare gets the length of the part along each direction, once for each of the two passes; their sum is the whole length
 */
export function takeOffSpan(
    vector: Float64Array,
    directions: readonly Float64Array[],
    useShare?: (direction: number, share: number) => void
): void {
    for (let pass = 0; pass < 2; pass++) {
        for (let k = 0; k < directions.length; k++) {
            const share = takeOff(vector, directions[k]);
            useShare?.(k, share);
        }
    }
}

/** Takes the part along a unit vector off a vector, in place. @returns the length of that part */
function takeOff(vector: Float64Array, direction: Float64Array): number {
    const share = innerProduct(vector, direction);
    for (let i = 0; i < vector.length; i++) {
        vector[i] -= share * direction[i];
    }
    return share;
}

/** An orthonormal basis of the span of columns that are added one by one; it knows each direction as a combination of the columns. */
export class OrthonormalBasis {
    /** One for each column; zeros where the column depends on those before it. */
    readonly directions: Float64Array[] = [];
    /** Of each direction: its coefficients of the columns. The matrix is lower triangular. */
    readonly combinations: Float64Array[] = [];

    /** @param columns how many columns will be added at most */
    constructor(private readonly columns: number) {}

    /**
     * Adds a column, which is overwritten.
     * @returns null if the column is independent of those before it; otherwise its coefficients of them
     */
    add(column: Float64Array, tolerance = dependenceTolerance): Float64Array | null {
        const before = euclideanNorm(column);
        const onto = this.project(column);
        const rest = euclideanNorm(column);
        const independent = tolerance * before < rest;
        const combination = new Float64Array(this.columns);
        if (independent) {
            for (let i = 0; i < this.directions.length; i++) {
                combination[i] = -onto[i] / rest;
            }
            combination[this.directions.length] = 1 / rest;
        }
        for (let i = 0; i < column.length; i++) {
            column[i] = independent ? column[i] / rest : 0;
        }
        this.directions.push(column);
        this.combinations.push(combination);
        return independent ? null : onto;
    }

    /** Takes the part in the span of the columns off a vector, in place. @returns the coefficients of that part */
    project(vector: Float64Array): Float64Array {
        const coefficients = new Float64Array(this.columns);
        for (let pass = 0; pass < 2; pass++) {
            for (let k = 0; k < this.directions.length; k++) {
                const share = takeOff(vector, this.directions[k]);
                const combination = this.combinations[k];
                for (let i = 0; i <= k; i++) {
                    coefficients[i] += share * combination[i];
                }
            }
        }
        return coefficients;
    }
}
