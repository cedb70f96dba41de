/** The thread of reports and exports, which take longer than an editor can wait. */
import { exportModel, ExportProblem, type ExportOptions } from '../language/export/index.js';
import type { ModelSpec } from '../src-engine/model-spec.js';
import type { ReportResult, ReportWork } from './report-messages.js';
import { serveThread } from './worker-thread.js';

serveThread((work: ReportWork): ReportResult => exported(work.spec, work.options));

function exported(spec: ModelSpec, options: ExportOptions): ReportResult {
    try {
        return { text: exportModel(spec, options), problem: null };
    } catch (error) {
        if (error instanceof ExportProblem) {
            return { text: null, problem: error.message };
        }
        throw error;
    }
}
