/** The thread of reports and exports, which would block the editor for too long. */
import { exportModel, ExportProblem } from '../../language/export/index.js';
import { designReport } from './design-report.js';
import type { ExportTask, ReportResult, ReportWork } from './report-messages.js';
import { serveThread } from './worker-thread.js';

serveThread((work: ReportWork, shouldStop): ReportResult | Promise<ReportResult> =>
    work.kind === 'export' ? exported(work) : designReport(work, shouldStop)
);

function exported({ spec, options }: ExportTask): ReportResult {
    try {
        return { text: exportModel(spec, options), problem: null };
    } catch (error) {
        if (error instanceof ExportProblem) {
            return { text: null, problem: error.message };
        }
        throw error;
    }
}
