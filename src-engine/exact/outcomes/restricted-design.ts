/** The model under linear hypotheses Lβ = c, as a model with fewer parameters: β = b + Nγ. */
import type { FitDesign } from './likelihood-fit.js';

export interface RestrictedDesign {
    design: FitDesign;
    /** Which of the parameters the γ are. */
    free: readonly number[];
}

/** Null where the hypotheses depend on one another. @param contrasts L, row by row */
export function restrictedDesign(
    full: FitDesign,
    contrasts: readonly (readonly number[])[],
    values: readonly number[]
): RestrictedDesign | null {
    const { columns } = full;
    const rows = contrasts.map((row, k) => [...row, values[k]]);
    const pivots: number[] = [];
    for (let k = 0; k < rows.length; k++) {
        const pivot = rows[k].slice(0, columns).reduce((best, x, i) => (Math.abs(x) > Math.abs(rows[k][best]) ? i : best), 0);
        const scale = rows[k][pivot];
        if (scale === 0) {
            return null;
        }
        rows[k] = rows[k].map(x => x / scale);
        for (let other = 0; other < rows.length; other++) {
            const factor = rows[other][pivot];
            if (other !== k && factor !== 0) {
                rows[other] = rows[other].map((x, i) => (i === pivot ? 0 : x - factor * rows[k][i]));
            }
        }
        pivots.push(pivot);
    }
    const free = Array.from({ length: columns }, (_, i) => i).filter(i => !pivots.includes(i));
    const count = full.offset.length;
    const x = new Float64Array(count * free.length);
    const offset = Float64Array.from(full.offset);
    for (let c = 0; c < count; c++) {
        const at = (i: number): number => full.x[c * columns + i];
        pivots.forEach((pivot, k) => (offset[c] += at(pivot) * rows[k][columns]));
        free.forEach((i, f) => {
            x[c * free.length + f] = pivots.reduce((sum, pivot, k) => sum - at(pivot) * rows[k][i], at(i));
        });
    }
    return { design: { x, columns: free.length, offset }, free };
}
