/** The bundles: their entry files, and where they are written. */
import esbuild from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { Problem, root } from './toolchain.mjs';

/** Bundles for Node. They are CommonJS, because VS Code loads extensions as CommonJS. */
const programs = {
    client: { entry: 'client/extension.ts', out: 'client/extension.cjs', target: 'node22', external: ['vscode'] },
    cli: { entry: 'cli/glmm.ts', out: 'cli/glmm.cjs', target: 'node20' }
};

/** The language server and its threads, which share the files with the language and the engine. */
const server = ['server/main.ts', 'server/threads/engine-worker.ts', 'server/threads/report-worker.ts'];

/** The library, for other programs: one module that needs nothing else, in Node and in browsers. */
const library = { entry: 'library/index.ts', out: 'library/index.js', target: 'es2022', format: 'esm', platform: 'neutral' };

/** Bundles for the browser: the explorer's page, its computing thread and its style. */
const explorer = ['page.ts', 'computing.ts', 'page.css'].map(file => ({
    entry: `explorer/${file}`,
    out: `client/explorer/${file.replace('.ts', '.js')}`,
    target: 'es2022',
    format: 'iife',
    platform: 'browser'
}));

/** All bundles, with source maps beside them, which no package takes along. */
export async function bundleAll(folder) {
    const parts = [...Object.values(programs), library, ...explorer];
    const options = { sourcemap: true, minify: true };
    await Promise.all([bundleServer(folder, options), ...parts.map(part => bundle(part, folder, options))]);
    fs.chmodSync(path.join(folder, programs.cli.out), 0o755);
}

/** The bundles of the extension, without source maps. Returns the files of `node_modules` that they contain. */
export async function bundleExtension(folder) {
    const options = { minify: true, metafile: true };
    const parts = [programs.client, ...explorer];
    const results = await Promise.all([bundleServer(folder, options), ...parts.map(part => bundle(part, folder, options))]);
    return results.flatMap(({ metafile }) => Object.keys(metafile.inputs)).filter(file => file.startsWith('node_modules/'));
}

/** Only the bundles of the explorer, as they are delivered. */
export async function bundleExplorer(folder) {
    await Promise.all(explorer.map(part => bundle(part, folder, { minify: true })));
}

/** A program of the project itself (a benchmark, a test run): its sources in one file, its packages from `node_modules`. */
export async function bundleProgram(entry, outfile, options = {}) {
    await build({
        absWorkingDir: root,
        entryPoints: [entry],
        outfile,
        bundle: true,
        format: 'esm',
        platform: 'node',
        packages: 'external',
        sourcemap: true,
        logLevel: 'warning',
        ...options
    });
}

/** Modules, because only these can share files. Packages that are CommonJS need `require`. */
async function bundleServer(folder, options) {
    fs.rmSync(path.join(folder, 'server'), { recursive: true, force: true });
    return build({
        ...common('node'),
        entryPoints: server,
        outdir: path.join(folder, 'server'),
        entryNames: '[name]',
        chunkNames: 'shared-[hash]',
        outExtension: { '.js': '.mjs' },
        splitting: true,
        format: 'esm',
        target: 'node20',
        banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
        ...options
    });
}

async function bundle({ entry, out, format = 'cjs', platform = 'node', target, external }, folder, options) {
    return build({ ...common(platform), entryPoints: [entry], outfile: path.join(folder, out), format, target, external, ...options });
}

function common(platform) {
    return {
        absWorkingDir: root,
        bundle: true,
        platform,
        // Some packages' `main` hides its own imports from a bundler.
        mainFields: ['module', 'main'],
        inject: platform === 'node' ? ['scripts/bundle/object-group-by.mjs'] : [],
        legalComments: 'none',
        logLevel: 'warning'
    };
}

/** esbuild has already printed the errors and their positions when it rejects. */
async function build(options) {
    try {
        return await esbuild.build(options);
    } catch {
        throw new Problem(`\`${options.entryPoints[0]}\` could not be bundled.`);
    }
}
