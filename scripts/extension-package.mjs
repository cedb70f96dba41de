/** Packages the extension: a folder with exactly its files, and that folder as a VSIX. */
import fs from 'node:fs';
import path from 'node:path';
import { generate } from './generate.mjs';
import { run } from './processes.mjs';
import { nodeBinary, Problem, program, root } from './toolchain.mjs';

const folder = path.join(root, 'out/extension');
const copied = ['README.md', 'CHANGELOG.md', 'LICENSE', 'language-configuration.json', 'syntaxes', 'docs/diagnostics.md', 'client/media'];
/** In bytes. */
const largestVsix = 2e6;
/** The fields of `package.json` that only the project or the npm package needs. */
const projectOnly = [
    'private',
    'type',
    'bin',
    'exports',
    'files',
    'scripts',
    'dependencies',
    'devDependencies',
    'optionalDependencies',
    'overrides'
];

/** Makes the folder and the VSIX. Returns the paths of both. `isQuiet`: show output only of what fails. */
export async function packageExtension({ isQuiet = false } = {}) {
    await generate({ isQuiet });
    const { bundleExtension } = await import('./bundles.mjs');
    fs.rmSync(folder, { recursive: true, force: true });
    const bundled = await bundleExtension(path.join(folder, 'dist'));
    for (const name of copied) {
        fs.cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
    }
    fs.writeFileSync(path.join(folder, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(bundled));

    const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
    for (const key of projectOnly) {
        delete manifest[key];
    }
    fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, null, 2));

    // The ignore file excludes nothing. Without it, the packager would ask whether that is intended.
    fs.writeFileSync(path.join(folder, '.vscodeignore'), '');

    const vsix = path.join(root, `${manifest.name}-${manifest.version}.vsix`);
    // Links in the README are relative to a repository whose address the package does not know.
    const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', vsix];
    await run(nodeBinary(), [program('@vscode/vsce', 'vsce'), 'package', ...options], { cwd: folder, isQuiet });
    const { size } = fs.statSync(vsix);
    if (size > largestVsix) {
        throw new Problem(
            `The VSIX has ${(size / 1e6).toFixed(2)} MB, and ${largestVsix / 1e6} MB is the most: \`unzip -lv\` lists what is large.`
        );
    }
    return { folder, vsix };
}

/** The licences of the packages that contain these files. */
function thirdPartyNotices(files) {
    const packages = new Set(files.map(file => /^(?:.*node_modules\/)(?:@[^/]+\/)?[^/]+/.exec(file)[0]));
    return [...packages].sort().map(licenceOf).join('\n\n');
}

function licenceOf(folderOfPackage) {
    const { name, version, license } = JSON.parse(fs.readFileSync(path.join(root, folderOfPackage, 'package.json'), 'utf8'));
    const file = fs.readdirSync(path.join(root, folderOfPackage)).find(entry => /^licen[cs]e/i.test(entry));
    const text = file ? fs.readFileSync(path.join(root, folderOfPackage, file), 'utf8').trim() : `Licence: ${license}`;
    return `${name} ${version}\n${'-'.repeat(72)}\n${text}`;
}
