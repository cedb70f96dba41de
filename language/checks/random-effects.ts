import { families } from '../../src-engine/family/families.js';
import { nearestName } from '../scoping/nearest-name.js';
import type { ImpossibleCovariance } from '../diagnostics/covariances.js';
import type { TextRange } from '../lowered-model.js';
import {
    isDependence,
    isFixedEffect,
    isList,
    isRandomEffect,
    isRandomEffects,
    type Dependence,
    type EffectName,
    type Model,
    type RandomEffect,
    type RandomEffects
} from '../generated/ast.js';
import { chosenParameter, parametersIn } from '../lowering/chosen-parameter.js';
import type { ModelContext } from '../lowering/context.js';
import { effectParameters } from '../lowering/factor-effects.js';
import { matrix } from '../lowering/laws.js';
import { nestingCycle, varianceOf } from '../lowering/random-effects.js';
import { dependentEffects, isMatrixEntry, namedParameter, varianceEntries } from '../lowering/variance-entries.js';
import { unwrapped } from '../lowering/terms.js';
import { rangeOf, rangeOfPart, textOf } from '../parsing/text-range.js';
import { resolve } from '../scoping/names.js';
import type { Check } from './check.js';
import { numberMust } from './numbers.js';

/** A standard deviation or variance is positive, and its powers can be represented as numbers. */
export const varianceMustBePositive: Check<RandomEffect> = (entry, context) => {
    if (entry.measure !== 'sd' && entry.measure !== 'variance') {
        return;
    }
    const value = context.number(entry.value);
    if (value === undefined) {
        return;
    }
    const { measure } = entry;
    if (value <= 0) {
        context.report.add('variance-not-positive', entry.value, { measure, value });
        return;
    }
    const sd = entry.measure === 'sd' ? value : Math.sqrt(value);
    if (!(sd >= 1e-75 && sd <= 1e75)) {
        context.report.add('variance-out-of-range', entry.value, { measure, value });
    }
};

/** The name of an effect in a `random` block means one parameter. */
export const randomEffectMustBeChosen: Check<RandomEffect | EffectName> = (use, context) => {
    const target = resolve(use.effect, use, 'effect');
    if (isFixedEffect(target)) {
        chosenParameter(target, use, context.once(effectParameters, target), context.report);
    }
};

/** Random effects belong to fixed effects of block A, each once in a group. */
export const randomEffectsMustBeFixedInAAndStandOnce: Check<RandomEffects> = (group, context) => {
    const { report } = context;
    const seen = new Map<string, RandomEffect | Dependence>();
    for (const { effect, entry, index } of varianceEntries(group, parametersIn(context))) {
        if (!effect) {
            continue;
        }
        const where = { node: entry, part: isRandomEffect(entry) ? { property: 'effect' } : { property: 'effects', index } };
        const first = seen.get(effect.name);
        if (first) {
            const facts = { problem: 'effect', effect: effect.name, group: group.name } as const;
            report.add('random-effect-twice', where, facts, [rangeOf(first)]);
        }
        seen.set(effect.name, entry);
        if (effect.effect.$container.block === 'B') {
            report.add('random-effect-not-in-a', where, { effect: effect.effect.name });
        }
    }
};

/** A correlation or covariance is between two different random effects of its group, and is given once. */
export const dependenceMustBeOfTheGroup: Check<RandomEffects> = (group, context) => {
    const { report } = context;
    const variances = varianceEntries(group, parametersIn(context));
    const known = variances.map(({ effect }) => effect?.name);
    const pairs = new Map<string, Dependence>();
    for (const entry of group.entries.filter(isDependence)) {
        const effects = dependentEffects(entry, parametersIn(context));
        effects.forEach((effect, index) => {
            const where = { node: entry, part: { property: 'effects', index } };
            if (effect && !known.includes(effect.name)) {
                const nearest = nearestName(
                    effect.name,
                    known.filter(name => name !== undefined)
                );
                report.add('no-such-random-effect', where, { effect: effect.name, group: group.name, isDeclaration: true, nearest });
            } else if (effect && effects.indexOf(effect) < index && !isMatrixEntry(entry)) {
                report.add('random-effect-twice', where, {
                    problem: 'same effect',
                    effect: effect.name,
                    other: known.find(name => name !== effect.name)
                });
            }
        });
        if (isMatrixEntry(entry)) {
            continue;
        }
        if (effects.length !== 2) {
            report.add('wrong-number-of-arguments', entry, { problem: 'pair', measure: entry.measure });
            continue;
        }
        const key = effects
            .map(effect => effect?.name)
            .sort()
            .join(' ');
        const first = pairs.get(key);
        if (first) {
            report.add('random-effect-twice', entry, { problem: 'pair' }, [rangeOf(first)]);
        }
        pairs.set(key, entry);
    }
};

/** The product of the variances of the effects that an entry names; 0 where one is not known. */
function productOfVariances(entry: Dependence, context: ModelContext): number {
    const own = entry.$container.entries.filter(isRandomEffect);
    const nameOf = (use: RandomEffect | EffectName): string | undefined => namedParameter(use, parametersIn(context))?.name;
    const variances = entry.effects.map(use => {
        const found = own.find(one => nameOf(one) !== undefined && nameOf(one) === nameOf(use));
        return found ? varianceOf(found, context) : undefined;
    });
    return variances.reduce<number>((product, variance) => product * (variance ?? 0), 1);
}

/** The covariances of pairs in a group that the standard deviations do not allow. */
export function impossibleCovariances(group: string, context: ModelContext): { entry: Dependence; fact: ImpossibleCovariance }[] {
    const entries = context.elements(isRandomEffects).flatMap(block => (block.name === group ? block.entries.filter(isDependence) : []));
    return entries.flatMap(entry => {
        const value = entry.measure === 'covariance' && !isMatrixEntry(entry) ? context.number(entry.value) : undefined;
        const most = Math.sqrt(productOfVariances(entry, context));
        const effects = entry.effects.map(textOf).join(', ');
        return value !== undefined && most > 0 && Math.abs(value) >= most
            ? [{ entry, fact: { effects, value, text: textOf(entry.value), most, keyword: rangeOfPart(entry, { property: 'measure' }) } }]
            : [];
    });
}

export const correlationMustBeBelowOne: Check<Dependence> = (entry, context) => {
    if (isMatrixEntry(entry)) {
        return;
    }
    const isRight = entry.measure === 'correlation' ? (value: number) => Math.abs(value) < 1 : () => true;
    const keyword = rangeOfPart(entry, { property: 'measure' });
    const canBeCovariance = (value: number): boolean => Math.abs(value) < Math.sqrt(productOfVariances(entry, context));
    numberMust(
        entry.value,
        isRight,
        'correlation-out-of-range',
        value => ({ value, canBeCovariance: canBeCovariance(value), keyword }),
        context
    );
};

/** A covariance matrix has a row for each effect, is symmetric, and has variances in its diagonal. */
export const covarianceMatrixMustFit: Check<Dependence> = (entry, context) => {
    if (!isMatrixEntry(entry)) {
        return;
    }
    const { report } = context;
    const rows = matrix(entry.value, context);
    if (!rows) {
        return;
    }
    if (rows.length !== entry.effects.length) {
        report.add('matrix-does-not-fit', entry.value, { problem: 'size', rows: rows.length, effects: entry.effects.length });
        return;
    }
    rows.forEach((row, i) => {
        if (row[i]! <= 0) {
            report.add('variance-not-positive', entry.value, { row: i + 1, value: row[i]! });
        }
        row.slice(0, i).forEach((value, j) => {
            if (value !== rows[j]![i]) {
                const facts = {
                    problem: 'symmetry',
                    row: i + 1,
                    column: j + 1,
                    value,
                    other: rows[j]![i]!,
                    at: entryRange(entry, i, j)
                } as const;
                report.add('matrix-does-not-fit', entry.value, facts);
            }
        });
    });
};

/** Where an entry of a covariance matrix is. */
function entryRange({ value }: Dependence, row: number, column: number): TextRange {
    const rows = unwrapped(value);
    const entries = isList(rows) ? unwrapped(rows.items[row]) : undefined;
    const entry = isList(entries) ? entries.items[column] : undefined;
    return rangeOf(entry ?? value);
}

export const nestingMustNotBeCyclic: Check<RandomEffects> = (group, { report }) => {
    const cycle = nestingCycle(group);
    if (cycle) {
        const groups = [...cycle, group].map(({ name }) => name);
        report.add(
            'cyclic-definition',
            { node: group, part: { property: 'outer' } },
            { of: 'nesting', groups, nested: nestedRange(group) }
        );
    }
};

/** From the name of a group to that of its outer one. */
function nestedRange(group: RandomEffects): TextRange {
    return { start: rangeOfPart(group, { property: 'name' }).end, end: rangeOfPart(group, { property: 'outer' }).end };
}

/** Groups that are not nested in another one. Two or more of them are crossed. */
export function crossedGroups(context: ModelContext): RandomEffects[] {
    return [...context.names.groups.values()].filter(group => !group.outer);
}

export const crossingMustBeKnown: Check<Model> = (_, context) => {
    const groups = crossedGroups(context);
    const [, second] = groups;
    // Other crossed designs have no leading terms.
    const hasLeadingTerms = groups.length === 2 && context.names.groups.size === 2;
    if (second && hasLeadingTerms && context.family && !families[context.family.name].isNormal) {
        context.report.add('conjecture', { node: second, part: { property: 'name' } }, { response: context.family.title });
    }
};

export const measuresShouldNotBeMixed: Check<RandomEffects> = (group, { report }) => {
    const entries = group.entries.filter(isRandomEffect).filter(({ measure }) => measure === 'sd' || measure === 'variance');
    const other = entries.find(({ measure }) => measure !== entries[0]?.measure);
    if (other) {
        report.add('measures-mixed', { node: other, part: { property: 'measure' } }, { other: other.measure === 'sd' ? 'variance' : 'sd' });
    }
};
