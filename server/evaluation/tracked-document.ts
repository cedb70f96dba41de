import type { ElementPlace, LoweredFile, LoweredModel } from '../../language/lowered-model.js';
import { keptPlaces } from './kept-places.js';
import { lineShift } from './line-shift.js';
import { lensesUseExact, type Numbers, type Swept } from './model-results.js';

/** The state of a model's visible numbers relative to its present text. */
export type TrackedState =
    /** The numbers belong to the present text. */
    | 'fresh'
    /** The numbers of the present text are being computed. The visible ones are older. */
    | 'computing'
    /** Nobody has looked at this model yet, so nothing is computed. The visible numbers are older. */
    | 'waiting'
    /** Nothing can be computed from the present text. The visible numbers are older. */
    | 'stale'
    /** The engine failed on the present text. The visible numbers are older. */
    | 'failed';

export interface NumbersWithState {
    state: TrackedState;
    /** The last good numbers; null if there never were any. */
    numbers: Numbers | null;
}

export interface TrackedModel {
    lowered: LoweredModel;
    /** Where the elements of the model are, also those that a half-typed text hides. */
    places: ElementPlace[];
    /** What was computed last. */
    lastComputed: Numbers | null;
    /** The last good numbers: an error that leaves a model without numbers does not replace those from before it. */
    lastGood: Numbers | null;
    /** The last good numbers that had answers. */
    lastAnswered: Numbers | null;
    /** The sweep that was computed last. */
    swept: Swept | null;
    /** Whether the engine failed on the present text. */
    failed: boolean;
}

/** How many models on each side of the last edit get exact variances and sweeps although nobody looks at them. */
const exactReach = 3;

/** How many models on each side of the last edit are computed although nobody looks at them. */
const eagerReach = 100;

/** The models of an open document, each with its last good numbers, through all edits. */
export class TrackedDocument {
    models: TrackedModel[] = [];
    /** Index of the model that was edited last. */
    focus = 0;
    private text = '';

    /** Takes a new version of the text. Returns whether a different model must be computed. */
    update(file: LoweredFile, text: string): boolean {
        const previous = this.models;
        const shift = lineShift(this.text, text);
        this.text = text;
        const byKey = keyed(previous.map(model => model.lowered));
        const sameCount = previous.length === file.models.length;
        const keys = [...keyed(file.models).keys()];
        let changedFrom = -1;
        this.models = file.models.map((lowered, index) => {
            // Half-typed names come and go. Then the index in the file identifies the model.
            const before = previous[byKey.get(keys[index] ?? '') ?? (sameCount ? index : -1)];
            if (changedFrom < 0 && before?.lowered.hash !== lowered.hash) {
                changedFrom = index;
            }
            return {
                lowered,
                places: keptPlaces(lowered, before?.places ?? [], shift),
                lastComputed: before?.lastComputed ?? null,
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

    /** Whether the model is close enough to the last edit to be computed although nobody looks at it. */
    isNear(index: number): boolean {
        return Math.abs(index - this.focus) <= eagerReach;
    }

    /** Whether exact variances and sweeps are computed although nobody looks at the model: near the last edit, and if lenses use them. */
    wantsExact(index: number): boolean {
        const { lastGood = null, lowered = null } = this.models[index] ?? {};
        const isShown = lowered?.spec?.using === 'exact' || (lastGood !== null && lensesUseExact(lastGood));
        return Math.abs(index - this.focus) <= exactReach || (this.isNear(index) && isShown);
    }

    /** The models near the last edit with their indices, the nearest first. */
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

/** Whether everything is computed for the model's present text. */
export function isSettled(model: TrackedModel): boolean {
    return model.lowered.hash === null || model.failed || model.lastComputed?.hash === model.lowered.hash;
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
