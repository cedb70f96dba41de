import type { FixedEffectSpec } from '../../src-engine/spec/model-spec.js';
import { isCall, isFixedEffects, isUnknown, type Call, type FixedEffect } from '../generated/ast.js';
import type { ModelContext } from './context.js';
import { unwrapped } from './terms.js';

/** The call `marginal(p)` where it is the whole value of an effect. */
export function marginalCall(effect: FixedEffect): Call | undefined {
    const value = unwrapped(effect.value);
    return isCall(value) && value.function === 'marginal' ? value : undefined;
}

/** Whether the file asks for the effect's value. */
export function isAsked(effect: FixedEffect): boolean {
    return isUnknown(unwrapped(effect.value));
}

export function isIntercept(effect: FixedEffect, context: ModelContext): boolean {
    return context.terms.term(effect.term)?.op === 'number';
}

/** A fixed effect before it is sorted. `block`: the one that the file says; null where the tool sorts. */
export type UnsortedEffect = Omit<FixedEffectSpec, 'block'> & { block: 'A' | 'B' | null };

function lowerFixedEffect(effect: FixedEffect, context: ModelContext): UnsortedEffect | undefined {
    const block = effect.$container.block ?? null;
    const term = context.terms.term(effect.term);
    if (!effect.name || !term) {
        return undefined;
    }
    if (isAsked(effect)) {
        return { name: effect.name, block, term, value: null, marginal: null };
    }
    const call = marginalCall(effect);
    if (call) {
        const marginal = call.args.length === 1 && !call.group ? context.number(call.args[0]) : undefined;
        return marginal !== undefined && term.op === 'number' ? { name: effect.name, block, term, value: null, marginal } : undefined;
    }
    const value = context.number(effect.value);
    return value === undefined ? undefined : { name: effect.name, block, term, value, marginal: null };
}

/** The fixed effects in text order, not yet sorted; undefined where one has no meaning. */
export function lowerFixedEffects(context: ModelContext): UnsortedEffect[] | undefined {
    const nodes = context.elements(isFixedEffects).flatMap(block => block.effects);
    const lowered = nodes.map(effect => lowerFixedEffect(effect, context));
    return lowered.every(effect => effect !== undefined) ? lowered : undefined;
}
