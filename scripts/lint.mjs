/**
 * Runs all checks that execute no code of the project: types, rules (with the layers), circles of imports, names, declared packages and format. `--fix`
 * corrects what can be corrected automatically.
 */
import path from 'node:path';
import { generate } from './generate.mjs';
import { runAndRead } from './processes.mjs';
import { ensureDependencies, main, nodeBinary, program, root } from './toolchain.mjs';

await main(async () => {
    ensureDependencies();
    await generate();
    const fix = process.argv.includes('--fix');
    const checks = [
        ['types', program('typescript', 'tsc'), ['--build', root]],
        ['rules', program('eslint'), ['--max-warnings', '0', ...(fix ? ['--fix'] : []), '.']],
        ['circles', path.join(root, 'scripts/check-circles.mjs'), []],
        ['names', path.join(root, 'scripts/check-names.mjs'), []],
        ['dependencies', path.join(root, 'scripts/check-dependencies.mjs'), []],
        ['format', program('prettier'), ['--log-level', 'warn', fix ? '--write' : '--check', '.']]
    ];
    let failed = 0;
    for (const [name, file, args] of checks) {
        const begin = performance.now();
        const { code } = await runAndRead(nodeBinary(), [file, ...args]);
        if (code !== 0) {
            failed++;
        }
        console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${((performance.now() - begin) / 1000).toFixed(1)} s)`);
    }
    console.log(`${checks.length - failed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
});
