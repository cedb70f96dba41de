import { parentPort, workerData } from 'node:worker_threads';
import { ThreadFlags } from './thread-flags.js';
import type { ThreadData, ThreadReply, ThreadRequest } from './thread-messages.js';

/** The counterpart of a `WorkerHost`: runs one piece of work at a time and sends its result. */
export function serveThread<Work, Result>(resultOf: (work: Work, shouldStop: () => boolean) => Result | Promise<Result>): void {
    const port = parentPort;
    if (!port) {
        throw new Error('This program is started as a thread of the language server.');
    }
    const flags = new ThreadFlags((workerData as ThreadData).flags);
    const reply = (message: ThreadReply<Result>): void => port.postMessage(message);
    const run = async ({ job, work }: ThreadRequest<Work>): Promise<void> => {
        const start = performance.now();
        try {
            const result = await resultOf(work, () => flags.shouldStop(job));
            reply({ kind: 'done', job, result, milliseconds: performance.now() - start });
        } catch (error) {
            reply({ kind: 'failed', job, detail: error instanceof Error ? (error.stack ?? error.message) : String(error) });
        }
    };
    port.on('message', (request: ThreadRequest<Work>) => void run(request));
    reply({ kind: 'ready' });
}
