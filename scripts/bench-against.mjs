/**
 * `npm run bench -- --against FOLDER`: this checkout and another one side by side, on every example. Each runs in a separate process, and they
 * take turns, so that other load on the machine slows both. The ratio is the median over the turns.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { Problem, root } from './toolchain.mjs';

const turns = 15;
const atLeast = 60;
/** Milliseconds for which each side is run before it is timed, so that the machine code is as good as in a server that has run for a while. */
const warmUp = 1000;
const works = ['read', 'analyze', 'answer'];

/** Prints a table of times and ratios. Gives the ratios above `limit`, by name. */
export async function benchAgainst(folder, limit = 1.05) {
    if (!fs.existsSync(path.join(folder, 'src-engine/index.ts'))) {
        throw new Problem(`\`${folder}\` is no checkout of this project.`);
    }
    const sides = await Promise.all([folder, root].map((checkout, side) => started(checkout, side)));
    const slower = [];
    try {
        console.log(
            'Milliseconds of processor time for all models of a file: the other checkout, this one, and their ratio (median of turns)\n'
        );
        for (const file of fs.readdirSync(path.join(root, 'examples')).filter(name => name.endsWith('.glmm'))) {
            const text = fs.readFileSync(path.join(root, 'examples', file), 'utf8');
            for (const work of works) {
                const { before, now, ratio } = await compared(sides, { work, text });
                const name = `${work} ${file}`;
                console.log(`${name.padEnd(42)} ${before.toFixed(2).padStart(9)} ${now.toFixed(2).padStart(9)} ${ratio.toFixed(3)}`);
                if (ratio > limit) {
                    slower.push({ name, ratio });
                }
            }
        }
    } finally {
        sides.forEach(side => side.kill());
    }
    console.log(slower.length === 0 ? `\nNothing is more than ${Math.round((limit - 1) * 100)} % slower.` : '\nSlower:');
    slower.forEach(({ name, ratio }) => console.log(`  ${name}: ${ratio.toFixed(3)}`));
}

async function compared(sides, request) {
    const times = [[], []];
    const ask = async (side, milliseconds) => {
        sides[side].send({ ...request, atLeast: milliseconds });
        const [time] = await once(sides[side], 'message');
        return time;
    };
    for (const side of [0, 1]) {
        await ask(side, warmUp);
    }
    for (let turn = 0; turn < turns; turn++) {
        const order = turn % 2 === 0 ? [0, 1] : [1, 0];
        for (const side of order) {
            times[side].push(await ask(side, atLeast));
        }
    }
    const ratios = times[1].map((now, turn) => now / times[0][turn]);
    return { before: median(times[0]), now: median(times[1]), ratio: median(ratios) };
}

function median(values) {
    return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function started(checkout, side) {
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
    return fork(outfile);
}
