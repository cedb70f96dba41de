/** The parser's generated code, made anew where the grammar is newer. */
import fs from 'node:fs';
import path from 'node:path';
import { run } from './processes.mjs';
import { nodeBinary, program, root } from './toolchain.mjs';

const sources = ['langium-config.json', 'language/glmm.langium', 'node_modules/langium-cli/package.json'];
const products = ['ast.ts', 'grammar.ts', 'module.ts'].map(file => path.join('language/generated', file));

export async function generate() {
    const changed = file => fs.statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs;
    const newestSource = Math.max(...sources.map(file => changed(file) ?? Infinity));
    const oldestProduct = Math.min(...products.map(file => changed(file) ?? 0));
    if (oldestProduct <= newestSource) await run(nodeBinary(), [program('langium-cli', 'langium'), 'generate'], { cwd: root });
}
