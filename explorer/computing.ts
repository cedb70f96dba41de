/** The thread that computes for the explorer's page. */
import { computedParts, type ComputationRequest, type Found } from './computation.js';
import { Newest } from './newest.js';

/** A step of the requested work; `found` is null after the last one. */
export interface Reply {
    generation: number;
    isRough: boolean;
    found: Found | null;
}

/** The part of a worker's scope that is used here; the types of the page describe the window's scope. */
interface WorkerScope {
    onmessage: ((event: { data: ComputationRequest }) => void) | null;
    postMessage(message: Reply): void;
}
const scope = globalThis as unknown as WorkerScope;

const { port1, port2 } = new MessageChannel();
const pause = (): Promise<void> =>
    new Promise(resolve => {
        port1.onmessage = () => resolve();
        port2.postMessage(null);
    });

function* found(asked: ComputationRequest): Generator<Found> {
    try {
        yield* computedParts(asked);
    } catch (error) {
        yield { part: 'failed', detail: error instanceof Error ? error.message : String(error) };
    }
}

const work = new Newest<ComputationRequest, Found>(
    found,
    ({ generation, isRough }, step) => scope.postMessage({ generation, isRough, found: step }),
    ({ isRough }) => isRough,
    pause
);
scope.onmessage = ({ data }) => work.add(data);
