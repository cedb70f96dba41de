/** E[w r{X_B − aᵀr − a'ᵀr'}ᵀ | U] = 0 = E[w r'{…}ᵀ | U'] at the nodes of U and U'. */
import type { Matrix } from '../../numeric/linear-algebra.js';
import { cholesky, solveCholesky } from '../../numeric/cholesky.js';
import { NotAvailable } from '../../result/not-available.js';
import { conjugateGradients } from '../../numeric/conjugate-gradients.js';

/** A unit of a factor: the predictors that are constant in it, and its random effects. */
export interface Node {
    probability: number;
    own: number;
    u: Float64Array;
}

/** The normal equations of the additive projection, collected pair of nodes by pair, and the minimum that they give. */
export class NormalEquations {
    evaluations = 0;
    /** E[w r rᵀ | U], E[w r X_Bᵀ | U] at each node of either factor; E[w r r'ᵀ | U, U'] at each pair; E[w X_B X_Bᵀ]. */
    private readonly own1: Float64Array;
    private readonly own2: Float64Array;
    private readonly right1: Float64Array;
    private readonly right2: Float64Array;
    private readonly cross: Float64Array;
    private readonly total: Float64Array;

    constructor(
        private readonly first: Node[],
        private readonly second: Node[],
        private readonly k1: number,
        private readonly k2: number,
        private readonly sizeB: number
    ) {
        this.own1 = new Float64Array(first.length * k1 * k1);
        this.own2 = new Float64Array(second.length * k2 * k2);
        this.right1 = new Float64Array(first.length * k1 * sizeB);
        this.right2 = new Float64Array(second.length * k2 * sizeB);
        this.cross = new Float64Array(first.length * second.length * k1 * k2);
        this.total = new Float64Array(sizeB * sizeB);
    }

    /** Ω over (r, r', X_B) at a pair of nodes. */
    add(i: number, j: number, omega: Float64Array): void {
        const { k1, k2, sizeB } = this;
        const size = k1 + k2 + sizeB;
        const p1 = this.first[i].probability;
        const p2 = this.second[j].probability;
        for (let r = 0; r < k1; r++) {
            for (let s = 0; s < k1; s++) {
                this.own1[(i * k1 + r) * k1 + s] += p2 * omega[r * size + s];
            }
            for (let s = 0; s < k2; s++) {
                this.cross[((i * this.second.length + j) * k1 + r) * k2 + s] = omega[r * size + k1 + s];
            }
            for (let b = 0; b < sizeB; b++) {
                this.right1[(i * k1 + r) * sizeB + b] += p2 * omega[r * size + k1 + k2 + b];
            }
        }
        for (let r = 0; r < k2; r++) {
            for (let s = 0; s < k2; s++) {
                this.own2[(j * k2 + r) * k2 + s] += p1 * omega[(k1 + r) * size + k1 + s];
            }
            for (let b = 0; b < sizeB; b++) {
                this.right2[(j * k2 + r) * sizeB + b] += p1 * omega[(k1 + r) * size + k1 + k2 + b];
            }
        }
        for (let a = 0; a < sizeB; a++) {
            for (let b = 0; b < sizeB; b++) {
                this.total[a * sizeB + b] += p1 * p2 * omega[(k1 + k2 + a) * size + k1 + k2 + b];
            }
        }
    }

    /** The minimum over a and a' of the form in X_B: the information about β_B, d_B × d_B. */
    minimum(): Matrix {
        const { k1, k2, sizeB, first, second } = this;
        const [n1, n2] = [first.length, second.length];
        const solve1 = blockSolver(this.own1, n1, k1);
        const solve2 = blockSolver(this.own2, n2, k2);
        const information: Matrix = Array.from({ length: sizeB }, (_, a) => Array.from(this.total.subarray(a * sizeB, (a + 1) * sizeB)));
        const columnOf = (right: Float64Array, b: number, length: number): Float64Array =>
            Float64Array.from({ length }, (_, l) => right[l * sizeB + b]);
        const weighted = (nodes: readonly Node[], k: number, x: Float64Array, y: Float64Array): number => {
            let sum = 0;
            for (let i = 0; i < nodes.length; i++) {
                let dot = 0;
                for (let r = 0; r < k; r++) {
                    dot += x[i * k + r] * y[i * k + r];
                }
                sum += nodes[i].probability * dot;
            }
            return sum;
        };
        const rights1 = Array.from({ length: sizeB }, (_, b) => columnOf(this.right1, b, n1 * k1));
        const first1 = rights1.map(solve1);
        for (let a = 0; a < sizeB; a++) {
            for (let b = 0; b < sizeB; b++) {
                information[a][b] -= weighted(first, k1, rights1[a], first1[b]);
            }
        }
        // The remaining form: E over U' of a'ᵀ(reduced own block) a', with right-hand sides reduced in the same way.
        const rights2 = first1.map((solution, b) => {
            const reduced = this.toSecond(solution);
            return columnOf(this.right2, b, n2 * k2).map((x, l) => x - reduced[l]);
        });
        const apply = (x: Float64Array): Float64Array => {
            const own = ownTimes(this.own2, n2, k2, x);
            const through = this.toSecond(solve1(this.toFirst(x)));
            return own.map((value, l) => value - through[l]);
        };
        const solutions: Float64Array[] = [];
        const residuals: Float64Array[] = [];
        for (const [b, right] of rights2.entries()) {
            const scale = information[b][b];
            const solved = conjugateGradients(apply, solve2, right, (x, y) => weighted(second, k2, x, y), scale);
            if (!solved) {
                throw new NotAvailable({ code: 'accuracy', reached: null });
            }
            solutions.push(solved.solution);
            residuals.push(solved.residual);
        }
        for (let a = 0; a < sizeB; a++) {
            for (let b = 0; b < sizeB; b++) {
                information[a][b] -=
                    0.5 *
                    (this.gain(solutions[a], rights2[b], residuals[b], weighted) +
                        this.gain(solutions[b], rights2[a], residuals[a], weighted));
            }
        }
        return information;
    }

    /** aᵀ(right + residual): the amount by which a lowers the form, to second order in its error. */
    private gain(
        solution: Float64Array,
        right: Float64Array,
        residual: Float64Array,
        weighted: (nodes: readonly Node[], k: number, x: Float64Array, y: Float64Array) => number
    ): number {
        return weighted(
            this.second,
            this.k2,
            solution,
            right.map((x, l) => x + residual[l])
        );
    }

    /** E[w r r'ᵀ a'(U') | U]. */
    private toFirst(x: Float64Array): Float64Array {
        const { k1, k2, first, second, cross } = this;
        const out = new Float64Array(first.length * k1);
        for (let i = 0; i < first.length; i++) {
            for (let j = 0; j < second.length; j++) {
                const p = second[j].probability;
                const base = (i * second.length + j) * k1 * k2;
                for (let r = 0; r < k1; r++) {
                    let sum = 0;
                    for (let s = 0; s < k2; s++) {
                        sum += cross[base + r * k2 + s] * x[j * k2 + s];
                    }
                    out[i * k1 + r] += p * sum;
                }
            }
        }
        return out;
    }

    /** E[w r' rᵀ a(U) | U']. */
    private toSecond(x: Float64Array): Float64Array {
        const { k1, k2, first, second, cross } = this;
        const out = new Float64Array(second.length * k2);
        for (let i = 0; i < first.length; i++) {
            const p = first[i].probability;
            for (let j = 0; j < second.length; j++) {
                const base = (i * second.length + j) * k1 * k2;
                for (let s = 0; s < k2; s++) {
                    let sum = 0;
                    for (let r = 0; r < k1; r++) {
                        sum += cross[base + r * k2 + s] * x[i * k1 + r];
                    }
                    out[j * k2 + s] += p * sum;
                }
            }
        }
        return out;
    }
}

/** Block by block: own·x. */
function ownTimes(own: Float64Array, count: number, k: number, x: Float64Array): Float64Array {
    const out = new Float64Array(count * k);
    for (let i = 0; i < count; i++) {
        for (let r = 0; r < k; r++) {
            for (let s = 0; s < k; s++) {
                out[i * k + r] += own[(i * k + r) * k + s] * x[i * k + s];
            }
        }
    }
    return out;
}

/** Block by block: own⁻¹·x; 0 where a block is too small for its inverse, whose nodes do not matter. */
function blockSolver(own: Float64Array, count: number, k: number): (x: Float64Array) => Float64Array {
    const factors = Array.from({ length: count }, (_, i) => {
        const block = Array.from({ length: k }, (__, r) => Array.from(own.subarray((i * k + r) * k, (i * k + r + 1) * k)));
        const factor = cholesky(block);
        return factor.ok ? factor.lower : undefined;
    });
    return x => {
        const out = new Float64Array(count * k);
        factors.forEach((lower, i) => {
            if (lower) {
                out.set(solveCholesky(lower, Array.from(x.subarray(i * k, (i + 1) * k))), i * k);
            }
        });
        return out;
    };
}
