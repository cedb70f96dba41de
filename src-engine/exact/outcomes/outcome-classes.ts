/** The totals that an outcome consists of: one for each class of observations with the same linear predictor. */
import type { OutcomeCells } from './outcome-cells.js';
import type { FitDesign } from './likelihood-fit.js';

export interface OutcomeClasses {
    design: FitDesign;
    /** The class of each cell. */
    classOf: readonly number[];
}

export function outcomeClasses({ cells }: OutcomeCells, columns: number): OutcomeClasses {
    const known = new Map<string, number>();
    const rows: { x: readonly number[]; offset: number }[] = [];
    const classOf = cells.map(({ x, offset }) => {
        const key = JSON.stringify([x, offset]);
        const at = known.get(key) ?? rows.length;
        if (at === rows.length) {
            known.set(key, at);
            rows.push({ x, offset });
        }
        return at;
    });
    const design = { x: Float64Array.from(rows.flatMap(({ x }) => x)), columns, offset: Float64Array.from(rows, ({ offset }) => offset) };
    return { design, classOf };
}

/** η of each class. */
export function linearPredictors({ x, columns, offset }: FitDesign, beta: ArrayLike<number>): Float64Array {
    return offset.map((at, k) => {
        let eta = at;
        for (let i = 0; i < columns; i++) {
            eta += x[k * columns + i] * beta[i];
        }
        return eta;
    });
}
