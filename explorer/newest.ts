/** Work of which only the newest is of use: what waits is replaced, never queued. */

/**
 * Does one piece of work at a time, step by step.
 *
 * @param steps the work; a step is what can't be interrupted
 * @param isWorthFinishing whether work goes on although newer work waits: else a steady stream of new work would let none come to its end
 * @param pause lets messages arrive between steps
 */
export class Newest<Work, Step> {
    private waiting: { work: Work } | null = null;
    private isRunning = false;

    constructor(
        private readonly steps: (work: Work) => Iterable<Step>,
        private readonly report: (work: Work, step: Step | null) => void,
        private readonly isWorthFinishing: (work: Work) => boolean,
        private readonly pause: () => Promise<void>
    ) {}

    /** `report` gets every step of it, and null after the last, unless newer work takes its place. */
    add(work: Work): void {
        this.waiting = { work };
        if (!this.isRunning) {
            void this.run();
        }
    }

    private async run(): Promise<void> {
        this.isRunning = true;
        // What was added together with this is there after a pause.
        await this.pause();
        while (this.waiting) {
            const { work } = this.waiting;
            this.waiting = null;
            await this.finish(work);
        }
        this.isRunning = false;
    }

    private async finish(work: Work): Promise<void> {
        for (const step of this.steps(work)) {
            this.report(work, step);
            await this.pause();
            if (this.waiting && !this.isWorthFinishing(work)) {
                return;
            }
        }
        this.report(work, null);
    }
}
