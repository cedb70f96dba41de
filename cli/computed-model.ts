/** A model of a file with its numbers, answers and sweep, and with what they give rise to among its messages. */
import { accuracyIssues, answerIssues, sweepRows, type Issue, type LoweredModel, type SweptModel } from '../language/index.js';
import { analyze, answer, sweep, type Analysis, type DesignAnswers, type SweepRow } from '../src-engine/index.js';

export interface ComputedModel {
    model: LoweredModel;
    /** All null where the file has errors that leave nothing to compute from, or the computation failed. */
    analysis: Analysis | null;
    answers: DesignAnswers | null;
    sweep: SweepRow[] | null;
    failed: boolean;
}

const nothing = { analysis: null, answers: null, sweep: null };

/**
 * All that is computed of a model. A defect of the engine in one model is not the end of the others.
 *
 * @param swept the models of its sweeps
 */
export function computed(
    model: LoweredModel,
    swept: readonly SweptModel[],
    options: { exact: 'closed' | 'simulate'; seed: number }
): ComputedModel {
    const { spec } = model;
    if (!spec) {
        return { model, ...nothing, failed: false };
    }
    try {
        const analysis = analyze(spec, options);
        const answers = answer(spec, options);
        const points = swept.flatMap(({ at, spec: point }) => (point ? [{ at, spec: point }] : []));
        const rows = sweepRows(swept, sweep(points, options));
        const found = [...accuracyIssues(model, spec, analysis), ...answerIssues(model, spec, answers)];
        return { model: withIssues(model, found), analysis, answers, sweep: rows, failed: false };
    } catch {
        return { model, ...nothing, failed: true };
    }
}

/** A model with the messages that take numbers; of these no more is computed than messages are made from. */
export function checked(model: LoweredModel): LoweredModel {
    const { spec } = model;
    if (!spec) {
        return model;
    }
    // Of exact variances it matters only whether they exist.
    const exact = spec.using === 'exact' ? 'closed' : 'none';
    try {
        const ofAccuracy = spec.using === null ? [] : accuracyIssues(model, spec, analyze(spec, { exact }));
        const ofAnswers = answerIssues(model, spec, answer(spec, { exact, allocation: false, around: false }));
        return withIssues(model, [...ofAccuracy, ...ofAnswers]);
    } catch {
        return model;
    }
}

function withIssues(model: LoweredModel, found: Issue[]): LoweredModel {
    return { ...model, issues: [...model.issues, ...found] };
}
