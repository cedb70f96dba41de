import { Worker } from 'node:worker_threads';
import { ThreadFlags } from './thread-flags.js';
import type { ThreadData, ThreadReply, ThreadRequest } from './thread-messages.js';

export type JobOutcome<Result> =
    | { kind: 'done'; result: Result; milliseconds: number }
    /** Cancelled, so there is no result. */
    | { kind: 'stopped' }
    /** The work threw an exception or its thread ended. `detail` is for the log, never for the user. */
    | { kind: 'failed'; detail: string };

export interface Job<Result> {
    readonly outcome: Promise<JobOutcome<Result>>;
    /** Asks the thread to stop. `outcome` is then `stopped`, unless the job was already done. */
    cancel(): void;
}

export interface WorkerHostOptions {
    /** The thread's script. */
    script: string;
    /** Milliseconds after a cancellation before the thread is terminated; default 200. */
    terminationDelay?: number;
    /** Receives messages for developers: crashes and the output of the thread. */
    log: (message: string) => void;
}

interface RunningJob<Result> {
    number: number;
    cancelled: boolean;
    termination: NodeJS.Timeout | null;
    settle: (outcome: JobOutcome<Result>) => void;
}

/**
 * Runs jobs in one warm thread, one at a time. It replaces a thread that ends or ignores a cancellation, so no job can stop the
 * server, and the next job always finds a thread.
 */
export class WorkerHost<Work, Result> {
    private worker: Worker | null = null;
    private running: RunningJob<Result> | null = null;
    private jobs = 0;
    private readonly flags = new ThreadFlags();

    constructor(private readonly options: WorkerHostOptions) {}

    get busy(): boolean {
        return this.running !== null;
    }

    /** Starts the thread if it is not running, so that the first job need not wait for it. */
    warmUp(): void {
        this.worker ??= this.startWorker();
    }

    /** Starts a job. The host must not be busy. */
    run(work: Work): Job<Result> {
        if (this.running) {
            throw new Error('The thread takes one job at a time.');
        }
        const number = ++this.jobs;
        let settle: (outcome: JobOutcome<Result>) => void = () => undefined;
        const outcome = new Promise<JobOutcome<Result>>(resolve => (settle = resolve));
        const job: RunningJob<Result> = { number, cancelled: false, termination: null, settle };
        this.running = job;
        try {
            this.worker ??= this.startWorker();
            this.worker.postMessage({ job: number, work } satisfies ThreadRequest<Work>);
        } catch (error) {
            this.finish(job, { kind: 'failed', detail: String(error) });
        }
        return { outcome, cancel: () => this.cancel(job) };
    }

    /** Makes the thread rest until `resume`, or for a short time, while something urgent is done. */
    rest(): void {
        this.flags.rest();
    }

    resume(): void {
        this.flags.resume();
    }

    async dispose(): Promise<void> {
        const worker = this.worker;
        this.worker = null;
        if (this.running) {
            this.finish(this.running, { kind: 'stopped' });
        }
        await worker?.terminate();
    }

    private startWorker(): Worker {
        const worker = new Worker(this.options.script, {
            workerData: { flags: this.flags.buffer } satisfies ThreadData,
            // Standard output belongs to the protocol, so the output of the thread goes to the log.
            stdout: true,
            stderr: true
        });
        worker.stdout.on('data', (chunk: Buffer) => this.options.log(chunk.toString()));
        worker.stderr.on('data', (chunk: Buffer) => this.options.log(chunk.toString()));
        let ready = false;
        worker.on('message', (reply: ThreadReply<Result>) => {
            if (reply.kind === 'ready') {
                ready = true;
            } else {
                this.receive(reply);
            }
        });
        worker.on('error', error => this.lose(worker, ready, error instanceof Error ? (error.stack ?? error.message) : String(error)));
        worker.on('exit', code => this.lose(worker, ready, `The thread ended with code ${code}.`));
        return worker;
    }

    private receive(reply: Exclude<ThreadReply<Result>, { kind: 'ready' }>): void {
        const job = this.running;
        if (!job || reply.job !== job.number) {
            return;
        }
        if (job.cancelled) {
            this.finish(job, { kind: 'stopped' });
        } else if (reply.kind === 'done') {
            this.finish(job, { kind: 'done', result: reply.result, milliseconds: reply.milliseconds });
        } else {
            this.options.log(reply.detail);
            this.finish(job, { kind: 'failed', detail: reply.detail });
        }
    }

    private cancel(job: RunningJob<Result>): void {
        if (job !== this.running || job.cancelled) {
            return;
        }
        job.cancelled = true;
        this.flags.stop(job.number);
        job.termination = setTimeout(() => {
            const worker = this.worker;
            this.worker = this.startWorker();
            void worker?.terminate();
            this.finish(job, { kind: 'stopped' });
        }, this.options.terminationDelay ?? 200);
    }

    /** The thread ended by itself. A thread that was never ready would end again at once, so it is restarted only by the next job. */
    private lose(worker: Worker, wasReady: boolean, detail: string): void {
        if (this.worker !== worker) {
            return;
        }
        this.worker = wasReady ? this.startWorker() : null;
        this.options.log(detail);
        if (this.running) {
            this.finish(this.running, this.running.cancelled ? { kind: 'stopped' } : { kind: 'failed', detail });
        }
    }

    private finish(job: RunningJob<Result>, outcome: JobOutcome<Result>): void {
        if (job.termination) {
            clearTimeout(job.termination);
        }
        this.running = null;
        job.settle(outcome);
    }
}
