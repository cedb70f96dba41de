/** Formulas and calls of R in the text. */
import { fits, modelOfCall, readCall, printingFunctions } from '../../other-software/r-call.js';
import { readFormula } from '../../other-software/parsed-formula.js';
import { guessedValue } from '../../other-software/guesses.js';
import { linesOfFormula } from '../../other-software/written-model.js';
import { freeEffects, groupsIn, predictorsIn } from './declared-names.js';
import type { ErrorPlace, Slip } from './slip.js';

/** A line of a model such as `y ~ x + (1 | clinic)`. */
export function formulaLine(place: ErrorPlace): Slip | undefined {
    const start = place.image(0) === 'formula' ? (['=', ':'].includes(place.image(1)) ? 2 : 1) : 0;
    if (!place.isName(start) || place.image(start + 1) !== '~') {
        return undefined;
    }
    const last = place.lastOfLine;
    const formula = readFormula(place.slice(start, last));
    if (!formula) {
        return undefined;
    }
    const { lines, stops } = linesOfFormula(formula, { predictors: predictorsIn(place.tokens), groups: groupsIn(place.tokens) });
    const indent = /[ \t]*$/.exec(place.text.slice(0, place.found!.startOffset))?.[0] ?? '';
    return place.slip(
        0,
        last,
        { kind: 'formula', isCall: false },
        place.replaced(0, last, lines.join(`\n${indent}`), { stops, title: 'Write the formula as lines of the model' })
    );
}

/** A call such as `glmer(y ~ x + (1 | clinic), family = binomial)`, or a formula alone, in place of a model. */
export function callInR(place: ErrorPlace): Slip | undefined {
    // `m <- lme4::glmer(…)`
    let start = place.image(1) === '<' && place.image(2) === '-' ? 3 : place.image(1) === '=' ? 2 : 0;
    const isShown = printingFunctions.has(place.image(start)) && place.image(start + 1) === '(';
    const whole = isShown ? place.closerOf(start + 1) : undefined;
    start += isShown ? 2 : 0;
    start += place.image(start + 1) === ':' && place.image(start + 2) === ':' ? 3 : 0;
    const isFit = Object.hasOwn(fits, place.image(start)) && place.image(start + 1) === '(';
    const end = isFit ? place.closerOf(start + 1) : place.lastOfLine;
    if (end === undefined || (!isFit && place.image(1) !== '~')) {
        return undefined;
    }
    const call = readCall(place.slice(isFit ? start : 0, end));
    if (!call) {
        return undefined;
    }
    const { text, stops } = modelOfCall(call);
    const last = whole ?? end;
    return place.slip(0, last, { kind: 'formula', isCall: true }, place.replaced(0, last, text, { stops, title: 'Write it as a model' }));
}

/** Terms without names in a block of fixed effects: `x1 + x2`. */
export function termsWithoutNames(place: ErrorPlace): Slip | undefined {
    if (place.rule !== 'FixedEffect' || place.expected !== ':' || !['+', '*', ':'].includes(place.image(0))) {
        return undefined;
    }
    let last = place.lastOfEntry;
    while (['}', ';'].includes(place.image(last))) {
        last--;
    }
    const formula = readFormula(`y ~ ${place.slice(-1, last)}`);
    const terms = formula?.groups.length === 0 ? formula.terms.filter(term => term !== '1') : [];
    if (terms.length === 0) {
        return undefined;
    }
    const free = freeEffects(place.tokens, terms.length);
    const entries = terms.map((term, i) => `${free[i]!}: ${term} = ${guessedValue}`);
    return place.otherForm(-1, last, entries.join('; '), {
        stops: terms.map(() => guessedValue),
        why: 'Each effect has a name and a value.'
    });
}
