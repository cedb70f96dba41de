/**
 * The work of one checkout, timed on request of `scripts/bench-against.mjs`. It is bundled once from each checkout, so it imports only what
 * both have: the public interfaces of the engine and the language.
 */
import { analyze, answer } from '../src-engine/index.js';
import { loweredModels } from './lowered-models.js';

interface Request {
    work: 'read' | 'analyze' | 'answer';
    text: string;
    /** Repeat for at least so many milliseconds. */
    atLeast: number;
}

process.on('message', (request: Request) => {
    void timed(request).then(milliseconds => process.send?.(milliseconds));
});

/** Milliseconds of processor time for one run of the work on all models of the text: other programs do not count in it. */
async function timed({ work, text, atLeast }: Request): Promise<number> {
    const specs = (await loweredModels(text)).flatMap(({ spec }) => (spec ? [spec] : []));
    const begin = performance.now();
    const before = process.cpuUsage();
    let runs = 0;
    do {
        if (work === 'read') {
            await loweredModels(text);
        }
        for (const spec of work === 'read' ? [] : specs) {
            if (work === 'analyze') {
                analyze(spec, { exact: 'none' });
            } else {
                answer(spec, { exact: 'none' });
            }
        }
        runs++;
    } while (performance.now() - begin < atLeast);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / runs;
}
