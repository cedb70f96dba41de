import type { Reason } from '../../src-engine/result/reason.js';
import type { Analysis, AnalysisOptions } from '../../src-engine/result/analysis.js';
import type { DesignAnswers, SweepRow } from '../../src-engine/result/design-answers.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';

/** How far an analysis goes for exact variances, from nothing to simulation. */
export type ExactDepth = NonNullable<AnalysisOptions['exact']>;

const depths: readonly ExactDepth[] = ['none', 'closed', 'simulate'];

/** An analysis, the model that it is of, and what was made of it since. */
export interface Numbers {
    hash: string;
    spec: ModelSpec;
    analysis: Analysis;
    exact: ExactDepth;
    /** Null before they were computed; their `value` is null where the engine broke down over them. */
    answers: { value: DesignAnswers | null; exact: ExactDepth } | null;
}

/**
 * The rows of a model's sweeps; null where the engine broke down over them. They belong to this very reading of the text: of two texts with equal models the same constant may
 * stand for other things.
 */
export interface Swept {
    of: ModelSpec;
    rows: SweepRow[] | null;
}

/** Whether a model has goals, prices or a `?`: something that takes more than the variances of its design. */
export function asksForAnswers({ tests, precisions, cost, design, fixed }: ModelSpec): boolean {
    return (
        tests.length > 0 ||
        precisions.length > 0 ||
        cost !== null ||
        design.n?.kind === 'unknown' ||
        design.counts.some(({ count }) => count === null) ||
        fixed.some(({ value, marginal }) => value === null && marginal === null)
    );
}

/** Whether exact variances are as much computed as they can be at this depth. Those that an analysis has or knows not to exist take no further one. */
export function hasExact({ exact, analysis }: Numbers, depth: ExactDepth): boolean {
    return isDeepEnough(exact, depth) || (exact !== 'none' && !lacksExact(analysis, ['not-computed']));
}

/** The same of the answers, which may know sizes that the design asks for. */
export function hasExactAnswers({ answers, exact, analysis }: Numbers, depth: ExactDepth): boolean {
    return (
        answers !== null &&
        (isDeepEnough(answers.exact, depth) ||
            (answers.exact !== 'none' && exact !== 'none' && !lacksExact(analysis, ['not-computed', 'unknown-value'])))
    );
}

function isDeepEnough(exact: ExactDepth, depth: ExactDepth): boolean {
    return depths.indexOf(depth) <= depths.indexOf(exact);
}

function lacksExact({ parameters }: Analysis, forReasons: Reason['code'][]): boolean {
    return parameters.some(({ exact: { reason } }) => reason !== null && forReasons.includes(reason.code));
}
