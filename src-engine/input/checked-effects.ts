/** The fixed and the random effects of an input. */
import type { FixedEffectSpec, RandomEffectsSpec } from '../spec/model-spec.js';
import { checkedCovariance } from './checked-covariance.js';
import { checkedTerm, type KnownNames } from './checked-term.js';
import { InvalidInput, shownName, repeated, type CheckedValue } from './checked-value.js';

/** A fixed effect whose block may still have to be found. */
export type UnplacedEffect = Omit<FixedEffectSpec, 'block'> & { block: FixedEffectSpec['block'] | null };

export function checkedFixedEffects(input: CheckedValue, names: KnownNames): UnplacedEffect[] {
    const effects = input.someItems().map(item => checkedFixedEffect(item, names));
    mustDiffer(input, effects.map(({ name }) => name)); // prettier-ignore
    return effects;
}

function checkedFixedEffect(item: CheckedValue, names: KnownNames): UnplacedEffect {
    const at = item.fields(['name', 'block', 'term', 'value', 'marginal']);
    const term = checkedTerm(at('term'), names);
    const marginal = at('marginal').or(null, value => value.orNull(mean => mean.number()));
    if (marginal !== null && term.op !== 'number') {
        throw new InvalidInput(
            at('marginal').path,
            'must be null or left out: only the value of an intercept can be solved from a mean response'
        );
    }
    const value =
        marginal === null
            ? at('value').orNull(number => number.number(() => true, 'a finite number, or null where it is asked for'))
            : noValue(at('value'));
    return { name: at('name').ownName(), block: at('block').or(null, block => block.oneOf<'A' | 'B'>(['A', 'B'])), term, value, marginal };
}

function noValue(value: CheckedValue): null {
    return value.isAbsent || value.value === null ? null : value.mustBe('null or left out beside `marginal`');
}

/** The names of the grouping factors. They are read first, because predictors use them. */
export function groupNames(input: CheckedValue): Set<string> {
    const names = input.list().map(item => item.fields(randomKeys)('group').ownName());
    mustDiffer(input, names);
    return new Set(names);
}

const randomKeys = ['group', 'within', 'effects', 'covariance'] as const;

export function checkedRandomEffects(input: CheckedValue, names: KnownNames): RandomEffectsSpec[] {
    const blocks = input.list().map(item => checkedBlock(item, names));
    mustNotBeNestedInItself(input, blocks);
    return blocks;
}

function checkedBlock(item: CheckedValue, names: KnownNames): RandomEffectsSpec {
    const at = item.fields(randomKeys);
    const effects = at('effects').list().map(effect => effect.nameOf(names.effects, 'a fixed effect')); // prettier-ignore
    mustDiffer(at('effects'), effects);
    return {
        group: at('group').name(),
        within: at('within').or(null, value => value.orNull(outer => outer.nameOf(names.groups, 'a group'))),
        effects,
        covariance: checkedCovariance(at('covariance'), effects.length)
    };
}

function mustNotBeNestedInItself(input: CheckedValue, blocks: readonly RandomEffectsSpec[]): void {
    const outer = new Map(blocks.map(({ group, within }) => [group, within]));
    for (const start of outer.keys()) {
        let at = outer.get(start) ?? null;
        for (let steps = 0; at !== null && steps <= blocks.length; steps++) {
            if (at === start) {
                throw new InvalidInput(input.path, `must have no circle of nesting; ${shownName(start)} is nested in itself`);
            }
            at = outer.get(at) ?? null;
        }
    }
}

export function mustDiffer(input: CheckedValue, names: readonly string[]): void {
    const twice = repeated(names);
    if (twice !== undefined) {
        throw new InvalidInput(input.path, `must have different names; ${shownName(twice)} occurs twice`);
    }
}
