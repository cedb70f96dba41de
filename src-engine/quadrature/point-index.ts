/** The points of a lattice by their coordinates. */
/** Open addressing: slots hold the number of a point. */
export class PointIndex {
    private slots = new Int32Array(1024).fill(-1);
    private count = 0;

    constructor(private readonly dimension: number) {}

    /** The number of the point; negative where it is not there. */
    find(point: Int16Array, coordinates: Int16Array): number {
        return this.slots[this.slotOf(point, 0, coordinates)];
    }

    add(point: number, coordinates: Int16Array): void {
        this.slots[this.slotOf(coordinates, point * this.dimension, coordinates)] = point;
        if (2 * ++this.count < this.slots.length) return;
        const old = this.slots;
        this.slots = new Int32Array(2 * old.length).fill(-1);
        for (const known of old) if (0 <= known) this.slots[this.slotOf(coordinates, known * this.dimension, coordinates)] = known;
    }

    clear(): void {
        this.slots.fill(-1);
        this.count = 0;
    }

    /** Where the point that begins at `from` is, or would be. */
    private slotOf(point: Int16Array, from: number, coordinates: Int16Array): number {
        const { slots, dimension } = this;
        const mask = slots.length - 1;
        let hash = 0;
        for (let k = 0; k < dimension; k++) hash = Math.imul(hash ^ point[from + k], 0x9e3779b1);
        for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
            const known = slots[slot];
            if (known < 0) return slot;
            let same = true;
            for (let k = 0; k < dimension && same; k++) same = coordinates[known * dimension + k] === point[from + k];
            if (same) return slot;
        }
    }
}
