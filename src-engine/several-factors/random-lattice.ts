/** Points and weights for an expectation over random effects: the trapezoidal rule on a lattice, which converges exponentially for smooth integrands. */
import { rootOf } from '../numeric/matrix-root.js';
import { multiply, symmetricEigen, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { inverseSpd } from '../numeric/cholesky.js';
import { euclideanNorm, innerProduct } from '../numeric/norm.js';
import { NotAvailable } from '../result/not-available.js';
import type { FactorModel } from './factor-model.js';
import { farthestRandom, mostRandomPoints } from './limits.js';

export interface RandomLattice {
    points: Float64Array[];
    /** Probabilities: they sum to 1 within the rule's error. */
    weights: Float64Array;
}

/** Spacing and radius, in standard deviations, of each step of refinement; the first is for comparisons only. */
function latticeScale(fineness: number): { spacing: number; radius: number } {
    return fineness < 0 ? { spacing: 1, radius: 5 } : { spacing: 0.8 * 2 ** (-fineness / 2), radius: 7.2 + 0.2 * fineness };
}

/** The random effects that a lattice runs over. */
export interface LatticeLaw {
    /** The position of each among those of all factors. */
    places: number[];
    /** Their covariance. */
    covariance: Matrix;
}

/**
 * A lattice for each of several independent U ~ N(0, Σ): with Σ = R Rᵀ, u = R V^½ ζ, ζ runs over a cubic lattice in a ball. V = (I − RᵀHR)⁻¹ over all of
 * them together, where exponential weights and normal predictors make the integrand grow like exp(½uᵀHu), else I. The radius of the ball has the
 * integrand's linear growth added to it, in either direction, as Ω and Ω⁻¹ need it.
 * @throws NotAvailable where I − RᵀHR is not positive definite, so that the expectation is infinite, and where the points would be too many
 */
export function randomLattices(model: FactorModel, laws: readonly LatticeLaw[], fineness: number): RandomLattice[] {
    const places = laws.flatMap(law => law.places);
    const { g, h } = growth(model, places);
    const size = places.length;
    let start = 0;
    const rows: number[][] = []; // of Rᵀ: one for each dimension
    const own = laws.map(({ covariance }) => {
        const root = covariance.length === 0 ? [] : rootOf(covariance);
        const from = rows.length;
        for (const column of root) {
            const row = new Array<number>(size).fill(0);
            column.forEach((x, i) => (row[start + i] = x));
            rows.push(row);
        }
        start += covariance.length;
        return { root, from };
    });
    const inner = multiply(multiply(rows, h), transpose(rows)).map((row, i) => row.map((x, j) => (i === j ? 1 : 0) - x));
    const spread = inverseSpd(inner);
    if (!spread.ok) {
        throw new NotAvailable({
            code: 'infinite-moment',
            predictors: model.model.collapsed.map(({ block, component }) => block.names[component]),
            group: model.factors[0].random.group,
            detail: 'the random slopes are too variable'
        });
    }
    const slope = rows.map(row => row.reduce((sum, x, i) => sum + x * g[i], 0));
    const shift = spread.inverse.map(row => row.reduce((sum, x, i) => sum + x * slope[i], 0));
    return own.map(({ root, from }, l) =>
        lattice(
            root,
            spread.inverse.slice(from, from + root.length).map(row => row.slice(from, from + root.length)),
            shift.slice(from, from + root.length),
            laws[l].places.length,
            fineness
        )
    );
}

/** The lattice of no random effects: all are 0. */
export const noLattice = (dimension: number): RandomLattice => ({ points: [new Float64Array(dimension)], weights: Float64Array.of(1) });

function lattice(root: Matrix, spread: Matrix, shift: readonly number[], size: number, fineness: number): RandomLattice {
    const dimension = root.length;
    if (dimension === 0) {
        return noLattice(size);
    }
    const { values, vectors } = symmetricEigen(spread);
    const axes = vectors.map((vector, k) => vector.map(x => x * Math.sqrt(values[k]))); // V^½ up to a rotation
    const { spacing, radius } = latticeScale(fineness);
    const reach = radius + euclideanNorm(vectors.map((vector, k) => innerProduct(vector, shift) / Math.sqrt(values[k])));
    // Strong growth can move the mass beyond any lattice, and a lattice with so many points does not fit in memory.
    if (!(reach < farthestRandom && (2 * reach) / spacing < mostRandomPoints ** (1 / dimension))) {
        throw new NotAvailable({ code: 'accuracy', reached: null });
    }
    const steps = Math.floor(reach / spacing);
    const volume = values.reduce((product, value) => (product * Math.sqrt(value) * spacing) / Math.sqrt(2 * Math.PI), 1);
    const points: Float64Array[] = [];
    const weights: number[] = [];
    const zeta = new Array<number>(dimension).fill(0);
    const visit = (axis: number, squares: number): void => {
        if (axis === dimension) {
            const z = root.map((_, k) => axes.reduce((sum, row, i) => sum + row[k] * zeta[i], 0));
            points.push(Float64Array.from({ length: size }, (_, i) => root.reduce((sum, column, k) => sum + column[i] * z[k], 0)));
            weights.push(volume * Math.exp(-0.5 * z.reduce((sum, x) => sum + x * x, 0)));
            return;
        }
        for (let i = -steps; i <= steps; i++) {
            zeta[axis] = i * spacing;
            const total = squares + zeta[axis] ** 2;
            if (total <= reach * reach) {
                visit(axis + 1, total);
            }
        }
    };
    visit(0, 0);
    return { points, weights: Float64Array.from(weights) };
}

/**
 * How much log w changes with the random effects: g by the size of each term, as no weight but the probit's changes faster than exp(±rate·η), and for
 * exponential weights H through the normal predictors.
 */
function growth({ model, cells }: FactorModel, places: readonly number[]): { g: number[]; h: Matrix } {
    const { weight } = model;
    const rate = weight.kind === 'exponential' ? Math.abs(weight.rate) : 1;
    const squares = places.map(() => 0);
    const h: Matrix = places.map(() => places.map(() => 0));
    let total = 0;
    for (const { probability, points } of cells) {
        const width = points.features.length / points.count;
        const k = points.collapsed;
        for (let q = 0; q < points.count; q++) {
            const w = probability * points.weight[q];
            total += w;
            places.forEach((a, i) => {
                squares[i] += w * points.features[q * width + a] ** 2;
                if (weight.kind === 'exponential') {
                    places.forEach((b, j) => {
                        for (let l = 0; l < k; l++) {
                            h[i][j] +=
                                w * rate * rate * points.featuresNu[(q * width + a) * k + l] * points.featuresNu[(q * width + b) * k + l];
                        }
                    });
                }
            });
        }
    }
    return { g: squares.map(square => rate * Math.sqrt(square / total)), h: h.map(row => row.map(x => x / total)) };
}
