import type { AstNode } from 'langium';
import type { NamedKind } from '../diagnostics/names.js';
import { isBinary, isNumberLiteral, isReference, type Count, type Level, type Model, type Sweep } from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import { designEntries } from '../lowering/design.js';
import type { IssueReport } from '../lowering/issue-report.js';
import { levelComparison } from '../lowering/terms.js';
import { attritionWords } from '../knowledge/other-names.js';
import type { TextRange } from '../lowered-model.js';
import { rangeOfPart, textOf } from '../parsing/text-range.js';
import type { PlacedReference } from '../parsing/walk.js';
import { isLevelName, namesWithoutCommas } from '../scoping/named-points.js';
import { nearestName } from '../scoping/nearest-name.js';
import { resolve, roleOf, sweepCandidates, tablesFor, type ExpressionRole, type Named } from '../scoping/names.js';
import type { Check } from './check.js';
import { declarationOf, likelyName, meantName, misplacedName, slopeDeclaration, totalSize } from './meant-names.js';
import { freeName, isTaken } from './proposals.js';
import { meantInteraction } from './interaction-names.js';
import { isUnfinished, lacksEffects } from './unfinished.js';

const namePart = { property: 'name' } as const;

const kinds: Record<Named['$type'], NamedKind> = {
    Model: 'model',
    Constant: 'constant',
    PredictorName: 'predictor',
    FixedEffect: 'fixed effect',
    Derived: 'derived quantity',
    RandomEffects: 'group',
    Test: 'test',
    Data: 'data set'
};

/** The kind of element that a name belongs to. */
export function kindOf(node: Named): NamedKind {
    return kinds[node.$type];
}

/** Every name is given once in its name space. */
export const namesMustBeUnique: Check<Model> = (_, context) => {
    const { names, report } = context;
    for (const { node, first } of names.duplicates) {
        const free = freeName(node.name!, isTaken(node));
        const interaction = node.$type === 'FixedEffect' ? meantInteraction(node, context) : undefined;
        const facts = { name: node.name!, kind: kindOf(first), isGroup: node.$type === 'RandomEffects', free, interaction };
        report.add('duplicate-name', { node, part: namePart }, facts, [rangeOfPart(first, namePart)]);
    }
};

/** Only the number of observations may have the name `n`. */
export const nameMustNotBeReserved: Check<Named> = (node, { report }) => reservedNameMustNotBeUsed(node, report);

/** `n` cannot be the name of a level either, since `site[n]` would look like an index. In quotes it can. */
export const levelMustNotBeReserved: Check<Level> = (level, { report }) => {
    if (level.name === 'n' && textOf(level).startsWith('n')) {
        report.add('name-reserved', { node: level, part: namePart }, { isLevel: true });
    }
};

export function reservedNameMustNotBeUsed(node: Named, report: IssueReport): void {
    if (node.name === 'n') {
        report.add('name-reserved', { node, part: namePart }, { isLevel: false });
    }
}

/**
 * Every name that is used has a meaning.
 *
 * @param context of the model that the references are in; null at the top of the file
 * @returns everything that is used
 */
export function namesMustBeKnown(references: readonly PlacedReference[], report: IssueReport, context: ModelContext | null): Set<Named> {
    const used = new Set<Named>();
    const unknown = new Map<string, PlacedReference & { others: TextRange[] }>();
    for (const placed of references) {
        const { reference, node, property, index } = placed;
        const target = resolve(reference, node, property);
        if (target) {
            used.add(target);
        } else if (
            reference.$refText &&
            !(isReference(node) && (isLevelName(node) || (isBinary(node.$container) && levelComparison(node.$container))))
        ) {
            const listed = isReference(node) ? namesWithoutCommas(node) : undefined;
            if (listed) {
                if (listed.names[0] === reference.$refText) {
                    report.add('unknown-name', listed.point, {
                        name: reference.$refText,
                        problem: 'points',
                        points: listed.names.join(', ')
                    });
                }
                continue;
            }
            // The same name is one mistake, wherever it stands.
            const space =
                tablesFor(node, property)[0] === context?.names.groups ? 'group' : `${node.$type}.${isReference(node) ? roleOf(node) : ''}`;
            const first = unknown.get(`${space} ${reference.$refText}`);
            if (first) {
                first.others.push(rangeOfPart(node, { property, index }));
            } else {
                unknown.set(`${space} ${reference.$refText}`, { ...placed, others: [] });
            }
        }
    }
    for (const { reference, node, property, index, others } of unknown.values()) {
        nameMustBeKnown(reference.$refText, { node, part: { property, index }, others }, report, context);
    }
    return used;
}

/** The kinds of names that a place allows, in words. */
function expectedNames(node: AstNode, property: string, role: ExpressionRole | undefined): string {
    switch (`${node.$type}.${property}`) {
        case 'Reference.target':
            return { term: 'predictors and constants', quantity: 'parameters', number: 'numbers and constants' }[role ?? 'number'];
        case 'RandomEffect.effect':
        case 'EffectName.effect':
            return 'fixed effects';
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
    where: { node: AstNode; part: { property: string; index: number | undefined }; others: readonly TextRange[] },
    report: IssueReport,
    context: ModelContext | null
): void {
    const {
        node,
        part: { property },
        others
    } = where;
    const names = context?.names;
    const role = isReference(node) ? roleOf(node) : undefined;
    const isOfEffect = role === 'quantity' || node.$type === 'RandomEffect' || node.$type === 'EffectName';
    if (isOfEffect && name !== 'n' && context && lacksEffects(context) && !names?.derived.has(name)) {
        // The message on the unfinished model shows the effects that are named.
        return;
    }
    if (role && (name === 'pi' || (role === 'quantity' && name === 'phi' && context?.hasDispersion))) {
        return;
    }
    const other = names && (names.predictors.get(name) ?? names.effects.get(name) ?? names.derived.get(name) ?? names.groups.get(name));
    const known = tablesFor(node, property).flatMap(table => [...table.keys()]);
    const nearest = nearestName(name, known);
    if (name === 'n' && role) {
        report.add('unknown-name', where, { name, problem: 'observations', value: context ? sizeText(context) : undefined });
    } else if (node.$type === 'Count' && (name === 'attrition' || attritionWords.has(name.toLowerCase()))) {
        report.add('unknown-name', where, { name, problem: 'attrition', value: (node as Count).value && textOf((node as Count).value) });
    } else if (context && misplacedName(name, node, role, context)) {
        report.add('unknown-name', where, { name, problem: 'meant', ...misplacedName(name, node, role, context)! });
    } else if (node.$type === 'Count' && context && totalSize(node as Count, context)) {
        report.add('unknown-name', where, { name, problem: 'total', ...totalSize(node as Count, context)! });
    } else if (other && context) {
        const expected = expectedNames(node, property, role);
        const meant = meantName(name, node, role, context);
        const slope = slopeDeclaration(name, node, context);
        report.add('unknown-name', where, { name, problem: 'wrong-kind', kind: kindOf(other), expected, nearest, meant, slope });
    } else {
        const isGroup = names && tablesFor(node, property)[0] === names.groups;
        const space = property === 'data' ? 'data' : isGroup ? 'groups' : null;
        const meant = context ? meantName(name, node, role, context) : undefined;
        if (space !== null && nearest === undefined && meant === undefined && context && isUnfinished(context)) {
            // Its declaration may come later.
            return;
        }
        const declaration = context ? declarationOf(name, node, role, context) : null;
        report.add(
            'unknown-name',
            where,
            {
                name,
                problem: 'undeclared',
                space,
                nearest,
                known: [...new Set(known)],
                meant,
                likely: context ? likelyName(node, role, known, context) : known[0],
                others,
                declaration
            },
            others
        );
    }
}

/** The number of observations as it is written in the design, where it is a plain one. */
function sizeText(context: ModelContext): string | undefined {
    const value = designEntries(context).sizes[0]?.value;
    return isNumberLiteral(value) ? textOf(value) : undefined;
}

/** A swept name means one thing. */
export const sweptNameMustBeClear: Check<Sweep> = (sweep, { report }) => {
    const candidates = sweepCandidates(sweep);
    const name = sweep.target?.$refText ?? '';
    if (candidates.length > 1) {
        report.add(
            'ambiguous-name',
            { node: sweep, part: { property: 'target' } },
            { name, kinds: candidates.map(kindOf), free: freeName(name, isTaken(candidates[0]!)) },
            candidates.map(node => rangeOfPart(node, namePart))
        );
    }
};
