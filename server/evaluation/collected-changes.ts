import type { EvaluationService } from './evaluation-service.js';

/** While more is being computed, new numbers are shown together at most this often, in milliseconds. */
const collectionTime = 100;

/**
 * Calls back when new numbers are to be shown: once everything that lenses wait for as urgently is computed near the last edit, and every now and then where that
 * takes longer.
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
