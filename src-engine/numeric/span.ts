/** Whether a function is a linear combination of others, decided on a set of points, and its coefficients. */
import { OrthonormalBasis } from './gram-schmidt.js';
import { euclideanNorm } from './norm.js';
import { fitOfVariation, fitOfValues } from './limits.js';

/** Coefficients of the least-squares fit of `target` by `columns`, and whether it fits to rounding error. */
export interface SpanFit {
    coefficients: number[];
    fits: boolean;
}

/** The span of columns, by Gram–Schmidt. A column that depends on those before it has coefficient 0. */
export class Span {
    private readonly basis: OrthonormalBasis;

    constructor(columns: readonly Float64Array[]) {
        this.basis = new OrthonormalBasis(columns.length);
        for (const column of columns) {
            this.basis.add(column.slice());
        }
    }

    /**
     * Least squares. The residual is compared with the target's variation about its mean, so that the large constant of a predictor far from 0 hides
     * nothing.
     */
    fit(target: Float64Array): SpanFit {
        const residual = target.slice();
        const coefficients = Array.from(this.basis.project(residual));
        const mean = target.reduce((sum, x) => sum + x, 0) / target.length;
        const variation = euclideanNorm(target.map(x => x - mean));
        const allowed = fitOfVariation * variation + fitOfValues * euclideanNorm(target);
        return { coefficients, fits: euclideanNorm(residual) <= allowed };
    }
}
