import { families } from '../../src-engine/family/families.js';
import { nearestName } from '../scoping/nearest-name.js';
import {
    isDependence,
    isRandomEffect,
    type Dependence,
    type FixedEffect,
    type Model,
    type RandomEffect,
    type RandomEffects
} from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import { matrix } from '../lowering/laws.js';
import { dependentEffects, isMatrixEntry, latentDispersion, nestingCycle, varianceEntries } from '../lowering/random-effects.js';
import { rangeOf } from '../parsing/text-range.js';
import type { Check } from './check.js';
import { isShare, numberMust, shown } from './numbers.js';
import { termIsConstant } from './predictors.js';

const measureNames = { sd: 'standard deviation', variance: 'variance' };

/** A standard deviation or variance is positive, and its square in the range of numbers. */
export const varianceMustBePositive: Check<RandomEffect> = (entry, context) => {
    if (entry.measure !== 'sd' && entry.measure !== 'variance') {
        return;
    }
    const value = context.number(entry.value);
    if (value === undefined) {
        return;
    }
    const name = measureNames[entry.measure];
    if (value <= 0) {
        const advice = value === 0 ? ' Leave the entry out if the effect does not vary.' : '';
        context.report.add('variance-not-positive', entry.value, `A ${name} must be greater than 0; it is ${shown(value)}.${advice}`);
        return;
    }
    const sd = entry.measure === 'sd' ? value : Math.sqrt(value);
    if (!(sd >= 1e-75 && sd <= 1e75)) {
        const size = value < 1 ? 'small' : 'large';
        context.report.add(
            'variance-out-of-range',
            entry.value,
            `A ${name} of ${shown(value)} is too ${size} to compute with: its powers leave the range of numbers. Change the unit of measurement.`
        );
    }
};

/** An intraclass correlation is a share, of an intercept, in a family that has a latent scale. */
export const iccMustHaveAMeaning: Check<RandomEffect> = (entry, context) => {
    if (entry.measure !== 'icc') {
        return;
    }
    const { report } = context;
    numberMust(
        entry.value,
        isShare,
        'icc-out-of-range',
        value => `An intraclass correlation must be between 0 and 1; it is ${value}.`,
        context
    );
    const effect = context.names.effects.get(entry.effect?.$refText ?? '');
    const where = { node: entry, part: { property: 'measure' } };
    if (effect && context.terms.term(effect.term) && !termIsConstant(effect, context)) {
        report.add(
            'icc-misplaced',
            where,
            `\`icc\` is defined for a random intercept; \`${effect.name}\` is a slope. Write \`sd\` or \`variance\`.`
        );
    } else if (entry.$container.entries.filter(isRandomEffect).length > 1) {
        report.add(
            'icc-misplaced',
            where,
            '`icc` is defined for a random intercept alone. Write `sd` or `variance` where slopes are random, too.'
        );
    } else if (context.family && latentDispersion(context) === undefined && !families[context.family.name].isNormal) {
        report.add(
            'icc-misplaced',
            where,
            '`icc` is defined for gaussian with the identity link, and for bernoulli and binomial with logit, probit or cloglog. Write `sd` or `variance`.'
        );
    } else if (
        context.family &&
        families[context.family.name].isNormal &&
        context.familyElement?.link !== undefined &&
        context.familyElement.link !== 'identity'
    ) {
        report.add('icc-misplaced', where, '`icc` is defined for gaussian with the identity link only. Write `sd` or `variance`.');
    }
};

/** Random effects ride on fixed effects of block A, each once in a group. */
export const randomEffectsMustBeFixedInAAndStandOnce: Check<RandomEffects> = (group, context) => {
    const { report } = context;
    const seen = new Map<FixedEffect, RandomEffect | Dependence>();
    for (const { effect, entry, index } of varianceEntries(group)) {
        if (!effect) {
            continue;
        }
        const where = { node: entry, part: isRandomEffect(entry) ? { property: 'effect' } : { property: 'effects', index } };
        const first = seen.get(effect);
        if (first) {
            report.add(
                'random-effect-twice',
                where,
                `\`${effect.name}\` has a random effect in \`${group.name}\` already. Leave one of them out.`,
                {
                    related: [{ message: `The first \`${effect.name}\``, range: rangeOf(first) }]
                }
            );
        }
        seen.set(effect, entry);
        if (effect.$container.block === 'B') {
            report.add(
                'random-effect-not-in-a',
                where,
                `\`${effect.name}\` stands in \`fixed B\`; an effect that varies between units stands in \`fixed A\`.`,
                { move: 'A', effect: effect.name }
            );
        }
    }
};

/** A correlation or covariance is between two different random effects of its group, and named once. */
export const dependenceMustBeOfTheGroup: Check<RandomEffects> = (group, { report }) => {
    const variances = varianceEntries(group);
    const known = variances.map(({ effect }) => effect?.name);
    const pairs = new Map<string, Dependence>();
    for (const entry of group.entries.filter(isDependence)) {
        const effects = dependentEffects(entry);
        effects.forEach((effect, index) => {
            const where = { node: entry, part: { property: 'effects', index } };
            if (effect && !known.includes(effect.name)) {
                const near = nearestName(
                    effect.name,
                    known.filter(name => name !== undefined)
                );
                report.add(
                    'no-such-random-effect',
                    where,
                    `\`${effect.name}\` has no random effect in \`${group.name}\`: add \`${effect.name} sd …\`.`,
                    near === undefined ? undefined : { replace: near }
                );
            } else if (effect && effects.indexOf(effect) < index && !isMatrixEntry(entry)) {
                report.add('random-effect-twice', where, `\`${effect.name}\` stands here twice. Name two different random effects.`);
            }
        });
        if (isMatrixEntry(entry)) {
            continue;
        }
        if (effects.length !== 2) {
            const form = `${entry.measure}(beta0, beta1) = …`;
            report.add(
                'wrong-number-of-arguments',
                entry,
                `Two random effects are due: \`${form}\`; the matrix of more is \`covariance (…) = [[…]]\`.`
            );
            continue;
        }
        const key = effects
            .map(effect => effect?.name)
            .sort()
            .join(' ');
        const first = pairs.get(key);
        if (first) {
            report.add('random-effect-twice', entry, 'This pair has a correlation or covariance already. Leave one of them out.', {
                related: [{ message: 'The first one', range: rangeOf(first) }]
            });
        }
        pairs.set(key, entry);
    }
};

export const correlationMustBeBelowOne: Check<Dependence> = (entry, context) => {
    if (isMatrixEntry(entry)) {
        return;
    }
    const isRight = entry.measure === 'correlation' ? (value: number) => Math.abs(value) < 1 : () => true;
    numberMust(
        entry.value,
        isRight,
        'correlation-out-of-range',
        value => `A correlation must be between -1 and 1; it is ${value}.`,
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
        report.add(
            'matrix-does-not-fit',
            entry.value,
            `The matrix has ${rows.length === 1 ? '1 row' : `${rows.length} rows`} for ${entry.effects.length} effects. Write a row and a column for each effect.`
        );
        return;
    }
    rows.forEach((row, i) => {
        if (row[i]! <= 0) {
            report.add(
                'variance-not-positive',
                entry.value,
                `The variance in row ${i + 1} must be greater than 0; it is ${shown(row[i]!)}.`
            );
        }
        row.slice(0, i).forEach((value, j) => {
            if (value !== rows[j]![i]) {
                report.add(
                    'matrix-does-not-fit',
                    entry.value,
                    `The matrix is not symmetric: row ${i + 1}, column ${j + 1} is ${shown(value)}, but row ${j + 1}, column ${i + 1} is ${shown(rows[j]![i]!)}.`
                );
            }
        });
    });
};

export const nestingMustNotBeCyclic: Check<RandomEffects> = (group, { report }) => {
    const cycle = nestingCycle(group);
    if (cycle) {
        const names = [...cycle, group].map(({ name }) => `\`${name}\``).join(' in ');
        report.add('cyclic-definition', { node: group, part: { property: 'outer' } }, `A group can't be nested in itself: ${names}.`);
    }
};

/** Groups that are nested in no other; two or more of them are crossed. */
export function crossedGroups(context: ModelContext): RandomEffects[] {
    return [...context.names.groups.values()].filter(group => !group.outer);
}

export const crossingMustBeKnown: Check<Model> = (_, context) => {
    const groups = crossedGroups(context);
    const [, second, third] = groups;
    if (!context.family || families[context.family.name].isNormal || !second) {
        return;
    }
    if (third) {
        context.report.add(
            'too-many-crossed-groups',
            { node: third, part: { property: 'name' } },
            `Three or more crossed groups are for \`gaussian\` responses only. Nest \`${third.name}\` (\`random ${third.name} in …\`) or leave it out.`
        );
    } else {
        context.report.add(
            'conjecture',
            { node: second, part: { property: 'name' } },
            `Crossed groups with a ${context.family.title} response: the variances rest on a conjecture, not on a published theorem.`
        );
    }
};

export const measuresShouldNotBeMixed: Check<RandomEffects> = (group, { report }) => {
    const entries = group.entries.filter(isRandomEffect).filter(({ measure }) => measure === 'sd' || measure === 'variance');
    const other = entries.find(({ measure }) => measure !== entries[0]?.measure);
    if (other) {
        report.add(
            'measures-mixed',
            { node: other, part: { property: 'measure' } },
            `This block mixes \`sd\` and \`variance\`. One of them throughout is easier to read.`
        );
    }
};
