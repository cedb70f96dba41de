/**
 * How far apart the points of a lattice may be along every axis, before there is a lattice: judged on the lines through the origin.
 *
 * On a line the trapezoidal sums of every spacing are cheap, and they converge about as they do on the lattice. What is chosen here is only where
 * the lattice begins; whether it is fine enough is told by its own sums.
 */
import { errorAfterHalving, toleranceOf, type LatticeProblem } from './lattice-problem.js';

/** The spacing of the points on a line. */
const step = 0.25;
/** The finest and the coarsest lattice that is thought of: every second of its points along an axis is so many steps away. */
const finest = 2;
const coarsest = 7;
/** How finely the spacings are told apart, in steps. */
const fraction = 1 / 8;
/** An integrand that goes on beyond this many steps is left to the lattice. */
const farthest = 12 / step;
/** How much more slowly a lattice may converge than a line. */
const margin = 4;

/** f times the normal density at a point of a line, which is `at` steps from the origin. */
interface LinePoint {
    at: number;
    value: Float64Array;
}

/**
 * @param negligible points end where the watched components times the density are below these shares of their maxima
 * @returns a spacing for every axis; undefined where lines can't tell: in one dimension, without a rough integral, or where f does not fall off
 */
export function axisSpacings(problem: LatticeProblem, negligible: readonly number[]): number[] | undefined {
    const { dimension, pilot, coarse } = problem;
    if (coarse || pilot === null || dimension < 2) return undefined;
    const spacings: number[] = [];
    for (let axis = 0; axis < dimension; axis++) {
        const line = lineAlong(problem, axis, negligible);
        if (!line) return undefined;
        spacings.push((widest(problem, pilot, line) * step) / 2);
    }
    return spacings;
}

function lineAlong(
    { dimension, length, evaluate, watched }: LatticeProblem,
    axis: number,
    negligible: readonly number[]
): LinePoint[] | undefined {
    const z = new Float64Array(dimension);
    const points: LinePoint[] = [];
    const largest = new Float64Array(watched.length);
    for (let sign = 1; -1 <= sign; sign -= 2)
        for (let i = sign === 1 ? 0 : 1, matters = true; matters; i++) {
            if (farthest < i) return undefined;
            z[axis] = sign * i * step;
            const value = new Float64Array(length);
            evaluate(z, value);
            const density = Math.exp(-0.5 * z[axis] ** 2);
            for (let j = 0; j < length; j++) value[j] = Number.isFinite(value[j]) ? density * value[j] : 0;
            matters = false;
            watched.forEach((component, w) => {
                const size = Math.abs(value[component]);
                largest[w] = Math.max(largest[w], size);
                if (negligible[w] * largest[w] < size) matters = true;
            });
            points.push({ at: sign * i, value });
        }
    return points;
}

/** How many steps apart every second point may be, as far as the sums on a line tell. */
function widest(problem: LatticeProblem, pilot: Float64Array, line: readonly LinePoint[]): number {
    const exact = sum(line, 1);
    let finer = differences(problem, pilot, line, exact, finest);
    for (let multiple = finest; multiple < coarsest; multiple++) {
        const coarser = differences(problem, pilot, line, exact, multiple + 1);
        for (let share = 0; share < 1; share += fraction)
            if (!isFineEnough(problem, finer, coarser, share)) return Math.max(finest, multiple + share - fraction);
        finer = coarser;
    }
    return coarsest;
}

/** What halving the spacing once and once more does to the sum over every fourth point, by part: logarithms of relative sizes. */
interface Differences {
    first: number[];
    second: number[];
}

function differences(
    { distances }: LatticeProblem,
    pilot: Float64Array,
    line: readonly LinePoint[],
    exact: Float64Array,
    multiple: number
): Differences {
    const second = sum(line, multiple);
    return {
        first: distances(pilot, minus(sum(line, 2 * multiple), second)).map(Math.log),
        second: distances(pilot, minus(second, exact)).map(Math.log)
    };
}

/** Between two multiples of the step the logarithms are about linear. */
function isFineEnough(problem: LatticeProblem, finer: Differences, coarser: Differences, share: number): boolean {
    const between = (a: number, b: number): number => Math.exp(a + share * (b - a));
    return problem.parts.every((part, k) => {
        const first = between(finer.first[k], coarser.first[k]);
        const second = between(finer.second[k], coarser.second[k]);
        return !(toleranceOf(problem, part) < margin * problem.dimension * errorAfterHalving(first, second));
    });
}

/** The trapezoidal sum over every `multiple`-th point. */
function sum(line: readonly LinePoint[], multiple: number): Float64Array {
    const total = new Float64Array(line[0].value.length);
    const weight = (multiple * step) / Math.sqrt(2 * Math.PI);
    for (const { at, value } of line) if (at % multiple === 0) for (let j = 0; j < total.length; j++) total[j] += weight * value[j];
    return total;
}

const minus = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, i) => x - b[i]);
