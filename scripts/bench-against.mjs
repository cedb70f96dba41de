/**
 * `npm run bench -- --against FOLDER`: this checkout and another one side by side, on every example of the other one. Both run in one process and take turns of a few
 * milliseconds, so that other load on the machine slows both. One process may favour a side by a few per cent, by how its machine code came out, so
 * several are started; told is the median of their ratios. A checkout against itself shows what is left of the noise.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { bundleProgram } from './bundles.mjs';
import { Problem, nodeBinary, root } from './toolchain.mjs';
import esbuild from 'esbuild';

const processes = 3;
/** A run that takes less has no time that a user could notice: what is left are checks of the input. In milliseconds. */
const noticeable = 0.05;

/** Prints a table of times and ratios, and the ratios above `limit` by name. */
export async function benchAgainst(folder, limit = 1.05) {
    if (!fs.existsSync(path.join(folder, 'src-engine/index.ts'))) {
        throw new Problem(`\`${folder}\` is no checkout of this project.`);
    }
    const pair = path.join(root, 'out/bench/against-pair.mjs');
    await bundleProgram('bench/against-pair.ts', pair);
    const programs = await Promise.all([folder, root].map((checkout, side) => bundled(checkout, side)));
    console.log('Milliseconds for all models of a file: the other checkout, this one, and their ratio (median of processes)\n');
    const slower = [];
    // An older checkout may not read the examples of a newer one.
    const examples = path.join(folder, 'examples');
    for (const file of fs.readdirSync(examples).filter(name => name.endsWith('.glmm'))) {
        const text = fs.readFileSync(path.join(examples, file), 'utf8');
        const found = [];
        for (let i = 0; i < processes; i++) {
            // Which side is loaded first must not matter.
            const swapped = i % 2 === 1;
            const times = await timesOf(pair, swapped ? [...programs].reverse() : programs, text);
            found.push(swapped ? mapped(times, ([now, before]) => [before, now]) : times);
        }
        for (const work of Object.keys(found[0])) {
            const [before, now] = [0, 1].map(side => median(found.map(times => times[work][side])));
            const ratio = median(found.map(times => times[work][1] / times[work][0]));
            const name = `${work} ${file}`;
            console.log(`${name.padEnd(50)} ${before.toFixed(3).padStart(9)} ${now.toFixed(3).padStart(9)} ${ratio.toFixed(3)}`);
            // The other checkout may compute no cautions, so these times say what they cost, not what became slower.
            if (ratio > limit && now > noticeable && !work.includes('cautions')) {
                slower.push({ name, ratio });
            }
        }
    }
    console.log(
        slower.length === 0 ? `\nOf what both compute, nothing is more than ${Math.round((limit - 1) * 100)} % slower.` : '\nSlower:'
    );
    slower.forEach(({ name, ratio }) => console.log(`  ${name}: ${ratio.toFixed(3)}`));
}

async function timesOf(pair, programs, text) {
    const child = fork(pair, programs, { execPath: nodeBinary() });
    try {
        child.send(text);
        const [times] = await once(child, 'message');
        return times;
    } finally {
        child.kill();
    }
}

const mapped = (record, change) => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

function median(values) {
    return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function bundled(checkout, side) {
    const outfile = path.join(root, `out/bench/against-${side}.mjs`);
    await esbuild.build({
        stdin: {
            contents: fs.readFileSync(path.join(root, 'bench/against-program.ts'), 'utf8'),
            loader: 'ts',
            resolveDir: path.join(checkout, 'bench')
        },
        outfile,
        bundle: true,
        format: 'esm',
        platform: 'node',
        mainFields: ['module', 'main'],
        banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
        logLevel: 'warning'
    });
    return outfile;
}
