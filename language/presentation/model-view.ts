/** A model with its numbers: the input of all texts about it. */
import type { Analysis, Examination, ParameterAnalysis } from '../../src-engine/result/analysis.js';
import type { DesignAnswers, SweepRow } from '../../src-engine/result/design-answers.js';
import type { AuthorScales } from './notation/author-scale.js';
import { halfOf95 } from './prose/rough-text.js';
import type { FixedEffectSpec, ModelSpec } from '../../src-engine/spec/model-spec.js';

/**
 * The state of a model's numbers.
 *
 * - `fresh`: `analysis` belongs to the text as it is.
 * - `computing`: numbers for the present text are being computed; `analysis`, if any, is that of an older text.
 * - `stale`: the text has errors that leave nothing to compute from; `analysis`, if any, is that of an older text.
 * - `spoiled`: `analysis` belongs to the text as it is, but an error makes it that of a study that cannot be carried out.
 * - `failed`: the computation failed; `analysis`, if any, is that of an older text.
 */
export type NumbersState = 'fresh' | 'computing' | 'stale' | 'spoiled' | 'failed';

export interface ModelView {
    /** The model that `analysis` was computed from; without an analysis the model as it is. */
    spec: ModelSpec;
    analysis: Analysis | null;
    state: NumbersState;
    /** Whether exact variances of the present text are being computed, or will be next: `analysis` does not have them yet. */
    exactIsUnderWay: boolean;
    /** Powers, sizes and costs, always of `spec`: answers of an older text come with the spec of that text. Null if they are not computed (yet). */
    answers: DesignAnswers | null;
    /** Whether answers for the present text are being computed, or will be after its numbers. */
    answersAreUnderWay: boolean;
    /** The rows of the sweeps of `spec`; null where they are not computed (yet). */
    sweep: SweepRow[] | null;
    /** Of `spec`. */
    examination: Examination | null;
    /** The scales on which the author wrote the numbers of `spec`. */
    scales: AuthorScales;
    title: string | null;
    doc: string | null;
}

/** A model whose numbers belong to its text and are complete: nothing is under way. What is not given is not there. */
export function freshView(known: Pick<ModelView, 'spec'> & Partial<ModelView>): ModelView {
    return {
        analysis: null,
        state: 'fresh',
        exactIsUnderWay: false,
        answers: null,
        answersAreUnderWay: false,
        sweep: null,
        examination: null,
        scales: {},
        title: null,
        doc: null,
        ...known
    };
}

export function findParameter(view: Pick<ModelView, 'analysis'>, name: string): ParameterAnalysis | null {
    return view.analysis?.parameters.find(parameter => parameter.name === name) ?? null;
}

/** A fixed effect at the design that answers the `?` of the file; null where nothing is asked for or nothing answers it. */
export function parameterAtAnswer(view: Pick<ModelView, 'analysis' | 'answers'>, name: string): ParameterAnalysis | null {
    const parameter = findParameter(view, name);
    const estimate = view.answers?.atAnswer?.find(one => one.name === name);
    if (!parameter || !estimate || estimate.variance.asyVar === null) {
        return null;
    }
    const { value, using, variance, isRough, awaitsExact, exactMayDiffer } = estimate;
    const standardError = Math.sqrt(estimate.variance.asyVar);
    const variances = using === 'leading' ? { leading: { ...parameter.leading, ...variance } } : { [using]: variance };
    const half = halfOf95 * standardError;
    const interval = value === null || isRough ? null : { level: 0.95, lower: value - half, upper: value + half };
    return { ...parameter, ...variances, value, using, standardError, interval, isRough, awaitsExact, exactMayDiffer, reason: null };
}

export function findFixedEffect(spec: ModelSpec, name: string): FixedEffectSpec | null {
    return spec.fixed.find(effect => effect.name === name) ?? null;
}
