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
    const all = points?.join(', ') ?? '';
    const last = hasStep ? 3 : 1;
    return points && place.slip(-1, last, { kind: 'range-of-points', points }, place.replaced(-1, last, all, { isSure: true }));
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
        ? place.otherForm(sign, last, `${place.isJoined(sign) ? ' ' : ''}each ${place.slice(start, last)}`, {
              isSure: isSign,
              why: 'A predictor has its values after `each`.'
          })
        : undefined;
}

/** Calls that make points elsewhere. */
const pointCalls = new Set(['factor', 'c', 'as', 'sample', 'rep', 'gl', 'levels', 'binary', 'categorical', 'ordered', 'values', 'one_of']);

/** `predictor arm ~ factor(c("a", "b"))`, `each factor(0, 1)`, `= c(0, 1)`: the points that a call of R lists. */
export function factorOfPoints(place: ErrorPlace): Slip | undefined {
    let call = 0;
    while (place.token(call) && !['predictor', '{', '}', ';'].includes(place.image(call - 2)) && call > -8) {
        call--;
    }
    const isSign = ['~', '=', ':', 'each', 'in'].includes(place.image(call));
    const start = isSign ? call + 1 : call;
    if (place.image(call - 2) !== 'predictor' || !pointCalls.has(place.image(start).replace(/^as\..*/, 'as'))) {
        return undefined;
    }
    const opener = [1, 2, 3].map(i => start + i).find(i => place.image(i) === '(');
    const closer = opener === undefined ? undefined : place.closerOf(opener);
    const points = opener === undefined || closer === undefined ? [] : pointsBetween(place, opener, closer);
    const joined = place.isJoined(call) ? ' ' : '';
    return points.length > 1 && closer !== undefined && closer >= 0
        ? place.otherForm(call, closer, `${joined}each ${points.join(', ')}`, {
              isSure: true,
              why: 'A predictor has its values after `each`.'
          })
        : undefined;
}

/** The numbers and texts of the innermost list between brackets: what `labels = c(…)` says, if anything does. */
function pointsBetween(place: ErrorPlace, opener: number, closer: number): string[] {
    let from = opener;
    for (let i = opener; i < closer; i++) {
        from = place.image(i) === 'c' && place.image(i + 1) === '(' ? i + 1 : from;
    }
    const end = place.closerOf(from) ?? closer;
    const points: string[] = [];
    for (let i = from + 1; i < end; i++) {
        if (place.image(i + 1) === '=') {
            break;
        }
        if (place.isNumber(i) || place.isText(i) || place.isName(i)) {
            points.push(place.image(i));
        }
    }
    return points;
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
        return place.otherForm(-2, -1, ' per', { isSure: true, title: 'Remove ","', why: '`per` follows the values without a comma.' });
    }
    if (place.image(-1) === 'c' && place.image(-2) === 'each' && place.image(0) === '(') {
        const closer = place.closerOf(0);
        return closer === undefined
            ? undefined
            : place.otherForm(-1, closer, place.slice(1, closer - 1), {
                  isSure: true,
                  why: 'The values stand behind `each` without a function.'
              });
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
    return isAll ? place.otherForm(each + 1, last, points.join(', '), { isSure: true, why: 'Values are separated by commas.' }) : undefined;
}
