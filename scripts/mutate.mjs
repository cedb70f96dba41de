/**
 * `npm run mutate [-- NAME…] [-- --from NAME]`: changes the project in one place at a time, and prints which changes no test notices. It
 * works in a copy, so the checkout is not changed. The places are in `scripts/mutations.mjs`, each with the tests that should notice it.
 * `--from` starts at a place, and so goes on after a stop.
 */
import { buildAll } from './build-all.mjs';
import { mutations } from './mutations.mjs';
import { TestedCopy } from './tested-copy.mjs';
import { ensureDependencies, main, Problem } from './toolchain.mjs';

await main(async () => {
    const asked = askedMutations(process.argv.slice(2));
    ensureDependencies();
    await buildAll();
    const copy = new TestedCopy();
    const survivors = [];
    try {
        for (const [at, mutation] of asked.entries()) {
            const begin = performance.now();
            const witness = noticedBy(copy, mutation);
            const seconds = ((performance.now() - begin) / 1000).toFixed(0);
            console.log(`[${at + 1}/${asked.length}] ${witness ? `noticed by ${witness}` : 'SURVIVES'}: ${mutation.name} (${seconds} s)`);
            if (!witness) {
                survivors.push(mutation.name);
            }
        }
    } finally {
        copy.remove();
    }
    console.log(`${asked.length - survivors.length} of ${asked.length} changes are noticed`);
    for (const name of survivors) {
        console.log(`  survives: ${name}`);
    }
    return survivors.length === 0 ? 0 : 1;
});

function askedMutations(args) {
    const from = args.indexOf('--from');
    const start = from === -1 ? 0 : mutations.findIndex(({ name }) => name.includes(args[from + 1]));
    const parts = from === -1 ? args : args.toSpliced(from, 2);
    const asked = mutations.slice(start).filter(({ name }) => parts.length === 0 || parts.some(part => name.includes(part)));
    if (start === -1 || asked.length === 0) {
        throw new Problem('No mutation has such a name. The names are in `scripts/mutations.mjs`.');
    }
    return asked;
}

/**
 * The first test file that fails with the change, or null. The file must pass without the change, otherwise its failure means nothing.
 * Only files that fail are tested without it, and each once.
 */
function noticedBy(copy, { name, file, find, replace, tests }) {
    const text = copy.read(file);
    const count = text.split(find).length - 1;
    if (count !== 1) {
        throw new Problem(`${name}: \`${find}\` occurs ${count} times in \`${file}\`, not once.`);
    }
    copy.write(
        file,
        text.replace(find, () => replace)
    );
    const witness = tests.flatMap(test => copy.testFiles(test)).find(test => !copy.passes(test));
    copy.write(file, text);
    if (witness && !copy.passesUnchanged(witness)) {
        throw new Problem(`\`${witness}\` fails without any change.`);
    }
    return witness ?? null;
}
