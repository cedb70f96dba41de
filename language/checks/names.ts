import type { AstNode } from 'langium';
import { isReference, type Level, type Model, type Sweep } from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import type { Report } from '../lowering/report.js';
import { rangeOfPart, textOf } from '../parsing/text-range.js';
import type { PlacedReference } from '../parsing/walk.js';
import { nearestName } from '../scoping/nearest-name.js';
import { resolve, roleOf, sweepCandidates, tablesFor, type ExpressionRole, type Named } from '../scoping/names.js';
import type { Check } from './check.js';

const namePart = { property: 'name' } as const;

/** What a name stands for, in words. */
export function kindInWords(node: Named): string {
    switch (node.$type) {
        case 'Model':
            return 'a model';
        case 'Constant':
            return 'a constant';
        case 'PredictorName':
            return 'a predictor';
        case 'FixedEffect':
            return 'a fixed effect';
        case 'Derived':
            return 'a derived quantity';
        case 'RandomEffects':
            return 'a group';
        case 'Test':
            return 'a test';
        case 'Data':
            return 'a data set';
    }
}

/** In a name space every name is given once. */
export const namesMustBeUnique: Check<Model> = (_, { names, report }) => {
    for (const { node, first } of names.duplicates) {
        const message =
            node.$type === 'RandomEffects'
                ? `There is a block \`random ${node.name}\` already. Write all random effects of a group in one block.`
                : `\`${node.name}\` is already the name of ${kindInWords(first)}. Choose another name.`;
        report.add('duplicate-name', { node, part: namePart }, message, {
            related: [{ message: `The first \`${node.name}\``, range: rangeOfPart(first, namePart) }]
        });
    }
};

/** `n` names the number of observations only. */
export const nameMustNotBeReserved: Check<Named> = (node, { report }) => reservedNameMustNotBeUsed(node, report);

/** Nor does it name a level, since `site[n]` would read as the n-th; in quotes it may. */
export const levelMustNotBeReserved: Check<Level> = (level, { report }) => {
    if (level.name === 'n' && textOf(level).startsWith('n')) {
        report.add(
            'name-reserved',
            { node: level, part: namePart },
            '`n` is the number of observations. Put the name of the level in quotes: `"n"`.',
            {
                replace: '"n"'
            }
        );
    }
};

export function reservedNameMustNotBeUsed(node: Named, report: Report): void {
    if (node.name === 'n') {
        report.add(
            'name-reserved',
            { node, part: namePart },
            '`n` is the number of observations and can name nothing else. Choose another name, such as `n1`.'
        );
    }
}

/**
 * Every name that is used stands for something.
 *
 * @param context of the model that the references are in; null at the top of the file
 * @returns everything that is used
 */
export function namesMustBeKnown(references: readonly PlacedReference[], report: Report, context: ModelContext | null): Set<Named> {
    const used = new Set<Named>();
    for (const { reference, node, property, index } of references) {
        const target = resolve(reference, node, property);
        if (target) {
            used.add(target);
        } else if (reference.$refText) {
            nameMustBeKnown(reference.$refText, { node, part: { property, index } }, report, context);
        }
    }
    return used;
}

/** What can stand at a place, in words. */
function dueNames(node: AstNode, property: string, role: ExpressionRole | undefined): string {
    switch (`${node.$type}.${property}`) {
        case 'Reference.target':
            return { term: 'predictors and constants', quantity: 'parameters', number: 'numbers and constants' }[role ?? 'number'];
        case 'RandomEffect.effect':
        case 'Dependence.effects':
            return 'fixed effects of block A';
        case 'Empirical.data':
            return 'data sets';
        case 'Sweep.target':
            return 'constants, fixed effects and groups';
        case 'Column.target':
            return 'groups and predictors';
        default:
            return 'groups';
    }
}

function nameMustBeKnown(
    name: string,
    where: { node: AstNode; part: { property: string; index?: number } },
    report: Report,
    context: ModelContext | null
): void {
    const {
        node,
        part: { property }
    } = where;
    const names = context?.names;
    const role = isReference(node) ? roleOf(node) : undefined;
    if (role && (name === 'pi' || (role === 'quantity' && name === 'phi' && context?.hasDispersion))) {
        return;
    }
    const other = names && (names.predictors.get(name) ?? names.effects.get(name) ?? names.derived.get(name) ?? names.groups.get(name));
    const known = tablesFor(node, property).flatMap(table => [...table.keys()]);
    const near = nearestName(name, known);
    const proposal = near === undefined ? '' : ` Did you mean \`${near}\`?`;
    const data = near === undefined ? undefined : { replace: near };
    if (name === 'n' && role) {
        report.add(
            'unknown-name',
            where,
            '`n` is the number of observations, which no expression can use. Write its value or a `let` constant.'
        );
    } else if (name === 'attrition' && node.$type === 'Count') {
        report.add('unknown-name', where, 'Attrition is written without `=`: `attrition 0.15`.');
    } else if (other) {
        const due = dueNames(node, property, role);
        report.add('unknown-name', where, `\`${name}\` is ${kindInWords(other)}; only ${due} can stand here.${proposal}`, data);
    } else {
        const hint =
            near !== undefined
                ? proposal
                : property === 'data'
                  ? ` Add \`data ${name} from "file.csv" { … }\`.`
                  : names && tablesFor(node, property)[0] === names.groups
                    ? ` Add \`random ${name} { … }\`.`
                    : known.length > 0 && known.length <= 8
                      ? ` Known: ${[...new Set(known)].join(', ')}.`
                      : '';
        report.add('unknown-name', where, `\`${name}\` stands for nothing here.${hint}`, data);
    }
}

/** A swept name means one thing. */
export const sweptNameMustBeClear: Check<Sweep> = (sweep, { report }) => {
    const candidates = sweepCandidates(sweep);
    if (candidates.length > 1) {
        const meanings = candidates.map(kindInWords).join(' and ');
        report.add(
            'ambiguous-name',
            { node: sweep, part: { property: 'target' } },
            `\`${sweep.target?.$refText}\` is ${meanings}. Give one of them another name, so that it is clear which one is swept.`,
            { related: candidates.map(node => ({ message: `\`${node.name}\`, ${kindInWords(node)}`, range: rangeOfPart(node, namePart) })) }
        );
    }
};
