/** Random effects that are written outside of the block that their group has already. */
import { combined, removedText } from './moved-text.js';
import type { ErrorPlace, Slip } from './slip.js';

/** Entries such as `beta0 icc 0.03` at the tokens from one to another, of a group. */
interface StrayEntries {
    from: number;
    last: number;
    group: string;
    entries: readonly string[];
}

/** Entries in the block of their group. Undefined where it has none. */
export function intoBlock(place: ErrorPlace, stray: StrayEntries): Slip | undefined {
    const { from, last, group, entries } = stray;
    const head = place.tokens.findIndex(({ image }, i) => image === 'random' && place.tokens[i + 1]?.image === group) - place.at;
    const opener = [2, 4].map(width => head + width).find(i => place.image(i) === '{');
    const closer = place.image(head) === 'random' && opener !== undefined ? place.closerOf(opener) : undefined;
    if (opener === undefined || closer === undefined || (head <= last && from <= closer)) {
        return undefined;
    }
    const line = removedText(place, from, last);
    const [entry] = entries;
    const effect = entry?.split(' ')[0] ?? '';
    const present = range(opener + 1, closer).find(i => place.image(i) === effect && ['{', ';', ','].includes(place.image(i - 1)));
    if (entry !== undefined && entries.length === 1 && present !== undefined && place.isNumber(present + 2)) {
        const written = place.slice(present, present + 2);
        const why = `${`\`${group}\``} has ${`\`${written}\``} already. Keep one of the two.`;
        const replaced = combined(place, line, place.replaced(present, present + 2, entry));
        return place.slip(
            from,
            last,
            { kind: 'other-form', instead: `random ${group} { ${entry} }`, why },
            { ...replaced, title: `Write "${entry}" in place of "${written}"` },
            { ...line, title: `Keep "${written}"` }
        );
    }
    const isFree = entries.every(one => range(opener + 1, closer).every(i => place.image(i) !== one.split(' ')[0]));
    if (!isFree) {
        return undefined;
    }
    const end = place.token(closer - 1)!.endOffset! + 1;
    const text = `${closer === opener + 1 ? ' ' : '; '}${entries.join('; ')}`;
    const added = combined(place, line, { start: end, end, text });
    const instead = `random ${group} {${closer === opener + 1 ? '' : ` ${place.slice(opener + 1, closer - 1)};`} ${entries.join('; ')} }`;
    const problem = { kind: 'other-form', instead, why: 'A random effect belongs in the block of its group.' } as const;
    return place.slip(from, last, problem, { ...added, title: `Write "${entries.join('; ')}" in the block of ${group}` });
}

function range(from: number, to: number): number[] {
    return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}
