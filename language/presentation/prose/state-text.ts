/** Lens texts for numbers that are missing, or older than the text. */
import type { NumbersState } from '../model-view.js';

export const computing = 'computing …';
const broken = 'could not be computed';
const older = 'before the last edit';

/** Replaces missing numbers, and marks those that are older than the text; null where they are fresh. */
export function stateText(state: NumbersState, hasNumbers: boolean): string | null {
    switch (state) {
        case 'fresh':
            return null;
        case 'failed':
            return hasNumbers ? `${broken}; ${older}` : broken;
        case 'computing':
            return hasNumbers ? older : computing;
        case 'spoiled':
            return hasNumbers ? 'the model has an error' : null;
        case 'stale':
            // The messages say why, each at its place. A model that is being typed for the first time lacks nothing yet.
            return hasNumbers ? older : null;
    }
}
