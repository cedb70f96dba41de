import { defineConfig } from 'vitest/config';

/** These replace modules, count on timers or open pages, so each file has a process to itself. */
const ownProcess = [
    'test/cli/**/*.test.ts',
    'test/explorer/**/*.test.ts',
    'test/export/**/*.test.ts',
    'test/field/agreement*.test.ts',
    'test/report/**/*.test.ts',
    'test/robustness/**/*.test.ts',
    'test/server/**/*.test.ts',
    'test/statements/**/*.test.ts'
];

export default defineConfig({
    test: {
        // Means over studies keep a core busy: use both of a small machine.
        maxWorkers: 2,
        // Only for what never ends: no test fails because a machine is slow.
        testTimeout: 300_000,
        hookTimeout: 300_000,
        projects: [
            {
                extends: true,
                // Loading the engine and the language takes longer than most files: the others share two processes.
                test: {
                    name: 'shared',
                    isolate: false,
                    include: ['test/**/*.test.ts'],
                    // The tests of the extension host run inside a VS Code, by `npm run test:e2e` and `npm run test:desktop`.
                    exclude: ['test/extension-host/**', ...ownProcess]
                }
            },
            { extends: true, test: { name: 'own process', include: ownProcess } }
        ]
    }
});
