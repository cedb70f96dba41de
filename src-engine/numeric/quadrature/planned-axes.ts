/**
 * Plans the axes of a lattice: the stretch and the spacing of each, from the integrand on lines through the origin.
 *
 * On a line the trapezoidal sums of every spacing are cheap, and they converge about as they do on the lattice. The plan is only the
 * start of the lattice; its own sums decide whether it is fine enough.
 */
import { LatticeAxis } from './lattice-axis.js';
import { errorAfterHalving, toleranceOf, type LatticeProblem } from './lattice-problem.js';
import {
    lineSpacing,
    finestPlannedSteps,
    coarsestPlannedSteps,
    plannedFraction,
    farthestOnLine,
    marginOfLines,
    stretchOfAxis
} from '../limits.js';

/** f times the normal density at a point of a line, which is `at` steps from the origin. */
interface LinePoint {
    at: number;
    value: Float64Array;
}

/**
 * @param negligible points end where the watched components times the density are below these shares of their maxima
 * @param stretched whether they may be
 * @returns undefined if lines do not help: in one dimension, without a rough integral, or where f does not fall off
 */
export function plannedAxes(problem: LatticeProblem, negligible: readonly number[], stretched: boolean): LatticeAxis[] | undefined {
    const { dimension, pilot, coarse } = problem;
    if (coarse || pilot === null || dimension < 2) {
        return undefined;
    }
    const axes: LatticeAxis[] = [];
    for (let axis = 0; axis < dimension; axis++) {
        const stretch = stretched ? stretchOf(problem, axis, negligible) : Infinity;
        const line = lineAlong(problem, axis, negligible, new LatticeAxis(lineSpacing, stretch));
        if (!line) {
            return undefined;
        }
        axes.push(new LatticeAxis((widest(problem, pilot, line) * lineSpacing) / 2, stretch));
    }
    return axes;
}

function stretchOf(problem: LatticeProblem, axis: number, negligible: readonly number[]): number {
    const line = lineAlong(problem, axis, negligible, new LatticeAxis(1, Infinity));
    return line ? stretchOfAxis * Math.max(...line.map(({ at }) => Math.abs(at))) : Infinity;
}

function lineAlong(
    { dimension, length, evaluate, watched }: LatticeProblem,
    axis: number,
    negligible: readonly number[],
    along: LatticeAxis
): LinePoint[] | undefined {
    const z = new Float64Array(dimension);
    const points: LinePoint[] = [];
    const largest = new Float64Array(watched.length);
    for (let sign = 1; sign >= -1; sign -= 2) {
        for (let i = sign === 1 ? 0 : 1, matters = true; matters; i++) {
            z[axis] = along.place(sign * i);
            if (farthestOnLine < Math.abs(z[axis])) {
                return undefined;
            }
            const value = new Float64Array(length);
            evaluate(z, value);
            const density = Math.exp(-0.5 * z[axis] ** 2) * along.slope(i);
            for (let j = 0; j < length; j++) {
                value[j] = Number.isFinite(value[j]) ? density * value[j] : 0;
            }
            matters = false;
            watched.forEach((component, w) => {
                const size = Math.abs(value[component]);
                largest[w] = Math.max(largest[w], size);
                if (negligible[w] * largest[w] < size) {
                    matters = true;
                }
            });
            points.push({ at: sign * i, value });
        }
    }
    return points;
}

/** How many steps apart every second point may be, according to the sums on a line. */
function widest(problem: LatticeProblem, pilot: Float64Array, line: readonly LinePoint[]): number {
    const exact = sum(line, 1);
    let finer = differences(problem, pilot, line, exact, finestPlannedSteps);
    for (let multiple = finestPlannedSteps; multiple < coarsestPlannedSteps; multiple++) {
        const coarser = differences(problem, pilot, line, exact, multiple + 1);
        for (let share = 0; share < 1; share += plannedFraction) {
            if (!isFineEnough(problem, finer, coarser, share)) {
                return Math.max(finestPlannedSteps, multiple + share - plannedFraction);
            }
        }
        finer = coarser;
    }
    return coarsestPlannedSteps;
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
        return !(toleranceOf(problem, part) < marginOfLines * problem.dimension * errorAfterHalving(first, second));
    });
}

/** The trapezoidal sum over every `multiple`-th point. */
function sum(line: readonly LinePoint[], multiple: number): Float64Array {
    const total = new Float64Array(line[0].value.length);
    const weight = (multiple * lineSpacing) / Math.sqrt(2 * Math.PI);
    for (const { at, value } of line) {
        if (at % multiple === 0) {
            for (let j = 0; j < total.length; j++) {
                total[j] += weight * value[j];
            }
        }
    }
    return total;
}

const minus = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, i) => x - b[i]);
