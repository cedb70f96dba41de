import type { CancellationToken } from 'vscode-languageserver';
import type { Job, JobOutcome, WorkerHost } from './worker-host.js';

interface Entry<Work, Result> {
    key: string;
    work: Work;
    /** Null while it is waiting. */
    job: Job<Result> | null;
    settle: (outcome: JobOutcome<Result>) => void;
}

/** A queue of long tasks, run one after the other in a thread that exists only while there is work. */
export class ThreadQueue<Work, Result> {
    /** The first one is running. */
    private readonly entries: Entry<Work, Result>[] = [];

    constructor(private readonly host: Pick<WorkerHost<Work, Result>, 'run' | 'dispose'>) {}

    /** Never rejects. Unfinished work under the same key is stopped and replaced; work that is cancelled already replaces nothing. */
    run(key: string, work: Work, token: CancellationToken): Promise<JobOutcome<Result>> {
        if (token.isCancellationRequested) {
            return Promise.resolve({ kind: 'stopped' });
        }
        this.entries.filter(entry => entry.key === key).forEach(entry => this.stop(entry));
        return new Promise(settle => {
            const entry: Entry<Work, Result> = { key, work, job: null, settle };
            this.entries.push(entry);
            token.onCancellationRequested(() => this.stop(entry));
            this.pump();
        });
    }

    private stop(entry: Entry<Work, Result>): void {
        if (entry.job) {
            entry.job.cancel();
        } else {
            this.end(entry, { kind: 'stopped' });
        }
    }

    private pump(): void {
        const [next] = this.entries;
        if (!next) {
            void this.host.dispose();
        } else if (!next.job) {
            next.job = this.host.run(next.work);
            void next.job.outcome.then(outcome => this.end(next, outcome));
        }
    }

    private end(entry: Entry<Work, Result>, outcome: JobOutcome<Result>): void {
        const at = this.entries.indexOf(entry);
        if (at >= 0) {
            this.entries.splice(at, 1);
            entry.settle(outcome);
            this.pump();
        }
    }
}
