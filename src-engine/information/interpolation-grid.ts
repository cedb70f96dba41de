/** How G is read: by Lagrange's formula on equidistant points. Both grids are accurate to about 3e-14. */
export interface InterpolationGrid {
    /** For a weight with a pole at distance π. */
    spacing: number;
    /** (−1)ʲ C(points − 1, j): the barycentric weights of equidistant points. */
    barycentric: Float64Array;
}

/** Quick to read: 8 points. */
export const fineGrid = gridOf(8, 1 / 32);
/** Quick to make: for sums of more than `manyPoints` points. */
export const coarseGrid = gridOf(14, 1 / 8);

function gridOf(points: number, spacing: number): InterpolationGrid {
    const barycentric = new Float64Array(points);
    for (let j = 0, binomial = 1; j < points; binomial *= (points - 1 - j) / (j + 1), j++) {
        barycentric[j] = j % 2 === 0 ? binomial : -binomial;
    }
    return { spacing, barycentric };
}
