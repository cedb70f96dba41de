import type { LoweredFile, LoweredModel } from '../../language/lowered-model.js';
import type { Numbers, Swept } from './model-results.js';

/** How what can be shown for a model stands to its present text. */
export type NumbersState =
    /** The numbers are of the present text. */
    | 'fresh'
    /** Those of the present text are being computed; what is there is older. */
    | 'computing'
    /** Nobody has looked at this model so far: nothing is computed before that. What is there is older. */
    | 'waiting'
    /** Nothing can be computed from the present text; what is there is older. */
    | 'stale'
    /** The engine broke down over the present text; what is there is older. */
    | 'failed';

export interface ModelNumbers {
    state: NumbersState;
    /** The last good numbers; null where there never were any. */
    numbers: Numbers | null;
}

export interface TrackedModel {
    lowered: LoweredModel;
    lastGood: Numbers | null;
    /** The last good numbers that had answers. */
    lastAnswered: Numbers | null;
    /** The sweep that was computed last. */
    swept: Swept | null;
    /** Whether the engine broke down over the present text. */
    failed: boolean;
}

/** How many models on either side of the last edit have their exact variances and sweeps computed without being looked at. */
const exactReach = 3;

/** How many models on either side of the last edit are computed without being looked at. */
const eagerReach = 100;

/** An open document's models, each with its last good numbers, through all the editing. */
export class TrackedDocument {
    models: TrackedModel[] = [];
    /** Index of the model that was edited last. */
    focus = 0;

    /** Takes a new version of the text; returns whether another model than before is to be computed. */
    update(file: LoweredFile): boolean {
        const previous = this.models;
        const byKey = keyed(previous.map(model => model.lowered));
        const sameCount = previous.length === file.models.length;
        const keys = [...keyed(file.models).keys()];
        let changedFrom = -1;
        this.models = file.models.map((lowered, index) => {
            // Half-typed names come and go: then the place in the file tells which model it is.
            const before = previous[byKey.get(keys[index] ?? '') ?? (sameCount ? index : -1)];
            if (changedFrom < 0 && before?.lowered.hash !== lowered.hash) {
                changedFrom = index;
            }
            return {
                lowered,
                lastGood: before?.lastGood ?? null,
                lastAnswered: before?.lastAnswered ?? null,
                swept: before?.swept ?? null,
                failed: before !== undefined && before.failed && before.lowered.hash === lowered.hash
            };
        });
        if (changedFrom >= 0 && previous.length > 0) {
            this.focus = changedFrom;
        }
        return changedFrom >= 0;
    }

    /** Whether the model is near enough to the last edit to be computed without being looked at. */
    isNear(index: number): boolean {
        return Math.abs(index - this.focus) <= eagerReach;
    }

    /** Whether exact variances and sweeps are computed without the model being looked at: near the last edit, and where lenses are made from them. */
    wantsExact(index: number): boolean {
        return Math.abs(index - this.focus) <= exactReach || (this.isNear(index) && this.models[index]?.lowered.spec?.using === 'exact');
    }

    /** The models near the last edit with their places, the nearest first. */
    *near(): Generator<[TrackedModel, number]> {
        for (let distance = 0; distance <= eagerReach; distance++) {
            for (const index of distance === 0 ? [this.focus] : [this.focus + distance, this.focus - distance]) {
                const model = this.models[index];
                if (model) {
                    yield [model, index];
                }
            }
        }
    }
}

/** Whether there is nothing left to compute for the model's present text. */
export function isSettled(model: TrackedModel): boolean {
    return model.lowered.hash === null || model.failed || model.lastGood?.hash === model.lowered.hash;
}

/** Index by name, and by the count of equal names before. */
function keyed(models: readonly LoweredModel[]): Map<string, number> {
    const counts = new Map<string, number>();
    const keys = new Map<string, number>();
    models.forEach(({ name }, index) => {
        const count = counts.get(name) ?? 0;
        counts.set(name, count + 1);
        keys.set(`${count} ${name}`, index);
    });
    return keys;
}
