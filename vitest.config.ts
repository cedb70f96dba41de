import { defineConfig } from 'vitest/config';

export default defineConfig({
    test: {
        include: ['test/**/*.test.ts'],
        // These run inside a VS Code, by `npm run test:e2e` and `npm run test:desktop`.
        exclude: ['test/extension-host/**']
    }
});
