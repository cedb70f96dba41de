/** Comments inside of comments, and precisions with names. */
import { effectsIn } from './declared-names.js';
import type { ErrorPlace, Slip } from './slip.js';

/** What stands behind the end of a comment that contains another one. Undefined elsewhere. */
export function nestedComment(place: ErrorPlace): Slip | undefined {
    if (!place.found) {
        return undefined;
    }
    const end = place.found.startOffset;
    const inner = place.text.lastIndexOf('*/', end);
    const start = inner < 0 ? -1 : outerStart(place.text, inner);
    const outer = place.text.indexOf('*/', end);
    const isBehind = inner >= 0 && place.text.slice(inner + 2, end).trim() === '' && start >= 0;
    if (!isBehind || outer < 0 || place.text.slice(end, outer).includes('/*')) {
        return undefined;
    }
    const contents = place.text
        .slice(start + 2, outer)
        .replace(/\/\*|\*\//g, '')
        .replace(/[ \t]+/g, ' ')
        .trim();
    const last = place.tokens.findLastIndex(token => token.startOffset < outer + 2) - place.at;
    return place.slip(
        0,
        Math.max(0, last),
        { kind: 'nested-comment' },
        { start, end: outer + 2, text: `/* ${contents} */`, title: 'Write one comment' }
    );
}

/** Where the comment begins that ends at an offset, if there is another `/*` in it; otherwise -1. */
function outerStart(text: string, end: number): number {
    const before = Math.max(text.lastIndexOf('*/', end - 1), 0);
    const start = text.indexOf('/*', before);
    return start >= 0 && start < end && text.slice(start + 2, end).includes('/*') ? start : -1;
}

/** `precision main: beta1 halfwidth 0.2` and `precision: beta1 halfwidth 0.2`. */
export function namedPrecision(place: ErrorPlace): Slip | undefined {
    if (place.image(0) !== ':') {
        return undefined;
    }
    if (place.image(-1) === 'precision' && place.beginsLine(-1)) {
        return place.needless(0, 0);
    }
    const isEffect = effectsIn(place.tokens).some(({ name }) => name === place.image(-1));
    const isNamed = !isEffect && place.image(-2) === 'precision' && place.beginsLine(-2) && place.isName(-1) && place.isName(1);
    const last = isNamed ? place.lastOfLine : 0;
    return isNamed ? place.otherForm(-2, last, `precision ${place.slice(1, last)}`, { why: 'A precision has no name.' }) : undefined;
}
