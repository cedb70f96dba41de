/** Lines that begin with no keyword. */
import { isSameWord, meantWord } from '../../knowledge/other-names.js';
import { attritionLine } from './blocks.js';
import { countedIn, groupsIn, interceptIn } from './declared-names.js';
import { effectLines } from './effect-lines.js';
import { hypothesisLine } from './hypotheses.js';
import { elementKeywords } from './options.js';
import { isNameOfLaw } from './predictors.js';
import { formulaLine } from './r-formula-line.js';
import { measureBehind, randomEffectLine } from './random-effects.js';
import { ratioLine } from './ratios.js';
import type { ErrorPlace, Slip } from './slip.js';

/** A line of a model that begins with no keyword. */
export function strangeLine(place: ErrorPlace): Slip | undefined {
    if (place.rule !== 'Model' || place.expected !== '}' || !(place.beginsLine() || [';', '}', '{'].includes(place.image(-1)))) {
        return undefined;
    }
    return (
        attritionLine(place) ??
        hypothesisLine(place) ??
        ratioLine(place) ??
        randomEffectLine(place) ??
        misspeltKeyword(place) ??
        formulaLine(place) ??
        predictorLine(place) ??
        effectLines(place) ??
        countLine(place) ??
        randomLine(place)
    );
}

function misspeltKeyword(place: ErrorPlace): Slip | undefined {
    const lower = place.image(0).toLowerCase();
    if (elementKeywords.includes(lower) && lower !== place.image(0)) {
        return place.otherWord(0, 0, lower, true);
    }
    const isDeclaration = ['=', ':', '~', '|', '+', '('].includes(place.image(1));
    const pair =
        place.isName(0) && place.isName(1) ? meantWord('element', `${place.image(0)} ${place.image(1)}`, elementKeywords) : undefined;
    if (pair === 'design') {
        return place.otherWord(0, 1, pair);
    }
    const meant = place.isName(0) && !isDeclaration ? meantWord('element', place.image(0), elementKeywords) : undefined;
    return meant === undefined ? undefined : place.otherWord(0, 0, meant, isSameWord(place.image(0), meant));
}

/** `x ~ Normal(0, 1)`, `x each 0, 1`. */
function predictorLine(place: ErrorPlace): Slip | undefined {
    const isPredictor = place.isName(0) && ((place.image(1) === '~' && isNameOfLaw(place, 2)) || place.image(1) === 'each');
    const isNamed = place.isName(0) && place.image(1) === ':' && place.image(2) === 'each';
    if (isNamed) {
        return place.otherForm(0, 2, `predictor ${place.image(0)} each`, { isSure: true, why: 'A predictor begins with its keyword.' });
    }
    return isPredictor
        ? place.otherForm(0, 0, `predictor ${place.image(0)}`, { isSure: true, why: 'A predictor begins with its keyword.' })
        : undefined;
}

/** `n = 20` outside of a design, and `a = 5` without `let`. */
function countLine(place: ErrorPlace): Slip | undefined {
    if (place.isName(0) && ['<', ':'].includes(place.image(1)) && ['-', '='].includes(place.image(2)) && place.isJoined(2)) {
        return place.otherForm(0, 2, `let ${place.image(0)} =`, { why: 'A constant begins with `let`.' });
    }
    if (!place.isName(0) || place.image(1) !== '=') {
        return undefined;
    }
    const isCount = place.image(0) === 'n' || groupsIn(place.tokens).includes(place.image(0));
    let last = place.lastOfLine;
    while (place.isName(last + 1) && place.image(last + 2) === '=' && place.isNumber(last + 3)) {
        last += 3;
    }
    const hasDesign = place.tokens.some(({ image }) => image === 'design');
    if (!isCount) {
        return place.otherForm(0, 0, `let ${place.image(0)}`, { why: 'A constant begins with `let`.' });
    }
    return hasDesign
        ? undefined
        : place.otherForm(0, last, `design { ${place.slice(0, last)} }`, {
              isSure: true,
              why: 'Numbers of units and observations belong in `design`.'
          });
}

/** `(1 | clinic)`. */
function randomLine(place: ErrorPlace): Slip | undefined {
    const open = place.image(0) === '+' ? 1 : 0;
    const end = place.image(open) === '(' ? place.closerOf(open) : undefined;
    const intercept = interceptIn(place.tokens);
    const isIntercept = place.image(open + 1) === '1' && place.image(open + 2) === '|' && end === open + 4;
    if (!isIntercept || end === undefined || intercept === undefined) {
        return undefined;
    }
    const { text, last, stops } = measureBehind(place, end);
    return place.otherForm(0, last, `random ${place.image(open + 3)} { ${intercept} ${text} }`, {
        stops,
        why: 'A random effect belongs in the block of its group.'
    });
}

/** Text outside of all models: what belongs into one. */
export function strayLines(place: ErrorPlace): Slip | undefined {
    const isElement = elementKeywords.includes(place.image(0)) && place.image(0) !== 'let';
    const isCounted = countedIn(place.tokens).length > 0;
    if (!isElement || !(isCounted || place.tokens.length > 3) || place.tokens.some(({ image }) => image === 'model')) {
        return misspeltModel(place);
    }
    const last = place.tokens.length - 1 - place.at;
    const lines = place
        .slice(0, last)
        .split('\n')
        .map(line => (line.trim() === '' ? '' : `  ${line.trimEnd()}`));
    return place.slip(
        0,
        0,
        { kind: 'unknown-word', word: place.image(0), nearest: undefined, place: 'file' },
        place.replaced(0, last, `model study {\n${lines.join('\n')}\n}`, { stops: ['study'], title: 'Write it as a model' })
    );
}

function misspeltModel(place: ErrorPlace): Slip | undefined {
    const meant = place.isName(0) && place.isName(1) ? meantWord('element', place.image(0), ['model']) : undefined;
    return meant === undefined || meant === place.image(0) ? undefined : place.otherWord(0, 0, meant, isSameWord(place.image(0), meant));
}
