/** The best design for a budget or a goal, in words. */
import type { OptimalAnswer } from '../../../src-engine/result/design-answers.js';
import type { GroupSize, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { recruited } from '../../../src-engine/index.js';
import { formatCount, formatPercent } from '../notation/numbers.js';
import { designText } from './design-text.js';
import { list } from './enumeration.js';
import { unitsOf } from './plural.js';

/** The best design as a design: `91 clinics × 12`; null where there is none. */
export function optimalDesignText(spec: ModelSpec, { n, groups }: OptimalAnswer): string | null {
    const size: GroupSize | null = n === null ? sizeLaw(spec) : { kind: 'fixed', n };
    if (size === null || spec.random.some(({ group }) => !Object.hasOwn(groups, group))) {
        return null;
    }
    const counts = spec.random.map(({ group }) => ({ group, count: groups[group]! }));
    return designText({ ...spec, design: { ...spec.design, counts, n: size } });
}

/** `recruit 36 clinics`: with attrition, because the design has the units that are analysed; null without. */
export function recruitText(spec: ModelSpec, { groups }: OptimalAnswer): string | null {
    const outermost = spec.random.find(({ within }) => within === null)?.group;
    if (outermost === undefined || spec.design.attrition <= 0 || !Object.hasOwn(groups, outermost)) {
        return null;
    }
    const count = recruited(groups[outermost]!, spec.design.attrition);
    return `recruit ${formatCount(count)} ${unitsOf(outermost, count)}`;
}

/** `the file's design is 88 % as efficient at equal cost`; null where its cost is not known. @param whose the design of the file in the words of the place */
export function efficiencyText({ efficiency }: Pick<OptimalAnswer, 'efficiency'>, whose: string): string | null {
    const share = efficiency === null ? null : Number(efficiency.toPrecision(3));
    return share === null ? null : `${whose} is ${share === 1 ? '' : `${formatPercent(share)} `}as efficient at equal cost`;
}

/** `n and clinic at the limits of their ranges`; null where no quantity is. */
export function limitText({ atBounds }: Pick<OptimalAnswer, 'atBounds'>): string | null {
    const where = atBounds.length === 1 ? 'the limit of its range' : 'the limits of their ranges';
    return atBounds.length === 0 ? null : `${list(atBounds)} at ${where}`;
}

/** The law of unequal group sizes, which every design keeps; null where the groups are of one size. */
function sizeLaw({ design }: ModelSpec): GroupSize | null {
    return design.n === null || design.n.kind === 'fixed' ? null : design.n;
}
