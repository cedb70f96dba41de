/** The engine's thread: takes one piece of work at a time, answers with its result. All thinking is in `src-engine`. */
import { parentPort, workerData } from 'node:worker_threads';
import { analyze, answer, sweep } from '../src-engine/index.js';
import type { EngineReply, EngineRequest, EngineResult, EngineThreadData, EngineWork } from './engine-messages.js';

const port = parentPort;
if (!port) {
    throw new Error('engine-worker is started as a thread of the language server.');
}
const stopFlag = new Int32Array((workerData as EngineThreadData).stopFlag);
const reply = (message: EngineReply): void => port.postMessage(message);

function resultOf(work: EngineWork, shouldStop: () => boolean): EngineResult {
    switch (work.kind) {
        case 'analyze':
            return { kind: 'analyze', analysis: analyze(work.spec, { ...work.options, shouldStop }) };
        case 'answer':
            return { kind: 'answer', answers: answer(work.spec, { ...work.options, shouldStop }) };
        case 'sweep':
            return { kind: 'sweep', rows: sweep(work.points, { ...work.options, shouldStop }) };
    }
}

port.on('message', ({ job, work }: EngineRequest) => {
    const start = performance.now();
    try {
        const result = resultOf(work, () => Atomics.load(stopFlag, 0) === job);
        reply({ kind: 'done', job, result, milliseconds: performance.now() - start });
    } catch (error) {
        reply({ kind: 'failed', job, detail: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
});
reply({ kind: 'ready' });
