/**
 * Sizes at which a study is computed, in place of sizes that are not whole, or too large to be drawn. A variance is smooth in 1/count and 1/n, so
 * two sizes give it at others by a straight line in these: between neighbouring whole numbers, and beyond the largest that is drawn.
 *
 * A variance that tends to 0 as a size grows is nearly proportional to its inverse. There the line is that of size × variance: a line of the variance itself would end
 * at a small difference of noisy numbers.
 */
import { NotAvailable } from '../result/not-available.js';
import type { GroupSize, ModelSpec } from '../spec/model-spec.js';
import { countsOf } from '../structure/group-counts.js';
import { factorTree } from '../structure/factor-tree.js';
import { stepOf, type Sizes } from '../structure/sizes.js';
import { type MostDrawn, roundingOfSizes } from './limits.js';

export interface WeightedSizes {
    /** The shares sum to 1; they may be negative. */
    share: number;
    counts: Record<string, number>;
    n: GroupSize;
    /** By group and `n`: this size over the size that is asked for, by which a variance that tends to 0 is multiplied. */
    ratios: Record<string, number>;
}

/**
 * @param nodes for pictures: sizes at which the variance is computed besides those of a coarse grid, between which lines are drawn; the error of these is
 * about that of the draws. Without it only sizes that are not whole or too large are replaced
 * @throws NotAvailable `unknown-value` for a count or n that is not known
 */
export function affordableSizes(spec: ModelSpec, drawn: MostDrawn, nodes?: Sizes): WeightedSizes[] {
    const { n } = spec.design;
    if (n === null || n.kind === 'unknown') {
        throw new NotAvailable({ code: 'unknown-value', what: 'n' });
    }
    const counts = countsOf(spec);
    const outermost = factorTree(spec).filter(({ depth }) => depth === 0);
    // The parts of a study that splits are counted exactly.
    const free = outermost.length === 1 ? outermost[0].random.group : null;
    let sizes: WeightedSizes[] = [{ share: 1, counts, n, ratios: {} }];
    const limits = mostUnits(spec, counts, free, drawn);
    for (const group of Object.keys(counts)) {
        if (group !== free) {
            const neighbours = neighboursOf(counts[group], stepOf(spec, group), limits[group], nodes && (nodes.counts[group] ?? 0));
            sizes = sizes.flatMap(size =>
                neighbours.map(({ share, at }) => ({
                    ...size,
                    share: size.share * share,
                    counts: { ...size.counts, [group]: at },
                    ratios: { ...size.ratios, [group]: at / counts[group] }
                }))
            );
        }
    }
    if (n.kind === 'fixed' && (nodes || drawsObservations(spec))) {
        const most = drawn.beyond === 'line' && drawsObservations(spec) ? mostOfCell(cellsOf(sizes[0].counts, free), drawn) : Infinity;
        const neighbours = neighboursOf(n.n, 1, most, nodes && (nodes.n?.kind === 'fixed' ? nodes.n.n : 0));
        sizes = sizes.flatMap(size =>
            neighbours.map(({ share, at }) => ({
                ...size,
                share: size.share * share,
                n: { kind: 'fixed' as const, n: at },
                ratios: { ...size.ratios, n: at / n.n }
            }))
        );
    }
    return sizes;
}

/** The most observations of a cell that are drawn. */
export const mostOfCell = (cells: number, { observations, rows }: MostDrawn): number =>
    Math.max(2, Math.min(observations, Math.floor(rows / cells)));

/** Shares of multiples of `step`, so that a function of 1/size that is nearly linear is met. */
function neighboursOf(size: number, step: number, most: number, node?: number): { share: number; at: number }[] {
    const largest = Math.max(2, Math.floor(most / step)) * step;
    if (node !== undefined && size !== node && size <= largest) {
        const [below, above] = gridAround(size / step).map(k => k * step);
        return below === above ? [{ share: 1, at: below }] : line(size, below, above);
    }
    if (largest < size) {
        return line(size, Math.max(1, Math.floor(largest / step / 2)) * step, largest);
    }
    const whole = Math.round(size / step) * step;
    if (whole > 0 && Math.abs(whole - size) <= roundingOfSizes * size) {
        return [{ share: 1, at: whole }];
    }
    const below = Math.max(1, Math.floor(size / step)) * step;
    return line(size, below, below + step);
}

/** Neighbours on a grid of powers of 2. */
function gridAround(size: number): [number, number] {
    const below = 2 ** Math.floor(Math.log2(Math.max(1, size)));
    return below === size ? [below, below] : [below, 2 * below];
}

function line(size: number, first: number, second: number): { share: number; at: number }[] {
    const share = (1 / size - 1 / second) / (1 / first - 1 / second);
    return [
        { share, at: first },
        { share: 1 - share, at: second }
    ];
}

const cellsOf = (counts: Readonly<Record<string, number>>, free: string | null): number =>
    Object.entries(counts).reduce((product, [group, count]) => (group === free ? product : product * count), 1);

/** So that all cells of a part can be drawn: the smallest groups are drawn whole, and the others share what is left equally. */
function mostUnits(
    spec: ModelSpec,
    counts: Readonly<Record<string, number>>,
    free: string | null,
    drawn: MostDrawn
): Record<string, number> {
    const { n } = spec.design;
    const rows = n?.kind === 'fixed' && drawsObservations(spec) ? Math.min(n.n, drawn.observations) : 1;
    let cells = Math.min(drawn.cells, drawn.rows / rows);
    const groups = Object.keys(counts).filter(group => group !== free);
    const limits: Record<string, number> = {};
    groups
        .sort((a, b) => counts[a] - counts[b])
        .forEach((group, at) => {
            const share = Math.floor(Math.max(1, cells) ** (1 / (groups.length - at)));
            limits[group] = Math.min(drawn.units, Math.max(8, share));
            cells /= Math.max(1, Math.min(counts[group], limits[group]));
        });
    return limits;
}

/** Whether every observation has predictors of its own, so that the work grows with n. */
function drawsObservations({ predictors }: ModelSpec): boolean {
    return predictors.some(predictor => predictor.kind === 'random' && predictor.per === null);
}
