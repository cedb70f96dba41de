/**
 * Times two checkouts against each other within one process, in turns of a few milliseconds, so that whatever slows the machine slows both.
 * Started by `scripts/bench-against.mjs` with the two bundled programs; answers each text with the times of its works.
 */
interface Program {
    works: (text: string) => Promise<Record<string, () => unknown>>;
}

/** Milliseconds of one run on either side. */
export type PairOfTimes = [before: number, now: number];

const turns = 40;
/** Milliseconds of a turn, at least. */
const atLeast = 4;
/** Milliseconds for which each side is run before it is timed, so that the machine code is as good as in a server that has run for a while. */
const warmUp = 400;

const programs: Program[] = await Promise.all(process.argv.slice(2, 4).map(file => import(file) as Promise<Program>));

process.on('message', (text: string) => {
    void timed(text).then(times => process.send?.(times));
});

async function timed(text: string): Promise<Record<string, PairOfTimes>> {
    const [before, now] = await Promise.all(programs.map(program => program.works(text)));
    const times: Record<string, PairOfTimes> = {};
    for (const work of Object.keys(now!)) {
        times[work] = await inTurns([before![work]!, now![work]!]);
    }
    return times;
}

async function inTurns(sides: readonly (() => unknown)[]): Promise<PairOfTimes> {
    const times: number[][] = [[], []];
    for (const side of sides) {
        await run(side, warmUp);
    }
    for (let turn = 0; turn < turns; turn++) {
        for (const side of turn % 2 === 0 ? [0, 1] : [1, 0]) {
            times[side]!.push(await run(sides[side]!, atLeast));
        }
    }
    return times.map(lowerQuartile) as PairOfTimes;
}

/** Milliseconds of one run. */
async function run(work: () => unknown, least: number): Promise<number> {
    const begin = performance.now();
    let runs = 0;
    do {
        await work();
        runs++;
    } while (performance.now() - begin < least);
    return (performance.now() - begin) / runs;
}

function lowerQuartile(values: readonly number[]): number {
    return [...values].sort((a, b) => a - b)[Math.floor(values.length / 4)]!;
}
