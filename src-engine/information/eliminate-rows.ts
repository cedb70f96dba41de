import { countsAsZero } from '../numeric/cholesky.js';
import { leastPivot } from '../numeric/limits.js';

/**
 * Eliminates the first `d` rows of a symmetric matrix given by its lower triangle. A pivot that is lost to rounding is skipped: what its row
 * could still explain is of the size of the rounding error.
 */
export function eliminateRows(a: Float64Array, diagonal: Float64Array, d: number, p: number): void {
    for (let r = 0; r < d; r++) {
        const pivot = a[r * p + r];
        if (countsAsZero(pivot, diagonal[r], leastPivot)) {
            continue;
        }
        const inverse = 1 / pivot;
        for (let i = r + 1; i < p; i++) {
            const factor = a[i * p + r] * inverse;
            if (factor === 0) {
                continue;
            }
            for (let j = r + 1; j <= i; j++) {
                a[i * p + j] -= factor * a[j * p + r];
            }
        }
    }
}
