/** The draws of one scramble for a part: random effects, predictors of units, sizes of cells, predictors of observations. */
import { normalQuantile } from '../numeric/special/normal-distribution.js';
import { NotAvailable } from '../result/not-available.js';
import { placeDrawnColumns } from '../predictors/predictor-source.js';
import type { SizePoint } from '../structure/group-size-law.js';
import { mixed, StratifiedDraws } from './stratified-draws.js';
import { factorsOf, type StudyPart } from './study-part.js';
import type { LevelPredictors } from './study-plan.js';
import { roundingOfSizes } from './limits.js';

/** What a key's number is about. */
const kinds = { effect: 1, predictor: 2, size: 3, observation: 4 };

export class ScrambleDraws {
    private readonly draws: StratifiedDraws;
    /** Standard normal, by effect and point. */
    private readonly effects: Float64Array;
    /** By factor. */
    private readonly units: DrawnPredictors[] = [];
    /** By cell, of its observations. */
    private readonly observations: DrawnPredictors[] = [];
    private readonly sizes: Float64Array[] = [];

    /** @param count points of the scramble, a power of 2. @param law sizes of cells with their probabilities. @throws NotAvailable `stopped`, as all that draws */
    constructor(
        private readonly part: StudyPart,
        scramble: number,
        private readonly count: number,
        private readonly law: readonly SizePoint[],
        private readonly shouldStop: () => boolean
    ) {
        this.draws = new StratifiedDraws(scramble, count);
        this.effects = new Float64Array(part.effects * count);
        for (const { planned, keys, offset } of factorsOf(part)) {
            const d = planned.root.length;
            keys.forEach((key, unit) => {
                for (let k = 0; k < d; k++) {
                    this.draws.uniforms(keyOf(key, kinds.effect, k), this.effects, (offset + unit * d + k) * count);
                }
            });
            this.units[planned.index] = this.drawn(planned.predictors, keys.length, unit => keyOf(keys[unit], kinds.predictor, 0));
        }
        for (let i = 0; i < this.effects.length; i++) {
            this.effects[i] = normalQuantile(this.effects[i]);
        }
    }

    /** v of a point. */
    copyEffects(point: number, v: Float64Array): void {
        for (let i = 0; i < v.length; i++) {
            v[i] = this.effects[i * this.count + point];
        }
    }

    /** Sets a unit's predictors, by slot. @param index of the factor in the spec */
    placeUnit(index: number, unit: number, point: number, values: Float64Array): void {
        this.place(this.units[index], unit, point, values);
    }

    /** Sets an observation's predictors, by slot. */
    placeObservation(cell: number, observation: number, point: number, values: Float64Array): void {
        let own = this.observations[cell];
        if (own === undefined || own.units <= observation) {
            const { cellKeys, plan } = this.part;
            const key = (j: number): number => keyOf(cellKeys[cell], kinds.observation, j);
            own = this.drawn(plan.within, Math.max(this.usualSize, 2 * observation), key);
            this.observations[cell] = own;
        }
        this.place(own, observation, point, values);
    }

    size(point: number, cell: number): number {
        const { law } = this;
        if (law.length === 1) {
            return law[0].n;
        }
        this.sizes[cell] ??= this.drawnSizes(keyOf(this.part.cellKeys[cell], kinds.size, 0));
        return this.sizes[cell][point];
    }

    /** The observations of a cell that are drawn at once. */
    private get usualSize(): number {
        const { law, part } = this;
        return Math.ceil(law.reduce((sum, { n, probability }) => sum + Math.min(n, part.mostRows) * probability, 0) - roundingOfSizes);
    }

    private place({ slots, columns }: DrawnPredictors, unit: number, point: number, values: Float64Array): void {
        const at = unit * this.count + point;
        for (let k = 0; k < slots.length; k++) {
            values[slots[k]] = columns[k][at];
        }
    }

    private drawn({ drawn, drawnSlots }: LevelPredictors, units: number, key: (unit: number) => number): DrawnPredictors {
        let k = 0;
        const columns = drawn.flatMap(source => {
            // Quantiles of some laws take a while.
            if (this.shouldStop()) {
                throw new NotAvailable({ code: 'stopped' });
            }
            const own = source.slots.map(() => {
                const column = new Float64Array(units * this.count);
                for (let unit = 0; unit < units; unit++) {
                    this.draws.uniforms(mixed(key(unit), k), column, unit * this.count);
                }
                k++;
                return column;
            });
            placeDrawnColumns(source, own);
            return own;
        });
        return { slots: drawnSlots, columns, units };
    }

    private drawnSizes(key: number): Float64Array {
        const { law } = this;
        return this.draws.uniforms(key).map(u => {
            let at = 0;
            for (let sum = law[0].probability; at < law.length - 1 && sum <= u; sum += law[at].probability) {
                at++;
            }
            return law[at].n;
        });
    }
}

/** Values of predictors by slot; a column has those of each unit (or observation) at all points, one after the other. */
interface DrawnPredictors {
    slots: readonly number[];
    columns: Float64Array[];
    units: number;
}

const keyOf = (unit: number, kind: number, k: number): number => mixed(mixed(unit, kind), k);
