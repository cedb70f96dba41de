/**
 * The integrals over the random effects for all values t of the statistics of binary responses with logit link, on one lattice.
 *
 * log{L(u; t) φ(u)} = tᵀu + g(u): g and the complete score, but for its part that t adds, are computed once for every node. The spacing is that
 * of the narrowest law that U can have given the responses, of covariance (Σ⁻¹ + Σ_k n_k r rᵀ/4)⁻¹, since no weight is above ¼.
 */
import type { Matrix } from '../numeric/linear-algebra.js';
import { cholesky } from '../numeric/cholesky.js';
import { NotAvailable } from '../result/not-available.js';
import type { GroupDesign } from './group-design.js';
import type { GroupScore } from './group-score.js';
import { etaSpacing, logCutoff } from './lattice-limits.js';
import type { WeightedStatistic } from './sufficient-statistics.js';

const largestWeight = 0.25;
/** Standard deviations of U beyond which nothing is left. */
const farthest = 9;
const mostNodes = 3_000_000;

export class SharedLattice {
    /** Of the last statistic. */
    logMarginal = 0;
    readonly score: Float64Array;
    /** Nodes of the lattice, and those that sums over it took. */
    readonly nodes: number;
    visited = 0;
    private readonly spacing: number[];
    private readonly root: Matrix;
    /** Numbers of nodes along the axes, and the index of the origin. */
    private readonly counts: number[];
    private readonly g: Float64Array;
    private readonly u: Float64Array;
    private readonly complete: Float64Array;
    private readonly logVolume: number;
    private start: number[];
    private sum = 0;
    private top = 0;

    /** @param group prepared for the design */
    constructor(
        private readonly group: GroupScore,
        design: GroupDesign,
        covariance: Matrix,
        fineness: number
    ) {
        const { d, parameters } = group;
        this.score = new Float64Array(parameters);
        const { lower, root, spacing, half } = latticeShape(design, covariance, group.priorPrecision(), fineness);
        this.root = root;
        this.spacing = spacing;
        this.counts = half.map(h => 2 * h);
        this.start = half.slice();
        this.nodes = this.counts.reduce((product, n) => product * n, 1);
        if (mostNodes < this.nodes) {
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
        this.logVolume = this.spacing.reduce((log, h) => log + Math.log(h), logRoot) + group.logNormaliser;
    }

    private fill(half: readonly number[]): void {
        const { group, spacing, root, counts, g, u, complete } = this;
        const { d, parameters } = group;
        const at = new Float64Array(d);
        for (let index = 0; index < this.nodes; index++) {
            const coordinates = d === 1 ? [index] : [Math.floor(index / counts[1]), index % counts[1]];
            at.fill(0);
            coordinates.forEach((i, c) => {
                const z = (i - half[c] + 0.5) * spacing[c];
                for (let a = 0; a < d; a++) {
                    at[a] += root[a][c] * z;
                }
            });
            u.set(at, index * d);
            if (group.priorExponent(at) < -0.5 * farthest * farthest - 2) {
                continue;
            }
            g[index] = group.completeAt(at);
            complete.set(group.completeScore, index * parameters);
        }
    }

    /** Sets `logMarginal` and `score`. Statistics that follow each other should be near each other. @returns whether the lattice has the statistic's mass */
    integrate({ beside, logConstant }: WeightedStatistic): boolean {
        const { group, counts, g, u, complete, score } = this;
        const { d, p, parameters } = group;
        const { t, mean } = beside!;
        const [rows, columns] = d === 1 ? [1, counts[0]] : counts;
        const value = (i: number, j: number): number => {
            if (i < 0 || rows <= i || j < 0 || columns <= j) {
                return -Infinity;
            }
            const index = i * columns + j;
            let sum = g[index];
            for (let a = 0; a < d; a++) {
                sum += t[a] * u[index * d + a];
            }
            return sum;
        };
        let [i, j] = d === 1 ? [0, this.start[0]] : this.start;
        let top = value(i, j);
        for (let moved = true; moved;) {
            moved = false;
            for (let di = -1; di <= 1; di++) {
                for (let dj = -1; dj <= 1; dj++) {
                    const next = value(i + di, j + dj);
                    if (top < next) {
                        top = next;
                        i += di;
                        j += dj;
                        moved = true;
                    }
                }
            }
        }
        this.start = d === 1 ? [j] : [i, j];
        this.top = top;
        this.sum = 0;
        score.fill(0);
        const add = (index: number, exponent: number): void => {
            const factor = Math.exp(exponent);
            this.sum += factor;
            for (let k = 0, c = index * parameters; k < parameters; k++, c++) {
                score[k] += factor * complete[c];
            }
        };
        const line = (row: number, from: number): number => {
            let best = -Infinity;
            let bestAt = from;
            for (const direction of [1, -1]) {
                let before = -Infinity;
                for (let column = direction === 1 ? from : from - 1; ; column += direction) {
                    const exponent = value(row, column) - this.top;
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
                        add(row * columns + column, exponent);
                    }
                    before = exponent;
                }
            }
            return best < logCutoff ? -1 : bestAt;
        };
        const centre = line(i, j);
        for (const direction of [1, -1]) {
            let from = centre;
            for (let row = i + direction; row >= 0 && row < rows && from >= 0; row += direction) {
                from = line(row, from);
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
                total[a][b] += largestWeight * size[k] * r[k * d + a] * r[k * d + b];
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
        return fineness * Math.min(1, etaSpacing(Math.PI) / Math.max(steepest, 1e-300));
    });
    // z = Lᵀ u, so along an axis z is within so many of its standard deviations under the law of U.
    const half = lower.map((_, c) => {
        let variance = 0;
        for (let a = 0; a < d; a++) {
            for (let b = 0; b < d; b++) {
                variance += lower[a][c] * covariance[a][b] * lower[b][c];
            }
        }
        return Math.ceil((farthest * Math.sqrt(variance)) / spacing[c]) + 1;
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
