/** A model of a file with its numbers, and with what they give rise to among its messages. */
import { accuracyIssues, type LoweredModel } from '../language/index.js';
import { analyze, type Analysis, type AnalysisOptions } from '../src-engine/index.js';

export interface ComputedModel {
    model: LoweredModel;
    /** Null where the file has errors that leave nothing to compute from, or the computation failed. */
    analysis: Analysis | null;
    failed: boolean;
}

/** A defect of the engine in one model is not the end of the others. */
export function computed(model: LoweredModel, options: AnalysisOptions): ComputedModel {
    const { spec } = model;
    if (!spec) {
        return { model, analysis: null, failed: false };
    }
    try {
        const analysis = analyze(spec, options);
        return { model: { ...model, issues: [...model.issues, ...accuracyIssues(model, spec, analysis)] }, analysis, failed: false };
    } catch {
        return { model, analysis: null, failed: true };
    }
}
