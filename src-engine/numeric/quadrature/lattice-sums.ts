/**
 * The sums of a function over the points of a lattice, and with them, for each set of axes, those over every second and every fourth plane across it.
 *
 * A sum over spacings h errs by the Fourier transform at the frequencies 2π(k₁/h₁, …, k_d/h_d). Every second of the planes that lie across a direction,
 * v·i = 0, ±1, … with v of entries 0, 1 and −1, errs by those at half of v more, and every fourth by those at a quarter. The axes alone would not do: a
 * ridge that runs obliquely errs only across itself. Directions that differ in signs only share every second plane.
 *
 * A point is added once, to the sum of those points that are alike on every axis modulo four. All others are sums of these.
 */
export interface PlaneSums {
    /** Those on which v is not 0. */
    axes: readonly number[];
    /** Over every second plane, times two. */
    second: Float64Array;
    /** By the signs of v, over every fourth plane, times four. */
    fourth: readonly Float64Array[];
}

export class LatticeSums {
    /** By class, whose number has a digit of base 4 for each axis. */
    private sums: Float64Array;
    private readonly classes: number;
    private readonly directions: readonly (readonly number[][])[];

    constructor(
        private readonly dimension: number,
        private readonly length: number
    ) {
        this.classes = 4 ** dimension;
        this.sums = new Float64Array(this.classes * length);
        this.directions = directionsOf(dimension);
    }

    /** Adds weight × value for a point. */
    add(coordinates: Int16Array, value: Float64Array, weight: number): void {
        const { dimension, length, sums } = this;
        let number = 0;
        for (let axis = 0; axis < dimension; axis++) {
            number = 4 * number + (coordinates[axis] & 3);
        }
        const from = number * length;
        for (let j = 0; j < length; j++) {
            sums[from + j] += weight * value[j];
        }
    }

    /** All coordinates along an axis are doubled. */
    refine(axis: number): void {
        const { classes, length } = this;
        const sums = new Float64Array(this.sums.length);
        const place = 4 ** (this.dimension - 1 - axis);
        for (let number = 0; number < classes; number++) {
            const digit = this.digit(number, axis);
            const to = number + (((2 * digit) & 3) - digit) * place;
            this.addTo(sums.subarray(to * length, (to + 1) * length), number, 1);
        }
        this.sums = sums;
    }

    /** @param scale of all sums */
    totals(scale: number): { value: Float64Array; planes: PlaneSums[] } {
        const { length, classes } = this;
        const over = (factor: number, counts: (number: number) => boolean): Float64Array => {
            const total = new Float64Array(length);
            for (let number = 0; number < classes; number++) {
                if (counts(number)) {
                    this.addTo(total, number, factor * scale);
                }
            }
            return total;
        };
        const across = (direction: readonly number[], number: number): number =>
            direction.reduce((sum, entry, axis) => sum + entry * this.digit(number, axis), 0);
        const planes = this.directions.map(ofSet => ({
            axes: ofSet[0].flatMap((entry, axis) => (entry === 0 ? [] : [axis])),
            second: over(2, number => (across(ofSet[0], number) & 1) === 0),
            fourth: ofSet.map(direction => over(4, number => (across(direction, number) & 3) === 0))
        }));
        return { value: over(1, () => true), planes };
    }

    private addTo(total: Float64Array, number: number, factor: number): void {
        const from = number * this.length;
        for (let j = 0; j < this.length; j++) {
            total[j] += factor * this.sums[from + j];
        }
    }

    private digit(number: number, axis: number): number {
        return (number >> (2 * (this.dimension - 1 - axis))) & 3;
    }
}

/** By set of axes: all directions with entries 1 and −1 on these and 0 on others, one of each pair of opposites. */
function directionsOf(dimension: number): number[][][] {
    const axes = Array.from({ length: dimension }, (_, axis) => axis);
    const sets = Array.from({ length: 2 ** dimension - 1 }, (_, i) => axes.filter(axis => ((i + 1) >> axis) & 1));
    return sets.map(set =>
        Array.from({ length: 2 ** (set.length - 1) }, (_, signs) =>
            axes.map(axis => (set.includes(axis) ? ((signs >> set.indexOf(axis)) & 1 ? -1 : 1) : 0))
        )
    );
}
