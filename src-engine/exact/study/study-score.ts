/**
 * The complete data (y, v) of one part of a study, v ~ N(0, I) its standardised random effects: log-likelihood, slope and curvature in v, and the score in
 * β, the variance components θ, and φ.
 *
 * The complete data may as well be (y, v + Cβ) for any C that depends on the design and y alone: the likelihood of y is the same integral. Then
 *
 *     S_β = Σ_k ℓ'(η_k)(x_k − Cᵀz_k) + Cᵀv,    S_a = ½(vᵀN_a v − tr N_a),    N_a as in `study/component-parameters.ts`.
 *
 * With C = (I + ZᵀWZ)⁻¹ZᵀWX, S_β hardly varies with v given y.
 */
import { solveLowerInPlace, solveLowerTransposedInPlace } from '../../numeric/cholesky.js';
import { EnvelopeInverse } from '../../numeric/envelope-inverse.js';
import { NotAvailable } from '../../result/not-available.js';
import type { Response, ResponseRows } from '../../family/response.js';
import type { ComponentParameter } from '../../study/component-parameters.js';
import { factorsOf, type PartFactor, type StudyPart } from '../../study/study-part.js';
import type { StudyRows } from '../../study/study-rows.js';
import { largestFiniteWeight } from '../limits.js';
import { formOfProducts, unitProducts } from './unit-products.js';

const none = new Float64Array(0);

export class StudyScore {
    readonly p: number;
    readonly effects: number;
    /** β, θ, and φ where there is one. */
    readonly parameters: number;
    /** S at the last v of `scoreAt`. */
    readonly score: Float64Array;
    /** Slope in v, and L with L Lᵀ the negative expected curvature, after `curvatureAt`; row-major. */
    readonly slope: Float64Array;
    readonly lower: Float64Array;
    /** The rows at the last v: responses y and their second statistics are set from outside. */
    readonly at: ResponseRows = { y: none, size: none, second: none, eta: none, slope: none, information: none, phiSlope: 0 };
    /** Evaluations of log f so far. */
    evaluations = 0;
    /** C, K × p. */
    readonly shift: Float64Array;
    /** X − ZC, p × room for the rows. */
    centred = none;
    rows!: StudyRows;
    /** For each row the positions in v of its features, which are `width`. */
    positions = new Int32Array(0);
    readonly width: number;
    /** Features of a row: those of random effects, then those of fixed effects. */
    readonly features: number;
    private readonly factors: PartFactor[];
    private readonly envelope: EnvelopeInverse;
    private readonly scratch: Float64Array;
    /** Of the effects of a factor's units. */
    private readonly products: Float64Array;
    private readonly hasPhi: boolean;

    constructor(
        private readonly part: StudyPart,
        private readonly components: readonly ComponentParameter[],
        private readonly response: Response
    ) {
        const { plan, effects } = part;
        this.p = plan.fixed;
        this.effects = effects;
        this.width = plan.features - plan.fixed;
        this.features = plan.features;
        this.hasPhi = response.phiInformation > 0;
        this.parameters = this.p + components.length + (this.hasPhi ? 1 : 0);
        this.score = new Float64Array(this.parameters);
        this.slope = new Float64Array(effects);
        this.lower = new Float64Array(effects * effects);
        this.shift = new Float64Array(effects * this.p);
        this.factors = factorsOf(part);
        this.envelope = new EnvelopeInverse(effects);
        this.scratch = new Float64Array(effects * effects);
        this.products = new Float64Array(Math.max(0, ...components.map(({ form }) => form.length ** 2)));
    }

    /** The rows of a design. Their responses are not yet set. */
    prepare(rows: StudyRows): void {
        const { at, width, part } = this;
        const { count } = rows;
        this.rows = rows;
        if (at.eta.length < count) {
            const room = Math.ceil(1.2 * count);
            for (const key of ['y', 'second', 'eta', 'slope', 'information'] as const) {
                at[key] = new Float64Array(room);
            }
            this.positions = new Int32Array(room * width);
            this.centred = new Float64Array(room * this.p);
        }
        at.size = rows.size;
        for (let cell = 0; cell < part.cells; cell++) {
            for (let row = rows.start[cell]; row < rows.start[cell + 1]; row++) {
                let next = row * width;
                for (const { planned, unitOf, offset } of this.factors) {
                    const d = planned.root.length;
                    for (let k = 0; k < d; k++) {
                        this.positions[next++] = offset + unitOf[cell] * d + k;
                    }
                }
            }
        }
    }

    /** Sets η at v, and evaluates log f there. @returns log{L φ} up to a constant */
    evaluate(v: Float64Array): number {
        const { rows, at, width, positions, part } = this;
        const q = part.plan.features;
        const { count, features, eta } = rows;
        for (let row = 0; row < count; row++) {
            let sum = eta[row];
            const from = row * width;
            const feature = row * q;
            for (let k = 0; k < width; k++) {
                sum += features[feature + k] * v[positions[from + k]];
            }
            at.eta[row] = sum;
        }
        let square = 0;
        for (let k = 0; k < v.length; k++) {
            square += v[k] * v[k];
        }
        return this.evaluateRows() - 0.5 * square;
    }

    /** Evaluates log f at the present η. @returns log f up to a constant */
    evaluateRows(): number {
        const { count } = this.rows;
        this.evaluations += count;
        return this.response.evaluate(this.at, count);
    }

    /** η at v, for drawing responses. */
    predictorsAt(v: Float64Array): Float64Array {
        const { at, rows } = this;
        at.y.fill(0, 0, rows.count);
        at.second.fill(0, 0, rows.count);
        this.evaluate(v);
        return at.eta;
    }

    /** @returns log{L φ} at v, with `slope` and `lower`. @throws NotAvailable where a weight is not finite */
    curvatureAt(v: Float64Array): number {
        const value = this.evaluate(v);
        this.setCurvature(v);
        return value;
    }

    /** Sets `slope` and `lower` from the slopes and the information of the rows. @throws NotAvailable where a weight is not finite */
    setCurvature(v: Float64Array): void {
        const { rows, at, width, positions, part, effects: size, slope, lower } = this;
        const q = part.plan.features;
        const { count, features } = rows;
        lower.fill(0);
        for (let i = 0; i < size; i++) {
            lower[i * size + i] = 1;
            slope[i] = -v[i];
        }
        for (let row = 0; row < count; row++) {
            const from = row * width;
            const feature = row * q;
            const w = Math.min(at.information[row], largestFiniteWeight);
            for (let k = 0; k < width; k++) {
                const i = positions[from + k];
                const z = features[feature + k];
                slope[i] += at.slope[row] * z;
                const wz = w * z;
                for (let l = 0; l < width; l++) {
                    const j = positions[from + l];
                    if (j <= i) {
                        lower[i * size + j] += wz * features[feature + l];
                    }
                }
            }
        }
        if (!this.envelope.factorise(lower)) {
            throw new NotAvailable({ code: 'not-finite', detail: 'the likelihood of a study' });
        }
    }

    /** Writes the inverse of the last curvature, row-major. */
    invertCurvature(into: Float64Array): void {
        const { lower, scratch, envelope } = this;
        scratch.set(lower);
        envelope.invertFactored(scratch, into);
    }

    /** Sets C and X − ZC by the weights of the last `curvatureAt`. */
    centre(): void {
        const { rows, at, width, positions, part, effects: size, shift, p, lower, centred } = this;
        const q = part.plan.features;
        const { count, features } = rows;
        const room = at.eta.length;
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
        const { rows, at, width, positions, part, effects: size, shift, p, centred } = this;
        const q = part.plan.features;
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
        const value = this.evaluate(v);
        const { rows, at, p, effects, shift, score, centred, products } = this;
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
        const { rows, at, p, effects, shift, centred, parameters, components } = this;
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
            into[parameters * parameters - 1] = observations * this.response.phiInformation;
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
