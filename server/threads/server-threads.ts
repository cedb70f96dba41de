/** The threads that a server runs: one stays warm for numbers, two exist only while a report or an export is written. */
import type { EngineResult, EngineWork } from './engine-messages.js';
import type { ReportResult, ReportWork } from './report-messages.js';
import { ThreadQueue } from './thread-queue.js';
import { WorkerHost } from './worker-host.js';

/** The built scripts of the threads. */
export interface ThreadScripts {
    engine: string;
    report: string;
}

export interface ServerThreads {
    engine: WorkerHost<EngineWork, EngineResult>;
    exports: ThreadQueue<ReportWork, ReportResult>;
    reports: ThreadQueue<ReportWork, ReportResult>;
    dispose(): Promise<void>;
}

export function serverThreads(scripts: ThreadScripts, log: (message: string) => void): ServerThreads {
    const engine = new WorkerHost<EngineWork, EngineResult>({ script: scripts.engine, log });
    const exportHost = new WorkerHost<ReportWork, ReportResult>({ script: scripts.report, log });
    const reportHost = new WorkerHost<ReportWork, ReportResult>({ script: scripts.report, log });
    return {
        engine,
        exports: new ThreadQueue(exportHost),
        reports: new ThreadQueue(reportHost),
        async dispose() {
            await Promise.all([engine, exportHost, reportHost].map(thread => thread.dispose()));
        }
    };
}
