/** The engine's thread: takes one model at a time, answers with its analysis. All thinking is in `src-engine`. */
import { parentPort, workerData } from 'node:worker_threads';
import { analyze } from '../src-engine/index.js';
import type { EngineReply, EngineRequest, EngineThreadData } from './engine-messages.js';

const port = parentPort;
if (!port) {
    throw new Error('engine-worker is started as a thread of the language server.');
}
const stopFlag = new Int32Array((workerData as EngineThreadData).stopFlag);
const reply = (message: EngineReply): void => port.postMessage(message);

port.on('message', ({ job, spec, options }: EngineRequest) => {
    const start = performance.now();
    try {
        const analysis = analyze(spec, { ...options, shouldStop: () => Atomics.load(stopFlag, 0) === job });
        reply({ kind: 'done', job, analysis, milliseconds: performance.now() - start });
    } catch (error) {
        reply({ kind: 'failed', job, detail: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
});
reply({ kind: 'ready' });
