/** Builds all that runs: generated parser code, bundles, and the engine's type declarations; in `dist/`. */
import path from 'node:path';
import { generate } from './generate.mjs';
import { run } from './processes.mjs';
import { ensureDependencies, main, nodeBinary, program, root } from './toolchain.mjs';

await main(async () => {
    ensureDependencies();
    const { bundle } = await import('./bundles.mjs');
    await generate();
    await Promise.all([
        bundle(path.join(root, 'dist')),
        run(nodeBinary(), [program('typescript', 'tsc'), '--build', path.join(root, 'src-engine')])
    ]);
});
