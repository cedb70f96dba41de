import { defineConfig } from 'vitest/config';

export default defineConfig({
    test: {
        // Means over studies keep a core busy: use both of a small machine.
        maxWorkers: 2,
        // Only for what never ends: no test fails because a machine is slow.
        testTimeout: 300_000,
        hookTimeout: 300_000,
        include: ['test/**/*.test.ts'],
        // These run inside a VS Code, by `npm run test:e2e` and `npm run test:desktop`.
        exclude: ['test/extension-host/**']
    }
});
