/**
 * `npm run mutate [-- NAME…]`: changes the project in one place at a time, and says which changes no test notices. It works in a copy, so the
 * checkout is not changed. The places are in `scripts/mutations.mjs`, each with the tests that should notice it.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mutations } from './mutations.mjs';
import { environment, main, nodeBinary, Problem, program, root } from './toolchain.mjs';

await main(() => {
    const chosen = process.argv.slice(2);
    const asked = mutations.filter(({ name }) => chosen.length === 0 || chosen.some(part => name.includes(part)));
    const copy = copied();
    const survivors = [];
    try {
        const all = [...new Set(asked.flatMap(({ tests }) => tests))];
        if (!passes(copy, all)) {
            throw new Problem('Some of these tests fail without any change: then a failure says nothing.');
        }
        for (const mutation of asked) {
            const begin = performance.now();
            const survived = survives(copy, mutation);
            console.log(`${survived ? 'SURVIVES' : 'noticed '} ${mutation.name} (${((performance.now() - begin) / 1000).toFixed(0)} s)`);
            if (survived) {
                survivors.push(mutation.name);
            }
        }
    } finally {
        fs.rmSync(copy, { recursive: true, force: true });
    }
    console.log(`${asked.length - survivors.length} of ${asked.length} changes are noticed`);
    return survivors.length === 0 ? 0 : 1;
});

function survives(copy, { file, find, replace, tests }) {
    const target = path.join(copy, file);
    const text = fs.readFileSync(target, 'utf8');
    if (text.split(find).length !== 2) {
        throw new Problem(`\`${find}\` stands ${text.split(find).length - 1} times in \`${file}\`, not once.`);
    }
    fs.writeFileSync(
        target,
        text.replace(find, () => replace)
    );
    const survived = passes(copy, tests);
    fs.writeFileSync(target, text);
    return survived;
}

function passes(copy, tests) {
    const { status } = spawnSync(nodeBinary(), [program('vitest'), 'run', '--bail=1', ...tests], {
        cwd: copy,
        env: environment(),
        stdio: 'ignore'
    });
    return status === 0;
}

/** What git tracks and what is generated or built, with `node_modules` by a link. */
function copied() {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'glmm-mutate-'));
    const { stdout } = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
    for (const file of stdout.split('\0').filter(name => name !== '' && fs.existsSync(path.join(root, name)))) {
        fs.cpSync(path.join(root, file), path.join(folder, file));
    }
    for (const made of ['language/generated', 'report/generated', 'dist']) {
        fs.cpSync(path.join(root, made), path.join(folder, made), { recursive: true });
    }
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
    return folder;
}
