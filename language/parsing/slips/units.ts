/** Units behind numbers, which the language does not have: `0.1 mmol/L`, `each 0m, 6m`. */
import { laws } from '../../knowledge/laws.js';
import { keywords } from '../../knowledge/keywords.js';
import { functions } from '../../knowledge/functions.js';
import { isElementKeyword } from '../element-starts.js';
import { effectsIn, groupsIn, predictorsIn } from './declared-names.js';
import type { ErrorPlace, Slip } from './slip.js';

/** Words behind a number that are no units. */
const otherWords = new Set('per step by to and or of in vs versus at with within each sided tailed side percent'.split(' '));

/** Whether a word has another meaning than that of a unit. */
function hasMeaning(place: ErrorPlace, offset: number): boolean {
    const word = place.image(offset);
    const names = [...predictorsIn(place.tokens), ...groupsIn(place.tokens), ...effectsIn(place.tokens).map(({ name }) => name)];
    const isDeclared = names.includes(word) || place.tokens.some(({ image }, i) => image === word && place.tokens[i + 1]?.image === ':');
    const isConstant = place.tokens.some(
        ({ image }, i) => image === word && place.tokens[i + 1]?.image === '=' && ['let', ','].includes(place.tokens[i - 1]?.image ?? '')
    );
    const isPerUnit = word === 'per' && place.rules.includes('FixedEffects') && place.isName(offset + 1);
    return (
        !isPerUnit &&
        (isDeclared ||
            isConstant ||
            otherWords.has(word) ||
            keywords.has(word) ||
            isElementKeyword(word) ||
            laws.has(word) ||
            functions.has(word))
    );
}

/** The offset of the last token of a unit behind a number, such as `kg/m^2`. Undefined where there is none. */
function unitAt(place: ErrorPlace, start: number): number | undefined {
    const isCountBefore = place.rules.includes('Design') && ['{', ';', ','].includes(place.image(start - 2));
    const isUnit =
        !isCountBefore && place.isNumber(start - 1) && place.isName(start) && !place.beginsLine(start) && !hasMeaning(place, start);
    if (!isUnit || [':', '(', '~'].includes(place.image(start + 1))) {
        return undefined;
    }
    let last = start;
    for (;;) {
        const isPart = ['/', '*', '^', '.'].includes(place.image(last + 1)) || (place.image(last + 1) === 'per' && place.isName(last + 2));
        if (isPart && (place.isName(last + 2) || (place.image(last + 1) === '^' && place.isNumber(last + 2)))) {
            last += 2;
        } else if (
            place.isName(last + 1) &&
            !place.beginsLine(last + 1) &&
            !hasMeaning(place, last + 1) &&
            place.image(last + 2) !== '=' &&
            place.image(last + 2) !== ':'
        ) {
            last++;
        } else {
            return last;
        }
    }
}

/** A number with a unit inside of an element. Behind the last number of an element, other words are more likely. */
export function unitInEntry(place: ErrorPlace): Slip | undefined {
    let first = -1;
    while (place.token(first) && !place.beginsLine(first)) {
        first--;
    }
    const isElsewhere = place.rule !== 'Model' || place.image(first) === 'predictor';
    return isElsewhere ? unitBehindNumber(place) : undefined;
}

/** A number with a unit. All units of the line have to go, so that one correction mends it. */
export function unitBehindNumber(place: ErrorPlace): Slip | undefined {
    // The parser stops at the unit, or behind it where it could be the name of the next entry.
    const start = [0, -1, -2, -3].find(offset => (unitAt(place, offset) ?? -1) >= offset && (unitAt(place, offset) ?? 0) >= -1);
    if (start === undefined || place.beginsLine(start)) {
        return undefined;
    }
    const cuts: { from: number; to: number }[] = [];
    let first = start;
    while (place.token(first - 1) && !place.beginsLine(first)) {
        first--;
    }
    for (let i = first; place.token(i) && (i === first || !place.beginsLine(i)); i++) {
        const end = unitAt(place, i);
        if (end !== undefined) {
            cuts.push({ from: i, to: end });
            i = end;
        }
    }
    const [begin] = cuts;
    const last = cuts.at(-1);
    if (!begin || !last) {
        return undefined;
    }
    const number = begin.from - 1;
    let text = '';
    let at = place.token(number)!.startOffset;
    for (const { from, to } of cuts) {
        text += place.text.slice(at, place.token(from - 1)!.endOffset! + 1);
        at = place.token(to)!.endOffset! + 1;
    }
    const unit = place.slice(begin.from, begin.to);
    return place.slip(begin.from, begin.to, { kind: 'unit', unit, instead: text }, place.replaced(number, last.to, text, { isSure: true }));
}

/** `each month 0, month 6`: the unit before the numbers. */
export function unitBeforePoints(place: ErrorPlace): Slip | undefined {
    let each = -1;
    while (place.token(each) && !['each', '{', ';', 'predictor'].includes(place.image(each))) {
        each--;
    }
    const unit = place.image(each + 1);
    const points: string[] = [];
    let last = each;
    while (place.image(each) === 'each' && place.image(last + 1) === unit && place.isNumber(last + 2)) {
        points.push(place.image(last + 2));
        last += 2;
        if (place.image(last + 1) !== ',') {
            break;
        }
        last++;
    }
    return points.length > 1 && last >= 0
        ? place.slip(
              each + 1,
              each + 1,
              { kind: 'unit', unit, instead: points.join(', ') },
              place.replaced(each + 1, last, points.join(', '), { isSure: true })
          )
        : undefined;
}
