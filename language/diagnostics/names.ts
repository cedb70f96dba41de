/** Diagnostics about names: declared twice, used, unknown or missing. */
import { error, hint } from './diagnostic.js';
import { interactionFix, type MeantInteraction } from './fixed-effects.js';
import { addElement, fillIn, remove, replaceWith, surelyReplaceWith, type Fix, type Fixes } from './fix.js';
import type { TextRange } from './text-place.js';
import { exampleModel } from './example-model.js';
import { knownWords, pathText, quoted } from './wording.js';

/** The kinds of elements that can have a name. */
export type NamedKind = 'model' | 'constant' | 'predictor' | 'fixed effect' | 'derived quantity' | 'group' | 'test' | 'data set';

/** A line of the model that declares a name, and its parts to fill in. */
export interface DeclaringLine {
    text: string;
    stops: readonly string[];
}

/** Why a name has no meaning where it is used. */
export type UnknownName = { name: string } &
    /** `value`: the number of observations of the design, as it is written. */
    (
        | { problem: 'observations'; value: string | undefined }
        /** `value`: what stands behind `=`. */
        | { problem: 'attrition'; value: string | undefined }
        | ({ problem: 'total' } & TotalSize)
        /** Levels with other signs between them than commas. */
        | { problem: 'points'; points: string }
        /** It stands where it does not belong, or is no name at all; `instead`: what is meant, and the edit that writes it. */
        | { problem: 'meant'; belongs: string; instead: string; fix: Fix }
        /** The name is known but of the wrong kind; `expected` names the right one. */
        /** `slope`: the line that declares the fixed effect of a random slope. */
        | {
              problem: 'wrong-kind';
              kind: NamedKind;
              expected: string;
              nearest: string | undefined;
              meant: string | undefined;
              slope: DeclaringLine | null;
          }
        /** `space`: the name space that it is looked up in, where a block could declare it; `known`: all names in it. */
        | {
              problem: 'undeclared';
              space: 'data' | 'groups' | null;
              nearest: string | undefined;
              known: readonly string[];
              /** What is meant without any doubt: the only group without a count, the intercept for `intercept`. */
              meant: string | undefined;
              /** The known name that there is no choice but to mean, where nothing is near. */
              likely: string | undefined;
              /** Further places with the same name. */
              others: readonly TextRange[];
              /** A line that declares the name, and its parts to fill in; null where none would. */
              declaration: DeclaringLine | null;
          }
    );

/** A number of observations in all, where the design has groups. */
export interface TotalSize {
    total: number;
    groups: readonly string[];
    /** The number of units of which each has `n` observations; null where the design does not say it. */
    units: number | null;
    /** Entries that give the total. */
    entries: readonly string[];
}

function totalText({ total, groups, units, entries }: TotalSize, name: string): string {
    const meaning = `A design has no total ${quoted(name)}: \`n\` is the number of observations in each unit of ${groups.map(quoted).join(' and ')}.`;
    const [first] = entries;
    return first !== undefined
        ? `${meaning} Write ${quoted(first)} for ${total} in all.`
        : units === null
          ? `${meaning} Write the number of units and \`n\`.`
          : `${meaning} ${total} are not the same whole number in each of ${units}.`;
}

/** More names than this are not listed in a message. */
const mostListed = 8;

function unknownName(fact: UnknownName): string {
    const name = quoted(fact.name);
    switch (fact.problem) {
        case 'observations':
            return '`n` is the number of observations and cannot be used in an expression. Write its value, or a `let` constant for both.';
        case 'attrition':
            return `Attrition is written without \`=\`. Write ${quoted(`attrition ${fact.value ?? '0.15'}`)}.`;
        case 'total':
            return totalText(fact, fact.name);
        case 'points':
            return `The names of levels are separated by commas. Write ${quoted(fact.points)}.`;
        case 'meant':
            return `${name} ${fact.belongs}. Write ${quoted(fact.instead)}.`;
        case 'wrong-kind':
            if (fact.slope) {
                return `${name} is a predictor, and a slope that varies between units needs its fixed effect. Add ${quoted(fact.slope.text)}, for example.`;
            }
            return `${name} is a ${fact.kind}, but only ${fact.expected} can be used here.${(fact.meant ?? fact.nearest) === undefined ? '' : ` Did you mean ${quoted((fact.meant ?? fact.nearest)!)}?`}`;
        case 'undeclared': {
            const { space, known } = fact;
            const nearest = fact.meant ?? fact.nearest;
            if (nearest === undefined && space !== null) {
                return `Unknown name ${name}. Declare it with \`${space === 'data' ? `data ${fact.name} from "file.csv" { … }` : `random ${fact.name} { … }`}\`.`;
            }
            return nearest !== undefined || (known.length > 0 && known.length <= mostListed)
                ? `Unknown name ${name}. ${knownWords(nearest, 'Known here', known)}`
                : `Unknown name ${name}. Declare it, or write the name of something that is declared.`;
        }
    }
}

/** A replacement at all places with the name. */
function everywhere(fix: Fix, others: readonly TextRange[]): Fix {
    return others.length === 0 || fix.kind !== 'replace' ? fix : { ...fix, title: `${fix.title} everywhere`, also: others };
}

function unknownNameFixes(fact: UnknownName): Fixes {
    switch (fact.problem) {
        case 'observations':
            return replaceWith(fact.value);
        case 'attrition':
            return fact.value === undefined ? null : { ...surelyReplaceWith(`attrition ${fact.value}`)!, within: 'Count' };
        case 'total':
            return fact.entries.map(entry => ({ ...replaceWith(entry)!, within: 'Count' as const }));
        case 'points':
            return surelyReplaceWith(fact.points);
        case 'meant':
            return fact.fix;
        case 'wrong-kind':
            return fact.slope ? addElement(fact.slope.text, ...fact.slope.stops) : replaceWith(fact.meant ?? fact.nearest);
        case 'undeclared': {
            const declared: Fix[] = fact.declaration ? [addElement(fact.declaration.text, ...fact.declaration.stops)] : [];
            const isSame = fact.nearest?.toLowerCase() === fact.name.toLowerCase();
            const replaced = isSame ? surelyReplaceWith(fact.nearest) : replaceWith(fact.meant ?? fact.nearest);
            const possible = [replaced ? everywhere(replaced, fact.others) : [], declared].flat();
            return possible.length === 0 && fact.likely !== undefined && fact.space === null ? fillIn(fact.likely) : possible;
        }
    }
}

/** The elements of a cycle of definitions. */
export type Cycle =
    | { of: 'constant' | 'predictor'; names: readonly string[] }
    | { of: 'derived quantity'; name: string }
    | { of: 'nesting'; groups: readonly string[]; nested: TextRange };

const cycleRemedies = {
    constant: 'Give one of them a number.',
    predictor: 'Define one of them without the others.'
};

function cycle(fact: Cycle): string {
    switch (fact.of) {
        case 'nesting':
            return `A group cannot be nested in itself: ${fact.groups.map(quoted).join(' in ')}. Leave one \`in\` out.`;
        case 'derived quantity':
            return `The definition of ${quoted(fact.name)} uses ${quoted(fact.name)} itself. Define it by parameters of the model.`;
        default:
            return `The definition of ${quoted(fact.names[0]!)} leads back to itself: ${pathText(fact.names)}. ${cycleRemedies[fact.of]}`;
    }
}

/** The element that is given twice. */
export type GivenTwice =
    | { what: 'keyword'; keyword: string }
    | { what: 'alternative' }
    | { what: 'units'; group: string }
    /** `of`: a predictor or a group; null for the response. */
    | { what: 'column'; of: string | null }
    /** `of`: a group; null for an observation. */
    | { what: 'price'; of: string | null }
    | { what: 'half-width and factor' };

function twice(fact: GivenTwice): string {
    switch (fact.what) {
        case 'keyword':
            return `${quoted(fact.keyword)} is given twice. Remove one of them.`;
        case 'alternative':
            return 'The alternative is given twice. Keep one of `two-sided`, `greater` and `less`.';
        case 'units':
            return `The number of units of ${quoted(fact.group)} is given twice. Remove one of them.`;
        case 'column':
            return `The column of ${fact.of === null ? 'the response' : quoted(fact.of)} is given twice. Remove one of them.`;
        case 'price':
            return `The price of ${fact.of === null ? 'an observation' : `a unit of ${quoted(fact.of)}`} is given twice. Remove one of them.`;
        case 'half-width and factor':
            return 'A precision has either a `halfwidth` or a `factor`. Remove one of them.';
    }
}

/** A name that is taken. */
export interface DuplicateName {
    name: string;
    kind: NamedKind;
    isGroup: boolean;
    free: string;
    /** What a fixed effect may mean that is named after a predictor; undefined for all others. */
    interaction?: MeantInteraction | undefined;
}

export const names = {
    'unknown-name': error({
        summary: 'A name is not declared, or is declared as something else than this place needs.',
        message: unknownName,
        fix: unknownNameFixes,
        related: ({ name }) => `${quoted(name)} stands here, too`,
        why: 'The model has no meaning until every name does. A misspelt name is the most frequent reason.',
        remedy: 'Correct the spelling, or declare the name: predictors by `predictor`, numbers by `let`, groups by `random`, effects in `fixed`.',
        example: { text: exampleModel({ goal: 'test bta1 = 0' }), instead: exampleModel({ goal: 'test beta1 = 0' }) }
    }),
    'duplicate-name': error({
        summary: 'Two things of the same kind have the same name.',
        message: ({ name, kind, isGroup, interaction }: DuplicateName) =>
            isGroup
                ? `The group ${quoted(name)} has a \`random\` block already. Write all its random effects in that block.`
                : `There is already a ${kind} named ${quoted(name)}. ${interaction ? `For an interaction write ${quoted(interaction.interaction)}; otherwise choose` : 'Choose'} another name.`,
        related: ({ name }) => `The first ${quoted(name)}`,
        fix: ({ name, isGroup, free, interaction }): Fixes =>
            isGroup
                ? { kind: 'merge', title: `Move its entries into the first block of ${name}` }
                : [...(interaction ? [interactionFix(interaction)] : []), { kind: 'rename', title: `Rename it to ${free}`, name: free }],
        why: 'A name that means two things would make every use of it ambiguous. Predictors and constants share their names; so do fixed effects and derived quantities.',
        remedy: 'Rename one of them.',
        example: {
            text: exampleModel({
                fixedA: 'fixed A { beta: 1 = 0.5 }',
                fixedB: 'fixed B { beta: x = 0.3 }',
                random: 'random clinic { beta sd 0.8 }'
            }),
            instead: exampleModel()
        }
    }),
    'name-reserved': error({
        summary: '`n` is given as a name, but always means the number of observations.',
        message: ({ isLevel }: { isLevel: boolean }) =>
            isLevel
                ? '`n` always means the number of observations. Put the name of the level in quotes: `"n"`.'
                : '`n` always means the number of observations. Choose another name, such as `n1`.',
        fix: ({ isLevel }) => (isLevel ? surelyReplaceWith('"n"') : { kind: 'rename', title: 'Rename it to n1', name: 'n1' }),
        why: '`n` in `design` and `sweep` would be ambiguous.',
        remedy: 'Choose another name. The level of a categorical predictor may be called `"n"`, in quotes.',
        example: {
            text: exampleModel({ let: 'let n = 20', design: 'design { clinic = 40, n = 20 }' }),
            instead: exampleModel({ let: 'let size = 20', design: 'design { clinic = 40, n = size }' })
        }
    }),
    'ambiguous-name': error({
        summary: 'The name that is swept belongs to two things.',
        message: ({ name, kinds }: { name: string; kinds: readonly NamedKind[]; free: string }) =>
            `${quoted(name)} is the name of ${kinds.map(kind => `a ${kind}`).join(' and of ')}, so it is unclear which one to sweep. Rename one of them.`,
        related: ({ name, kinds }, index) => `The ${kinds[index] ?? 'first'} ${quoted(name)}`,
        fix: ({ name, free }) => ({ kind: 'rename constant', title: `Rename the constant ${name} to ${free}`, of: name, name: free }),
        why: 'Constants and fixed effects may share a name, but a sweep has to know which of the two takes its values.',
        remedy: 'Rename one of them.',
        example: {
            text: exampleModel({ let: 'let size = 0.3', fixedB: 'fixed B { size: x = size }', goal: 'sweep size = 0.2, 0.4' }),
            instead: exampleModel({ let: 'let effect = 0.3', fixedB: 'fixed B { size: x = effect }', goal: 'sweep effect = 0.2, 0.4' })
        }
    }),
    'cyclic-definition': error({
        summary: 'A constant, predictor, derived quantity or nesting is defined by itself.',
        message: cycle,
        fix: fact => (fact.of === 'nesting' ? { kind: 'replace', title: 'Remove the nesting', text: '', at: fact.nested } : null),
        why: 'A definition that needs its own result gives no number.',
        remedy: 'Define one of the names without the others.',
        example: {
            text: exampleModel({ let: 'let a = 2 * b, b = a / 2', fixedB: 'fixed B { beta1: x = a }' }),
            instead: exampleModel({ let: 'let a = 2 * b, b = 0.15', fixedB: 'fixed B { beta1: x = a }' })
        }
    }),
    'stands-twice': error({
        summary: 'Something is written twice where only one is allowed.',
        message: twice,
        related: () => 'The first one',
        fix: () => remove('Remove this one'),
        why: 'Two answers to the same question contradict each other, even where they are equal today.',
        remedy: 'Remove one of them.',
        example: {
            text: exampleModel({ design: 'design { clinic = 40, clinic = 50, n = 20 }' }),
            instead: exampleModel()
        }
    }),
    unused: hint({
        summary: 'A constant, predictor or data set is declared but not used.',
        message: ({ name, kind }: { name: string; kind: NamedKind }) => `The ${kind} ${quoted(name)} is not used. Use it or remove it.`,
        isUnused: true,
        needsWholeModel: true,
        fix: ({ name }) => remove(`Remove ${name}`),
        why: 'Often the name was meant to appear in a term and does not, so the model is another one than intended.',
        remedy: 'Use the name where it belongs, or remove its declaration.',
        example: {
            text: exampleModel({ let: 'let effect = 0.3' }),
            instead: exampleModel({ let: 'let effect = 0.3', fixedB: 'fixed B { beta1: x = effect }' })
        }
    })
};
