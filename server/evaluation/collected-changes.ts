import type { EvaluationService } from './evaluation-service.js';

/** While more is being computed, new numbers appear together, at most once in this many milliseconds. */
const collectionTime = 100;

/**
 * Calls `show` when new numbers should appear: as soon as everything of the same urgency is computed near the last edit, and in
 * intervals if that takes longer.
 */
export function collectChanges(evaluation: EvaluationService, show: () => void): void {
    let timer: NodeJS.Timeout | null = null;
    let rankBefore = 0;
    const flush = () => {
        if (timer) {
            clearTimeout(timer);
            timer = null;
        }
        show();
    };
    evaluation.onChange(rank => {
        if (rank === 0 || rank < rankBefore) {
            flush();
        } else {
            timer ??= setTimeout(flush, collectionTime);
        }
        rankBefore = rank;
    });
}
