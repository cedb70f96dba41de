/** The work that the server gives to the thread of reports and exports. */
import type { ExportOptions } from '../../language/export/index.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import type { DataPlace } from '../documents/data-file-reader.js';
import type { MadeText, ReportParams } from '../protocol.js';

export interface ReportTask {
    kind: 'report';
    params: ReportParams;
    /** The thread reads it by itself, so that reading does not delay the typing. */
    text: string;
    /** Where its data files are; null if it is not on a disk. */
    place: DataPlace | null;
    /** Whether exact variances may be simulated: for about a second, and for longer with `using exact`. */
    simulatesExact: boolean;
}

export interface ExportTask {
    kind: 'export';
    spec: ModelSpec;
    options: ExportOptions;
}

export type ReportWork = ReportTask | ExportTask;

export type ReportResult = MadeText;
