/** Calls of laws and families as they would be right. */
import { GrammarUtils } from 'langium';
import { links } from '../../src-engine/family/links.js';
import type { Rewritten } from '../diagnostics/arguments.js';
import { isFamily, isNamedLaw, isNumberLiteral, type Argument, type Family, type NamedLaw } from '../generated/ast.js';
import { meantWord, usualArgument } from '../knowledge/other-names.js';
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

/** The call with an argument that it doesn't take said in another way: a link, or a standard deviation in place of a variance. */
export function withoutArgument(whole: Where, args: readonly Argument[], argument: Argument): Rewritten | undefined {
    const call = callOf(whole);
    if (!isFamily(call)) {
        return undefined;
    }
    const others = args.filter(other => other !== argument).map(textOf);
    const value = argument.value ? textOf(argument.value) : '';
    const link = meantWord('link', value, Object.keys(links));
    if ((argument.name === undefined || argument.name === 'link') && link !== undefined && call.link === undefined) {
        return { at: rangeOfCall(call), instead: `${callText(call.name, others)} link ${link}`, isSure: true };
    }
    if (call.name === 'gaussian' && argument.name !== undefined && meantWord('argument', argument.name, ['sd']) === 'sd') {
        const square = isNumberLiteral(argument.value) ? plainText(argument.value.value ** 2, rounding) : `(${value})^2`;
        return { at: rangeOfCall(call), instead: callText(call.name, [`phi = ${square}`, ...others]), isSure: true };
    }
    return undefined;
}

/** Of a square. */
const rounding = 1e-14;

/** The call with decimal points in place of decimal commas, where it then has the right number of arguments. */
export function withDecimalPoints(whole: Where, count: number): Rewritten | undefined {
    const call = callOf(whole);
    const text = call?.$cstNode?.text ?? '';
    const contents = /\(([^()]*)\)/.exec(text)?.[1];
    const args = contents?.split(/,\s+/).map(arg => arg.trim().replace(/^(-?\d+),(\d+)$/, '$1.$2'));
    return call && args && args.length === count && !args.some(arg => arg.includes(','))
        ? { at: rangeOfCall(call), instead: callText(call.name, args), isSure: true }
        : undefined;
}
