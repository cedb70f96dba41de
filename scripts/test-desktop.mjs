/** `npm run test:desktop`: the tests of the extension host in a desktop VS Code. Downloads VS Code if it is missing. */
import path from 'node:path';
import { packageExtension } from './extension-package.mjs';
import { bundleExtensionHostTests } from './extension-host-tests.mjs';
import { ensureDependencies, main, root } from './toolchain.mjs';

await main(async () => {
    ensureDependencies();
    const { folder } = await packageExtension();
    const tests = await bundleExtensionHostTests();
    const { runDesktop } = await import('../test/desktop/run.mjs');
    return runDesktop({ extension: folder, tests, examples: path.join(root, 'examples') });
});
