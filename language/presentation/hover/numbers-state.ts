/** Notes for hovers whose numbers belong to an older text. */
import type { ModelView } from '../model-view.js';

/** Markdown; null where the numbers are fresh. */
export function stateNote({ state, analysis }: ModelView): string | null {
    const older = 'The numbers are those before the last edit.';
    switch (state) {
        case 'fresh':
            return null;
        case 'computing':
            return analysis ? `_Computing … ${older}_` : '_Computing …_';
        case 'spoiled':
            return analysis ? '_The model has an error, so do not use these numbers: fix it first._' : null;
        case 'stale':
            return analysis ? `_The model has errors. ${older}_` : '_The model has errors. Fix them to see numbers._';
        case 'failed':
            return analysis ? `_The computation failed. ${older}_` : '_The computation failed, so there are no numbers._';
    }
}

/** The same for answers, which come after the numbers. Markdown. */
export function answersNote(view: ModelView): string | null {
    const { state, answers, analysis, answersAreUnderWay } = view;
    if (state === 'fresh') {
        return answersAreUnderWay && !answers ? '_Computing …_' : null;
    }
    if (state === 'spoiled' && !answers) {
        return answersAreUnderWay ? '_Computing …_' : null;
    }
    return stateNote({ ...view, analysis: answers ? analysis : null });
}
