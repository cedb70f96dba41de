/** One independent part of a study at given sizes: its units, its cells, and where their random effects stand. */
import type { SizePoint } from '../structure/group-size-law.js';
import type { PlannedFactor, StudyPlan } from './study-plan.js';
import { mixed } from './stratified-draws.js';

/** A factor in the part. */
export interface PartFactor {
    planned: PlannedFactor;
    /** Units in each unit of the factor around it. */
    count: number;
    units: number;
    /** The unit of each cell. */
    unitOf: Int32Array;
    /** Position of each unit among those of its outer unit. */
    place: Int32Array;
    /** Names each unit's draws, independent of the numbers of units. */
    keys: Int32Array;
    /** Where the effects of its units start in v; d numbers a unit. */
    offset: number;
}

/** Cells are in the order in which their units are eliminated: chain units outermost first, border units fastest. */
export interface StudyPart {
    plan: StudyPlan;
    /** The chain, the innermost first. */
    chain: PartFactor[];
    border: PartFactor[];
    cells: number;
    cellKeys: Int32Array;
    /** Number of random effects v. */
    effects: number;
    /** The most rows of a cell whose observations are drawn: with more observations each row counts several times. */
    mostRows: number;
}

/** @param counts of all groups, the inner ones per unit of the group around them */
export function studyPart(plan: StudyPlan, counts: Readonly<Record<string, number>>, mostRows = Infinity): StudyPart {
    const ordered = [...plan.chain].reverse().concat(plan.border);
    const sizes = ordered.map(factor => (factor === plan.whole ? 1 : counts[factor.random.group]));
    const cells = sizes.reduce((product, size) => product * size, 1);
    const cellKeys = new Int32Array(cells);
    const made = new Map<number, PartFactor>();
    let stride = cells;
    let offset = 0;
    ordered.forEach((planned, at) => {
        const count = sizes[at];
        stride /= count;
        const outer = planned.chain.length > 1 ? made.get(planned.chain.at(-2)!) : undefined;
        const units = count * (outer?.units ?? 1);
        const factor: PartFactor = {
            planned,
            count,
            units,
            unitOf: new Int32Array(cells),
            place: new Int32Array(units),
            keys: new Int32Array(units),
            offset
        };
        for (let unit = 0; unit < units; unit++) {
            factor.place[unit] = unit % count;
            factor.keys[unit] = mixed(mixed(outer ? outer.keys[Math.floor(unit / count)] : planned.index + 1, unit % count), planned.index);
        }
        for (let cell = 0; cell < cells; cell++) {
            const unit = (outer ? outer.unitOf[cell] * count : 0) + (Math.floor(cell / stride) % count);
            factor.unitOf[cell] = unit;
            cellKeys[cell] = mixed(cellKeys[cell], factor.keys[unit]);
        }
        offset += units * planned.root.length;
        made.set(planned.index, factor);
    });
    const partOf = (planned: PlannedFactor): PartFactor => made.get(planned.index)!;
    return { plan, chain: plan.chain.map(partOf), border: plan.border.map(partOf), cells, cellKeys, effects: offset, mostRows };
}

/** Chain and border, the order of a row's features. */
export const factorsOf = ({ chain, border }: StudyPart): PartFactor[] => [...chain, ...border];

/** The expected number of rows of a part. @param law sizes of cells with their probabilities */
export function expectedRows({ plan: { within }, cells, mostRows }: StudyPart, law: readonly SizePoint[]): number {
    const ofCell =
        within.drawn.length > 0
            ? law.reduce((sum, { n, probability }) => sum + Math.min(n, mostRows) * probability, 0)
            : within.combinations.values.length;
    return cells * ofCell;
}
