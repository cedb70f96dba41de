import { defineConfig } from 'vitest/config';

export default defineConfig({
    test: {
        // Means over studies keep a core busy: use both of a small machine.
        maxWorkers: 2,
        // Some start programs of their own, and share the processor with other tests.
        testTimeout: 30_000,
        hookTimeout: 30_000,
        include: ['test/**/*.test.ts'],
        // These run inside a VS Code, by `npm run test:e2e` and `npm run test:desktop`.
        exclude: ['test/extension-host/**']
    }
});
