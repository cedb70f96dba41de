import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { asksForAnswers, hasExact, hasExactAnswers, type ExactDepth, type Numbers } from './model-results.js';
import { isSettled, type TrackedDocument, type TrackedModel } from './tracked-document.js';

/** The stages in which a model is computed. Each is one run of the engine. */
export type Stage = 'numbers' | 'answers' | 'exact-numbers' | 'exact-answers' | 'sweep';

/** Ordered by urgency: no later stage runs for any model while an earlier one is due for another. */
export const stages: readonly Stage[] = ['numbers', 'answers', 'exact-numbers', 'exact-answers', 'sweep'];

/**
 * Stages whose tasks give way to each other once they exceed their slice, ordered by urgency: a model whose numbers take long keeps
 * neither the numbers nor the answers of others.
 */
export const turns: readonly (readonly Stage[])[] = [['numbers', 'answers'], ['exact-numbers'], ['exact-answers'], ['sweep']];

/** Whether a model needs a stage and has what the stage builds on. `depth`: how far its exact variances are computed. */
export function isDue(stage: Stage, model: TrackedModel, depth: ExactDepth): boolean {
    if (stage === 'numbers') {
        return !isSettled(model);
    }
    const numbers = presentNumbers(model);
    if (!numbers) {
        return false;
    }
    switch (stage) {
        case 'answers':
            return asksForAnswers(numbers.spec) && numbers.answers === null;
        case 'exact-numbers':
            return !hasExact(numbers, depth);
        case 'exact-answers':
            return asksForAnswers(numbers.spec) && !hasExactAnswers(numbers, depth);
        case 'sweep':
            return numbers.spec.sweeps.length > 0 && !isTooLong(numbers.spec) && model.swept?.of !== model.lowered.spec;
    }
}

/** How far a stage goes for exact variances if they are computed to `depth`. The points of a sweep have simulated ones only if the file says so. */
export function exactFor(stage: Stage, { using }: ModelSpec, depth: ExactDepth): ExactDepth {
    switch (stage) {
        case 'numbers':
        case 'answers':
            return 'headline';
        case 'exact-numbers':
        case 'exact-answers':
            return depth;
        case 'sweep':
            return using === 'exact' ? depth : 'closed';
    }
}

/** The largest sweep, in points, that is computed before anybody looks at it. */
const eagerPoints = 100;

/** The largest sweep, in points, that is computed at all. Each point may need a new lowering, which delays everything else. */
export const mostPoints = 500;

/** The number of models that the sweeps of a model contain. */
export function pointsOf({ sweeps }: ModelSpec): number {
    return sweeps.reduce((points, { values }) => points * values.length, 1);
}

/** Whether the sweeps of a model are too large for the editor, so that only the command line computes them. */
export function isTooLong(spec: ModelSpec): boolean {
    return mostPoints < pointsOf(spec);
}

/** Whether a stage of a model near the last edit is computed although nobody looks at it. */
export function isEager(stage: Stage, document: TrackedDocument, index: number): boolean {
    switch (stage) {
        case 'numbers':
        case 'answers':
            return true;
        case 'exact-numbers':
        case 'exact-answers':
            return document.wantsExact(index);
        case 'sweep': {
            const spec = document.models[index]?.lowered.spec;
            return document.wantsExact(index) && !!spec && pointsOf(spec) <= eagerPoints;
        }
    }
}

/** The numbers of a model's present text; null if there are none yet. */
export function presentNumbers({ lowered, lastComputed, failed }: TrackedModel): Numbers | null {
    return !failed && lastComputed !== null && lastComputed.hash === lowered.hash ? lastComputed : null;
}

/**
 * The urgency of a stage for lenses; 0 if lenses do not depend on it. Lenses show numbers before answers are available. They contain
 * exact variances only if the file says so; otherwise these check the numbers in use, and lenses carry a mark until the check ends.
 */
export function lensRank(stage: Stage, { using }: ModelSpec): number {
    switch (stage) {
        case 'numbers':
            return 3;
        case 'answers':
            return 2;
        case 'exact-numbers':
            return using === 'exact' ? 3 : rankOfChecks;
        case 'exact-answers':
            return using === 'exact' ? 2 : rankOfChecks;
        case 'sweep':
            return 0;
    }
}

const rankOfChecks = 1;

/** Whether some lens has no number before a stage ends. */
export function lensesWaitFor(stage: Stage, spec: ModelSpec): boolean {
    return rankOfChecks < lensRank(stage, spec);
}
