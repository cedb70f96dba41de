/** `npm run check-rules`: how often the rules about the refined form are right, on designs drawn at random. */
import path from 'node:path';
import { bundleProgram } from './bundles.mjs';
import { run } from './processes.mjs';
import { ensureDependencies, main, nodeBinary, root } from './toolchain.mjs';

await main(async () => {
    ensureDependencies();
    const file = path.join(root, 'out/validation/reliability.mjs');
    await bundleProgram('validation/reliability/main.ts', file);
    await run(nodeBinary(), [file, ...process.argv.slice(2)]);
});
