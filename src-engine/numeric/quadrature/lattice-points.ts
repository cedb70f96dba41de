/** The points of a lattice: their coordinates, by number, and their numbers, by coordinates. */
export class LatticePoints {
    count = 0;
    /** `dimension` numbers a point. */
    coordinates: Int16Array;
    /** Open addressing: slots hold the number of a point. */
    private slots = new Int32Array(1024).fill(-1);

    constructor(readonly dimension: number) {
        this.coordinates = new Int16Array(256 * dimension);
    }

    /** The number of the point with these coordinates; negative where it is not there. */
    find(point: Int16Array): number {
        return this.slots[this.slotOf(point, 0)];
    }

    /** Adds a point that is not there yet, and gives it its number. */
    add(point: Int16Array): number {
        const { dimension } = this;
        const i = this.count++;
        if (this.coordinates.length < this.count * dimension) {
            const longer = new Int16Array(2 * this.coordinates.length);
            longer.set(this.coordinates);
            this.coordinates = longer;
        }
        for (let k = 0; k < dimension; k++) {
            this.coordinates[i * dimension + k] = point[k];
        }
        if (this.slots.length <= 2 * this.count) {
            this.index(2 * this.slots.length);
        } else {
            this.slots[this.slotOf(this.coordinates, i * dimension)] = i;
        }
        return i;
    }

    /** Doubles all coordinates along an axis. */
    double(axis: number): void {
        for (let i = axis; i < this.count * this.dimension; i += this.dimension) {
            this.coordinates[i] *= 2;
        }
        this.index(this.slots.length);
    }

    private index(length: number): void {
        this.slots = new Int32Array(length).fill(-1);
        for (let i = 0; i < this.count; i++) {
            this.slots[this.slotOf(this.coordinates, i * this.dimension)] = i;
        }
    }

    /** Where the point whose coordinates begin at `from` is, or would be. */
    private slotOf(point: Int16Array, from: number): number {
        const { slots, dimension, coordinates } = this;
        const mask = slots.length - 1;
        let hash = 0;
        for (let k = 0; k < dimension; k++) {
            hash = Math.imul(hash ^ point[from + k], 0x9e3779b1);
        }
        for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
            const known = slots[slot];
            if (known < 0) {
                return slot;
            }
            let same = true;
            for (let k = 0; k < dimension && same; k++) {
                same = coordinates[known * dimension + k] === point[from + k];
            }
            if (same) {
                return slot;
            }
        }
    }
}
