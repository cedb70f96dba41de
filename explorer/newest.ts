/** Work of which only the newest piece is useful: waiting work is replaced, never queued. */

/**
 * Does one piece of work at a time, step by step.
 *
 * @param steps the work; a step cannot be interrupted
 * @param isWorthFinishing whether work continues although newer work waits; otherwise a steady stream of new work would let none finish
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

    /** `report` receives the result of every step, and null after the last, unless newer work replaces it. */
    add(work: Work): void {
        this.waiting = { work };
        if (!this.isRunning) {
            void this.run();
        }
    }

    private async run(): Promise<void> {
        this.isRunning = true;
        // Work that was added at the same time is present after a pause.
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
