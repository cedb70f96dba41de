/**
 * The braces of the refined form, for features of one observation X: E{w² (X_RᵀP X_R) X Xᵀ} − E{w X X_Rᵀ} P E{w X_R Xᵀ} in a metric P. They say how much Ω of a
 * group's own sample of X varies. Every brace of the refined form (E MPM − EM P EM, and those with D) is a quadratic form of this matrix.
 *
 * Both expectations are taken within a combination of `each` points and averaged over the combinations.
 */
import type { ConditionalInformation } from './conditional-information.js';
import { weightAt, type TransformedGroup } from './transformed-features.js';

/** Nothing is allocated by an evaluation. Matrices are row-major. */
export class Braces {
    /** Cov(f | T): the features given η. */
    private readonly conditional: Float64Array;
    /** P Cov(f_R, f | T). */
    private readonly shaped: Float64Array;
    /** For each feature j the products of column j of `shaped` with f₀ and with the coefficients of T. */
    private readonly cross: Float64Array;
    /** fᵀP f given T, as c0 + c1 T + c2 T². */
    private c0 = 0;
    private c1 = 0;
    private c2 = 0;

    /** @param information with braces */
    constructor(private readonly information: ConditionalInformation) {
        const { size, dR } = information;
        this.conditional = new Float64Array(size * size);
        this.shaped = new Float64Array(dR * size);
        this.cross = new Float64Array(2 * size);
    }

    /**
     * Writes the braces at the u and z of the last `accumulate`.
     * @param group that of the last `accumulate`
     * @param metric P in transformed features, d_R × d_R
     * @param out receives the lower triangle, p × p
     */
    at(group: TransformedGroup, metric: Float64Array, out: Float64Array): void {
        const { points } = group;
        out.fill(0);
        for (let q = 0; q < points.count; q++) {
            if (points.collapsed === 0) {
                this.addSquare(group, q, metric, out);
            } else {
                this.addSquareWithNormals(group, q, metric, out);
            }
        }
        this.subtractProduct(points.eachCount, metric, out);
    }

    /** Subtracts E{w X X_Rᵀ} P E{w X_R Xᵀ}, averaged over the combinations of `each` points. */
    private subtractProduct(eachCount: number, metric: Float64Array, out: Float64Array): void {
        const { dR, dB, omega, byEach } = this.information;
        const p = dR + dB;
        const several = byEach.length !== 0;
        for (let e = 0; e < eachCount; e++) {
            const from = e * p * dR;
            for (let i = 0; i < p; i++) {
                for (let r = 0; r < dR; r++) {
                    let sum = 0;
                    for (let c = 0; c < dR; c++) {
                        sum += metric[r * dR + c] * (several ? byEach[from + i * dR + c] : omega[Math.max(i, c) * p + Math.min(i, c)]);
                    }
                    for (let j = 0; j <= i; j++) {
                        out[i * p + j] -=
                            eachCount * sum * (several ? byEach[from + j * dR + r] : omega[Math.max(j, r) * p + Math.min(j, r)]);
                    }
                }
            }
        }
    }

    /** Adds E{w² (X_RᵀP X_R) X Xᵀ} of a point without collapsed normals. */
    private addSquare(group: TransformedGroup, q: number, metric: Float64Array, out: Float64Array): void {
        const { points, features } = group;
        const { dR, dB, size, moments, momentsLength } = this.information;
        const p = dR + dB;
        const dF = p - size;
        const from = q * momentsLength + weightAt(group, q).width;
        const base = q * size;
        let quadratic = 0;
        for (let r = 0; r < dR; r++) {
            for (let c = 0; c < dR; c++) {
                quadratic += metric[r * dR + c] * features[base + r] * features[base + c];
            }
        }
        quadratic *= points.weightSquared[q];
        for (let i = 0; i < size; i++) {
            const value = quadratic * moments[from] * features[base + i];
            for (let j = 0; j <= i; j++) {
                out[i * p + j] += value * features[base + j];
            }
        }
        for (let a = 0; a < dF; a++) {
            const value = quadratic * moments[from + 1 + a];
            for (let j = 0; j < size; j++) {
                out[(size + a) * p + j] += value * features[base + j];
            }
        }
        let pair = from + 1 + dF;
        for (let a = 0; a < dF; a++) {
            for (let b = 0; b <= a; b++) {
                out[(size + a) * p + size + b] += quadratic * moments[pair++];
            }
        }
    }

    /** The same with collapsed normals. Given T the features are normal, f = f₀ + g T + ν⊥, and Isserlis' theorem gives their fourth moments. */
    private addSquareWithNormals(group: TransformedGroup, q: number, metric: Float64Array, out: Float64Array): void {
        const { stride, width } = weightAt(group, q);
        const from = q * this.information.momentsLength + width;
        const w = group.points.weightSquared[q];
        this.setConditional(group, q, metric);
        this.setQuadratic(group, q, metric);
        this.addCarried(group, q, w, from, stride, out);
        this.addFolded(group, q, w, from, stride, out);
        this.addFoldedPairs(w, from, stride, out);
    }

    /** C = Cov(f | T), and P C_R·. */
    private setConditional({ across }: TransformedGroup, q: number, metric: Float64Array): void {
        const { conditional, shaped } = this;
        const { dR, size, along } = this.information;
        const base = q * size;
        for (let i = 0; i < size; i++) {
            for (let j = 0; j < size; j++) {
                conditional[i * size + j] = across[(base + i) * size + j] - along[base + i] * along[base + j];
            }
        }
        for (let r = 0; r < dR; r++) {
            for (let j = 0; j < size; j++) {
                let sum = 0;
                for (let c = 0; c < dR; c++) {
                    sum += metric[r * dR + c] * conditional[c * size + j];
                }
                shaped[r * size + j] = sum;
            }
        }
    }

    /** E(fᵀP f | T), and the products of P C_R· with f₀ and g. */
    private setQuadratic({ features }: TransformedGroup, q: number, metric: Float64Array): void {
        const { shaped, cross } = this;
        const { dR, size, along } = this.information;
        const base = q * size;
        let c0 = 0;
        let c1 = 0;
        let c2 = 0;
        for (let r = 0; r < dR; r++) {
            c0 += shaped[r * size + r];
            for (let c = 0; c < dR; c++) {
                const weighted = metric[r * dR + c];
                c0 += weighted * features[base + r] * features[base + c];
                c1 += 2 * weighted * features[base + r] * along[base + c];
                c2 += weighted * along[base + r] * along[base + c];
            }
        }
        this.c0 = c0;
        this.c1 = c1;
        this.c2 = c2;
        for (let i = 0; i < size; i++) {
            let first = 0;
            let second = 0;
            for (let r = 0; r < dR; r++) {
                first += shaped[r * size + i] * features[base + r];
                second += shaped[r * size + i] * along[base + r];
            }
            cross[2 * i] = first;
            cross[2 * i + 1] = second;
        }
    }

    private addCarried({ features }: TransformedGroup, q: number, w: number, from: number, stride: number, out: Float64Array): void {
        const { conditional, shaped, cross, c0, c1, c2 } = this;
        const { dR, dB, size, along, moments } = this.information;
        const p = dR + dB;
        const base = q * size;
        const m0 = w * moments[from];
        const m1 = w * moments[from + stride];
        const m2 = w * moments[from + 2 * stride];
        const m3 = w * moments[from + 3 * stride];
        const m4 = w * moments[from + 4 * stride];
        for (let i = 0; i < size; i++) {
            const fi = features[base + i];
            const gi = along[base + i];
            const x0 = cross[2 * i];
            const x1 = cross[2 * i + 1];
            for (let j = 0; j <= i; j++) {
                const fj = features[base + j];
                const gj = along[base + j];
                const y0 = cross[2 * j];
                const y1 = cross[2 * j + 1];
                const p0 = fi * fj + conditional[i * size + j];
                const p1 = fi * gj + gi * fj;
                const p2 = gi * gj;
                let both = 0;
                for (let r = 0; r < dR; r++) {
                    both += conditional[i * size + r] * shaped[r * size + j];
                }
                out[i * p + j] +=
                    m0 * (c0 * p0 + 2 * (x0 * fj + y0 * fi + both)) +
                    m1 * (c0 * p1 + c1 * p0 + 2 * (x0 * gj + x1 * fj + y0 * gi + y1 * fi)) +
                    m2 * (c0 * p2 + c1 * p1 + c2 * p0 + 2 * (x1 * gj + y1 * gi)) +
                    m3 * (c1 * p2 + c2 * p1) +
                    m4 * c2 * p2;
            }
        }
    }

    private addFolded({ features }: TransformedGroup, q: number, w: number, from: number, stride: number, out: Float64Array): void {
        const { cross, c0, c1, c2 } = this;
        const { dR, dB, size, along, moments } = this.information;
        const p = dR + dB;
        const base = q * size;
        for (let a = 0; a < p - size; a++) {
            const at = from + 1 + a;
            const n0 = w * moments[at];
            const n1 = w * moments[at + stride];
            const n2 = w * moments[at + 2 * stride];
            const n3 = w * moments[at + 3 * stride];
            for (let j = 0; j < size; j++) {
                const fj = features[base + j];
                const gj = along[base + j];
                out[(size + a) * p + j] +=
                    n0 * (c0 * fj + 2 * cross[2 * j]) +
                    n1 * (c0 * gj + c1 * fj + 2 * cross[2 * j + 1]) +
                    n2 * (c1 * gj + c2 * fj) +
                    n3 * c2 * gj;
            }
        }
    }

    private addFoldedPairs(w: number, from: number, stride: number, out: Float64Array): void {
        const { c0, c1, c2 } = this;
        const { dR, dB, size, moments } = this.information;
        const p = dR + dB;
        let pair = from + 1 + p - size;
        for (let a = 0; a < p - size; a++) {
            for (let b = 0; b <= a; b++, pair++) {
                out[(size + a) * p + size + b] += w * (c0 * moments[pair] + c1 * moments[pair + stride] + c2 * moments[pair + 2 * stride]);
            }
        }
    }
}
