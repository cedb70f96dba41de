/** The blocks of the effects that the file leaves to the tool. */
import { blockMembership } from '../../src-engine/predictors/blocks.js';
import type { FixedEffectSpec, ModelSpec } from '../../src-engine/spec/model-spec.js';
import { InvalidSpec } from '../../src-engine/spec/term.js';
import type { ModelContext } from './context.js';
import { lowerFixedEffects, type UnsortedEffect } from './fixed-effects.js';

/** A model whose effects are not sorted. */
export type UnsortedModel = Omit<ModelSpec, 'fixed'> & { fixed: readonly UnsortedEffect[] };

/**
 * Sorts the effects of plain `fixed { … }` into blocks by the rule of the engine. Effects of named blocks stay where the file has them, and a check compares
 * them with the rule. Block A comes first, each block in text order.
 */
export function sortedModel(model: UnsortedModel): ModelSpec {
    // The rule depends on terms and random effects, not on the blocks.
    const spec: ModelSpec = { ...model, fixed: model.fixed.map(effect => ({ ...effect, block: effect.block ?? 'B' })) };
    if (model.fixed.every(({ block }) => block !== null)) {
        return { ...spec, fixed: inOrder(spec.fixed) };
    }
    const inA = effectsInA(spec);
    const fixed = model.fixed.map((effect): FixedEffectSpec => ({ ...effect, block: effect.block ?? (inA.has(effect.name) ? 'A' : 'B') }));
    return { ...spec, fixed: inOrder(fixed) };
}

/** The effects of plain `fixed { … }`. */
export function sortedNames(context: ModelContext): string[] {
    return (lowerFixedEffects(context) ?? []).flatMap(({ name, block }) => (block === null ? [name] : []));
}

function effectsInA(spec: ModelSpec): ReadonlySet<string> {
    try {
        return new Set(blockMembership(spec).flatMap(({ effect, belongs }) => (belongs === 'A' ? [effect] : [])));
    } catch (error) {
        // A law out of its range, for example, has a message of its own.
        if (!(error instanceof InvalidSpec || error instanceof RangeError)) {
            throw error;
        }
        return new Set(spec.random.flatMap(({ effects }) => effects));
    }
}

function inOrder(fixed: FixedEffectSpec[]): FixedEffectSpec[] {
    return [...fixed.filter(({ block }) => block === 'A'), ...fixed.filter(({ block }) => block === 'B')];
}
