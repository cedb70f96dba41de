import { diagnosticOf, type LoweredModel } from '../../language/index.js';
import { hasNumber } from '../../language/presentation/index.js';
import type { Reason } from '../../src-engine/result/reason.js';
import type { Analysis, ExactDepth } from '../../src-engine/result/analysis.js';
import type { DesignAnswers, SweepRow } from '../../src-engine/result/design-answers.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';

export type { ExactDepth };

/** From none to long simulations. */
const depths: readonly ExactDepth[] = ['none', 'headline', 'closed', 'quick', 'simulate'];

/** An analysis, its model, and the results that were computed from it later. */
export interface Numbers {
    hash: string;
    spec: ModelSpec;
    analysis: Analysis;
    exact: ExactDepth;
    /** Null before they were computed; `value` is null if the engine failed on them. */
    answers: { value: DesignAnswers | null; exact: ExactDepth } | null;
}

/**
 * The rows of a model's sweeps; null if the engine failed on them. They belong to this reading of the text only: in two texts with
 * equal models, the same constant may mean different things.
 */
export interface Swept {
    of: ModelSpec;
    rows: SweepRow[] | null;
}

/** Whether an analysis has a number for some fixed effect. */
export function hasNumbers({ analysis }: Numbers): boolean {
    return analysis.parameters.some(parameter => parameter.kind === 'fixed' && hasNumber(parameter));
}

/** Whether a text that can be read has errors, or lacks parts, and so no numbers for its fixed effects: an effect in the wrong block, collinear effects, … */
export function isWithoutNumbers(lowered: LoweredModel, numbers: Numbers): boolean {
    return isNotReady(lowered) && !hasNumbers(numbers);
}

/** Whether a text has errors or is not finished. */
export function isNotReady(lowered: LoweredModel): boolean {
    return isReportedUnfinished(lowered) || lowered.issues.some(({ severity }) => severity === 'error');
}

/** Whether an error makes the numbers those of a study that cannot be carried out. An error in a sweep leaves those of the model as they are. */
export function isSpoiled({ issues, places }: LoweredModel): boolean {
    const sweeps = places.filter(({ kind }) => kind === 'sweep');
    return issues.some(
        ({ code, range: { start } }) =>
            diagnosticOf(code).spoilsNumbers === true &&
            !sweeps.some(({ range }) => range.start.line <= start.line && start.line <= range.end.line)
    );
}

/** Whether a model is still being typed: it has no design yet, or no fixed effects. */
export function isReportedUnfinished({ issues }: LoweredModel): boolean {
    return issues.some(({ code }) => code === 'unfinished');
}

/** Whether a model has goals, prices or a `?`, which need more than the variances of its design. */
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

/** Whether lenses show exact variances, or would if they were computed. */
export function lensesUseExact({ analysis, answers }: Numbers): boolean {
    const goals = [...(answers?.value?.tests ?? []), ...(answers?.value?.precisions ?? [])];
    const estimates = [...analysis.parameters.filter(({ kind }) => kind === 'fixed'), ...(answers?.value?.atAnswer ?? [])];
    return [...goals, ...estimates].some(({ using, awaitsExact }) => using === 'exact' || awaitsExact);
}

/**
 * Whether exact variances are as complete as they can be at this depth. Variances that an analysis has, or knows not to exist, need
 * no further one.
 */
export function hasExact({ exact, analysis }: Numbers, depth: ExactDepth): boolean {
    return isDeepEnough(exact, depth) || (isDeepEnough(exact, 'closed') && !lacksExact(analysis, ['not-computed']));
}

/** The same for the answers, which may know the sizes that the design asks for. */
export function hasExactAnswers({ answers, exact, analysis }: Numbers, depth: ExactDepth): boolean {
    return (
        answers !== null &&
        (isDeepEnough(answers.exact, depth) ||
            (isDeepEnough(answers.exact, 'closed') &&
                isDeepEnough(exact, 'closed') &&
                !lacksExact(analysis, ['not-computed', 'unknown-value'])))
    );
}

function isDeepEnough(exact: ExactDepth, depth: ExactDepth): boolean {
    return depths.indexOf(depth) <= depths.indexOf(exact);
}

function lacksExact({ parameters }: Analysis, forReasons: Reason['code'][]): boolean {
    return parameters.some(({ exact: { reason } }) => reason !== null && forReasons.includes(reason.code));
}

/** Whether some number in use is still to be checked by an exact one. */
export const numbersLackExact = ({ analysis }: Numbers): boolean => lacksExact(analysis, ['not-computed']);

/** The same of answers. */
export function answersLackExact({ answers }: Numbers): boolean {
    const { tests = [], precisions = [] } = answers?.value ?? {};
    return (
        tests.some(({ power, required }) => (required?.asked ? required.value : power).exact === null) ||
        precisions.some(({ reached, required }) => (required.asked ? required.value : reached).exact === null)
    );
}
