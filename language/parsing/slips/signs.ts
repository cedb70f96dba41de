/** Wrong, missing and needless signs. */
import { functions } from '../../knowledge/functions.js';
import { effectMeant, effectsIn, freeEffects, mainEffectIn, predictorsIn, termFor } from './declared-names.js';
import type { ErrorPlace, Repair, Slip } from './slip.js';

/** Words before which people write `=` or `:` although the language has none there. */
const withoutSign = new Set(
    'family link alpha power level halfwidth factor sd variance icc attrition budget replicates seed method reference each step using offset random observation model title predictor'.split(
        ' '
    )
);
const signs = new Set(['=', ':', '==', '~']);
const fillers = new Set(['of', 'is', 'at', 'about', 'equals', 'to']);

/** `power = 0.80`, `family: poisson`, `power of 0.80`. */
export function needlessSign(place: ErrorPlace): Slip | undefined {
    const isMeasureLine = place.rule === 'Model' && place.beginsLine() && ['sd', 'variance', 'icc'].includes(place.image(0));
    if (isMeasureLine) {
        return undefined;
    }
    if (place.image(-1) === 'test' && place.image(0) === ':') {
        return place.needless(0, 0);
    }
    if (place.image(0) === '<' && place.image(1) === '-' && place.isJoined(1) && withoutSign.has(place.image(-1))) {
        return place.needless(0, 1);
    }
    for (const sign of [0, 1]) {
        if (signs.has(place.image(sign)) && withoutSign.has(place.image(sign - 1))) {
            return needlessSigns(place, sign);
        }
    }
    if (place.rules.includes('Price') && signs.has(place.image(0)) && place.image(-2) === 'per') {
        return place.needless(0, 0);
    }
    if (place.isNumber(0) && fillers.has(place.image(-1)) && withoutSign.has(place.image(-2))) {
        return place.needless(-1, -1);
    }
    return ['{', 'NAME'].includes(place.expected) && signs.has(place.image(0)) && place.image(1) === '{' ? place.needless(0, 0) : undefined;
}

/** A needless sign, with all others behind options of the same line, and decimal commas behind them. */
function needlessSigns(place: ErrorPlace, sign: number): Slip {
    const last = place.lastOfLine;
    const usual = place.needless(sign, sign);
    const rest = last > sign ? place.slice(sign + 1, last) : '';
    const mended = rest
        .replace(/\b(alpha|power|level|halfwidth|factor)(\s*[=:]\s*)/g, '$1 ')
        .replace(/(?<![\w.])(\d+),(\d+)(?![\w.])/g, '$1.$2');
    const isTest = ['alpha', 'power', 'level', 'halfwidth', 'factor'].includes(place.image(sign - 1));
    return isTest && mended !== rest
        ? {
              ...usual,
              repairs: [
                  place.replaced(sign - 1, last, `${place.image(sign - 1)} ${mended}`, { isSure: true, title: 'Remove the signs' }),
                  ...usual.repairs
              ]
          }
        : usual;
}

const begins = /^[\p{L}_\d.(?[-]/u;

/** Signs in place of `=`, and `=` in place of others, where the parser expects `=`. */
export function wrongEquals(place: ErrorPlace): Slip | undefined {
    if (place.expected !== '=') {
        return undefined;
    }
    const sign = place.image(0);
    if (sign === ':' && place.image(1) === '=' && place.isJoined(1)) {
        return place.otherSign(0, 1, '=');
    }
    const isInteraction = place.rule === 'FixedEffect' && sign === ':' && hasLater(place, '=');
    if (isInteraction && place.image(-2) === ':' && predictorsIn(place.tokens).includes(place.image(-3))) {
        return namelessProduct(place, -3);
    }
    if (isInteraction) {
        return place.otherSign(0, 0, place.isJoined(0) ? ' * ' : '*');
    }
    if (sign === '<' && place.image(1) === '-' && place.isJoined(1)) {
        return place.otherSign(0, 1, '=');
    }
    const rest = place.slice(1, place.lastOfLine);
    if (sign === ':' && place.rules.includes('Design') && /\w\s*:\s*[\d?]/.test(rest)) {
        const repair = place.replaced(0, place.lastOfLine, `${place.isJoined(0) ? ' ' : ''}= ${rest.replace(/\s*:\s*/g, ' = ')}`, {
            isSure: true
        });
        return place.slip(0, 0, { kind: 'other-sign', found: ':', instead: '=' }, repair);
    }
    if (signs.has(sign) || sign === 'is' || sign === 'in') {
        return place.otherSign(0, 0, `${place.isJoined(0) ? ' ' : ''}=${place.isJoined(1) ? ' ' : ''}`);
    }
    return swallowedEquals(place);
}

/** Words for the product of two predictors. */
const crossing = new Set(['x', 'X', 'by', 'times', 'and', '&', 'interaction']);

/** `drug x month = 0.3`, also with a name before it: the interaction of two predictors. */
export function productInWords(place: ErrorPlace): Slip | undefined {
    const predictors = predictorsIn(place.tokens);
    const isProduct = predictors.includes(place.image(-1)) && crossing.has(place.image(0)) && predictors.includes(place.image(1));
    if (place.rule !== 'FixedEffect' || !isProduct || place.image(2) !== '=') {
        return undefined;
    }
    if (place.expected === '=') {
        return place.otherForm(-1, 1, `${place.image(-1)} * ${place.image(1)}`, { isSure: true, why: 'A product is written with `*`.' });
    }
    const [free] = freeEffects(place.tokens, 1);
    return free === undefined
        ? undefined
        : place.otherForm(-1, 1, `${free}: ${place.image(-1)} * ${place.image(1)}`, {
              stops: [free],
              why: 'An effect has a name, and a product is written with `*`.'
          });
}

/** `a:b:c = 0.3` and `levels(a):b = 0.3`: R's interaction, where an effect needs a name. Undefined where no value follows. */
function namelessProduct(place: ErrorPlace, from: number): Slip | undefined {
    const end = place.lastOfEntry;
    const equals = Array.from({ length: end }, (_, i) => i).find(i => place.image(i) === '=');
    const [free] = freeEffects(place.tokens, 1);
    if (equals === undefined || free === undefined) {
        return undefined;
    }
    const product = place.slice(from, equals - 1).replace(/\s*:\s*/g, ' * ');
    return place.otherForm(from, equals - 1, `${free}: ${product}`, {
        stops: [free],
        why: 'An effect has a name, and a product is written with `*`.'
    });
}

function hasLater(place: ErrorPlace, sign: string): boolean {
    for (let i = 1; i <= place.lastOfEntry; i++) {
        if (place.image(i) === sign) {
            return true;
        }
    }
    return false;
}

/** `x == 0.3` and `x <- 0.3` are comparisons, after which `=` is missing. */
function swallowedEquals(place: ErrorPlace): Slip | undefined {
    if (!place.isUnfinished || place.rule !== 'FixedEffect') {
        return undefined;
    }
    for (let i = -1; place.token(i) && ![':', ';', '{', '}'].includes(place.image(i)); i--) {
        // A whole number can be a value of the predictor: then its effect has no value yet.
        const isValue = i < -1 && !(place.isNumber(i + 1) && /^\d+$/.test(place.image(i + 1)) && i === -2);
        if (place.image(i) === '==' && isValue) {
            return place.otherSign(i, i, '=', false);
        }
        if (place.image(i) === '<' && place.image(i + 1) === '-' && place.isJoined(i + 1)) {
            return place.otherSign(i, i + 1, '=', false);
        }
    }
    return undefined;
}

/** `clinic 50`, `beta1: x 0.3`, `test beta1 power 0.80`. */
export function missingEquals(place: ErrorPlace): Slip | undefined {
    if (place.expected !== '=' && !(place.rule === 'GroupSize' && place.isNumber(0))) {
        return undefined;
    }
    if (place.rule === 'Hypothesis') {
        const named = nullHypothesis(place);
        if (named) {
            return place.unsaid(named);
        }
        const isOption = !place.isUnfinished && !place.isNumber(0) && place.image(0) !== '-';
        return isOption ? place.unsaid(place.inserted('= 0 ', '0')) : place.isUnfinished ? undefined : place.unsaid(place.inserted('= '));
    }
    return !place.isUnfinished && begins.test(place.image(0))
        ? place.unsaid({ ...place.inserted('= '), isSure: place.isNumber(0) })
        : undefined;
}

/** `test effect` and `test arm power 0.80`: the effect that is meant has another name. */
function nullHypothesis(place: ErrorPlace): Repair | undefined {
    const word = place.image(-1);
    const isAlone = ['test', ':', 'and'].includes(place.image(-2)) && place.isName(-1);
    const endsHere = place.isUnfinished || ['power', 'alpha', 'reference', 'two-sided', 'greater', 'less'].includes(place.image(0));
    const isKnown = effectsIn(place.tokens).some(({ name }) => name === word);
    if (!isAlone || !endsHere || isKnown) {
        return undefined;
    }
    const meant = effectMeant(word, place.tokens);
    const effect = meant ?? mainEffectIn(place.tokens);
    return effect === undefined ? undefined : place.replaced(-1, -1, `${effect} = 0`, { stops: [meant === undefined ? effect : '0'] });
}

/** An effect without its name or term, or with another sign before it: `beta0 = 1 = 0.5`, `beta1 = 0.3`. */
export function wrongColon(place: ErrorPlace): Slip | undefined {
    if (place.expected !== ':' || place.rule !== 'FixedEffect') {
        return undefined;
    }
    const name = place.image(-1);
    if (name === 'levels' && place.image(0) === '(') {
        return namelessProduct(place, -1);
    }
    const isProduct = predictorsIn(place.tokens).includes(name) && effectsIn(place.tokens).every(effect => effect.name !== name);
    if (place.image(0) === '*' && isProduct && predictorsIn(place.tokens).includes(place.image(1))) {
        return namelessProduct(place, -1);
    }
    if (['=', '~', '*', '<', '=='].includes(place.image(0)) && hasLater(place, '=')) {
        const repair = place.replaced(0, 0, place.isJoined(1) ? ': ' : ':');
        const behindName = { ...repair, start: place.previous!.endOffset! + 1 };
        return place.slip(0, 0, { kind: 'other-sign', found: place.image(0), instead: ':' }, behindName);
    }
    if (place.image(0) !== '=' && !place.isUnfinished) {
        return begins.test(place.image(0)) && hasLater(place, '=') ? place.unsaid(place.appended(':')) : undefined;
    }
    const isPredictor = predictorsIn(place.tokens).includes(name) && effectsIn(place.tokens).every(effect => effect.name !== name);
    const [end, ...ends] = place.image(0) === '=' ? [''] : [' = 0.3', '0.3'];
    if (isPredictor) {
        const [free] = freeEffects(place.tokens, 1);
        return place.unsaid(place.replaced(-1, -1, `${free!}: ${name}${end}`, { stops: [free!, ...ends] }));
    }
    const term = termFor(name, place.tokens);
    return place.unsaid(place.appended(`: ${term}${end}`, term, ...ends));
}

/** `x: 0.3`, `0.3 * x`, `x effect = 0.3` and `1 = 0.5`: effects without names. */
export function namelessEffect(place: ErrorPlace): Slip | undefined {
    const predictors = predictorsIn(place.tokens);
    const isFree = (name: string): boolean =>
        predictors.includes(name) && effectsIn(place.tokens).every(effect => effect.name !== name || effect.term === '');
    const [free] = freeEffects(place.tokens, 1);
    if (free === undefined || !place.rules.includes('FixedEffects')) {
        return undefined;
    }
    if (place.expected === '=' && place.isUnfinished && place.isNumber(-1) && place.image(-2) === ':' && isFree(place.image(-3))) {
        return place.otherForm(-3, -1, `${free}: ${place.image(-3)} = ${place.image(-1)}`, {
            stops: [free],
            why: 'An effect has a name, a term and a value.'
        });
    }
    if (place.isNumber(0) && place.image(1) === '*' && isFree(place.image(2)) && place.rule === 'FixedEffects') {
        return place.otherForm(0, 2, `${free}: ${place.image(2)} = ${place.image(0)}`, {
            stops: [free],
            why: 'An effect has a name, a term and a value.'
        });
    }
    if (
        place.expected === ':' &&
        /^(effect|slope|coef|coefficient)$/i.test(place.image(0)) &&
        isFree(place.image(-1)) &&
        place.image(1) === '='
    ) {
        return place.otherForm(-1, 0, `${free}: ${place.image(-1)}`, { stops: [free], why: 'An effect has a name, a term and a value.' });
    }
    const isIntercept = place.rule === 'FixedEffects' && place.image(0) === '1' && place.image(1) === '=';
    return isIntercept && effectsIn(place.tokens).every(({ name }) => name !== 'beta0')
        ? place.unsaid(place.inserted('beta0: ', 'beta0'))
        : undefined;
}

/** `x**2`. */
export function doubleStar(place: ErrorPlace): Slip | undefined {
    return place.image(0) === '*' && place.image(-1) === '*' && place.isJoined(0) ? place.otherSign(-1, 0, '^') : undefined;
}

/** `log 1.5`. */
export function functionWithoutParentheses(place: ErrorPlace): Slip | undefined {
    const name = place.image(-1);
    const isFunction = functions.has(name) && place.rule !== 'RandomEffect';
    return place.isNumber(0) && isFunction
        ? place.otherForm(-1, 0, `${name}(${place.image(0)})`, { isSure: true, why: 'The argument of a function stands in parentheses.' })
        : undefined;
}
