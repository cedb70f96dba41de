import type { EvaluationService } from './evaluation-service.js';

/** While more is being computed, new numbers are shown together at most this often, in milliseconds. */
const collectionTime = 100;

/** Calls back when new numbers are to be shown: once everything near the last edit is computed, and every now and then where that takes longer. */
export function collectChanges(evaluation: EvaluationService, show: () => void): void {
    let timer: NodeJS.Timeout | null = null;
    const flush = () => {
        if (timer) {
            clearTimeout(timer);
            timer = null;
        }
        show();
    };
    evaluation.onChange(busy => {
        if (!busy) {
            flush();
        } else {
            timer ??= setTimeout(flush, collectionTime);
        }
    });
}
