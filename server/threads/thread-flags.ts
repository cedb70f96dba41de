const stopping = 0;
const resting = 1;

/** What the server tells a thread while it works, by memory that both share. */
export class ThreadFlags {
    readonly buffer: SharedArrayBuffer;
    private readonly flags: Int32Array;

    /** @param longestRest milliseconds after which a rest ends by itself */
    constructor(
        buffer: SharedArrayBuffer | null = null,
        private readonly longestRest = 100
    ) {
        this.buffer = buffer ?? new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
        this.flags = new Int32Array(this.buffer);
    }

    /** Has a job stop. */
    stop(job: number): void {
        Atomics.store(this.flags, stopping, job);
    }

    /** Has the thread rest where it next asks, so that what is urgent has the machine to itself. */
    rest(): void {
        Atomics.store(this.flags, resting, 1);
    }

    resume(): void {
        Atomics.store(this.flags, resting, 0);
        Atomics.notify(this.flags, resting);
    }

    /** Asked by the thread: whether the job is to stop. Returns after the rest, if there is one. */
    shouldStop(job: number): boolean {
        if (Atomics.load(this.flags, resting) === 1 && Atomics.wait(this.flags, resting, 1, this.longestRest) === 'timed-out') {
            Atomics.store(this.flags, resting, 0);
        }
        return Atomics.load(this.flags, stopping) === job;
    }
}
