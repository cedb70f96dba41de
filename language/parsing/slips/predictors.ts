/** Slips in predictors and their laws. */
import { laws } from '../../knowledge/laws.js';
import { meantWord, usualArgument } from '../../knowledge/other-names.js';
import { groupsIn } from './declared-names.js';
import type { ErrorPlace, Slip } from './slip.js';

/** Whether a law is called at an offset: `Normal(` or `rnorm(`. */
export function isNameOfLaw(place: ErrorPlace, offset: number): boolean {
    const name = place.image(offset);
    return place.isName(offset) && place.image(offset + 1) === '(' && (laws.has(name) || meantWord('law', name, laws.keys()) !== undefined);
}

/** `predictor x Normal(0, 1)`, `predictor x in 0, 1`, `predictor x, z ~ …`. */
export function predictorSign(place: ErrorPlace): Slip | undefined {
    if (place.rule !== 'Predictor') {
        return undefined;
    }
    if (place.expected === 'NAME') {
        const [group] = groupsIn(place.tokens);
        return place.image(-1) === 'per' && group !== undefined ? place.unsaid(place.appended(` ${group}`, group)) : undefined;
    }
    if ([':', '=', '~', ','].includes(place.image(0)) && place.image(1) === 'each') {
        return place.needless(0, 0);
    }
    if (isNameOfLaw(place, 0)) {
        return place.unsaid({ ...place.inserted('~ '), isSure: true });
    }
    const width = place.image(0) === '<' && place.image(1) === '-' ? 2 : place.image(0) === ':' && place.image(1) === '=' ? 2 : 1;
    if (['<', ':', '==', '∈'].includes(place.image(0)) && isNameOfLaw(place, width)) {
        return place.otherSign(0, width - 1, '~'.padStart(place.isJoined(0) ? 2 : 1));
    }
    if (['in', 'at', 'is', ':', 'takes', 'values', 'of'].includes(place.image(0)) && place.isNumber(1)) {
        return place.otherSign(0, 0, place.isJoined(0) ? ' each' : 'each', false);
    }
    if (place.isNumber(0) || place.image(0) === '[' || place.image(0) === '{') {
        return place.unsaid(place.inserted('each '));
    }
    const closer = place.image(0) === '(' && place.isNumber(1) ? place.closerOf(0) : undefined;
    if (closer !== undefined) {
        return place.otherForm(0, closer, `each ${place.slice(1, closer - 1)}`, {
            isSure: true,
            why: 'A predictor has its values after `each`.'
        });
    }
    if (place.image(0) === ',' && place.isName(1)) {
        return listOfNames(place);
    }
    return place.isUnfinished ? place.unsaid(place.appended(' ~ Normal(0, 1)', 'Normal(0, 1)')) : undefined;
}

/** `predictor x, z ~ …` is written with parentheses. */
function listOfNames(place: ErrorPlace): Slip | undefined {
    let last = 1;
    while (place.image(last + 1) === ',' && place.isName(last + 2)) {
        last += 2;
    }
    return place.image(last + 1) === '~'
        ? place.otherForm(-1, last, `(${place.slice(-1, last)})`, {
              isSure: true,
              why: 'Predictors with a common law stand in parentheses.'
          })
        : undefined;
}

/** `Normal(mean 0, sd 1)`: named arguments have a `=`. */
export function namedArguments(place: ErrorPlace): Slip | undefined {
    const isPair = place.expected === ')' && place.isNumber(0) && place.isName(-1) && ['(', ','].includes(place.image(-2));
    let opener = -1;
    while (place.token(opener) && place.image(opener) !== '(') {
        opener--;
    }
    const closer = isPair && place.image(opener) === '(' ? place.closerOf(opener) : undefined;
    const written = closer === undefined ? '' : place.slice(opener + 1, closer - 1);
    const mended = written.replace(/([\p{L}_][\p{L}\p{N}_]*)\s+(-?[\d.]+)/gu, '$1 = $2');
    return closer === undefined || mended === written
        ? undefined
        : place.otherForm(opener + 1, closer - 1, mended, { isSure: true, why: 'A named argument has `=`.' });
}

/** What stands where a law is expected. */
export function lawPlace(place: ErrorPlace): Slip | undefined {
    if (place.rule !== 'Law') {
        return undefined;
    }
    if (place.isNumber(0) && place.image(-1) === '~') {
        return place.image(-2) === 'n' ? place.otherSign(-1, -1, '=') : place.otherSign(-1, -1, 'each', false);
    }
    if (place.image(0) === 'each' && place.image(-1) === '~') {
        return place.otherForm(-1, 0, 'each', { isSure: true, why: 'Values stand behind `each` without `~`.' });
    }
    return place.isUnfinished ? place.unsaid(place.appended(' Normal(0, 1)', 'Normal(0, 1)')) : undefined;
}

/** `n ~ 20`. */
export function lawOfSize(place: ErrorPlace): Slip | undefined {
    const isSize = place.rules.includes('GroupSize');
    if (isSize && place.image(-1) === '~' && (place.isNumber(0) || place.image(0) === '?')) {
        return place.otherSign(-1, -1, '=');
    }
    if (isSize && place.image(-1) === 'n' && isNameOfLaw(place, 0)) {
        return place.unsaid({ ...place.inserted('~ '), isSure: true });
    }
    return undefined;
}

/** `Normal`, `Normal 0, 1` and `Normal[0, 1]`. */
export function lawParentheses(place: ErrorPlace): Slip | undefined {
    if (place.rule !== 'NamedLaw' || place.expected !== '(') {
        return undefined;
    }
    if (place.image(0) === '[' || place.image(0) === '{') {
        const end = place.closerOf(0);
        return end === undefined
            ? undefined
            : place.otherForm(0, end, `(${place.slice(1, end - 1)})`, {
                  isSure: true,
                  why: 'The arguments of a law stand in parentheses.'
              });
    }
    if (place.isNumber(0) || place.image(0) === '-') {
        let last = 0;
        while (
            (place.image(last + 1) === ',' || place.isNumber(last + 1) || place.image(last + 1) === '-') &&
            !place.beginsLine(last + 1)
        ) {
            last++;
        }
        return place.otherForm(-1, last, `${place.image(-1)}(${place.slice(0, last)})`, {
            why: 'The arguments of a law stand in parentheses.'
        });
    }
    if (place.rules.includes('GroupSize')) {
        const args = place.image(-1) === 'Sizes' ? 'mean = 20, cv = 0.4' : '20';
        return place.unsaid(place.appended(`(${args})`, '20'));
    }
    const name = meantWord('law', place.image(-1), laws.keys()) ?? '';
    const names = laws.get(name)?.arguments ?? [];
    const usual = names.flatMap(argument => usualArgument(name, argument.name) ?? []);
    return names.length > 0 && usual.length === names.length ? place.unsaid(place.appended(`(${usual.join(', ')})`, ...usual)) : undefined;
}

/** Points in brackets: `each (0, 1)` and `each {0, 1}`. */
export function pointsInBrackets(place: ErrorPlace): Slip | undefined {
    const opener = place.image(0) === '{' && place.image(-1) === 'each' ? 0 : place.image(0) === ',' ? openerBefore(place) : undefined;
    const end = opener === undefined ? undefined : place.closerOf(opener);
    return opener !== undefined && end !== undefined && place.image(opener - 1) === 'each'
        ? place.otherForm(opener, end, place.slice(opener + 1, end - 1), {
              isSure: true,
              why: 'The values stand behind `each` without brackets.'
          })
        : undefined;
}

function openerBefore(place: ErrorPlace): number | undefined {
    for (let i = -1; place.token(i) && place.image(i) !== ')'; i--) {
        if (place.image(i) === '(') {
            return i;
        }
    }
    return undefined;
}

/** `Normal(0; 1)`. */
export function semicolonInCall(place: ErrorPlace): Slip | undefined {
    const isInside = place.expected === ')' && place.image(0) === ';' && !place.found?.isInsertedInRecovery;
    return isInside ? place.otherSign(0, 0, ',') : undefined;
}
