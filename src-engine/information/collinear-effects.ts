/** Which effects are linearly dependent: what a message about collinear effects names. */
import { orthonormalise } from '../numeric/orthonormal.js';
import { leastCoefficientOfColumn } from './limits.js';

/**
 * A column is known to be a combination of the columns before it: which of them, from column `first` on, take part, and whether they are enough without the
 * columns before `first`.
 *
 * @param known the columns that take part, where this is known
 */
export function dependence(
    rows: readonly Float64Array[],
    first: number,
    column: number,
    known?: number[]
): { columns: number[]; alone: boolean } {
    const before = rows.map(row => row.slice(0, column + 1));
    const [coefficients] = orthonormalise(before, column, column + 1).projection;
    const columns = known ?? coefficients.flatMap((x, c) => (first <= c && Math.abs(x) > leastCoefficientOfColumn ? [c] : []));
    const chosen = rows.map(row => Float64Array.from([...columns, column], c => row[c]));
    const { transform } = orthonormalise(chosen, columns.length + 1, columns.length + 1);
    return { columns, alone: transform[columns.length].every(x => x === 0) };
}
