/** Sizes as people write them in a design: `clinic = 40 x 25`, `40 clinics of 25 patients`, `patients per clinic = 25`, `n = 20 ± 5`. */
import { nearestName } from '../../scoping/nearest-name.js';
import { groupsIn } from './declared-names.js';
import type { ErrorPlace, Slip } from './slip.js';

const reason = 'A design has the number of units and, as `n`, the number of observations in each.';
const times = new Set(['x', 'X', 'of', 'with', 'by', 'times', 'each', 'à']);

/** The entries of a design that a place is in, from its `{` on. */
function start(place: ErrorPlace): number {
    let first = 0;
    while (place.token(first - 1) && !['{', ',', ';'].includes(place.image(first - 1))) {
        first--;
    }
    return first;
}

/** Whether the design of a place says `n` itself. */
function hasSize(place: ErrorPlace): boolean {
    const design = place.tokens.findIndex(({ image }) => image === 'design');
    return place.tokens.some(({ image }, i) => i > design && image === 'n' && ['=', '~'].includes(place.tokens[i + 1]?.image ?? ''));
}

export function writtenSize(place: ErrorPlace): Slip | undefined {
    return place.rules.includes('Design') ? (unitsTimesSize(place) ?? countsInWords(place) ?? sizePerGroup(place)) : undefined;
}

/** `clinic = 40 x 25`, and `clinic = 2 x 20` beside `n`: a product. */
function unitsTimesSize(place: ErrorPlace): Slip | undefined {
    const first = start(place);
    const isCount = place.isName(first) && place.image(first) !== 'n' && place.image(first + 1) === '=';
    const isProduct =
        isCount && place.isNumber(first + 2) && ['x', 'X', 'times', 'by'].includes(place.image(first + 3)) && place.isNumber(first + 4);
    if (!isProduct || first + 4 < 0 || !place.isLastOfEntry(first + 4)) {
        return undefined;
    }
    const [units, size] = [place.image(first + 2), place.image(first + 4)];
    return hasSize(place)
        ? place.otherForm(first + 2, first + 4, `${units} * ${size}`, { why: 'A product is written with `*`.' })
        : place.otherForm(first + 2, first + 4, `${units}, n = ${size}`, { why: reason });
}

/** `40 clinics x 25 patients`, `40 clinics of 25`. */
function countsInWords(place: ErrorPlace): Slip | undefined {
    const first = start(place);
    if (!place.isNumber(first) || !place.isName(first + 1) || !times.has(place.image(first + 2)) || !place.isNumber(first + 3)) {
        return undefined;
    }
    const last = place.isName(first + 4) ? first + 4 : first + 3;
    const group = nearestName(place.image(first + 1), groupsIn(place.tokens));
    return group === undefined || last < 0 || !place.isLastOfEntry(last)
        ? undefined
        : place.otherForm(first, last, `${group} = ${place.image(first)}, n = ${place.image(first + 3)}`, { why: reason });
}

/** `patients per clinic = 25`. */
function sizePerGroup(place: ErrorPlace): Slip | undefined {
    const first = start(place);
    const isPer = place.isName(first) && ['per', 'in'].includes(place.image(first + 1)) && place.isName(first + 2);
    const isSize = isPer && groupsIn(place.tokens).includes(place.image(first + 2)) && !groupsIn(place.tokens).includes(place.image(first));
    const sign = ['=', ':'].includes(place.image(first + 3)) ? 4 : 3;
    const isSaid = place.isNumber(first + sign) || place.image(first + sign) === '?';
    return isSize && isSaid && first + sign >= 0
        ? place.otherForm(first, first + sign, `n = ${place.image(first + sign)}`, { why: reason })
        : undefined;
}

const lawReason = 'Sizes that differ have a law with a mean and a coefficient of variation.';

/** `n = 20 +/- 5`, `n = 20 (SD 5)` and `n = mean 20 sd 5`: sizes that differ. */
export function spreadOfSize(place: ErrorPlace): Slip | undefined {
    const first = start(place);
    const inWords = sizesInWords(place, first);
    if (inWords) {
        return inWords;
    }
    const isSize =
        place.rules.includes('Design') && place.image(first) === 'n' && place.image(first + 1) === '=' && place.isNumber(first + 2);
    const rest = /^\s*(?:\+\s*\/?\s*-|\(\s*(?:sd|SD)\s*=?)\s*(\d+(?:\.\d+)?)(?:\s*\))?/.exec(
        isSize ? place.text.slice(place.token(first + 2)!.endOffset! + 1) : ''
    );
    const behind = place.image(first + 3) === 'cv' && isSize ? (place.image(first + 4) === '=' ? 5 : 4) : 0;
    if (behind > 0 && place.isNumber(first + behind)) {
        const instead = sizesText(place.image(first + 2), Number(place.image(first + behind)));
        return place.otherForm(first, first + behind, instead, { why: lawReason });
    }
    const cv = rest ? Number(rest[1]) / Number(place.image(first + 2)) : NaN;
    if (!rest || !(cv > 0)) {
        return undefined;
    }
    const begin = place.token(first)!.startOffset;
    const end = place.token(first + 2)!.endOffset! + 1 + rest[0].length;
    const instead = sizesText(place.image(first + 2), cv);
    return place.slip(
        first,
        first + 2,
        { kind: 'other-form', instead, why: lawReason },
        { start: begin, end, text: instead, stops: [String(Number(cv.toPrecision(6)))] }
    );
}

/** `n = mean 25 sd 5`, `n ~ mean 25, SD 5` and `n = 25 sd 5`. */
function sizesInWords(place: ErrorPlace, first: number): Slip | undefined {
    const isSize = place.rules.includes('Design') && place.image(first) === 'n' && ['=', '~'].includes(place.image(first + 1));
    const written = isSize ? place.text.slice(place.token(first + 2)?.startOffset) : '';
    const [found, mean, sd] =
        /^(?:mean\s*[=:]?\s*)?(\d+(?:\.\d+)?)\s*,?\s*(?:and\s+)?(?:sd|SD)\s*[=:]?\s*(\d+(?:\.\d+)?)/.exec(written) ?? [];
    const cv = Number(sd) / Number(mean);
    if (found === undefined || !(cv > 0)) {
        return undefined;
    }
    const start = place.token(first)!.startOffset;
    const end = place.token(first + 2)!.startOffset + found.length;
    const instead = sizesText(mean!, cv);
    return place.slip(first, first + 2, { kind: 'other-form', instead, why: lawReason }, { start, end, text: instead });
}

/** The law of sizes with a mean and a coefficient of variation. */
export function sizesText(mean: string, cv: number): string {
    return `n ~ Sizes(mean = ${mean}, cv = ${Number(cv.toPrecision(6))})`;
}
