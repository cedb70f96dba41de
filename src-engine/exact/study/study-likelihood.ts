/** The likelihood of the complete data (y, v) of one part of a study, v ~ N(0, I) its standardised random effects: its logarithm, and slope and curvature in v. */
import { EnvelopeInverse } from '../../numeric/envelope-inverse.js';
import { NotAvailable } from '../../result/not-available.js';
import type { Response, ResponseRows } from '../../family/response.js';
import { factorsOf, type PartFactor, type StudyPart } from '../../study/study-part.js';
import type { StudyRows } from '../../study/study-rows.js';
import { largestFiniteWeight } from '../limits.js';

const none = new Float64Array(0);

export class StudyLikelihood {
    readonly effects: number;
    /** Slope in v, and L with L Lᵀ the negative expected curvature, after `curvatureAt`; row-major. */
    readonly slope: Float64Array;
    readonly lower: Float64Array;
    /** The rows at the last v: responses y and their second statistics are set from outside. */
    readonly at: ResponseRows = { y: none, size: none, second: none, eta: none, slope: none, information: none, phiSlope: 0 };
    /** Evaluations of log f so far. */
    evaluations = 0;
    rows!: StudyRows;
    /** For each row the positions in v of its features, which are `width`. */
    positions = new Int32Array(0);
    readonly width: number;
    /** Features of a row: those of random effects, then those of fixed effects. */
    readonly features: number;
    private readonly factors: PartFactor[];
    private readonly envelope: EnvelopeInverse;
    private readonly scratch: Float64Array;

    constructor(
        private readonly part: StudyPart,
        readonly response: Response
    ) {
        const { plan, effects } = part;
        this.effects = effects;
        this.width = plan.features - plan.fixed;
        this.features = plan.features;
        this.slope = new Float64Array(effects);
        this.lower = new Float64Array(effects * effects);
        this.factors = factorsOf(part);
        this.envelope = new EnvelopeInverse(effects);
        this.scratch = new Float64Array(effects * effects);
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
        const { rows, at, width, positions, features: q } = this;
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
        const { rows, at, width, positions, features: q, effects: size, slope, lower } = this;
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
}
