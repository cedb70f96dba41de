/** The entries of a group's random effects, and which of them give a variance. */
import { isFixedEffect, isList, isRandomEffect, type Dependence, type RandomEffect, type RandomEffects } from '../generated/ast.js';
import { resolve } from '../scoping/names.js';
import { chosenParameter, type EffectUse, type ParametersOf } from './chosen-parameter.js';
import type { EffectParameter } from './factor-effects.js';
import { unwrapped } from './terms.js';

type NamedEffect = RandomEffect | Dependence['effects'][number];

/** The parameter that an entry names; undefined for an unknown one. */
export function namedParameter(use: NamedEffect, parametersOf: ParametersOf): EffectParameter | undefined {
    const target = resolve(use.effect, use, 'effect');
    return isFixedEffect(target) ? chosenParameter(target, use satisfies EffectUse, parametersOf(target), null) : undefined;
}

/** The effects that a `covariance` or `correlation` entry names; undefined for an unknown name. */
export function dependentEffects(entry: Dependence, parametersOf: ParametersOf): (EffectParameter | undefined)[] {
    return entry.effects.map(effect => namedParameter(effect, parametersOf));
}

/** Whether an entry is the whole covariance matrix of its effects. */
export function isMatrixEntry(entry: Dependence): boolean {
    return entry.measure === 'covariance' && (isList(unwrapped(entry.value)) || entry.effects.length > 2);
}

/** An effect with a variance in a group, from its own entry or from a matrix at an index. */
export interface VarianceEntry {
    effect: EffectParameter | undefined;
    entry: RandomEffect | Dependence;
    index: number;
}

/** The entries that give the effects of a group a variance, in text order. */
export function varianceEntries(group: RandomEffects, parametersOf: ParametersOf): VarianceEntry[] {
    return group.entries.flatMap((entry): VarianceEntry[] => {
        if (isRandomEffect(entry)) {
            return [{ effect: namedParameter(entry, parametersOf), entry, index: 0 }];
        }
        return isMatrixEntry(entry) ? dependentEffects(entry, parametersOf).map((effect, index) => ({ effect, entry, index })) : [];
    });
}
