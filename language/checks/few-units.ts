/** Best designs with too few units for formulas that hold for many. */
import { effectsOf } from '../../src-engine/design/contrasts.js';
import { isLinear } from '../../src-engine/family/families.js';
import { examine } from '../../src-engine/index.js';
import type { OptimalAnswer } from '../../src-engine/result/design-answers.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import type { FewUnits, FewUnitsOfBest } from '../diagnostics/design.js';
import { partsOfQuantity } from '../presentation/choice/parts-of-quantity.js';
import { countOf } from '../presentation/prose/design-text.js';
import { fewUnits } from './design.js';

/** The goals whose best designs have few units of groups that the goal depends on. */
export function fewUnitsOfBest(spec: ModelSpec, optimal: readonly OptimalAnswer[]): FewUnitsOfBest[] {
    return optimal.flatMap((answer): FewUnitsOfBest[] => {
        if (answer.cost === null || answer.failure !== null) {
            return [];
        }
        const groups = fewUnitsOf(spec, answer, groupsOf(spec, answer));
        // The information about effects within units depends on the units, too, unless the response is Gaussian.
        const others = groups.length > 0 || isLinear(spec.family) ? [] : fewUnitsOf(spec, answer, null);
        return [
            ...(groups.length === 0 ? [] : [{ goal: answer.for, kind: answer.kind, groups }]),
            ...(others.length === 0 ? [] : [{ goal: answer.for, kind: 'within' as const, groups: others }])
        ];
    });
}

/** @param concerned the groups that count; null for all */
function fewUnitsOf(spec: ModelSpec, answer: OptimalAnswer, concerned: ReadonlySet<string> | null): FewUnits[] {
    return spec.random.flatMap(({ group, effects }) => {
        const count = effects.length === 0 || concerned?.has(group) === false ? undefined : answer.groups[group];
        const units = count === undefined ? null : unitsInAll(spec, group, count, answer.groups);
        return units !== null && units < fewUnits ? [{ group, units }] : [];
    });
}

/** The groups whose number of units a goal depends on: those between which its effects vary or differ, and those of its variances. */
function groupsOf(spec: ModelSpec, { kind, for: goal }: OptimalAnswer): Set<string> {
    const { effects, groups } =
        kind === 'test'
            ? {
                  effects: spec.tests.filter(({ name, hypothesis }) => (name ?? hypothesis) === goal).flatMap(effectsOf),
                  groups: []
              }
            : partsOfQuantity(spec.precisions.find(({ text }) => text === goal)?.target ?? null);
    const partners = examine(spec)
        .blocks.filter(({ effect }) => effects.includes(effect))
        .flatMap(({ partners }) => partners);
    return new Set([...groups, ...partners.map(({ group }) => group)]);
}

/** Units of a group in the whole design. @param counts those that differ from the file's */
export function unitsInAll(spec: ModelSpec, group: string, count: number, counts: Readonly<Record<string, number>> = {}): number | null {
    const outer = spec.random.find(block => block.group === group)?.within ?? null;
    if (outer === null) {
        return count;
    }
    const above = counts[outer] ?? countOf(spec.design, outer);
    const units = above === null ? null : unitsInAll(spec, outer, above, counts);
    return units === null ? null : units * count;
}
