/** A model of a file with its numbers, answers and sweep, and with the messages that follow from them. */
import { accuracyIssues, answerIssues, sweepRows, type Issue, type LoweredModel, type SweptModel } from '../language/index.js';
import { answeredSpec, type AnsweredSpec } from '../language/presentation/index.js';
import {
    analyze,
    answer,
    KeptInformation,
    sweep,
    VarianceStore,
    type Analysis,
    type DesignAnswers,
    type SweepRow
} from '../src-engine/index.js';

export interface ComputedModel {
    model: LoweredModel;
    /** All null where the model has errors, or the computation failed. */
    analysis: Analysis | null;
    answers: DesignAnswers | null;
    /** With the answer in place of `?`; null where there is none. */
    answered: (AnsweredSpec & { analysis: Analysis }) | null;
    sweep: SweepRow[] | null;
    failed: boolean;
}

const nothing = { analysis: null, answers: null, answered: null, sweep: null };

/**
 * All numbers of a model. An internal error in one model does not stop the others.
 *
 * @param swept the models of its sweeps
 */
export function computedModel(
    model: LoweredModel,
    swept: readonly SweptModel[],
    { exact, seed }: { exact: 'closed' | 'quick' | 'simulate'; seed: number }
): ComputedModel {
    const { spec } = model;
    if (!spec) {
        return { model, ...nothing, failed: false };
    }
    try {
        const keptInformation = new KeptInformation();
        const analysis = analyze(spec, { exact, seed }, keptInformation);
        const variances = new VarianceStore({ shouldStop: () => false, exact, seed, keptInformation });
        const answers = answer(spec, { variances });
        const found = answeredSpec(spec, answers);
        const answered =
            found && found.spec !== spec ? { ...found, analysis: analyze(found.spec, { exact, seed }, keptInformation) } : null;
        const points = swept.flatMap(({ at, spec: point }) => (point ? [{ at, spec: point }] : []));
        const rows = sweepRows(swept, sweep(points, { exact: exact === 'quick' ? 'closed' : exact, seed }));
        const issues = [...accuracyIssues(model, spec, analysis), ...answerIssues(model, spec, answers)];
        return { model: withIssues(model, issues), analysis, answers, answered, sweep: rows, failed: false };
    } catch {
        return { model, ...nothing, failed: true };
    }
}

/** A model with the messages that need numbers; only the numbers behind messages are computed. */
export function withMessages(model: LoweredModel): LoweredModel {
    const { spec } = model;
    if (!spec) {
        return model;
    }
    // Messages only need to know whether exact variances exist.
    const exact = spec.using === 'exact' ? 'closed' : 'headline';
    try {
        const ofAccuracy = accuracyIssues(model, spec, analyze(spec, { exact }));
        const ofAnswers = answerIssues(model, spec, answer(spec, { exact, allocation: false, around: false }));
        return withIssues(model, [...ofAccuracy, ...ofAnswers]);
    } catch {
        return model;
    }
}

function withIssues(model: LoweredModel, found: Issue[]): LoweredModel {
    return { ...model, issues: [...model.issues, ...found] };
}
