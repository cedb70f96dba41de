/** What the server has the thread of reports and exports do. */
import type { ExportOptions } from '../language/export/index.js';
import type { ModelSpec } from '../src-engine/model-spec.js';
import type { MadeText } from './protocol.js';

export interface ReportWork {
    kind: 'export';
    spec: ModelSpec;
    options: ExportOptions;
}

export type ReportResult = MadeText;
