/** The tests that run in VS Code's extension host, bundled to CommonJS because VS Code loads them like that. */
import fs from 'node:fs';
import path from 'node:path';
import { root } from './toolchain.mjs';

const sources = path.join(root, 'test/extension-host');
const folder = path.join(root, 'out/extension-host');

/** Bundles the tests. Returns the folder of an empty extension, and the file that runs the tests. */
export async function bundleExtensionHostTests() {
    const { bundleProgram } = await import('./bundles.mjs');
    fs.rmSync(folder, { recursive: true, force: true });
    const entries = fs.readdirSync(sources).filter(file => file.endsWith('.ts'));
    await Promise.all(
        entries.map(file =>
            bundleProgram(path.join('test/extension-host', file), path.join(folder, file.replace(/\.ts$/, '.cjs')), { format: 'cjs' })
        )
    );
    const manifest = { name: 'test-host', publisher: 'glmm-design', version: '0.0.0', engines: { vscode: '*' } };
    fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
    return { folder, entry: path.join(folder, 'run-mocha.cjs') };
}
