import type { FixedEffectSpec } from '../../src-engine/spec/model-spec.js';
import { isCall, isFixedEffects, isUnknown, type Call, type FixedEffect, type Model } from '../generated/ast.js';
import type { ModelContext } from './context.js';
import { effectParameters, isFactorEffect, type EffectParameter } from './factor-effects.js';
import { unwrapped } from './terms.js';

/** The call `marginal(p)` where it is the whole value of an effect. */
export function marginalCall(effect: FixedEffect): Call | undefined {
    const value = unwrapped(effect.value);
    return isCall(value) && value.function === 'marginal' && !isFactorEffect(effect) ? value : undefined;
}

/** Whether the file asks for the value of a parameter. */
export function isAsked({ value }: Pick<EffectParameter, 'value'>): boolean {
    return isUnknown(unwrapped(value));
}

export function isIntercept(effect: FixedEffect, context: ModelContext): boolean {
    return !isFactorEffect(effect) && context.terms.term(effect.term)?.op === 'number';
}

/** The value of a parameter that is written as a number. Undefined where it is asked for, follows from a mean, or has no meaning. */
export function valueOf(parameter: EffectParameter, context: ModelContext): number | undefined {
    return isAsked(parameter) || marginalCall(parameter.effect) ? undefined : context.number(parameter.value);
}

/** A fixed effect before it is sorted. `block`: the one that the file says; null where the tool sorts. */
export type UnsortedEffect = Omit<FixedEffectSpec, 'block'> & { block: 'A' | 'B' | null };

function lowerParameter(parameter: EffectParameter, context: ModelContext): UnsortedEffect | undefined {
    const { effect, name, term } = parameter;
    const block = effect.$container.block ?? null;
    if (isAsked(parameter)) {
        return { name, block, term, value: null, marginal: null };
    }
    const call = marginalCall(effect);
    if (call) {
        const marginal = call.args.length === 1 && !call.group ? context.number(call.args[0]) : undefined;
        return marginal !== undefined && term.op === 'number' ? { name, block, term, value: null, marginal } : undefined;
    }
    const value = context.number(parameter.value);
    return value === undefined ? undefined : { name, block, term, value, marginal: null };
}

/** The fixed effects in text order, not yet sorted; undefined where one has no meaning. */
export function lowerFixedEffects(context: ModelContext): readonly UnsortedEffect[] | undefined {
    return context.once(lowerEntries, context.model);
}

function lowerEntries(_: Model, context: ModelContext): UnsortedEffect[] | undefined {
    const effects = context.elements(isFixedEffects).flatMap(block => block.effects);
    const lowered = effects.flatMap(
        (effect): (UnsortedEffect | undefined)[] =>
            context.once(effectParameters, effect)?.map(parameter => lowerParameter(parameter, context)) ?? [undefined]
    );
    return lowered.every(effect => effect !== undefined) ? lowered : undefined;
}
