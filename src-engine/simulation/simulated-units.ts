/** The rows of one drawn data set: which units of which groups they belong to. */
import type { SeededGenerator } from '../laws/seeded-generator.js';
import { lawQuantile, lawTails, type ScalarLaw } from '../laws/index.js';
import type { GroupSize, ModelSpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';
import { InvalidSpec } from '../spec/term.js';
import { mostSimulatedRows } from './limits.js';

export interface SimulatedUnits {
    rows: number;
    /** In the order of the spec's `random`; units are numbered from 0 through all units around them. */
    groups: { group: string; units: number; unit: Int32Array }[];
    /** For each row: its number within its innermost unit (crossed: within its cell), from 0. */
    observation: Int32Array;
}

/**
 * Units and rows: groups without a group around them first, inner groups and later ones varying faster.
 *
 * @throws NotAvailable where a count or n is asked for, or there would be more than five million rows
 */
export function simulateUnits({ random, design }: ModelSpec, generator: SeededGenerator): SimulatedUnits {
    const counts = random.map(({ group }) => {
        const count = design.counts.find(entry => entry.group === group)?.count ?? null;
        if (count === null) {
            throw new NotAvailable({ code: 'unknown-value', what: group });
        }
        if (!(Number.isInteger(count) && count >= 1)) {
            throw new NotAvailable({ code: 'invalid', detail: `the number of units of ${group} is ${count}` });
        }
        return count;
    });
    const outsideIn = orderedOutsideIn(random);
    const cells = counts.reduce((product, count) => product * count, 1);
    if (mostSimulatedRows < cells) {
        throw tooLarge(cells);
    }
    const sizes = Int32Array.from({ length: cells }, () => drawSize(design.n, generator));
    const rows = sizes.reduce((sum, size) => sum + size, 0);
    if (mostSimulatedRows < rows) {
        throw tooLarge(rows);
    }
    const units = random.map((_, k) => scopeOf(random, k).reduce((product, at) => product * counts[at], 1));
    const unit = random.map(() => new Int32Array(rows));
    const observation = new Int32Array(rows);
    const digits = new Array<number>(random.length).fill(0);
    for (let cell = 0, row = 0; cell < cells; cell++) {
        let rest = cell;
        for (const k of [...outsideIn].reverse()) {
            digits[k] = rest % counts[k];
            rest = Math.floor(rest / counts[k]);
        }
        const own = random.map((_, k) => scopeOf(random, k).reduce((number, at) => number * counts[at] + digits[at], 0));
        for (let j = 0; j < sizes[cell]; j++, row++) {
            own.forEach((number, k) => (unit[k][row] = number));
            observation[row] = j;
        }
    }
    return { rows, groups: random.map(({ group }, k) => ({ group, units: units[k], unit: unit[k] })), observation };
}

const tooLarge = (rows: number): NotAvailable =>
    new NotAvailable({
        code: 'invalid',
        detail: `a data set of ${rows} rows is larger than ${mostSimulatedRows}, the most that is simulated`
    });

/** A group's index with those around it, the outermost first. */
function scopeOf(random: ModelSpec['random'], k: number): number[] {
    const scope: number[] = [];
    for (let at = k; at >= 0 && !scope.includes(at);) {
        scope.unshift(at);
        const { within } = random[at];
        at = within === null ? -1 : random.findIndex(({ group }) => group === within);
    }
    return scope;
}

function orderedOutsideIn(random: ModelSpec['random']): number[] {
    const depth = random.map((_, k) => scopeOf(random, k).length);
    return random.map((_, k) => k).sort((a, b) => depth[a] - depth[b] || a - b);
}

/** The size of a cell, given that it has observations. */
function drawSize(n: GroupSize | null, generator: SeededGenerator): number {
    switch (n?.kind) {
        case 'fixed':
            return n.n;
        case 'poisson':
            return drawAbove({ law: 'poisson', rate: n.mean }, 0, generator);
        case 'sizes': {
            const shape = 1 / n.cv ** 2;
            return Math.max(1, Math.round(drawAbove({ law: 'gamma', shape, rate: shape / n.mean }, 0.5, generator)));
        }
        default:
            throw new NotAvailable({ code: 'unknown-value', what: 'n' });
    }
}

/** Draws a value from the law, given that it is above `least`, by inversion. */
function drawAbove(law: ScalarLaw, least: number, generator: SeededGenerator): number {
    const { lower, upper } = lawTails(law, least);
    if (!(upper > 0)) {
        throw new InvalidSpec('the law of n has no size above 0');
    }
    return Math.max(lawQuantile(law, Math.min(1 - Number.EPSILON / 2, lower + upper * generator.uniform())), least);
}
