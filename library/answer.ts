import { completeModel } from '../src-engine/input/complete-model.js';
import { answer as answerModel } from '../src-engine/design/answer.js';
import type { AnswerOptions as EngineOptions } from '../src-engine/design/answer-options.js';
import type { DesignAnswers } from '../src-engine/result/design-answers.js';
import { attempt } from '../src-engine/result/not-available.js';
import { isReason, type Reason } from '../src-engine/result/reason.js';
import type { ModelInput } from '../src-engine/spec/model-input.js';
import { callback, checkedOptions, flag, oneOf, seed } from './checked-options.js';

export interface AnswerOptions {
    /** Called now and then. If it returns true, the work stops, and the result is incomplete. */
    shouldStop?: () => boolean;
    /** How far to go for exact variances; see `AnalysisOptions`. Default: `closed`. */
    exact?: 'none' | 'closed' | 'quick' | 'simulate';
    /** The seed of simulated numbers, a whole number. Default: 1. */
    seed?: number;
    /** Whether to compute the D-optimal shares of two-valued predictors. Default: true. */
    allocation?: boolean;
    /** Whether to compute sensitivities, and the curve around each answer. Default: true. */
    around?: boolean;
    /** Whether to compute Satterthwaite's degrees of freedom beside those of `reference z` with fewer than 40 units, and of `reference t`. Default: false. */
    sideBySide?: boolean;
    /** Whether to look for what makes the numbers rough; see `AnalysisOptions`. Default: true. */
    cautions?: boolean;
}

export interface Answers extends DesignAnswers {
    /** Why there are no answers; null if the model is valid. A single answer that is missing has its own `failure`. */
    reason: Reason | null;
}

/**
 * Answers what a design asks: the power of each test and the size that it needs, the size that each precision needs, the best design where there are prices.
 *
 * `spec` is checked as by `analyze`: where it is not valid, all lists are empty and `reason` says why. A number that cannot be computed is null with a
 * `failure` beside it. No result holds NaN or Infinity, and no data make this function throw.
 *
 * Powers lie between 0 and 1, sizes are whole numbers of units, costs have the unit of the prices.
 *
 * @throws UsageError where an option is unknown or out of range
 */
export function answer(spec: ModelInput, options?: AnswerOptions): Answers {
    const checked: EngineOptions = checkedOptions<AnswerOptions>('answer', options, {
        shouldStop: callback,
        exact: oneOf('none', 'closed', 'quick', 'simulate'),
        seed,
        allocation: flag,
        around: flag,
        sideBySide: flag,
        cautions: flag
    });
    const model = completeModel(spec);
    const answers = isReason(model) ? model : attempt(() => answerModel(model, checked));
    return isReason(answers) ? without(answers) : { ...answers, reason: null };
}

function without(reason: Reason): Answers {
    return {
        tests: [],
        precisions: [],
        optimal: [],
        atAnswer: null,
        fewEvents: null,
        fewDraws: [],
        unevenGroups: null,
        allocation: {},
        icc: null,
        designEffect: null,
        reason
    };
}
