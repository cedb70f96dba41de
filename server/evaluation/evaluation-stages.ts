import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { asksForAnswers, hasExact, hasExactAnswers, type ExactDepth, type Numbers } from './model-results.js';
import { isSettled, type TrackedDocument, type TrackedModel } from './tracked-document.js';

/** What is computed of a model, each from one run of the engine. */
export type Stage = 'numbers' | 'answers' | 'exact-numbers' | 'exact-answers' | 'sweep';

/** In the order of their urgency: nothing of a later stage is computed for any model while one of an earlier stage is due for another. */
export const stages: readonly Stage[] = ['numbers', 'answers', 'exact-numbers', 'exact-answers', 'sweep'];

/** Whether a model is in want of a stage, and what goes before it is there. `depth`: how far its exact variances are to be computed. */
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

/** How far a stage goes for exact variances, where they are to be computed as far as `depth`. The points of a sweep have them where the file says so. */
export function exactFor(stage: Stage, { using }: ModelSpec, depth: ExactDepth): ExactDepth {
    const isExact = stage === 'exact-numbers' || stage === 'exact-answers' || (stage === 'sweep' && using === 'exact');
    return isExact ? depth : 'none';
}

/** The most points of a sweep that is computed before anybody looks at it. */
const eagerPoints = 100;

/** The most points of a sweep that is computed at all: each may take lowering the model anew, and that holds back everything else. */
export const mostPoints = 500;

/** How many models the sweeps of a model go through. */
export function pointsOf({ sweeps }: ModelSpec): number {
    return sweeps.reduce((points, { values }) => points * values.length, 1);
}

/** Whether the sweeps of a model are left to the command line. */
export function isTooLong(spec: ModelSpec): boolean {
    return mostPoints < pointsOf(spec);
}

/** Whether a stage of a model near the last edit is computed without its being looked at. */
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

/** The numbers of a model's present text; null where they are not there. */
export function presentNumbers({ lowered, lastGood, failed }: TrackedModel): Numbers | null {
    return !failed && lastGood !== null && lastGood.hash === lowered.hash ? lastGood : null;
}

/**
 * How urgently lenses wait for what a stage computes, from 0: they are not made from it. Lenses of numbers are shown before those of answers are there; exact
 * variances are in lenses only where the file says so.
 */
export function lensRank(stage: Stage, { using }: ModelSpec): number {
    switch (stage) {
        case 'numbers':
            return 2;
        case 'answers':
            return 1;
        case 'exact-numbers':
            return using === 'exact' ? 2 : 0;
        case 'exact-answers':
            return using === 'exact' ? 1 : 0;
        case 'sweep':
            return 0;
    }
}
