/** Slips in the points of a predictor behind `each`. */
import { rangePoints } from '../../knowledge/sequences.js';
import { groupsIn } from './declared-names.js';
import type { ErrorPlace, Slip } from './slip.js';

/** The offset of the `each` that the token that does not fit belongs to. */
function eachBefore(place: ErrorPlace): number | undefined {
    for (let i = -1; place.token(i) && !['{', '}', 'predictor', '~'].includes(place.image(i)); i--) {
        if (place.image(i) === ';' && place.beginsLine(i + 1)) {
            return undefined;
        }
        if (place.image(i) === 'each') {
            return place.image(i - 2) === 'predictor' ? i : undefined;
        }
    }
    return undefined;
}

/** `each 0..2`, `each 0:3`, `each 0 to 3`, with `step 0.5` perhaps. */
export function rangeOfPoints(place: ErrorPlace): Slip | undefined {
    const each = eachBefore(place);
    const isRange = ['..', ':', 'to', '…', '-'].includes(place.image(0)) && place.isNumber(-1) && place.isNumber(1);
    if (each === undefined || !isRange) {
        return undefined;
    }
    const hasStep = ['step', 'by'].includes(place.image(2)) && place.isNumber(3);
    const points = rangePoints(Number(place.image(-1)), Number(place.image(1)), hasStep ? Number(place.image(3)) : 1);
    return points && place.otherForm(-1, hasStep ? 3 : 1, points.join(', '), { isSure: true });
}

/** `predictor arm = control, low, high`, also with other signs or none. */
export function namesWithoutEach(place: ErrorPlace): Slip | undefined {
    let sign = 0;
    while (place.token(sign) && place.image(sign - 2) !== 'predictor' && !['{', '}', ';'].includes(place.image(sign - 2))) {
        sign--;
    }
    const isSign = [':', '=', '~', 'in', 'is', 'of'].includes(place.image(sign));
    const start = isSign ? sign + 1 : sign;
    const isLevel = (i: number): boolean => (place.isName(i) || place.isText(i)) && place.image(i) !== 'each' && place.image(i + 1) !== '(';
    let last = start;
    while (isLevel(last) && place.image(last + 1) === ',' && isLevel(last + 2)) {
        last += 2;
    }
    const ends = place.beginsLine(last + 1) || ['per', '}', ';'].includes(place.image(last + 1)) || place.token(last + 1) === undefined;
    return place.image(sign - 2) === 'predictor' && last > start && last >= 0 && ends
        ? place.otherForm(sign, last, `${place.isJoined(sign) ? ' ' : ''}each ${place.slice(start, last)}`, { isSure: isSign })
        : undefined;
}

/** Words for `per`. */
export const perWords: ReadonlySet<string> = new Set(['by', 'for', 'within', 'in', 'across', 'of', 'Per', 'PER', 'over']);

/** `each control low high`, `each control; low`, `each {control, low}`, `each a, b, per clinic`. */
export function listOfPoints(place: ErrorPlace): Slip | undefined {
    const each = eachBefore(place);
    if (each === undefined) {
        return undefined;
    }
    if (place.image(-1) === 'per' && place.image(-2) === ',' && place.isName(0)) {
        return place.otherForm(-2, -1, ' per', { isSure: true, title: 'Remove ","' });
    }
    if (place.image(-1) === 'c' && place.image(-2) === 'each' && place.image(0) === '(') {
        const closer = place.closerOf(0);
        return closer === undefined ? undefined : place.otherForm(-1, closer, place.slice(1, closer - 1), { isSure: true });
    }
    if (place.image(-1) !== ',' && perWords.has(place.image(0)) && groupsIn(place.tokens).includes(place.image(1))) {
        return undefined;
    }
    const isPoint = (i: number): boolean => (place.isName(i) || place.isNumber(i) || place.isText(i)) && place.image(i) !== 'per';
    const separators = new Set([',', '/', '|', ':', ';', 'and', 'or', '&', 'vs']);
    const points: string[] = [];
    let last = each;
    while (!place.beginsLine(last + 1) || place.image(last) === ',') {
        if (separators.has(place.image(last + 1))) {
            last++;
        } else if (isPoint(last + 1)) {
            points.push(place.image(last + 1));
            last++;
        } else {
            break;
        }
    }
    const isAll =
        last >= 0 &&
        points.length > 1 &&
        new Set(points.map(point => /^[\d.]/.test(point))).size === 1 &&
        (place.image(last + 1) === 'per' || place.beginsLine(last + 1) || place.image(last + 1) === '}' || place.image(last + 1) === ';');
    return isAll ? place.otherForm(each + 1, last, points.join(', '), { isSure: true }) : undefined;
}
