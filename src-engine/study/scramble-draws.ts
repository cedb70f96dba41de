/** The draws of one scramble for a part: random effects, predictors of units, sizes of cells, predictors of observations. */
import { placeDrawnColumns } from '../predictors/predictor-source.js';
import type { SizePoint } from '../structure/group-size-law.js';
import { mixed, StratifiedDraws } from './stratified-draws.js';
import { factorsOf, type StudyPart } from './study-part.js';
import type { LevelPredictors } from './study-plan.js';

/** What a key's number is about. */
const kinds = { effect: 1, predictor: 2, size: 3, observation: 4 };

/** Columns have an entry for each point of the scramble. */
type Column = Float64Array;

export class ScrambleDraws {
    private readonly draws: StratifiedDraws;
    private readonly effects: Column[] = [];
    /** By factor, unit and slot. */
    private readonly predictors: Column[][][] = [];
    private readonly sizes: Column[] = [];
    /** By cell, observation and slot. */
    private readonly observations: Column[][][] = [];

    /** @param count points of the scramble, a power of 2. @param law sizes of cells with their probabilities */
    constructor(
        private readonly part: StudyPart,
        scramble: number,
        count: number,
        private readonly law: readonly SizePoint[]
    ) {
        this.draws = new StratifiedDraws(scramble, count);
        for (const { planned, units, keys, offset } of factorsOf(part)) {
            const d = planned.root.length;
            const own: Column[][] = [];
            for (let unit = 0; unit < units; unit++) {
                for (let k = 0; k < d; k++) {
                    this.effects[offset + unit * d + k] = this.draws.normals(keyOf(keys[unit], kinds.effect, k));
                }
                own.push(this.drawn(planned.predictors, keyOf(keys[unit], kinds.predictor, 0)));
            }
            this.predictors[planned.index] = own;
        }
    }

    /** v of a point. */
    copyEffects(point: number, v: Float64Array): void {
        for (let i = 0; i < v.length; i++) {
            v[i] = this.effects[i][point];
        }
    }

    /** The values of a unit's predictors, a column for each slot. @param index of the factor in the spec */
    ofUnit(index: number, unit: number): readonly Column[] {
        return this.predictors[index][unit];
    }

    /** The values of an observation's predictors, a column for each slot. */
    ofObservation(cell: number, observation: number): readonly Column[] {
        const own = (this.observations[cell] ??= []);
        own[observation] ??= this.drawn(this.part.plan.within, keyOf(this.part.cellKeys[cell], kinds.observation, observation));
        return own[observation];
    }

    size(point: number, cell: number): number {
        const { law } = this;
        if (law.length === 1) {
            return law[0].n;
        }
        this.sizes[cell] ??= this.drawnSizes(keyOf(this.part.cellKeys[cell], kinds.size, 0));
        return this.sizes[cell][point];
    }

    private drawn({ drawn }: LevelPredictors, key: number): Column[] {
        let k = 0;
        return drawn.flatMap(source => {
            const columns = source.slots.map(() => this.draws.uniforms(mixed(key, k++)));
            placeDrawnColumns(source, columns);
            return columns;
        });
    }

    private drawnSizes(key: number): Column {
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

const keyOf = (unit: number, kind: number, k: number): number => mixed(mixed(unit, kind), k);
