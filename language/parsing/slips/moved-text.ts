/** Repairs that move a text to another place. */
import type { ErrorPlace, Repair } from './slip.js';

/** Removes tokens with the white space before them. */
export function removedText(place: ErrorPlace, from: number, last: number): Repair {
    const first = place.token(from)!.startOffset;
    const space = /\s*$/.exec(place.text.slice(0, first))?.[0].length ?? 0;
    return { start: first - space, end: place.token(last)!.endOffset! + 1, text: '' };
}

/** Two repairs at different places as one. */
export function combined({ text }: ErrorPlace, one: Repair, other: Repair): Repair {
    const [first, second] = one.start <= other.start ? [one, other] : [other, one];
    return { start: first.start, end: second.end, text: first.text + text.slice(first.end, second.start) + second.text };
}
