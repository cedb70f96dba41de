/** Predictors that are given by their kind, `x: binary`, or by values without `each`, `x = 0 or 1`. */
import { effectsIn, predictorsIn } from './declared-names.js';
import type { ErrorPlace, Slip } from './slip.js';

/** What a predictor of a kind has. */
const kinds: Record<string, string> = {
    binary: 'each 0, 1',
    dichotomous: 'each 0, 1',
    continuous: '~ Normal(0, 1)',
    numeric: '~ Normal(0, 1)',
    standardised: '~ Normal(0, 1)',
    standardized: '~ Normal(0, 1)'
};
const separators = new Set(['or', 'and', '/', '|', ',']);
const signs = new Set([':', '=', '~', 'is']);
const reason = 'A predictor has its values after `each`, or a law after `~`.';

/** `predictor x: binary`, `x: binary`, `predictor x = 0 or 1` and `x: 0, 1`. */
export function kindOfPredictor(place: ErrorPlace): Slip | undefined {
    let first = 0;
    while (place.token(first - 1) && !place.beginsLine(first)) {
        first--;
    }
    const hasKeyword = place.image(first) === 'predictor';
    const at = hasKeyword ? first + 1 : first;
    const name = place.image(at);
    const sign = signs.has(place.image(at + 1)) ? 1 : 0;
    const isFree =
        !predictorsIn(place.tokens).includes(name) && effectsIn(place.tokens).every(effect => effect.name !== name || effect.term === '');
    const isLine = hasKeyword ? true : place.rule === 'Model' && first === 0 && isFree && sign === 1;
    if (!isLine || !place.isName(at)) {
        return undefined;
    }
    const value = at + 1 + sign;
    const kind = Object.hasOwn(kinds, place.image(value)) && !place.beginsLine(value) ? kinds[place.image(value)] : undefined;
    if (kind !== undefined && value >= 0 && place.image(value + 1) !== '(') {
        const isLaw = kind.startsWith('~');
        return place.otherForm(first, value, `predictor ${name} ${kind}`, { stops: [isLaw ? kind.slice(2) : kind.slice(5)], why: reason });
    }
    const { points, last } = pointsAt(place, value);
    const isList =
        points.length > 1 &&
        last >= 0 &&
        sign === 1 &&
        (place.beginsLine(last + 1) || ['per', '}', ';', ''].includes(place.image(last + 1)));
    return isList ? place.otherForm(first, last, `predictor ${name} each ${points.join(', ')}`, { why: reason }) : undefined;
}

/** Numbers with separators between them, from an offset on. */
function pointsAt(place: ErrorPlace, start: number): { points: string[]; last: number } {
    const points: string[] = [];
    let last = start - 1;
    while (place.isNumber(last + 1) && (points.length === 0 || separators.has(place.image(last)))) {
        points.push(place.image(last + 1));
        last += separators.has(place.image(last + 2)) && place.isNumber(last + 3) ? 2 : 1;
    }
    return { points, last };
}
