const stopping = 0;
const resting = 1;

/** Flags in shared memory by which the server reaches a thread that is computing. */
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

    /** Asks a job to stop. */
    stop(job: number): void {
        Atomics.store(this.flags, stopping, job);
    }

    /** Makes the thread rest when it next checks the flags, so that urgent work has the processor to itself. */
    rest(): void {
        Atomics.store(this.flags, resting, 1);
    }

    resume(): void {
        Atomics.store(this.flags, resting, 0);
        Atomics.notify(this.flags, resting);
    }

    /** Called by the thread: whether the job should stop. If the thread should rest, this returns after the rest. */
    shouldStop(job: number): boolean {
        if (Atomics.load(this.flags, resting) === 1 && Atomics.wait(this.flags, resting, 1, this.longestRest) === 'timed-out') {
            Atomics.store(this.flags, resting, 0);
        }
        return Atomics.load(this.flags, stopping) === job;
    }
}
