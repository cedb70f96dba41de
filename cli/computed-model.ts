/** A model of a file with its numbers, answers and sweep, and with the messages that follow from them. */
import { accuracyIssues, answerIssues, sweepRows, type Issue, type LoweredModel, type SweptModel } from '../language/index.js';
import { analyze, answer, sweep, type Analysis, type DesignAnswers, type SweepRow } from '../src-engine/index.js';

export interface ComputedModel {
    model: LoweredModel;
    /** All null where the model has errors, or the computation failed. */
    analysis: Analysis | null;
    answers: DesignAnswers | null;
    sweep: SweepRow[] | null;
    failed: boolean;
}

const nothing = { analysis: null, answers: null, sweep: null };

/**
 * All numbers of a model. An internal error in one model does not stop the others.
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

/** A model with the messages that need numbers; only the numbers behind messages are computed. */
export function checked(model: LoweredModel): LoweredModel {
    const { spec } = model;
    if (!spec) {
        return model;
    }
    // Messages only need to know whether exact variances exist.
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
