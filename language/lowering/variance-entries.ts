/** The entries of a group's random effects, and which of them give a variance. */
import { isList, isRandomEffect, type Dependence, type FixedEffect, type RandomEffect, type RandomEffects } from '../generated/ast.js';
import { resolveEffect } from '../scoping/names.js';
import { unwrapped } from './terms.js';

/** The effects that a `covariance` or `correlation` entry names; undefined for an unknown name. */
export function dependentEffects(entry: Dependence): (FixedEffect | undefined)[] {
    return entry.effects.map(reference => resolveEffect(reference, entry, 'effects'));
}

/** Whether an entry is the whole covariance matrix of its effects. */
export function isMatrixEntry(entry: Dependence): boolean {
    return entry.measure === 'covariance' && (isList(unwrapped(entry.value)) || entry.effects.length > 2);
}

/** An effect with a variance in a group, from its own entry or from a matrix at an index. */
export interface VarianceEntry {
    effect: FixedEffect | undefined;
    entry: RandomEffect | Dependence;
    index: number;
}

/** The entries that give the effects of a group a variance, in text order. */
export function varianceEntries(group: RandomEffects): VarianceEntry[] {
    return group.entries.flatMap((entry): VarianceEntry[] => {
        if (isRandomEffect(entry)) {
            return [{ effect: resolveEffect(entry.effect, entry, 'effect'), entry, index: 0 }];
        }
        return isMatrixEntry(entry) ? dependentEffects(entry).map((effect, index) => ({ effect, entry, index })) : [];
    });
}
