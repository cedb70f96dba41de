/**
 * The sums of a function over the points of a lattice, and with them, for each axis, those over every second and every fourth point along it.
 *
 * A point is added once, to the sum of those points that are alike on every axis: whose coordinate is a multiple of four, another even number, or odd.
 * All others are sums of these.
 */
export interface Totals {
    value: Float64Array;
    /** By axis, of every second and of every fourth point, times two and four. */
    second: Float64Array[];
    fourth: Float64Array[];
}

export class AxisSums {
    /** By class, whose number has a digit of base 3 for each axis: 0 for multiples of four, 1 for other even numbers, 2 for odd ones. */
    private sums: Float64Array;
    private readonly classes: number;

    constructor(
        private readonly dimension: number,
        private readonly length: number
    ) {
        this.classes = 3 ** dimension;
        this.sums = new Float64Array(this.classes * length);
    }

    /** Adds weight × value for a point. */
    add(coordinates: Int16Array, value: Float64Array, weight: number): void {
        const { dimension, length, sums } = this;
        let number = 0;
        for (let axis = 0; axis < dimension; axis++) {
            const c = coordinates[axis];
            number = 3 * number + ((c & 1) !== 0 ? 2 : (c & 3) !== 0 ? 1 : 0);
        }
        const from = number * length;
        for (let j = 0; j < length; j++) sums[from + j] += weight * value[j];
    }

    /** All coordinates along an axis are doubled. */
    refine(axis: number): void {
        const { classes, length } = this;
        const sums = new Float64Array(this.sums.length);
        for (let number = 0; number < classes; number++) {
            const digit = this.digit(number, axis);
            const from = number * length;
            const to = (number - (digit === 0 ? 0 : this.place(axis))) * length;
            for (let j = 0; j < length; j++) sums[to + j] += this.sums[from + j];
        }
        this.sums = sums;
    }

    /** @param scale of all sums */
    totals(scale: number): Totals {
        const { dimension, length, classes } = this;
        const zeros = (): Float64Array => new Float64Array(length);
        const totals: Totals = {
            value: zeros(),
            second: Array.from({ length: dimension }, zeros),
            fourth: Array.from({ length: dimension }, zeros)
        };
        for (let number = 0; number < classes; number++) {
            this.addTo(totals.value, number, scale);
            for (let axis = 0; axis < dimension; axis++) {
                const digit = this.digit(number, axis);
                if (digit < 2) this.addTo(totals.second[axis], number, 2 * scale);
                if (digit === 0) this.addTo(totals.fourth[axis], number, 4 * scale);
            }
        }
        return totals;
    }

    private addTo(total: Float64Array, number: number, factor: number): void {
        const from = number * this.length;
        for (let j = 0; j < this.length; j++) total[j] += factor * this.sums[from + j];
    }

    private place(axis: number): number {
        return 3 ** (this.dimension - 1 - axis);
    }

    private digit(number: number, axis: number): number {
        return Math.floor(number / this.place(axis)) % 3;
    }
}
