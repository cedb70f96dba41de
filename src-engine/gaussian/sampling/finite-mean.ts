/**
 * Whether the mean of (XᵀX)⁻¹ over samples of the predictors is finite.
 *
 * Designs near a singular one decide it. For a direction v the rows with tᵀv = 0 must not be reachable by fixing the continuous predictors of fewer than
 * three rows more than v has free numbers. With p terms of degree 1 this takes n ≥ p + 2 observations; a polynomial of degree q is also nearly singular where all
 * observations are close together, which takes n ≥ 2q + 2. Where a value of a discrete predictor makes a combination of terms 0 that is continuous at other
 * values (a slope of its own in an arm), only few observations may have these other values, so that the mean is infinite at every n.
 */
import { SeededGenerator } from '../../laws/seeded-generator.js';
import { dependentColumns } from '../../numeric/dependent-columns.js';
import { OrthonormalBasis } from '../../numeric/gram-schmidt.js';
import type { Matrix } from '../../numeric/linear-algebra.js';
import { euclideanNorm } from '../../numeric/norm.js';
import type { SampledPredictors, StandardTerms } from './sampled-predictors.js';
import { dependentRow, mostCellsCompared, probesPerTerm } from './limits.js';

/** The least n at which the mean is finite; null where there is none. */
export function leastForMean(predictors: SampledPredictors, { transform, drawn, sources }: StandardTerms): number | null {
    const p = transform.length;
    const continuous = sources.filter(({ source }) => source.kind !== 'few');
    if (continuous.length === 0) {
        return drawn === p ? p : p + 2;
    }
    const own = transform.slice(0, drawn);
    if (vanishesSomewhere(predictors, own, sources, 'values')) {
        return null;
    }
    const { spec, analysis, points } = predictors.design;
    const names = new Set(continuous.flatMap(source => source.names));
    const degree = Math.max(...spec.fixed.map(({ term }) => analysis.degree(term, names)));
    const together = 2 * (degree < Infinity ? degree : Math.max(1, drawn - 1)) + 2;
    return Math.max(p + 2, together * (points > 1 && vanishesSomewhere(predictors, own, sources, 'points') ? points : 1));
}

/** Whether a combination of terms is 0 for one combination of discrete values, or of `each` points, and depends on continuous predictors for another. */
function vanishesSomewhere(
    predictors: SampledPredictors,
    rows: Matrix,
    sources: StandardTerms['sources'],
    along: 'values' | 'points'
): boolean {
    // prettier-ignore
    const { design } = predictors;
    const few = sources.flatMap(({ source }) => (source.kind === 'few' ? [source] : []));
    const cells = along === 'points' ? design.points : few.reduce((product, { atoms }) => product * atoms.length, 1);
    if (cells === 1 || mostCellsCompared < cells) {
        return false;
    }
    const columnsAt = (cell: number): Float64Array[] => {
        const generator = new SeededGenerator(1);
        const count = probesPerTerm * (rows.length + 1) * design.points;
        const found = Array.from({ length: count }, (_, probe) => {
            if (along === 'points') {
                predictors.probe(cell, generator);
                return predictors.row(rows);
            }
            predictors.draw(probe, generator);
            let rest = cell;
            for (const { slots, atoms } of few) {
                design.values[slots[0]] = atoms[rest % atoms.length].value;
                rest = Math.floor(rest / atoms.length);
            }
            return predictors.row(rows);
        });
        return rows.map((_, i) => Float64Array.from(found, row => row[i]));
    };
    const all = Array.from({ length: cells }, (_, cell) => columnsAt(cell));
    return all.some(columns => {
        const silent = nullSpace(columns);
        return all.some(others => silent.some(v => variation(others, v) > dependentRow));
    });
}

/** Combinations of columns that are 0: one for each column that depends on those before it. */
function nullSpace(columns: readonly Float64Array[]): Float64Array[] {
    if (dependentColumns(columns) === null) {
        return [];
    }
    const basis = new OrthonormalBasis(columns.length);
    return columns.flatMap((column, i) => {
        const coefficients = basis.add(column.slice(), dependentRow);
        if (coefficients === null) {
            return [];
        }
        const combination = coefficients.map(x => -x);
        combination[i] = 1;
        return [combination];
    });
}

/** How much a combination varies about its mean, relative to its size. */
function variation(columns: readonly Float64Array[], v: Float64Array): number {
    const values = columns[0].map((_, k) => columns.reduce((sum, column, i) => sum + v[i] * column[k], 0));
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const size = columns.reduce((sum, column, i) => sum + Math.abs(v[i]) * euclideanNorm(column), 0);
    return size === 0 ? 0 : euclideanNorm(values.map(x => x - mean)) / size;
}
