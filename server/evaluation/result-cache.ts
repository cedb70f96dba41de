/**
 * Keeps the most recently used values, at most `capacity` of them.
 *
 * Numbers are kept here and not in the caches of the language framework, because every build empties those: an edit of a comment
 * must not recompute anything.
 */
export class ResultCache<V> {
    private readonly values = new Map<string, V>();

    /** @param capacity the largest number of values that are kept; at least 1 */
    constructor(private readonly capacity: number) {}

    get size(): number {
        return this.values.size;
    }

    /** The value, which becomes the most recently used. */
    get(key: string): V | undefined {
        const value = this.values.get(key);
        if (value !== undefined) {
            // A Map iterates in the order of insertion: the first key is always the least recently used.
            this.values.delete(key);
            this.values.set(key, value);
        }
        return value;
    }

    set(key: string, value: V): void {
        this.values.delete(key);
        this.values.set(key, value);
        if (this.values.size > this.capacity) {
            const oldest = this.values.keys().next();
            if (!oldest.done) {
                this.values.delete(oldest.value);
            }
        }
    }
}
