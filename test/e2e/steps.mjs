/** Runs the steps of a story. Each counts as a test. After a failed step, the others count as failed, too. */
export class Steps {
    passed = 0;
    failed = 0;
    #stopped = false;

    /** `onFailure(name)` is called while the failure is still visible. */
    constructor(onFailure) {
        this.onFailure = onFailure;
    }

    async step(name, work) {
        if (this.#stopped) {
            this.failed++;
            console.log(`FAIL ${name} (not reached)`);
            return;
        }
        const begin = performance.now();
        try {
            await work();
            this.passed++;
            console.log(`ok   ${name} (${((performance.now() - begin) / 1000).toFixed(1)} s)`);
        } catch (error) {
            this.failed++;
            this.#stopped = true;
            console.log(`FAIL ${name}: ${error.message}`);
            await this.onFailure(name);
        }
    }
}
