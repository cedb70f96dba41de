/**
 * `npm test`: installs what it needs, then runs all checks and tests. The last line of each runner says how many tests passed, and
 * the last line of all is the sum.
 */
import fs from 'node:fs';
import path from 'node:path';
import { runAndRead } from './processes.mjs';
import { ensureDependencies, main, nodeBinary, program, root } from './toolchain.mjs';

/** By name: the program and its arguments, and how to read its counts if they are not in the last line. */
const unitResults = path.join(root, 'out/unit-tests.json');
const runners = [
    { name: 'build', args: () => [script('build.mjs')], count: ({ code }) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }) },
    { name: 'lint', args: () => [script('lint.mjs')] },
    {
        name: 'unit tests',
        args: () => [program('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitResults}`],
        count: unitCounts
    },
    { name: 'tests in VS Code', args: () => [script('test-embedded.mjs')] }
];

await main(async () => {
    ensureDependencies();
    fs.rmSync(unitResults, { force: true });
    const total = { passed: 0, failed: 0 };
    const summary = [];
    for (const { name, args, count = lastLineCounts } of runners) {
        console.log(`\n=== ${name}`);
        const begin = performance.now();
        const result = await runAndRead(nodeBinary(), args());
        const { passed, failed } = count(result);
        // A runner that fails without a failed test counts as a failure, too.
        const failures = failed === 0 && result.code !== 0 ? 1 : failed;
        total.passed += passed;
        total.failed += failures;
        summary.push(`${name}: ${passed} passed, ${failures} failed (${((performance.now() - begin) / 1000).toFixed(0)} s)`);
    }
    console.log(`\n${summary.join('\n')}\n${total.passed} passed, ${total.failed} failed`);
    return total.failed === 0 ? 0 : 1;
});

function script(name) {
    return path.join(root, 'scripts', name);
}

function lastLineCounts({ output }) {
    const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? [undefined, '0', '1'];
    return { passed: Number(passed), failed: Number(failed) };
}

/** A test file that does not load has no tests. It counts as one failure. */
function unitCounts() {
    if (!fs.existsSync(unitResults)) {
        return { passed: 0, failed: 1 };
    }
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(fs.readFileSync(unitResults, 'utf8'));
    const unloaded = testResults.filter(
        ({ status, assertionResults }) => status === 'failed' && assertionResults.every(test => test.status !== 'failed')
    );
    return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
}
