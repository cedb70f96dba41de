/** Calls of laws and families as they would be right. */
import { GrammarUtils } from 'langium';
import { links } from '../../src-engine/family/links.js';
import type { Rewritten } from '../diagnostics/arguments.js';
import { isFamily, isNamedLaw, type Argument, type Family, type NamedLaw } from '../generated/ast.js';
import { usualLink } from '../knowledge/families.js';
import { knownWord, meantWord, usualArgument } from '../knowledge/other-names.js';
import type { TextRange } from '../lowered-model.js';
import { rangeOf, rangeOfPart, textOf } from '../parsing/text-range.js';
import { plainText } from '../writing/written-number.js';
import type { Where } from './issue-report.js';

/** The law or family that a place belongs to. */
function callOf(whole: Where): Family | NamedLaw | undefined {
    const node: unknown = 'part' in whole ? whole.node : whole;
    return isFamily(node) || isNamedLaw(node) ? node : undefined;
}

/** From the name to the closing parenthesis. */
function rangeOfCall(call: Family | NamedLaw): TextRange {
    const name = rangeOfPart(call, { property: 'name' });
    const closing = GrammarUtils.findNodeForKeyword(call.$cstNode, ')');
    return { start: name.start, end: closing?.range.end ?? name.end };
}

function callText(name: string, args: readonly string[]): string {
    return args.length === 0 ? name : `${name}(${args.join(', ')})`;
}

/** The call with usual values for arguments that are missing. */
export function completed(
    whole: Where,
    args: readonly Argument[],
    missing: readonly string[]
): Rewritten | { at: TextRange; instead: undefined } {
    const call = callOf(whole);
    const values = missing.map(name => usualArgument(call?.name ?? '', name));
    if (!call || !values.every(value => value !== undefined)) {
        return { at: call ? rangeOfCall(call) : rangeOf(whole as Argument), instead: undefined };
    }
    const isNamed = isFamily(call) || call.name === 'Sizes' || args.some(({ name }) => name !== undefined);
    const added = missing.map((name, i) => (isNamed ? `${name} = ${values[i]!}` : values[i]!));
    return {
        at: rangeOfCall(call),
        instead: callText(call.name, [...args.map(textOf), ...added]),
        stops: values,
        simpler: call.name === 'binomial' && args.length === 0 ? 'bernoulli' : undefined
    };
}

/** An argument as it is written. */
interface WrittenArgument {
    name: string | undefined;
    value: string;
}

/**
 * The call as it would be right, where its arguments have decimal commas, the names of other software, a link among them, or a
 * standard deviation in place of a variance. Undefined where they fit, or where nothing makes them fit.
 *
 * @param names those that the call takes
 */
export function mendedCall(whole: Where, args: readonly Argument[], names: readonly string[]): Rewritten | undefined {
    const call = callOf(whole);
    const isUnknown = args.some(({ name }) => name !== undefined && !names.includes(name));
    if (!call || !(isUnknown || args.length > names.length || linkAmong(call, args) !== undefined)) {
        return undefined;
    }
    const written = writtenArguments(call, args, names.length);
    const link = isFamily(call) && call.link === undefined ? written.map(linkOf).find(one => one !== undefined) : undefined;
    const rest = link === undefined ? written : written.filter(argument => linkOf(argument) === undefined);
    const renamed = rest.map(argument => withKnownName(argument, call, names, rest));
    if (renamed.some(({ value }) => value === '')) {
        return undefined;
    }
    const isRight = renamed.length <= names.length && renamed.every(({ name }) => name === undefined || names.includes(name));
    if (!isRight || new Set(renamed.flatMap(({ name }) => name ?? [])).size < renamed.filter(({ name }) => name !== undefined).length) {
        return undefined;
    }
    const name = link !== undefined && call.name === 'binomial' && renamed.length === 0 ? 'bernoulli' : call.name;
    const usual = names.flatMap(one => usualArgument(call.name, one) ?? []);
    if (link !== undefined && renamed.length === 0 && name !== 'bernoulli' && usual.length === names.length && names.length > 0) {
        const added = names.map((one, i) => `${one} = ${usual[i]!}`);
        return { at: rangeOfCall(call), instead: `${callText(name, added)}${linkText(name, link)}`, stops: usual, isLink: true };
    }
    const texts = renamed.map(argument => (argument.name === undefined ? argument.value : `${argument.name} = ${argument.value}`));
    return { at: rangeOfCall(call), instead: `${callText(name, texts)}${linkText(name, link)}`, isSure: true, isLink: link !== undefined };
}

/** A link behind its family; none where the family has it anyway. */
function linkText(family: string, link: string | undefined): string {
    return link === undefined || usualLink(family) === link ? '' : ` link ${link}`;
}

/** The arguments with decimal points in place of commas, where there are too many otherwise. */
function writtenArguments(call: Family | NamedLaw, args: readonly Argument[], count: number): WrittenArgument[] {
    const separate = args.map(({ name, value }) => ({ name, value: value ? textOf(value) : '' }));
    const contents = /\(([^()]*)\)/.exec(call.$cstNode?.text ?? '')?.[1];
    if (args.length <= count || contents === undefined) {
        return separate;
    }
    const spaced = contents.split(/,\s+|;\s*/);
    const parts = contents.split(',');
    const isAllDigits = parts.length === 2 * count && parts.every(part => /^-?\d+$/.test(part.trim()));
    const pairs =
        isAllDigits && spaced.length !== count ? Array.from({ length: count }, (_, i) => parts.slice(2 * i, 2 * i + 2).join(',')) : spaced;
    const joined = pairs.map(part => {
        const [, name, value] = /^(?:([\p{L}_][\p{L}\p{N}_]*)\s*=\s*)?([^]*)$/u.exec(part.trim()) ?? [];
        return { name, value: (value ?? '').replace(/^(-?\d+),\s*(\d+)$/, '$1.$2') };
    });
    return joined.some(({ value }) => value.includes(',')) ? separate : joined;
}

/** The link that an argument of a family names. */
function linkOf({ name, value }: WrittenArgument): string | undefined {
    return name === undefined || name === 'link' ? knownWord('link', value.replaceAll('"', ''), Object.keys(links)) : undefined;
}

function linkAmong(call: Family | NamedLaw, args: readonly Argument[]): string | undefined {
    const written = args.map(({ name, value }) => ({ name, value: value ? textOf(value) : '' }));
    return isFamily(call) && call.link === undefined ? written.map(linkOf).find(link => link !== undefined) : undefined;
}

function withKnownName(
    argument: WrittenArgument,
    call: Family | NamedLaw,
    names: readonly string[],
    all: readonly WrittenArgument[]
): WrittenArgument {
    const { name, value } = argument;
    if (name === undefined || names.includes(name)) {
        return argument;
    }
    if (call.name === 'gaussian' && meantWord('argument', name, ['sd']) === 'sd') {
        return { name: 'phi', value: isPlain(value) ? plainText(Number(value) ** 2, rounding) : `(${value})^2` };
    }
    const open = names.filter(one => all.every(other => other.name !== one));
    const meant = meantWord('argument', name, open);
    return { name: meant, value: meant === undefined ? '' : value };
}

function isPlain(value: string): boolean {
    return /^\d+(\.\d*)?$|^\.\d+$/.test(value);
}

/** Of a square. */
const rounding = 1e-14;
