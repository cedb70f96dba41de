/** The parameters of random effects by name: `var(beta0 | subject)`, `cov(beta0, beta1 | clinic)`. */
import { isCovarianceParameter, sigmaOf } from '../../../src-engine/structure/covariance/structures.js';
import type { ModelSpec, RandomEffectsSpec } from '../../../src-engine/spec/model-spec.js';
import { groupsOutsideIn } from '../prose/design-text.js';
import { entryOf, subscript } from './symbols.js';

export interface CovarianceEntry {
    block: RandomEffectsSpec;
    /** Indices into `block.effects`; equal for a variance. */
    row: number;
    column: number;
    value: number;
}

function varianceName(effect: string, group: string): string {
    return `var(${effect} | ${group})`;
}

function covarianceName(effects: [string, string], group: string): string {
    return `cov(${effects[0]}, ${effects[1]} | ${group})`;
}

/** The entry of Σ that a parameter's name means, or null. */
export function findCovarianceEntry(spec: ModelSpec, name: string): CovarianceEntry | null {
    for (const block of spec.random) {
        for (const [row, first] of block.effects.entries()) {
            if (name === varianceName(first, block.group)) {
                return { block, row, column: row, value: sigmaOf(block)[row]?.[row] ?? NaN };
            }
            for (const [column, second] of block.effects.entries()) {
                if (row !== column && name === covarianceName([first, second], block.group)) {
                    return { block, row, column, value: sigmaOf(block)[row]?.[column] ?? NaN };
                }
            }
        }
    }
    return null;
}

/** The name of an entry's parameter in an analysis, which has the effects of a covariance in the order of Σ. */
export function parameterNameOf({ block, row, column }: CovarianceEntry): string {
    const effect = (index: number) => block.effects[index] ?? '';
    return row === column
        ? varianceName(effect(row), block.group)
        : covarianceName([effect(Math.min(row, column)), effect(Math.max(row, column))], block.group);
}

/** One letter for each group's random effects: U, V, W, then U with the group's name. */
export function randomLetter(spec: ModelSpec, group: string): string {
    const index = groupsOutsideIn(spec).findIndex(entry => entry.group === group);
    return ['U', 'V', 'W'][index] ?? `U_${group}`;
}

/** `U` where the group has one random effect, otherwise `U₁`, `U₂`, … in the order of Σ. */
export function randomSymbol(spec: ModelSpec, block: RandomEffectsSpec, index: number): string {
    const letter = randomLetter(spec, block.group);
    return block.effects.length === 1 ? letter : letter + subscript(String(index + 1));
}

/** Σ, or σ² where it is a number; with several groups Σ carries the group's name. */
export function covarianceSymbol(spec: ModelSpec, { block, row, column }: CovarianceEntry): string {
    const suffix = spec.random.length > 1 ? ` of ${block.group}` : '';
    return (block.effects.length === 1 ? 'σ²' : entryOf('Σ', Math.min(row, column) + 1, Math.max(row, column) + 1)) + suffix;
}

/** Groups of effects that are connected by free covariances; each in the order of `block.effects`. */
export function correlatedSets(block: RandomEffectsSpec): number[][] {
    const sets: number[][] = [];
    const seen = new Set<number>();
    for (const start of block.effects.keys()) {
        if (seen.has(start)) {
            continue;
        }
        const set = [start];
        seen.add(start);
        for (const member of set) {
            for (const other of block.effects.keys()) {
                if (!seen.has(other) && isCovarianceParameter(block, member, other)) {
                    seen.add(other);
                    set.push(other);
                }
            }
        }
        sets.push(set.sort((a, b) => a - b));
    }
    return sets;
}
