/** What a hover says of numbers that aren't those of the present text. */
import type { ModelView } from '../model-view.js';

/** Markdown; null where the numbers are fresh. */
export function stateNote({ state, analysis }: ModelView): string | null {
    const older = 'The numbers shown are those before the last edit.';
    switch (state) {
        case 'fresh':
            return null;
        case 'computing':
            return analysis ? `_Computing … ${older}_` : '_Computing …_';
        case 'stale':
            return analysis ? `_The model has errors. ${older}_` : '_The model has errors: no numbers before they are mended._';
        case 'failed':
            return analysis ? `_The computation broke off. ${older}_` : '_The computation broke off: no numbers._';
    }
}

/** The same of answers, which come after the numbers. Markdown. */
export function answersNote(view: ModelView): string | null {
    const { state, answers, analysis, answersAreUnderWay } = view;
    if (state === 'fresh') {
        return answersAreUnderWay && !answers ? '_Computing …_' : null;
    }
    return stateNote({ ...view, analysis: answers ? analysis : null });
}
