/** The bundles: what each is made of, and where it goes. */
import esbuild from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './toolchain.mjs';

/** Of the extension and of the command line. They are CommonJS: VS Code loads its extensions so. */
const nodeBundles = [
    { entry: 'client/extension.ts', out: 'client/extension.cjs', target: 'node22', external: ['vscode'] },
    { entry: 'server/main.ts', out: 'server/main.cjs', target: 'node20' },
    { entry: 'server/engine-worker.ts', out: 'server/engine-worker.cjs', target: 'node20' },
    { entry: 'cli/glmm.ts', out: 'cli/glmm.cjs', target: 'node20' }
];

/** The engine alone, for other programs. */
const library = { entry: 'src-engine/index.ts', out: 'engine/index.js', target: 'es2022', format: 'esm', platform: 'neutral' };

/** Bundles into `folder`. With `minify` they are small and without source maps, for a package. */
export async function bundle(folder, { minify = false } = {}) {
    await Promise.all(
        [...nodeBundles, library].filter(({ entry }) => fs.existsSync(path.join(root, entry))).map(({ entry, out, format = 'cjs', platform = 'node', ...options }) =>
            esbuild.build({
                absWorkingDir: root,
                entryPoints: [entry],
                outfile: path.join(folder, out),
                bundle: true,
                format,
                platform,
                mainFields: ['module', 'main'],
                minify,
                sourcemap: !minify,
                inject: platform === 'node' ? ['scripts/bundle/object-group-by.mjs'] : [],
                legalComments: 'none',
                logLevel: 'warning',
                ...options
            })
        )
    );
    if (fs.existsSync(path.join(folder, 'cli/glmm.cjs'))) fs.chmodSync(path.join(folder, 'cli/glmm.cjs'), 0o755);
}
