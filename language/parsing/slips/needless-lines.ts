/** Lines that other software needs and the language does not: `class clinic`, `outcome y`, `factor(arm)`. */
import { predictorsIn } from './declared-names.js';
import { removedText } from './moved-text.js';
import type { ErrorPlace, Slip } from './slip.js';

/** A line that only has to go, with the reason. */
function undue(place: ErrorPlace, last: number, why: string): Slip {
    return place.slip(0, last, { kind: 'undue', why }, { ...removedText(place, 0, last), title: 'Remove it' });
}

/** The kinds of responses that a line can name, with their families. */
const kinds: Record<string, string> = {
    binary: 'bernoulli',
    dichotomous: 'bernoulli',
    count: 'poisson',
    counts: 'poisson',
    continuous: 'gaussian(phi = 1)'
};

/** A line that declares what needs no declaration. */
export function needlessLine(place: ErrorPlace): Slip | undefined {
    return place.rule === 'Model' && place.beginsLine() ? (classLine(place) ?? responseLine(place) ?? factorLine(place)) : undefined;
}

/** `class clinic arm` of SAS. */
function classLine(place: ErrorPlace): Slip | undefined {
    const last = place.lastOfLine;
    const isClass = /^class$/i.test(place.image(0)) && place.isName(1) && !place.beginsLine(1);
    const areNames = Array.from({ length: last }, (_, i) => i + 1).every(i => place.isName(i) || [',', ';'].includes(place.image(i)));
    return isClass && areNames
        ? undue(place, last, 'Groups are declared by `random`, and factors by `predictor … each` with their levels.')
        : undefined;
}

/** `outcome y`, `response: y` and `response binary`. */
function responseLine(place: ErrorPlace): Slip | undefined {
    const isWord = /^(outcome|response|dependent|endpoint|dv)$/i.test(place.image(0));
    const sign = ['=', ':'].includes(place.image(1)) ? 2 : 1;
    const last = place.lastOfLine;
    if (!isWord || !place.isName(sign) || place.beginsLine(sign) || last !== sign) {
        return undefined;
    }
    const family = Object.hasOwn(kinds, place.image(sign)) ? kinds[place.image(sign)] : undefined;
    const hasFamily = place.tokens.some(({ image }) => image === 'family');
    return family !== undefined && !hasFamily
        ? place.otherForm(0, last, `family ${family}`, { why: '`family` says what kind of response the study has.' })
        : hasFamily
          ? undue(place, last, 'The response has no name in a model; `family` says what kind it is.')
          : undefined;
}

/** `factor(arm)` and `arm = factor(arm)`. */
function factorLine(place: ErrorPlace): Slip | undefined {
    const start = place.isName(0) && place.image(1) === '=' ? 2 : 0;
    const isCall =
        /^(?:as\.)?factor$/.test(place.image(start)) &&
        place.image(start + 1) === '(' &&
        place.isName(start + 2) &&
        place.image(start + 3) === ')';
    const name = place.image(start + 2);
    if (!isCall) {
        return undefined;
    }
    return predictorsIn(place.tokens).includes(name)
        ? undue(place, start + 3, `The line \`predictor ${name}\` says what values \`${name}\` has.`)
        : place.otherForm(start, start + 3, `predictor ${name} each 0, 1`, {
              stops: ['0, 1'],
              why: 'A factor is a predictor with its values.'
          });
}
