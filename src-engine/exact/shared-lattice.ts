/**
 * The integrals over the random effects for all values t of the statistics of binary responses with logit link, on one lattice.
 *
 * log{L(u; t) φ(u)} = tᵀu + g(u): g and the complete score, without the part that t adds, are computed once for every node. The spacing is that
 * of the narrowest law that U can have given the responses, of covariance (Σ⁻¹ + Σ_k n_k r rᵀ/4)⁻¹, since no weight is above ¼.
 */
import type { Matrix } from '../numeric/linear-algebra.js';
import { cholesky } from '../numeric/cholesky.js';
import { NotAvailable } from '../result/not-available.js';
import type { CompleteLikelihood } from './complete-likelihood.js';
import type { GroupDesign } from './row-table.js';
import type { WeightedStatistic } from './sufficient-statistics.js';
import { etaSpacing, largestLogitWeight, farthestShared, mostSharedNodes, logCutoff, leastSlope } from './limits.js';

export class SharedLattice {
    /** Of the last statistic. */
    logMarginal = 0;
    readonly score: Float64Array;
    /** The number of nodes of the lattice, and of those used in sums. */
    readonly nodes: number;
    visited = 0;
    private readonly spacing: number[];
    private readonly root: Matrix;
    private readonly d: number;
    /** Numbers of nodes along the axes. With one random effect there is one row. */
    private readonly rows: number;
    private readonly columns: number;
    private readonly g: Float64Array;
    private readonly u: Float64Array;
    private readonly complete: Float64Array;
    private readonly logVolume: number;
    /** t of the last statistic, and the place of the largest value. */
    private t: Float64Array = new Float64Array(0);
    private row: number;
    private column: number;
    private sum = 0;
    private top = 0;

    /** @param likelihood prepared for the design. @throws NotAvailable where the lattice would have too many nodes */
    constructor(
        private readonly likelihood: CompleteLikelihood,
        design: GroupDesign,
        covariance: Matrix,
        fineness: number
    ) {
        const { d, parameters } = likelihood;
        this.d = d;
        this.score = new Float64Array(parameters);
        const { lower, root, spacing, half } = latticeShape(design, covariance, likelihood.priorPrecision(), fineness);
        this.root = root;
        this.spacing = spacing;
        this.rows = d === 1 ? 1 : 2 * half[0];
        this.columns = 2 * half[d - 1];
        this.row = d === 1 ? 0 : half[0];
        this.column = half[d - 1];
        this.nodes = this.rows * this.columns;
        if (mostSharedNodes < this.nodes) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
        this.g = new Float64Array(this.nodes).fill(-Infinity);
        this.u = new Float64Array(this.nodes * d);
        this.complete = new Float64Array(this.nodes * parameters);
        this.fill(half);
        let logRoot = 0;
        for (let a = 0; a < d; a++) {
            logRoot -= Math.log(lower[a][a]);
        }
        this.logVolume = this.spacing.reduce((log, h) => log + Math.log(h), logRoot) + likelihood.logNormaliser;
    }

    private fill(half: readonly number[]): void {
        const { likelihood, d, spacing, root, columns, g, u, complete } = this;
        const { parameters } = likelihood;
        const at = new Float64Array(d);
        for (let index = 0; index < this.nodes; index++) {
            const coordinates = d === 1 ? [index] : [Math.floor(index / columns), index % columns];
            at.fill(0);
            coordinates.forEach((i, c) => {
                const z = (i - half[c] + 0.5) * spacing[c];
                for (let a = 0; a < d; a++) {
                    at[a] += root[a][c] * z;
                }
            });
            u.set(at, index * d);
            if (likelihood.priorExponent(at) < -0.5 * farthestShared * farthestShared - 2) {
                continue;
            }
            g[index] = likelihood.withoutStatistic(at);
            complete.set(likelihood.score, index * parameters);
        }
    }

    /**
     * Sets `logMarginal` and `score`. Successive statistics should be close to each other.
     * @returns whether the lattice has the statistic's mass
     */
    integrate({ beside, logConstant }: WeightedStatistic): boolean {
        const { rows, score } = this;
        const { p, parameters } = this.likelihood;
        const { t, mean } = beside!;
        this.t = t;
        this.climb();
        this.sum = 0;
        score.fill(0);
        const centre = this.addLine(this.row, this.column);
        for (const direction of [1, -1]) {
            let from = centre;
            for (let row = this.row + direction; row >= 0 && row < rows && from >= 0; row += direction) {
                from = this.addLine(row, from);
            }
        }
        if (!(this.sum > 0)) {
            return false;
        }
        for (let k = 0; k < parameters; k++) {
            score[k] /= this.sum;
        }
        for (let k = 0; k < p; k++) {
            score[k] += mean[k];
        }
        this.logMarginal = logConstant + this.top + Math.log(this.sum) + this.logVolume;
        return true;
    }

    /** tᵀu + g(u) at a node; −∞ beside the lattice. */
    private value(row: number, column: number): number {
        const { rows, columns, u, t, d } = this;
        if (row < 0 || rows <= row || column < 0 || columns <= column) {
            return -Infinity;
        }
        const index = row * columns + column;
        let sum = this.g[index];
        for (let a = 0; a < d; a++) {
            sum += t[a] * u[index * d + a];
        }
        return sum;
    }

    /** Moves from the place of the last statistic to the largest value: `row`, `column` and `top`. */
    private climb(): void {
        let { row, column } = this;
        let top = this.value(row, column);
        for (let moved = true; moved;) {
            moved = false;
            for (let di = -1; di <= 1; di++) {
                for (let dj = -1; dj <= 1; dj++) {
                    const next = this.value(row + di, column + dj);
                    if (top < next) {
                        top = next;
                        row += di;
                        column += dj;
                        moved = true;
                    }
                }
            }
        }
        this.row = row;
        this.column = column;
        this.top = top;
    }

    /** Adds the nodes of a row from a column outwards, as long as values rise or matter. @returns the best column, or −1 where nothing matters */
    private addLine(row: number, from: number): number {
        const { columns, top } = this;
        let best = -Infinity;
        let bestAt = from;
        for (let direction = 1; direction >= -1; direction -= 2) {
            let before = -Infinity;
            for (let column = direction === 1 ? from : from - 1; ; column += direction) {
                const exponent = this.value(row, column) - top;
                this.visited++;
                if (best < exponent) {
                    best = exponent;
                    bestAt = column;
                }
                if (exponent < logCutoff) {
                    if (exponent <= before || exponent === -Infinity) {
                        break;
                    }
                } else {
                    this.add(row * columns + column, exponent);
                }
                before = exponent;
            }
        }
        return best < logCutoff ? -1 : bestAt;
    }

    private add(index: number, exponent: number): void {
        const { score, complete } = this;
        const { parameters } = this.likelihood;
        const factor = Math.exp(exponent);
        this.sum += factor;
        for (let k = 0, c = index * parameters; k < parameters; k++, c++) {
            score[k] += factor * complete[c];
        }
    }
}

/** The number of nodes of the lattice. @param precision Σ⁻¹ */
export function sharedNodes(design: GroupDesign, covariance: Matrix, precision: Matrix, fineness: number): number {
    return latticeShape(design, covariance, precision, fineness).half.reduce((product, h) => product * 2 * h, 1);
}

/** u = root z, root = L⁻ᵀ with L Lᵀ the greatest precision of U given responses; nodes at odd multiples of half the spacing, `half` on either side. */
interface LatticeShape {
    lower: Matrix;
    root: Matrix;
    spacing: number[];
    half: number[];
}

function latticeShape({ rows, r, size }: GroupDesign, covariance: Matrix, precision: Matrix, fineness: number): LatticeShape {
    const d = covariance.length;
    const total = precision.map(row => row.slice());
    for (let k = 0; k < rows; k++) {
        for (let a = 0; a < d; a++) {
            for (let b = 0; b < d; b++) {
                total[a][b] += largestLogitWeight * size[k] * r[k * d + a] * r[k * d + b];
            }
        }
    }
    const factor = cholesky(total);
    if (!factor.ok) {
        throw new NotAvailable({ code: 'not-finite', detail: 'the weights of a group' });
    }
    const { lower } = factor;
    const root = inverseTransposed(lower);
    const spacing = root.map((_, c) => {
        let steepest = 0;
        for (let k = 0; k < rows; k++) {
            let slope = 0;
            for (let a = 0; a < d; a++) {
                slope += r[k * d + a] * root[a][c];
            }
            steepest = Math.max(steepest, Math.abs(slope));
        }
        return fineness * Math.min(1, (etaSpacing * Math.PI) / Math.max(steepest, leastSlope));
    });
    // z = Lᵀ u, so along an axis z is within so many of its standard deviations under the law of U.
    const half = lower.map((_, c) => {
        let variance = 0;
        for (let a = 0; a < d; a++) {
            for (let b = 0; b < d; b++) {
                variance += lower[a][c] * covariance[a][b] * lower[b][c];
            }
        }
        return Math.ceil((farthestShared * Math.sqrt(variance)) / spacing[c]) + 1;
    });
    return { lower, root, spacing, half };
}

/** L⁻ᵀ of a lower triangular L. */
function inverseTransposed(lower: Matrix): Matrix {
    const size = lower.length;
    const inverse: Matrix = lower.map(row => row.map(() => 0));
    for (let c = 0; c < size; c++) {
        for (let a = c; a < size; a++) {
            let sum = a === c ? 1 : 0;
            for (let b = c; b < a; b++) {
                sum -= lower[a][b] * inverse[c][b];
            }
            inverse[c][a] = sum / lower[a][a];
        }
    }
    return inverse;
}
