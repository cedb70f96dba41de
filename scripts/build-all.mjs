/** The build: generated parser code, bundles and the type declarations of the library, in `dist/`. */
import path from 'node:path';
import { declareLibrary } from './declarations.mjs';
import { generate } from './generate.mjs';
import { root } from './toolchain.mjs';

export async function buildAll() {
    await generate();
    const { bundleAll } = await import('./bundles.mjs');
    await Promise.all([bundleAll(path.join(root, 'dist')), declareLibrary(path.join(root, 'dist/library/types'))]);
}
