import { collectChanges } from '../evaluation/collected-changes.js';
import type { EvaluatedModel } from '../evaluation/evaluated-model.js';
import type { EvaluationService } from '../evaluation/evaluation-service.js';
import { answersLackExact, lensesUseExact, numbersLackExact, type ExactDepth, type Numbers } from '../evaluation/model-results.js';

/** Asks the client to fetch lenses, or the values at the ends of lines, again if, and only if, their text would differ from what it has. */
export class NumbersRefresh {
    /** By document whose numbers the client has ever fetched: those that it has, or was asked to fetch. It fetches the first ones by itself. */
    private readonly known = new Map<string, string>();

    constructor(
        private readonly evaluation: EvaluationService,
        /** Whether the client gets numbers in this form. */
        private readonly isShown: () => boolean,
        private readonly send: () => void
    ) {
        collectChanges(evaluation, () => this.flush());
    }

    /** The client fetched the numbers of a document. */
    delivered(uri: string, models: readonly EvaluatedModel[]): void {
        this.known.set(uri, this.fingerprint(models));
    }

    /** Something other than the numbers changed their texts. */
    force(): void {
        this.known.forEach((_, uri) => this.known.set(uri, outdated));
        this.flush();
    }

    private flush(): void {
        const open = new Set(this.evaluation.uris());
        let isChanged = false;
        for (const [uri, before] of this.known) {
            const now = this.fingerprint(this.evaluation.models(uri));
            isChanged ||= open.has(uri) && now !== before;
            this.known.set(uri, now);
        }
        if (isChanged) {
            this.send();
        }
    }

    private fingerprint(models: readonly EvaluatedModel[]): string {
        return this.isShown() ? fingerprint(models) : '';
    }
}

/** No fingerprint: that of any numbers differs. */
const outdated = 'outdated';

/** What the shown numbers depend on. Positions are left out, because a client fetches all texts after every edit anyway. */
function fingerprint(models: readonly EvaluatedModel[]): string {
    return models
        .map(({ state, numbers, answered, exactIsUnderWay }) =>
            [
                state,
                // Lenses carry a mark while a check by exact numbers is under way.
                exactIsUnderWay && numbers !== null && numbersLackExact(numbers),
                answered.exactIsUnderWay && answered.numbers !== null && answersLackExact(answered.numbers),
                numbers && stamp(numbers, numbers.exact),
                answered.state,
                answered.numbers && stamp(answered.numbers, answered.numbers.answers?.exact ?? null)
            ].join(' ')
        )
        .join('\n');
}

/** Most lenses show no exact variances, or only those that are far from the number in use. */
function stamp(numbers: Numbers, exact: ExactDepth | null): string {
    return `${numbers.hash} ${numbers.spec.using === 'exact' || lensesUseExact(numbers) ? exact : ''}`;
}
