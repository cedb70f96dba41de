/** A data set drawn from the model and its design. */
import { sigmaOf } from '../structure/covariance/structures.js';
import { SeededGenerator } from '../laws/seeded-generator.js';
import { placeDrawn, sourceOf } from '../predictors/predictor-source.js';
import { cholesky } from '../numeric/cholesky.js';
import { solveMarginal } from '../predictors/marginal.js';
import type { ModelSpec, PredictorSpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';
import { compileTerm, derivedInOrder, indexPredictors, InvalidSpec, type Evaluator } from '../spec/term.js';
import { drawResponse } from '../family/families.js';
import { links } from '../family/links.js';
import { simulateUnits, type SimulatedUnits } from './simulated-units.js';

export interface SimulatedData {
    rows: number;
    response: Float64Array;
    /** The trials of a binomial response; else null. */
    trials: Float64Array | null;
    /** In the order of the spec's `random`; units are numbered from 0, those of an inner group through all outer units. */
    groups: SimulatedUnits['groups'];
    /** All predictors in text order, derived ones too. `levels` of a categorical one, whose values are their indices; else null. */
    predictors: { name: string; values: Float64Array; levels: string[] | null }[];
    /** For every group: its drawn random effects, units × effects, in the order of the spec's `random`. */
    randomEffects: Float64Array[];
}

/**
 * Draws one data set: units and sizes of the design (all analysed: attrition is not drawn), predictors from their laws, `each` points balanced over
 * observations or units, random effects from Normal(0, Σ), responses from the family. The same seed gives the same data on every machine, up
 * to rounding.
 *
 * @param seed any number
 * @throws NotAvailable where the spec asks for a number, a law's data are not read, η leaves the link's domain, trials are not whole
 * numbers, or the design has more than five million rows
 */
export function simulateData(model: ModelSpec, seed: number): SimulatedData {
    const spec = solveMarginal(model);
    const generator = new SeededGenerator(seed);
    const units = simulateUnits(spec, generator);
    const predictors = new DrawnPredictors(spec, units, generator);
    const compile = (term: ModelSpec['fixed'][number]['term']): Evaluator => compileTerm(term, predictors.index);
    const terms = spec.fixed.map(({ term }) => compile(term));
    const beta = spec.fixed.map(({ name, value }) => {
        if (value === null) {
            throw new NotAvailable({ code: 'unknown-value', what: name });
        }
        return value;
    });
    const offset = spec.offset && compile(spec.offset);
    const trials = spec.family.trials && compile(spec.family.trials);
    const effects = spec.random.map(block => block.effects.map(name => spec.fixed.findIndex(effect => effect.name === name)));
    if (effects.flat().includes(-1)) {
        throw new InvalidSpec('a random effect belongs to no fixed effect');
    }
    const randomEffects = spec.random.map((block, k) => drawEffects(sigmaOf(block), block.group, units.groups[k].units, generator));
    const response = new Float64Array(units.rows);
    const trialsDrawn = trials && new Float64Array(units.rows);
    for (let row = 0; row < units.rows; row++) {
        const values = predictors.at(row);
        let eta = offset ? offset(values) : 0;
        const coefficient = beta.slice();
        effects.forEach((own, k) => {
            const from = units.groups[k].unit[row] * own.length;
            own.forEach((effect, e) => (coefficient[effect] += randomEffects[k][from + e]));
        });
        terms.forEach((term, k) => (eta += coefficient[k] * term(values)));
        const count = trials ? trials(values) : 1;
        if (!(Number.isInteger(count) && count >= 0)) {
            throw new NotAvailable({ code: 'invalid', detail: `the number of trials of a drawn observation is ${count}, no whole number` });
        }
        if (trialsDrawn) {
            trialsDrawn[row] = count;
        }
        response[row] = drawResponse(spec.family, links[spec.family.link].mean(eta), count, generator);
    }
    return { rows: units.rows, response, trials: trialsDrawn, groups: units.groups, predictors: predictors.columns(), randomEffects };
}

/** U = Lz for every unit. */
function drawEffects(covariance: number[][], group: string, units: number, generator: SeededGenerator): Float64Array {
    const d = covariance.length;
    const drawn = new Float64Array(units * d);
    if (d === 0) {
        return drawn;
    }
    const factor = cholesky(covariance);
    if (!factor.ok) {
        throw new InvalidSpec(`the covariance of the random effects of ${group} is not positive definite`);
    }
    const z = new Float64Array(d);
    for (let unit = 0; unit < units; unit++) {
        for (let i = 0; i < d; i++) {
            z[i] = generator.normal();
            for (let k = 0; k <= i; k++) {
                drawn[unit * d + i] += factor.lower[i][k] * z[k];
            }
        }
    }
    return drawn;
}

/** The values of all predictors, row by row. */
class DrawnPredictors {
    readonly index: ReturnType<typeof indexPredictors>;
    private readonly values: Float64Array;
    /** By slot the values of each row. */
    private readonly drawn: Float64Array[];

    constructor(
        private readonly spec: ModelSpec,
        units: SimulatedUnits,
        generator: SeededGenerator
    ) {
        this.index = indexPredictors(spec.predictors);
        this.values = new Float64Array(this.index.slots.size);
        this.drawn = Array.from(this.values, () => new Float64Array(units.rows));
        // The digits of the unit, or of the observation, that earlier balanced points use.
        const strides = new Map<string | null, number>();
        for (const predictor of spec.predictors) {
            if (predictor.kind === 'derived') {
                continue;
            }
            const unit = unitsOf(units, predictor);
            if (predictor.kind === 'each') {
                const stride = strides.get(predictor.per) ?? 1;
                strides.set(predictor.per, stride * predictor.points.length);
                const column = this.drawn[this.slot(predictor.name)];
                unit.forEach((number, row) => (column[row] = predictor.points[Math.floor(number / stride) % predictor.points.length]));
            } else {
                this.draw(predictor, unit, predictor.per === null, generator);
            }
        }
        const derived = derivedInOrder(spec.predictors).map(({ name, term }) => ({
            slot: this.slot(name),
            value: compileTerm(term, this.index)
        }));
        for (let row = 0; row < units.rows; row++) {
            const values = this.at(row);
            for (const { slot, value } of derived) {
                values[slot] = this.drawn[slot][row] = value(values);
            }
        }
    }

    /** The values of one row, valid until the next call. */
    at(row: number): Float64Array {
        this.drawn.forEach((column, slot) => (this.values[slot] = column[row]));
        return this.values;
    }

    columns(): SimulatedData['predictors'] {
        return this.spec.predictors.flatMap(predictor =>
            (predictor.kind === 'random' ? predictor.names : [predictor.name]).map(name => ({
                name,
                values: this.drawn[this.slot(name)],
                levels: this.index.levels.get(name) ?? null
            }))
        );
    }

    /** Draws values for every row, or once for every unit of the group. */
    private draw(
        predictor: Extract<PredictorSpec, { kind: 'random' }>,
        unit: Int32Array,
        isOfObservations: boolean,
        generator: SeededGenerator
    ): void {
        const slots = predictor.names.map(name => this.slot(name));
        const source = sourceOf(predictor, slots);
        const firstRow = new Map<number, number>();
        unit.forEach((number, row) => {
            const known = isOfObservations ? undefined : firstRow.get(number);
            if (known !== undefined) {
                for (const slot of slots) {
                    this.drawn[slot][row] = this.drawn[slot][known];
                }
                return;
            }
            firstRow.set(number, row);
            placeDrawn(source, this.values, () => generator.uniform(), generator);
            for (const slot of slots) {
                this.drawn[slot][row] = this.values[slot];
            }
        });
    }

    private slot(name: string): number {
        const slot = this.index.slots.get(name);
        if (slot === undefined) {
            throw new InvalidSpec(`no predictor is named ${name}`);
        }
        return slot;
    }
}

function unitsOf(units: SimulatedUnits, { per }: Exclude<PredictorSpec, { kind: 'derived' }>): Int32Array {
    if (per === null) {
        return units.observation;
    }
    const found = units.groups.find(({ group }) => group === per);
    if (!found) {
        throw new InvalidSpec(`no random block is about ${per}`);
    }
    return found.unit;
}
