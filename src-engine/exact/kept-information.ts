/** Exact information and means over studies that were computed before. They are expensive, and analyses and answers of a model need the same ones. */
import { attempt, NotAvailable } from '../result/not-available.js';
import { isReason, type Reason } from '../result/reason.js';
import type { ModelSpec } from '../spec/model-spec.js';
import type { JointCovariance } from '../structure/structure-result.js';
import type { KnownStudies } from '../study/refined-study.js';
import type { GroupInformation } from './group-information.js';
import { mostKeptInformation } from './limits.js';

export class KeptInformation {
    private readonly known = new Map<string, GroupInformation | Reason>();
    private readonly knownStudies = new Map<string, JointCovariance | Reason>();
    private readonly knownMeans = new Map<string, KnownStudies>();

    /** The information of one group, which does not depend on the number of groups. @throws NotAvailable as `compute` */
    of(
        spec: ModelSpec,
        { simulate, budget }: { simulate: { seed: number } | null; budget?: number },
        compute: () => GroupInformation
    ): GroupInformation {
        const { family, predictors, fixed, offset, random, design } = spec;
        return kept(this.known, JSON.stringify([family, predictors, fixed, offset, random, design.n, simulate, budget]), compute);
    }

    /** The covariance of a whole study at its counts. @throws NotAvailable as `compute` */
    ofStudy(
        spec: ModelSpec,
        options: { relativeError: number; seed: number; budget: number },
        compute: () => JointCovariance
    ): JointCovariance {
        const { family, predictors, fixed, offset, random, design } = spec;
        const { relativeError, seed, budget } = options;
        const key = JSON.stringify([family, predictors, fixed, offset, random, design.n, design.counts, relativeError, seed, budget]);
        return kept(this.knownStudies, key, compute);
    }

    /** The means over studies of a model with these true values, whatever their sizes. @param spec with intercepts solved */
    meansOf({ family, predictors, fixed, offset, random }: ModelSpec, { seed, budget }: { seed: number; budget: number }): KnownStudies {
        const key = JSON.stringify([family, predictors, fixed, offset, random, seed, budget]);
        const found = this.knownMeans.get(key) ?? (new Map() as KnownStudies);
        keep(this.knownMeans, key, found);
        return found;
    }
}

function kept<T>(known: Map<string, T | Reason>, key: string, compute: () => T): T {
    const found = known.get(key) ?? attempt(compute);
    if (!(isReason(found) && found.code === 'stopped')) {
        keep(known, key, found);
    }
    if (isReason(found)) {
        throw new NotAvailable(found);
    }
    return found;
}

/** The last used one is removed last. */
function keep<T>(known: Map<string, T>, key: string, found: T): void {
    known.delete(key);
    known.set(key, found);
    if (known.size > mostKeptInformation) {
        known.delete([...known.keys()][0]);
    }
}
