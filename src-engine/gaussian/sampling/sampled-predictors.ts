/** How the predictors of one observation are drawn, and the fixed effects' terms as functions of them; for models without groups. */
import { sourceOf, placeDrawn, type PredictorSource } from '../../predictors/predictor-source.js';
import type { SeededGenerator } from '../../laws/seeded-generator.js';
import type { Matrix } from '../../numeric/linear-algebra.js';
import type { ModelSpec } from '../../spec/model-spec.js';
import { NotAvailable } from '../../result/not-available.js';
import { FactorialDesign } from '../factorial-design.js';

/** The terms t as combinations of simpler ones, t* = Bt; see `standard-terms.ts`. */
export interface StandardTerms {
    /** B, p × p: the rows of d, then those of w. */
    transform: Matrix;
    /** How many rows are those of d. */
    drawn: number;
    /** The predictors that d depends on. */
    sources: SampledPredictors['sources'];
}

export class SampledPredictors {
    readonly design: FactorialDesign;
    /** Of the random predictors that some term depends on. */
    readonly sources: { names: readonly string[]; source: PredictorSource }[] = [];

    private readonly written: Float64Array;

    /** @throws NotAvailable, InvalidSpec where a law can't be read */
    constructor(spec: ModelSpec) {
        this.design = new FactorialDesign(spec);
        this.written = new Float64Array(spec.fixed.length);
        const { index, used } = this.design;
        for (const predictor of spec.predictors) {
            if (predictor.kind === 'random' && predictor.names.some(name => used.has(name))) {
                const slots = predictor.names.map(name => index.slots.get(name)!);
                this.sources.push({ names: predictor.names, source: sourceOf(predictor, slots) });
            }
        }
    }

    /** The terms at the values of the predictors that were set last. */
    terms(out: Float64Array): void {
        const { design } = this;
        design.derive();
        for (let i = 0; i < out.length; i++) {
            out[i] = design.terms[i](design.values);
            if (!Number.isFinite(out[i])) {
                throw new NotAvailable({ code: 'not-finite', detail: `the term of ${design.spec.fixed[i].name}` });
            }
        }
    }

    /** Some rows of B at the values of the predictors that were set last. */
    row(transform: Matrix): Float64Array {
        const row = new Float64Array(transform.length);
        this.writeRow(transform, row, 0);
        return row;
    }

    /** The same into an array, from a position on. */
    writeRow(transform: Matrix, out: Float64Array, at: number): void {
        const { written } = this;
        this.terms(written);
        for (let i = 0; i < transform.length; i++) {
            const own = transform[i];
            let sum = 0;
            for (let j = 0; j < own.length; j++) {
                sum += own[j] * written[j];
            }
            out[at + i] = sum;
        }
    }

    /** Draws the predictors of one observation. @param observation its number, which decides its `each` points */
    draw(observation: number, generator: SeededGenerator, of: readonly { source: PredictorSource }[] = this.sources): void {
        const { design } = this;
        design.placeRow([observation]);
        const uniform = (): number => generator.uniform();
        for (const { source } of of) {
            placeDrawn(source, design.values, uniform, generator);
        }
    }

    /** Draws values that show what the terms can be: rare values of discrete predictors are as likely as others. */
    probe(observation: number, generator: SeededGenerator): void {
        this.draw(observation, generator);
        for (const { source } of this.sources) {
            if (source.kind === 'few') {
                const at = Math.min(source.atoms.length - 1, Math.floor(generator.uniform() * source.atoms.length));
                this.design.values[source.slots[0]] = source.atoms[at].value;
            }
        }
    }
}
