/** Threads that compute, from a file that the page names. If a page may not start a thread from a file, the file is fetched and started from memory. */
import type { ComputationRequest } from './computation.js';
import type { Reply } from './computing.js';

export class Thread {
    private readonly worker: Promise<Worker>;

    constructor(source: Promise<string>, onReply: (reply: Reply) => void, onFailure: (problem: string) => void) {
        this.worker = source.then(address => {
            const worker = new Worker(address);
            worker.onmessage = ({ data }: MessageEvent<Reply>) => onReply(data);
            worker.onerror = ({ message }) => onFailure(message);
            return worker;
        });
        this.worker.catch((error: unknown) => onFailure(error instanceof Error ? error.message : String(error)));
    }

    ask(asked: ComputationRequest): void {
        void this.worker.then(
            worker => worker.postMessage(asked),
            () => undefined
        );
    }
}

/** An address that a thread can be started from. */
export async function inMemory(address: string): Promise<string> {
    const response = await fetch(address);
    if (!response.ok) {
        throw new Error(`${address}: ${response.status}`);
    }
    return URL.createObjectURL(new Blob([await response.text()], { type: 'text/javascript' }));
}
