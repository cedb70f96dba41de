/** `npm run test:e2e`: tests the packaged extension in a real VS Code in a browser, as a user and through its API. */
import path from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { installEmbeddedVscode } from './embedded-vscode.mjs';
import { packageExtension } from './extension-package.mjs';
import { bundleExtensionHostTests } from './extension-host-tests.mjs';
import { exitOnSignals } from './processes.mjs';
import { ensureDependencies, main, root } from './toolchain.mjs';

await main(async () => {
    exitOnSignals();
    ensureDependencies();
    const chromium = ensureChromium();
    installEmbeddedVscode();
    const { vsix } = await packageExtension();
    const tests = await bundleExtensionHostTests();
    const { runEndToEnd } = await import('../test/e2e/run.mjs');
    return runEndToEnd({ chromium, vsix, tests, examples: path.join(root, 'examples') });
});
