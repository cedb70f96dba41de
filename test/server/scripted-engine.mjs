/** Replaces the engine's thread. The name of a model determines what happens to it. */
import { parentPort, workerData } from 'node:worker_threads';

const flags = new Int32Array(workerData.flags);
const stopped = job => Atomics.load(flags, 0) === job;

const behaviours = {
    throws: job => parentPort.postMessage({ kind: 'failed', job, detail: 'The engine threw.' }),
    dies: () => process.exit(3),
    breaks: () =>
        setImmediate(() => {
            throw new Error('The thread broke.');
        }),
    'stops when told': job => {
        while (!stopped(job)) {
            continue;
        }
        parentPort.postMessage({ kind: 'done', job, result: { kind: 'analyze', analysis: {} }, milliseconds: 0 });
    },
    'never stops': () => {
        for (;;) {
            continue;
        }
    },
    prints: job => {
        console.log('printed by the engine');
        parentPort.postMessage({ kind: 'done', job, result: { kind: 'analyze', analysis: {} }, milliseconds: 0 });
    }
};

parentPort.on('message', ({ job, work: { spec } }) => {
    const analysis = { of: spec.name };
    const behave =
        behaviours[spec.name] ??
        (() => parentPort.postMessage({ kind: 'done', job, result: { kind: 'analyze', analysis }, milliseconds: 1 }));
    behave(job);
});
parentPort.postMessage({ kind: 'ready' });
