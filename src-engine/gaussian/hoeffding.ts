/** Hoeffding's decomposition of functions of independent variables that are given on a product of rules. */

/** One part of the decomposition: x_U at all points and nodes. */
export interface TermPart {
    /** U, as a set of levels. */
    levels: number;
    /** Nodes of ξ_U. */
    nodes: number;
    /** For each fixed effect: the values at point p and node q, [p · nodes + q], times the root of the node's weight. */
    values: Float64Array[];
}

/** The parts of a table (points × nodes, the first level's node running fastest), without those that are 0 everywhere. */
export function hoeffding(
    levels: readonly number[],
    sizes: readonly number[],
    weights: readonly Float64Array[],
    table: readonly Float64Array[],
    points: number
): TermPart[] {
    let parts = [{ levels: 0, nodes: sizes.reduce((product, size) => product * size, 1), values: [...table] }];
    levels.forEach((level, k) => {
        parts = parts.flatMap(part => {
            const inner = part.nodes / sizes.slice(k).reduce((product, size) => product * size, 1);
            const outer = (part.nodes / inner / sizes[k]) * points;
            const mean = { levels: part.levels, nodes: part.nodes / sizes[k], values: [] as Float64Array[] };
            const rest = { levels: part.levels | (1 << level), nodes: part.nodes, values: [] as Float64Array[] };
            for (const column of part.values) {
                const [average, deviation] = split(column, inner, sizes[k], outer, weights[k]);
                mean.values.push(average);
                rest.values.push(deviation);
            }
            return [mean, rest];
        });
    });
    return parts.filter(part => part.levels === 0 || part.values.some(column => column.some(x => x !== 0)));
}

/** The means over the middle index, and the deviations from them times the roots of the weights. */
function split(column: Float64Array, inner: number, size: number, outer: number, weights: Float64Array): [Float64Array, Float64Array] {
    const average = new Float64Array(inner * outer);
    const deviation = new Float64Array(column.length);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (let o = 0; o < outer; o++) {
        for (let i = 0; i < inner; i++) {
            let mean = 0;
            for (let q = 0; q < size; q++) {
                mean += weights[q] * column[(o * size + q) * inner + i];
            }
            mean /= total;
            average[o * inner + i] = mean;
            for (let q = 0; q < size; q++) {
                const at = (o * size + q) * inner + i;
                deviation[at] = Math.sqrt(weights[q]) * (column[at] - mean);
            }
        }
    }
    return [average, deviation];
}
