/** A story's steps: each counts as a test, and after one that fails the rest can't be told. */
export class Steps {
    passed = 0;
    failed = 0;
    #stopped = false;

    /** `onFailure(name)` is called while the failure can still be seen. */
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
