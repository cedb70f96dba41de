/** Runs the benchmark against the built server. With `--against FOLDER`, compares this checkout with another one. */
import path from 'node:path';
import { buildAll } from './build-all.mjs';
import { run } from './processes.mjs';
import { ensureDependencies, main, nodeBinary, root } from './toolchain.mjs';

await main(async () => {
    ensureDependencies();
    await buildAll();
    const against = process.argv.indexOf('--against');
    if (against > 0) {
        const { benchAgainst } = await import('./bench-against.mjs');
        await benchAgainst(path.resolve(process.argv[against + 1] ?? ''));
        return;
    }
    const { bundleProgram } = await import('./bundles.mjs');
    const file = path.join(root, 'out/bench/main.mjs');
    // Scripts find their folder by their own file.
    await bundleProgram('bench/main.ts', file, { external: [path.join(root, 'scripts/*')] });
    await run(nodeBinary(), [file, ...process.argv.slice(2)]);
});
