/** Fails where an imported package is not declared in the right group of `package.json`, or a declared one is not imported. */
import fs from 'node:fs';
import path from 'node:path';
import { declarationProblems } from './eslint/declared-packages.mjs';
import { layers } from './eslint/import-layers.mjs';
import { main, root } from './toolchain.mjs';

await main(() => {
    const folders = [...Object.keys(layers), 'bench', 'scripts', 'test', 'validation'];
    const files = folders.flatMap(folder =>
        fs
            .readdirSync(path.join(root, folder), { recursive: true })
            .filter(file => /\.(ts|mjs)$/.test(file) && !/\.d\.ts$/.test(file))
            .map(file => path.posix.join(folder, file.split(path.sep).join('/')))
    );
    const texts = new Map(files.map(file => [file, fs.readFileSync(path.join(root, file), 'utf8')]));
    const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
    const problems = declarationProblems(texts, manifest);
    problems.forEach(problem => console.log(problem));
    return problems.length === 0 ? 0 : 1;
});
