/** The rows of a part: terms of random and fixed effects, η at U = 0, and the number of observations that share them. */
import { NotAvailable } from '../result/not-available.js';
import type { ScrambleDraws } from './scramble-draws.js';
import { factorsOf, type PartFactor, type StudyPart } from './study-part.js';
import type { LevelPredictors } from './study-plan.js';
import { roundingOfSizes } from './limits.js';

export class StudyRows {
    /** Row-major: terms of the random effects, scaled so that these are standard normal, then those of the fixed effects. */
    features: Float64Array;
    /** η at U = 0. */
    eta: Float64Array;
    /** Number of observations, times trials. */
    size: Float64Array;
    /** The first row of each cell, with the number of rows at the end. */
    readonly start: Int32Array;
    private rows = 0;
    private readonly factors: PartFactor[];
    /** The unit of each factor whose predictors are set. */
    private readonly at: Int32Array;
    private readonly x: Float64Array;
    /** The columns of all roots, each with the positions of its factor's terms. */
    private readonly roots: { column: number[]; positions: number[] }[];

    constructor(private readonly part: StudyPart) {
        const { plan, cells } = part;
        this.factors = factorsOf(part);
        this.at = new Int32Array(this.factors.length);
        this.start = new Int32Array(cells + 1);
        this.features = new Float64Array(plan.features * cells);
        this.eta = new Float64Array(cells);
        this.size = new Float64Array(cells);
        this.x = new Float64Array(plan.fixed);
        this.roots = this.factors.flatMap(({ planned }) => planned.root.map(column => ({ column, positions: planned.columns })));
    }

    get count(): number {
        return this.rows;
    }

    /**
     * The rows of one point of the draws.
     * @param arm the combination of `each` points of the unit that is the whole part
     * @throws NotAvailable where a term is not finite
     */
    fill(draws: ScrambleDraws, point: number, arm: number): void {
        const { part, factors, at, start } = this;
        const { plan, cells } = part;
        this.rows = 0;
        at.fill(-1);
        for (let cell = 0; cell < cells; cell++) {
            start[cell] = this.rows;
            factors.forEach((factor, f) => {
                const unit = factor.unitOf[cell];
                if (at[f] !== unit) {
                    at[f] = unit;
                    this.setUnit(factor, unit, factor.planned === plan.whole ? arm : factor.place[unit], draws, point);
                }
            });
            const n = draws.size(point, cell);
            if (plan.within.drawn.length > 0) {
                this.addObservations(cell, n, draws, point);
            } else {
                this.addPoints(n);
            }
        }
        start[cells] = this.rows;
    }

    private setUnit({ planned }: PartFactor, unit: number, place: number, draws: ScrambleDraws, point: number): void {
        const { values } = this.part.plan;
        setCombination(planned.predictors, place, values);
        draws.placeUnit(planned.index, unit, point, values);
    }

    /** Observations whose predictors take the same points in every cell: a row for each combination. */
    private addPoints(n: number): void {
        const { within, values } = this.part.plan;
        const count = within.combinations.values.length;
        for (let place = 0; place < count; place++) {
            setCombination(within, place, values);
            this.add(n / count);
        }
    }

    /**
     * A row for each observation, up to the most, which then count several times, the points of their other predictors equally often. A size that is not whole is one
     * observation more, each counting a little less.
     */
    private addObservations(cell: number, n: number, draws: ScrambleDraws, point: number): void {
        const { plan, mostRows } = this.part;
        const { within, values } = plan;
        const points = within.combinations.values.length;
        const whole = Math.min(Math.ceil(n - roundingOfSizes), Math.max(1, Math.floor(mostRows / points)) * points);
        for (let j = 0; j < whole; j++) {
            setCombination(within, j, values);
            draws.placeObservation(cell, j, point, values);
            this.add(n / whole);
        }
    }

    private add(size: number): void {
        const { plan } = this.part;
        const { values, beta, fixed, terms } = plan;
        const { x } = this;
        plan.derive();
        let eta = plan.offset ? plan.offset(values) : 0;
        let finite = true;
        for (let i = 0; i < fixed; i++) {
            const value = terms[i](values);
            x[i] = value;
            finite &&= Number.isFinite(value);
            eta += beta[i] === 0 ? 0 : beta[i] * value;
        }
        const trials = plan.trials ? plan.trials(values) : 1;
        if (!(finite && Number.isFinite(eta) && Number.isFinite(trials))) {
            throw new NotAvailable({ code: 'not-finite', detail: 'a term of the model' });
        }
        if (size * trials === 0) {
            return;
        }
        const row = this.rows++;
        if (row === this.eta.length) {
            this.grow();
        }
        const { features, roots } = this;
        let at = row * plan.features;
        for (let c = 0; c < roots.length; c++) {
            const { column, positions } = roots[c];
            let sum = 0;
            for (let i = 0; i < column.length; i++) {
                sum += column[i] * x[positions[i]];
            }
            features[at++] = sum;
        }
        for (let i = 0; i < fixed; i++) {
            features[at++] = x[i];
        }
        this.eta[row] = eta;
        this.size[row] = size * trials;
    }

    private grow(): void {
        const doubled = (old: Float64Array): Float64Array => {
            const made = new Float64Array(2 * old.length);
            made.set(old);
            return made;
        };
        this.features = doubled(this.features);
        this.eta = doubled(this.eta);
        this.size = doubled(this.size);
    }
}

function setCombination({ combinations: { slots, values: all } }: LevelPredictors, place: number, values: Float64Array): void {
    const own = all[place % all.length];
    for (let i = 0; i < slots.length; i++) {
        values[slots[i]] = own[i];
    }
}
