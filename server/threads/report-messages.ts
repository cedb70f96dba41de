/** What the server has the thread of reports and exports do. */
import type { ExportOptions } from '../../language/export/index.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import type { DataPlace } from '../documents/data-file-reader.js';
import type { MadeText, ReportParams } from '../protocol.js';

export interface ReportTask {
    kind: 'report';
    params: ReportParams;
    /** The thread reads it by itself, so that nothing of this holds back the typing. */
    text: string;
    /** Where its data files lie; null where it is on no disk. */
    place: DataPlace | null;
    /** Whether exact variances may be simulated where a model says `using exact`. */
    simulatesExact: boolean;
}

export interface ExportTask {
    kind: 'export';
    spec: ModelSpec;
    options: ExportOptions;
}

export type ReportWork = ReportTask | ExportTask;

export type ReportResult = MadeText;
