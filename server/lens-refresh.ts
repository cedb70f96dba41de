import type { EvaluatedModel, EvaluationService } from './evaluation-service.js';

/** While more is being computed, new numbers are shown together at most this often, in milliseconds. */
const collectionTime = 100;

/**
 * Asks the client to fetch the lenses again when, and only when, they would read otherwise than what it has: once
 * everything near the last edit is computed, and every now and then where that takes longer.
 */
export class LensRefresh {
    /** By document: what the client has, or was told to fetch. */
    private readonly known = new Map<string, string>();
    private timer: NodeJS.Timeout | null = null;

    constructor(
        private readonly evaluation: EvaluationService,
        private readonly send: () => void
    ) {
        evaluation.onChange(busy => {
            if (!busy) {
                this.flush();
            } else {
                this.timer ??= setTimeout(() => this.flush(), collectionTime);
            }
        });
    }

    /** The client fetched the lenses of a document. */
    delivered(uri: string, models: readonly EvaluatedModel[]): void {
        this.known.set(uri, fingerprint(models));
    }

    /** Something else than the numbers changed what lenses show. */
    force(): void {
        this.known.clear();
        this.flush();
    }

    private flush(): void {
        if (this.timer) {
            clearTimeout(this.timer);
            this.timer = null;
        }
        const current = new Map<string, string>();
        for (const uri of this.evaluation.uris()) {
            current.set(uri, fingerprint(this.evaluation.models(uri)));
        }
        const changed = [...current].some(([uri, text]) => (this.known.get(uri) ?? '') !== text);
        this.known.clear();
        current.forEach((text, uri) => this.known.set(uri, text));
        if (changed) {
            this.send();
        }
    }
}

/** What the numbers in the lenses depend on; places are left out, since a client fetches lenses after every edit by itself. */
function fingerprint(models: readonly EvaluatedModel[]): string {
    return models.map(({ state, numbers }) => `${state} ${numbers?.hash ?? ''}`).join('\n');
}
