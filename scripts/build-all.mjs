/** The build: generated parser code, bundles and the type declarations of the engine, in `dist/`. */
import path from 'node:path';
import { generate } from './generate.mjs';
import { run } from './processes.mjs';
import { nodeBinary, program, root } from './toolchain.mjs';

export async function buildAll() {
    await generate();
    const { bundleAll } = await import('./bundles.mjs');
    await Promise.all([
        bundleAll(path.join(root, 'dist')),
        run(nodeBinary(), [program('typescript', 'tsc'), '--build', path.join(root, 'src-engine')])
    ]);
}
