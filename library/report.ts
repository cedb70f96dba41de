import { htmlReport, markdownReport, reportModel } from '../report/index.js';
import type { LoweredModel } from '../language/index.js';
import { completeModel } from '../src-engine/input/complete-model.js';
import { isReason, type Reason } from '../src-engine/result/reason.js';
import type { ModelInput } from '../src-engine/spec/model-input.js';
import type { ModelSpec } from '../src-engine/spec/model-spec.js';
import { openedText, type OpenedText } from './opened.js';
import type { ReadModel, ReadResult } from './read.js';
import { callback, checkedOptions, oneLine, oneOf, seed } from './checked-options.js';
import { version } from '../report/version.js';

export interface ReportOptions {
    /** Default: `html`, a page that needs nothing else: no network, no script. */
    format?: 'html' | 'markdown';
    /** What the report calls the file, a text of one line. Default: `model.glmm`. */
    file?: string;
    /** How far to go for exact variances, as for `analyze`: `simulate` may take minutes. Default: `quick`. */
    exact?: 'closed' | 'quick' | 'simulate';
    /** The seed of simulated numbers, a whole number. Default: 1. */
    seed?: number;
    /** Called now and then. If it returns true, the work stops, and the result is incomplete. */
    shouldStop?: () => boolean;
}

export interface Report {
    /** HTML or Markdown; null where a spec is not valid. */
    text: string | null;
    /** Why there is no text; null where there is. */
    reason: Reason | null;
}

/**
 * Writes the design report of a model, or of all models of a text: its mathematics, assumptions, power and sizes, curves, the best design.
 *
 * `target` is a spec, one of the models that `read` returned, or all that `read` returned (the objects themselves, not copies of them). A spec is checked as
 * by `analyze`; where it is not valid, `reason` says why. A text with errors has a report that shows them.
 *
 * @throws UsageError where an option is unknown or out of range
 */
export function report(target: ModelInput | ReadModel | ReadResult, options?: ReportOptions): Report {
    const {
        format = 'html',
        file = 'model.glmm',
        ...rest
    } = checkedOptions<ReportOptions>('report', options, {
        format: oneOf('html', 'markdown'),
        file: oneLine,
        exact: oneOf('closed', 'quick', 'simulate'),
        seed,
        shouldStop: callback
    });
    const opened = openedText(target) ?? openedSpec(target);
    if (isReason(opened)) {
        return { text: null, reason: opened };
    }
    const { text, issues, models } = opened;
    const computed = models.map(({ model, swept }) => reportModel(model, swept(), { exact: 'quick', seed: 1, ...rest }));
    const write = format === 'html' ? htmlReport : markdownReport;
    return { text: write({ file, text, version, models: computed, issues }), reason: null };
}

/** A spec as if it had been read from a text; its specification is JSON. */
function openedSpec(target: unknown): OpenedText | Reason {
    const spec = completeModel(target);
    return isReason(spec)
        ? spec
        : { text: JSON.stringify(spec, null, 2), issues: [], models: [{ model: loweredFrom(spec), swept: () => [] }] };
}

function loweredFrom(spec: ModelSpec): LoweredModel {
    const start = { line: 0, character: 0 };
    const nowhere = { start, end: start };
    return {
        name: spec.name,
        title: null,
        doc: null,
        range: nowhere,
        nameRange: nowhere,
        hasSyntaxErrors: false,
        spec,
        hash: null,
        issues: [],
        written: {},
        scales: {},
        sorted: [],
        places: []
    };
}
