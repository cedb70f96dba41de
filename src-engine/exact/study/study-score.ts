/**
 * The score of the complete data (y, v) of one part of a study in β, the variance components θ, and φ.
 *
 * The complete data may as well be (y, v + Cβ) for any C that depends on the design and y alone: the likelihood of y is the same integral. Then
 *
 *     S_β = Σ_k ℓ'(η_k)(x_k − Cᵀz_k) + Cᵀv,    S_a = ½(vᵀN_a v − tr N_a),    N_a as in `study/component-parameters.ts`.
 *
 * With C = (I + ZᵀWZ)⁻¹ZᵀWX, S_β hardly varies with v given y.
 */
import { solveLowerInPlace, solveLowerTransposedInPlace } from '../../numeric/cholesky.js';
import type { ComponentParameter } from '../../study/component-parameters.js';
import { largestFiniteWeight } from '../limits.js';
import type { StudyLikelihood } from './study-likelihood.js';
import { formOfProducts, unitProducts } from './unit-products.js';

export class StudyScore {
    /** β, θ, and φ where there is one. */
    readonly parameters: number;
    /** S at the last v of `scoreAt`. */
    readonly score: Float64Array;
    /** C, K × p. */
    private readonly shift: Float64Array;
    /** X − ZC, p × room for the rows. */
    private centred = new Float64Array(0);
    /** Of the effects of a factor's units. */
    private readonly products: Float64Array;
    private readonly hasPhi: boolean;

    /** @param p the number of fixed effects */
    constructor(
        readonly likelihood: StudyLikelihood,
        readonly p: number,
        private readonly components: readonly ComponentParameter[]
    ) {
        this.hasPhi = likelihood.response.phiInformation > 0;
        this.parameters = p + components.length + (this.hasPhi ? 1 : 0);
        this.score = new Float64Array(this.parameters);
        this.shift = new Float64Array(likelihood.effects * p);
        this.products = new Float64Array(Math.max(0, ...components.map(({ form }) => form.length ** 2)));
    }

    /** Sets C and X − ZC by the weights of the last `curvatureAt`. */
    centre(): void {
        const { likelihood, shift, p } = this;
        const { rows, at, width, positions, features: q, effects: size, lower } = likelihood;
        const { count, features } = rows;
        const room = at.eta.length;
        if (this.centred.length < room * p) {
            this.centred = new Float64Array(room * p);
        }
        const { centred } = this;
        const column = new Float64Array(size);
        for (let a = 0; a < p; a++) {
            column.fill(0);
            for (let row = 0; row < count; row++) {
                const wx = Math.min(at.information[row], largestFiniteWeight) * features[row * q + width + a];
                for (let k = 0; k < width; k++) {
                    column[positions[row * width + k]] += wx * features[row * q + k];
                }
            }
            solveLowerInPlace(lower, size, column);
            solveLowerTransposedInPlace(lower, size, column);
            for (let i = 0; i < size; i++) {
                shift[i * p + a] = column[i];
            }
        }
        for (let row = 0; row < count; row++) {
            for (let a = 0; a < p; a++) {
                let x = features[row * q + width + a];
                for (let k = 0; k < width; k++) {
                    x -= features[row * q + k] * shift[positions[row * width + k] * p + a];
                }
                centred[a * room + row] = x;
            }
        }
    }

    /** Writes dS_β/dv, p × K, by the weights of the last curvature. */
    slopesOfEffects(into: Float64Array): void {
        const { likelihood, shift, p, centred } = this;
        const { rows, at, width, positions, features: q, effects: size } = likelihood;
        const room = at.eta.length;
        for (let a = 0; a < p; a++) {
            for (let i = 0; i < size; i++) {
                into[a * size + i] = shift[i * p + a];
            }
            for (let row = 0; row < rows.count; row++) {
                const wx = at.information[row] * centred[a * room + row];
                for (let k = 0; k < width; k++) {
                    into[a * size + positions[row * width + k]] -= wx * rows.features[row * q + k];
                }
            }
        }
    }

    /** @returns log{L φ} at v, with `score` */
    scoreAt(v: Float64Array): number {
        const { likelihood, p, shift, score, centred, products } = this;
        const value = likelihood.evaluate(v);
        const { rows, at, effects } = likelihood;
        const { slope, eta } = at;
        for (let a = 0; a < p; a++) {
            const from = a * eta.length;
            let sum = 0;
            for (let row = 0; row < rows.count; row++) {
                sum += slope[row] * centred[from + row];
            }
            for (let i = 0; i < effects; i++) {
                sum += shift[i * p + a] * v[i];
            }
            score[a] = sum;
        }
        this.components.forEach(({ factor, form }, a) => {
            if (a === 0 || this.components[a - 1].factor !== factor) {
                unitProducts(factor, form.length, v, products);
            }
            score[p + a] = 0.5 * (formOfProducts(form, products) - factor.units * trace(form));
        });
        if (this.hasPhi) {
            score[this.parameters - 1] = at.phiSlope;
        }
        return value;
    }

    /**
     * −∂S/∂(β, θ, φ), of which some parts are replaced by their means given the random effects: known at the posterior means of the rows' weights and of v.
     *
     * @param weights the mean weights of the rows given y
     * @param v the mean of v given y
     */
    completeInformation(weights: Float64Array, v: Float64Array, into: Float64Array): void {
        const { likelihood, p, shift, centred, parameters, components } = this;
        const { rows, at, effects, response } = likelihood;
        const room = at.eta.length;
        into.fill(0);
        for (let row = 0; row < rows.count; row++) {
            for (let a = 0; a < p; a++) {
                const wx = weights[row] * centred[a * room + row];
                for (let b = 0; b <= a; b++) {
                    into[a * parameters + b] += wx * centred[b * room + row];
                }
            }
        }
        for (let i = 0; i < effects; i++) {
            for (let a = 0; a < p; a++) {
                for (let b = 0; b <= a; b++) {
                    into[a * parameters + b] += shift[i * p + a] * shift[i * p + b];
                }
            }
        }
        components.forEach((one, c) => {
            const { factor, form } = one;
            const d = form.length;
            for (let unit = 0; unit < factor.units; unit++) {
                const base = factor.offset + unit * d;
                for (let i = 0; i < d; i++) {
                    let moved = 0;
                    for (let j = 0; j < d; j++) {
                        moved += form[i][j] * v[base + j];
                    }
                    for (let a = 0; a < p; a++) {
                        into[(p + c) * parameters + a] += moved * shift[(base + i) * p + a];
                    }
                }
            }
            components.slice(0, c + 1).forEach((other, e) => {
                into[(p + c) * parameters + p + e] = other.factor === factor ? 0.5 * factor.units * traceOf(form, other.form) : 0;
            });
        });
        if (this.hasPhi) {
            let observations = 0;
            for (let row = 0; row < rows.count; row++) {
                observations += rows.size[row];
            }
            into[parameters * parameters - 1] = observations * response.phiInformation;
        }
        for (let a = 0; a < parameters; a++) {
            for (let b = 0; b < a; b++) {
                into[b * parameters + a] = into[a * parameters + b];
            }
        }
    }
}

const trace = (form: readonly number[][]): number => form.reduce((sum, row, i) => sum + row[i], 0);

const traceOf = (a: readonly number[][], b: readonly number[][]): number =>
    a.reduce((sum, row, i) => sum + row.reduce((own, x, j) => own + x * b[j][i], 0), 0);
