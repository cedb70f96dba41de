/** Fixed effects outside of a block: they belong into `fixed { … }`, where the tool decides between A and B. */
import { effectsIn, freeEffects, interceptIn, predictorsIn } from './declared-names.js';
import type { ErrorPlace, Repair, Slip } from './slip.js';

const reason = 'A fixed effect belongs in a `fixed` block.';

/** An effect as the block has it, the offset of its last token, and what its author should confirm. */
interface Entry {
    text: string;
    last: number;
    stops: string[];
}

/** `beta0: 1 = 0.5`, `effect arm = 0.4` and `arm = 0.4` outside of a block, with all such lines behind them. */
export function effectLines(place: ErrorPlace): Slip | undefined {
    const entries: Entry[] = [];
    const names: string[] = [];
    for (let start = 0; ;) {
        const entry = effectAt(place, start, names);
        if (!entry) {
            break;
        }
        entries.push(entry);
        names.push(entry.text.split(':')[0]!);
        const separator = [';', ','].includes(place.image(entry.last + 1)) ? 1 : 0;
        start = entry.last + 1 + separator;
    }
    const last = entries.at(-1)?.last;
    return last === undefined
        ? undefined
        : inFixedBlock(
              place,
              last,
              entries.map(({ text }) => text),
              entries.flatMap(({ stops }) => stops)
          );
}

/** `intercept: logit(0.45)`: the value of an intercept in place of its term. */
export function interceptWithoutTerm(place: ErrorPlace): Slip | undefined {
    const first = place.firstOfEntry;
    const hasColon = place.rules.includes('FixedEffect') && place.image(first + 1) === ':' && first + 2 < 0;
    const written = hasColon ? place.slice(first + 2, -1) : '';
    const words = hasColon ? Array.from({ length: -first - 2 }, (_, i) => place.image(first + 2 + i)) : [];
    const isValue = written !== '' && written !== '1' && words.every(word => !predictorsIn(place.tokens).includes(word));
    const isIntercept = isNameOfIntercept(place.image(first)) && interceptIn(place.tokens) === undefined;
    return place.expected === '=' && place.isUnfinished && isValue && isIntercept
        ? place.otherForm(first, -1, `${place.image(first)}: 1 = ${written}`, { why: 'The term of an intercept is 1.', isSure: true })
        : undefined;
}

/** Effects in the plain `fixed` block before a place, or in a new one. */
export function inFixedBlock(place: ErrorPlace, last: number, entries: readonly string[], stops: readonly string[]): Slip {
    const instead = `fixed { ${entries.join('; ')} }`;
    const repair = joined(place, last, entries, stops) ?? place.replaced(0, last, instead, { stops });
    return place.slip(0, last, { kind: 'other-form', instead, why: reason }, repair);
}

/** The effects behind those of a plain block that is written already. */
function joined(place: ErrorPlace, last: number, entries: readonly string[], stops: readonly string[]): Repair | undefined {
    const block = place.tokens.findIndex(({ image }, i) => image === 'fixed' && place.tokens[i + 1]?.image === '{') - place.at;
    const end = place.image(block) === 'fixed' && block < 0 ? place.closerOf(block + 1) : undefined;
    const before = end === undefined ? undefined : place.token(end - 1);
    if (end === undefined || end >= 0 || !before) {
        return undefined;
    }
    const start = before.endOffset! + 1;
    const closing = place.token(end)!.startOffset;
    const space = place.text.slice(start, closing);
    const indent = /[ \t]*$/.exec(place.text.slice(0, place.token(end - 1)!.startOffset))?.[0] ?? '';
    const isEmpty = before.image === '{';
    const separator = isEmpty ? ' ' : space.includes('\n') ? `\n${indentBefore(place, before.startOffset) ?? indent}` : '; ';
    const rest = place.text.slice(start, place.previous!.endOffset! + 1);
    return {
        start,
        end: place.token(last)!.endOffset! + 1,
        text: separator + entries.join(separator === ' ' ? '; ' : separator) + rest,
        stops,
        title: `Write "${entries.join('; ')}" in the \`fixed\` block`
    };
}

/** The white space before the line of an offset. */
function indentBefore(place: ErrorPlace, offset: number): string | undefined {
    return /(?:^|\n)([ \t]*)[^\n]*$/.exec(place.text.slice(0, offset))?.[1];
}

const isNameOfIntercept = (name: string): boolean => /^(intercept|beta_?0|b0|β0|β₀)$/i.test(name);

/** The effect that begins at an offset. */
function effectAt(place: ErrorPlace, start: number, taken: readonly string[]): Entry | undefined {
    const predictors = predictorsIn(place.tokens);
    const name = place.image(start);
    const last = endOfEntry(place, start);
    if (!place.isName(start) || last === undefined) {
        return undefined;
    }
    if (place.image(start + 1) === ':' && place.image(start + 2) !== '=') {
        return { text: place.slice(start, last), last, stops: [] };
    }
    const isDeclared = effectsIn(place.tokens).some(effect => effect.name === name);
    if (predictors.includes(place.image(start + 1)) && place.image(start + 2) === '=' && !predictors.includes(name)) {
        return { text: `${name}: ${place.slice(start + 1, last)}`, last, stops: [] };
    }
    const [free] = freeEffects(place.tokens, 1 + taken.length).filter(one => !taken.includes(one));
    const isUsed = effectsIn(place.tokens).some(({ term }) => term === name);
    if (predictors.includes(name) && place.image(start + 1) === '=' && !isDeclared && !isUsed && free !== undefined) {
        return { text: `${free}: ${place.slice(start, last)}`, last, stops: [free] };
    }
    const isIntercept = isNameOfIntercept(name) && interceptIn(place.tokens) === undefined;
    return isIntercept && place.image(start + 1) === '=' && !isDeclared
        ? { text: `${name}: 1 ${place.slice(start + 1, last)}`, last, stops: [] }
        : undefined;
}

/** The offset of the last token of the line or entry that begins at an offset. Undefined where it has no value. */
function endOfEntry(place: ErrorPlace, start: number): number | undefined {
    let last = start;
    let depth = 0;
    let hasValue = false;
    while (place.token(last + 1) && !place.beginsLine(last + 1)) {
        const sign = place.image(last + 1);
        depth += ['(', '['].includes(sign) ? 1 : [')', ']'].includes(sign) ? -1 : 0;
        if (depth < 0 || ['{', '}', ';'].includes(sign) || (sign === ',' && depth === 0)) {
            break;
        }
        hasValue ||= sign === '=' && last + 1 > start;
        last++;
    }
    return hasValue && place.image(last) !== '=' ? last : undefined;
}
