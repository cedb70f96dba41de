/** Names with signs that names can't have: `ldl-trial`, `dose.level`, `2024trial`. */
import { usesOf } from '../name-shape.js';
import type { ErrorPlace, Slip } from './slip.js';

const joints = new Set(['-', '.']);

/** The offset of the last token of a name whose parts are joined by hyphens or points, from its first one. */
function lastPart(place: ErrorPlace, start: number): number {
    let last = start;
    while (joints.has(place.image(last + 1)) && place.isJoined(last + 1) && place.isJoined(last + 2)) {
        const isPart = place.isName(last + 2) || place.isNumber(last + 2);
        if (!isPart) {
            break;
        }
        last += 2;
    }
    // Two words: `blood pressure`.
    while (
        place.image(start - 1) === 'predictor' &&
        place.isName(last + 1) &&
        place.image(last + 1) !== 'each' &&
        !place.beginsLine(last + 1) &&
        place.image(last + 2) !== '('
    ) {
        last++;
    }
    while (place.isJoined(last + 1) && (place.isName(last + 1) || place.isNumber(last + 1))) {
        last++;
    }
    return last;
}

/** A name of letters, digits and `_`. */
export function plainName(written: string): string {
    const name = written
        .trim()
        .replace(/[^\p{L}\p{N}_]+/gu, '_')
        .replace(/^_+|_+$/g, '');
    const [, digits = '', rest = ''] = /^(\d*)_*(.*)$/u.exec(name) ?? [];
    return digits === '' ? name : `${rest}${digits}`;
}

/** A declaration whose name has a hyphen, a point, or a digit in front. All uses get the corrected name, too. */
export function strangeName(place: ErrorPlace): Slip | undefined {
    const start = place.isNumber(0) ? 0 : -1;
    const keyword = place.image(start - 1);
    const last = ['model', 'predictor', 'random', 'let', 'derive'].includes(keyword) ? lastPart(place, start) : start;
    const ends = ['{', '~', 'each', '=', 'in', '"', '('].includes(place.image(last + 1)) || place.isText(last + 1);
    if (last <= start || last < 0 || !ends || (place.isNumber(start) && last === start)) {
        return undefined;
    }
    const written = place.slice(start, last);
    const name = plainName(written);
    if (!/^[\p{L}_]/u.test(name)) {
        return undefined;
    }
    const from = place.token(start)!.startOffset;
    const uses = usesOf(written);
    const end =
        keyword === 'model'
            ? from + written.length
            : Math.max(...[...place.text.matchAll(uses)].map(({ index }) => index + written.length), from + written.length);
    const earlier = keyword === 'model' ? from : Math.min(from, ...[...place.text.matchAll(uses)].map(({ index }) => index));
    return place.slip(
        start,
        last,
        { kind: 'strange-name', written, instead: name },
        { start: earlier, end, text: place.text.slice(earlier, end).replaceAll(uses, name), isSure: true, title: `Name it "${name}"` }
    );
}
