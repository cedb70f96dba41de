/** The amount of data in a design, in words. */
import { attempt } from '../../../src-engine/result/not-available.js';
import { isReason } from '../../../src-engine/result/reason.js';
import type { DesignSpec, GroupSize, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { meanSize } from '../../../src-engine/structure/group-size-law.js';
import { formatCount, formatPercent, formatValue } from '../notation/numbers.js';
import { plural } from './plural.js';

function sizeText(size: GroupSize | null): string {
    switch (size?.kind) {
        case 'fixed':
            return formatCount(size.n);
        case 'poisson':
            return `Poisson(${formatValue(size.mean)})`;
        case 'sizes':
            return `≈${meanSizeText(size)}`;
        default:
            return '?';
    }
}

type SizeLaw = Extract<GroupSize, { kind: 'poisson' | 'sizes' }>;

/** The mean number of observations of a law. A group has one at least, so the mean is larger than that of the law as it is written. */
export function meanSizeText(size: SizeLaw): string {
    const mean = attempt(() => meanSize(size));
    return formatValue(isReason(mean) || Math.abs(mean / size.mean - 1) < 5e-4 ? size.mean : Number(mean.toPrecision(3)));
}

/** `, given one at least`, where that changes the mean. */
export function conditionText(size: SizeLaw): string {
    return meanSizeText(size) === formatValue(size.mean) ? '' : ', given one at least';
}

export function countOf(design: DesignSpec, group: string): number | null {
    return design.counts.find(entry => entry.group === group)?.count ?? null;
}

function countText(group: string, count: number | null): string {
    return count === null ? `? ${plural(group, null)}` : `${formatCount(count)} ${plural(group, count)}`;
}

/** Groups that no other is nested in come first, each followed by those within it. */
export function groupsOutsideIn(spec: Pick<ModelSpec, 'random'>): { group: string; within: string | null }[] {
    const groups = spec.random.map(({ group, within }) => ({ group, within }));
    const ordered: typeof groups = [];
    const visit = (outer: string | null) => {
        for (const entry of groups.filter(candidate => candidate.within === outer)) {
            if (!ordered.includes(entry)) {
                ordered.push(entry);
                visit(entry.group);
            }
        }
    };
    visit(null);
    // Groups within one that has no `random` block.
    return [...ordered, ...groups.filter(entry => !ordered.includes(entry))];
}

/** `50 subjects × 20`, `20 schools × 4 classes × 12`, `24 plates × 6 samples × 1`, `n = 200`. */
export function designText(spec: ModelSpec): string {
    const groups = groupsOutsideIn(spec);
    const size = sizeText(spec.design.n);
    if (groups.length === 0) {
        return `n = ${size}`;
    }
    return [...groups.map(({ group }) => countText(group, countOf(spec.design, group))), size].join(' × ');
}

/** All observations, where every count is known. */
export function totalObservations(spec: ModelSpec): number | null {
    const size = spec.design.n;
    if (size?.kind !== 'fixed') {
        return null;
    }
    return spec.random.reduce<number | null>((total, { group }) => {
        const count = countOf(spec.design, group);
        return total === null || count === null ? null : total * count;
    }, size.n);
}

/** `attrition 15 %`; null without. */
export function attritionText(design: DesignSpec): string | null {
    return design.attrition > 0 ? `attrition ${formatPercent(design.attrition)}` : null;
}
