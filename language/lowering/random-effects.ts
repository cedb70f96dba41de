import { covarianceOfPairs } from '../../src-engine/structure/covariance/structures.js';
import { isLinear, residualVariance } from '../../src-engine/family/families.js';
import type { RandomEffectsSpec } from '../../src-engine/spec/model-spec.js';
import { isDependence, isRandomEffect, type RandomEffect, type RandomEffects } from '../generated/ast.js';
import { resolveGroup } from '../scoping/names.js';
import { parametersIn } from './chosen-parameter.js';
import type { ModelContext } from './context.js';
import { familyArguments, linkOf } from './family.js';
import { matrix } from './laws.js';
import { dependentEffects, isMatrixEntry, namedParameter, varianceEntries } from './variance-entries.js';

/** The dispersion on the latent scale of an intraclass correlation. Undefined where there is none. */
export function latentDispersion(context: ModelContext): number | undefined {
    const link = linkOf(context);
    if (!context.family || !link) {
        return undefined;
    }
    const { name } = context.family;
    const phi = isLinear({ name, link }) ? context.number(familyArguments(context)?.get('phi')) : 1;
    return phi === undefined ? undefined : (residualVariance({ name, link, phi }) ?? undefined);
}

/** The variance of an entry such as `beta0 sd 0.8`. Undefined where it is not positive and finite. */
export function varianceOf(entry: RandomEffect, context: ModelContext): number | undefined {
    const value = context.number(entry.value);
    if (value === undefined || value <= 0) {
        return undefined;
    }
    const variance = entry.measure === 'sd' ? value * value : entry.measure === 'icc' ? iccVariance(value, context) : value;
    return variance !== undefined && variance > 0 && Number.isFinite(variance) ? variance : undefined;
}

function iccVariance(icc: number, context: ModelContext): number | undefined {
    const phi = latentDispersion(context);
    return phi === undefined || icc >= 1 ? undefined : (icc / (1 - icc)) * phi;
}

/** The groups from this one outwards back to itself. Undefined where the nesting ends. */
export function nestingCycle(group: RandomEffects): RandomEffects[] | undefined {
    const path = [group];
    for (let outer = resolveGroup(group.outer, group, 'outer'); outer; outer = resolveGroup(outer.outer, outer, 'outer')) {
        if (path.includes(outer)) {
            return outer === group ? path : undefined;
        }
        path.push(outer);
    }
    return undefined;
}

/** Lowers the random effects of a group; undefined where they have no meaning. */
export function lowerRandomEffects(group: RandomEffects, context: ModelContext): RandomEffectsSpec | undefined {
    const outer = resolveGroup(group.outer, group, 'outer');
    const parametersOf = parametersIn(context);
    const entries = varianceEntries(group, parametersOf);
    const effects = entries.map(({ effect }) => effect?.name);
    if (entries.some(({ effect }) => effect === undefined || effect.effect.$container.block === 'B')) {
        return undefined;
    }
    if (
        !group.name ||
        (group.outer && !outer) ||
        nestingCycle(group) ||
        !effects.every(name => name !== undefined) ||
        new Set(effects).size < effects.length
    ) {
        return undefined;
    }
    const d = effects.length;
    const covariance = Array.from({ length: d }, () => new Array<number>(d).fill(0));
    const free = Array.from({ length: d }, (_, i) => Array.from({ length: d }, (_, j) => i === j));
    const place = (i: number, j: number, value: number): void => {
        covariance[i]![j] = value;
        covariance[j]![i] = value;
        free[i]![j] = true;
        free[j]![i] = true;
    };
    for (const entry of group.entries) {
        if (isRandomEffect(entry)) {
            const i = effects.indexOf(namedParameter(entry, parametersOf)!.name);
            const variance = varianceOf(entry, context);
            if (variance === undefined) {
                return undefined;
            }
            place(i, i, variance);
        }
    }
    for (const entry of group.entries.filter(isDependence)) {
        const indices = dependentEffects(entry, parametersOf).map(effect => (effect ? effects.indexOf(effect.name) : -1));
        if (indices.includes(-1)) {
            return undefined;
        }
        if (isMatrixEntry(entry)) {
            const rows = matrix(entry.value, context);
            if (rows?.length !== indices.length) {
                return undefined;
            }
            rows.forEach((row, i) => row.slice(0, i + 1).forEach((value, j) => place(indices[i]!, indices[j]!, value)));
            if (rows.some((row, i) => !(row[i]! > 0) || row.some((value, j) => value !== rows[j]![i]))) {
                return undefined;
            }
        }
    }
    for (const entry of group.entries.filter(isDependence).filter(entry => !isMatrixEntry(entry))) {
        const [i, j] = dependentEffects(entry, parametersOf).map(effect => effects.indexOf(effect!.name));
        const value = context.number(entry.value);
        if (i === undefined || j === undefined || i === j || value === undefined) {
            return undefined;
        }
        if (entry.measure === 'correlation' && !(Math.abs(value) < 1)) {
            return undefined;
        }
        place(i, j, entry.measure === 'correlation' ? value * Math.sqrt(covariance[i]![i]! * covariance[j]![j]!) : value);
    }
    return {
        group: group.name,
        within: outer?.name ?? null,
        effects,
        covariance: covarianceOfPairs(covariance, (i, j) => free[i]![j]!)
    };
}
