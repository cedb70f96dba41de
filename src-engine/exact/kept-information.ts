/** Exact information that was computed before. It is expensive, and analyses and answers of a model need the same one. */
import { attempt, NotAvailable } from '../result/not-available.js';
import { isReason, type Reason } from '../result/reason.js';
import type { ModelSpec } from '../spec/model-spec.js';
import type { GroupInformation } from './group-information.js';
import { mostKeptInformation } from './limits.js';

export class KeptInformation {
    private readonly known = new Map<string, GroupInformation | Reason>();

    /** The information of one group, which does not depend on the number of groups. @throws NotAvailable as `compute` */
    of(
        spec: ModelSpec,
        { simulate, budget }: { simulate: { seed: number } | null; budget?: number },
        compute: () => GroupInformation
    ): GroupInformation {
        const { family, predictors, fixed, offset, random, design } = spec;
        const key = JSON.stringify([family, predictors, fixed, offset, random, design.n, simulate, budget]);
        const found = this.known.get(key) ?? attempt(compute);
        const isStopped = isReason(found) && found.code === 'stopped';
        // The last used one is removed last.
        this.known.delete(key);
        if (!isStopped) {
            this.known.set(key, found);
        }
        if (this.known.size > mostKeptInformation) {
            this.known.delete([...this.known.keys()][0]);
        }
        if (isReason(found)) {
            throw new NotAvailable(found);
        }
        return found;
    }
}
