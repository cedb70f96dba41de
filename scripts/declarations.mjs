/** The library's type declarations: those that its public interface reaches, and no others. */
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { run } from './processes.mjs';
import { nodeBinary, program, Problem, root } from './toolchain.mjs';

/** Where the compiler writes the declarations of all layers, each in a folder of its own. */
const compiled = path.join(root, 'out/types');
const door = 'library/index.d.ts';

/** Compiles the library's types, and copies those that `library/index.d.ts` refers to, directly or not. */
export async function declareLibrary(folder) {
    await run(nodeBinary(), [program('typescript', 'tsc'), '--build', path.join(root, 'library')]);
    fs.rmSync(folder, { recursive: true, force: true });
    for (const file of reachable(door)) {
        const copy = path.join(folder, file);
        fs.mkdirSync(path.dirname(copy), { recursive: true });
        fs.copyFileSync(path.join(compiled, file), copy);
    }
}

function reachable(start) {
    const found = new Set([start]);
    for (const file of found) {
        const text = fs.readFileSync(path.join(compiled, file), 'utf8');
        for (const { fileName: imported } of ts.preProcessFile(text).importedFiles) {
            if (!imported.startsWith('.')) {
                throw new Problem(`The library's types refer to the package ${imported} (in ${file}): its users would need it, too.`);
            }
            found.add(path.posix.join(path.posix.dirname(file), imported.replace(/\.js$/, '.d.ts')));
        }
    }
    return found;
}
