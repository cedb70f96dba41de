/** The number and sizes of the groups of a design, or which of these numbers is missing. */
import { NotAvailable } from '../result/not-available.js';
import { isReason, type Reason } from '../result/reason.js';
import type { GroupSize, ModelSpec } from '../spec/model-spec.js';
import { groupSizes, type SizePoint } from './group-size-law.js';

/** The counts of all groups, inner ones per unit of the group around them. @throws NotAvailable `unknown-value` where one is missing */
export function countsOf({ random, design }: ModelSpec): Record<string, number> {
    return Object.fromEntries(
        random.map(({ group }): [string, number] => {
            const count = design.counts.find(one => one.group === group)?.count ?? null;
            if (count === null) {
                throw new NotAvailable({ code: 'unknown-value', what: group });
            }
            return [group, count];
        })
    );
}

/** Whether the counts of all groups and n are known. */
export function hasAllSizes({ random, design: { counts, n } }: ModelSpec): boolean {
    return (
        n !== null && n.kind !== 'unknown' && random.every(({ group }) => (counts.find(one => one.group === group)?.count ?? null) !== null)
    );
}

/** The number of units of the grouping factor, or why it is not known. */
export function groupCount({ random, design }: ModelSpec): number | Reason {
    const group = random[0]?.group;
    if (group === undefined) {
        return 1;
    }
    return design.counts.find(count => count.group === group)?.count ?? { code: 'unknown-value', what: group };
}

export function groupSize(n: GroupSize | null): number | Reason {
    if (n === null || n.kind === 'unknown') {
        return { code: 'unknown-value', what: 'n' };
    }
    return n.kind === 'fixed' ? n.n : { code: 'structure', structure: 'unequal-sizes' };
}

/** The sizes of the groups with their probabilities, or what is missing. */
export function sizesOf({ design: { n } }: ModelSpec): readonly SizePoint[] | Reason {
    if (n === null || n.kind === 'unknown') {
        return { code: 'unknown-value', what: 'n' };
    }
    return n.kind === 'fixed' ? [{ n: n.n, probability: 1 }] : groupSizes(n);
}

/** E n, or what is missing. */
export function meanSizeOf(spec: ModelSpec): number | Reason {
    const sizes = sizesOf(spec);
    return isReason(sizes) ? sizes : sizes.reduce((sum, { n, probability }) => sum + n * probability, 0);
}
