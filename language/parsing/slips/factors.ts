/** Slips in effects of factors: how other software marks a factor, and how people write its values. */
import { factorFunctions } from '../../knowledge/other-names.js';
import { usesOf } from '../name-shape.js';
import { freeEffects, levelsIn, predictorsIn } from './declared-names.js';
import type { ErrorPlace, Slip } from './slip.js';

/** A factor as other software or a slip writes it: `levels(arm, ref = low)`, `as.factor(arm)`, `levels arm`. */
interface WrittenFactor {
    /** The offsets of its first and last token. */
    first: number;
    last: number;
    predictor: string;
    /** The level that the others are compared with, where it is said. */
    reference: string | undefined;
    /** Whether it asks for deviations from the mean. */
    isSum: boolean;
}

/** The factor whose name ends before the token at an offset. */
function factorAt(place: ErrorPlace, opener: number): WrittenFactor | undefined {
    const last = place.image(opener) === '(' ? place.closerOf(opener) : place.isName(opener) ? opener : undefined;
    const [inner, end] = place.image(opener) === '(' ? [opener + 1, (last ?? 0) - 1] : [opener, opener];
    const dotted = place.image(opener - 2) === '.' ? 3 : place.image(opener - 1) === '.' ? 2 : 1;
    const word = place.slice(opener - dotted, opener - 1).replaceAll(' ', '');
    if (last === undefined || !factorFunctions.has(word)) {
        return undefined;
    }
    const text = place.slice(inner, end);
    const predictor = predictorsIn(place.tokens).find(name => usesOf(name).test(text));
    const reference = /\bref\w*\s*=\s*"?([\p{L}\p{N}_]+)"?/u.exec(text)?.[1];
    return predictor === undefined
        ? undefined
        : { first: opener - dotted, last, predictor, reference, isSum: /\bsum\b|contr\.sum/i.test(text) };
}

/** `levels(arm:sex)`, `levels(arm; sex)`: the interaction of several factors. */
export function levelsOfSeveral(place: ErrorPlace): Slip | undefined {
    const closer = place.image(-1) === 'levels' && place.image(0) === '(' ? place.closerOf(0) : undefined;
    if (closer === undefined || closer % 2 === 1) {
        return undefined;
    }
    const inner = Array.from({ length: closer - 1 }, (_, i) => place.image(i + 1));
    const names = inner.filter((_, i) => i % 2 === 0);
    const known = predictorsIn(place.tokens);
    const areSeparated = inner.every((word, i) => (i % 2 === 0 ? known.includes(word) : [':', ';', '/', '|', '&', 'x'].includes(word)));
    const product = names.map(name => `levels(${name})`).join(' * ');
    return areSeparated && names.length > 1
        ? place.otherForm(-1, closer, product, { isSure: true, why: 'An interaction is a product of `levels(…)`.' })
        : undefined;
}

/** A factor that the parser does not understand. */
export function writtenFactor(place: ErrorPlace): Slip | undefined {
    if (place.rule !== 'FixedEffect' || !['=', ':'].includes(place.expected)) {
        return undefined;
    }
    // The parser stops at `(`, at the predictor or, in `as.factor(…)`, at the point.
    const opener = place.image(0) !== '.' ? 0 : place.image(2) === '(' ? 2 : 1;
    const factor = factorAt(place, opener);
    if (!factor) {
        return undefined;
    }
    const name = place.expected === ':' ? `${freeEffects(place.tokens, 1)[0]!}: ` : '';
    const term = `levels(${factor.predictor})`;
    const moved = factor.reference === undefined ? undefined : withReference(place, factor, `${name}${term}`, factor.reference);
    if (moved) {
        return moved;
    }
    const value = factor.isSum && place.image(factor.last + 1) === '=' ? place.lastOfEntry : undefined;
    const last = value ?? factor.last;
    const coded = value === undefined ? '' : `${place.slice(factor.last + 1, value).replace(/^/, ' ')} contrasts sum`;
    const stops = name === '' ? [] : [name.slice(0, -2)];
    const isSure = name === '' && factor.reference === undefined;
    return place.otherForm(factor.first, last, `${name}${term}${coded}`, {
        stops,
        isSure,
        why: 'The effects of a factor have the term `levels(…)`.'
    });
}

/** The level that others are compared with is the first one of the predictor. */
function withReference(place: ErrorPlace, factor: WrittenFactor, term: string, reference: string): Slip | undefined {
    const declared = levelsIn(place.tokens, factor.predictor);
    const level = declared?.levels.find(one => one.replaceAll('"', '') === reference);
    const uses = [...place.text.matchAll(/\blevels\(\s*([\p{L}\p{N}_]+)/gu)].filter(([, name]) => name === factor.predictor).length;
    if (!declared || level === undefined || declared.levels[0] === level || uses > 1) {
        return undefined;
    }
    const points = [level, ...declared.levels.filter(one => one !== level)].join(', ');
    const start = declared.first.startOffset;
    const between = place.text.slice(declared.last.endOffset! + 1, place.token(factor.first)!.startOffset);
    const repair = {
        start,
        end: place.token(factor.last)!.endOffset! + 1,
        text: `${points}${between}${term}`,
        title: `Make ${level} the first level of ${factor.predictor}`
    };
    return place.slip(factor.first, factor.last, { kind: 'reference-level', predictor: factor.predictor, points }, repair);
}

/** `levels(arm) contrasts sum = [0.2, 0.4]`: the coding stands behind the values. */
export function codingBeforeValues(place: ErrorPlace): Slip | undefined {
    const isCoding = place.rule === 'FixedEffect' && place.expected === '=' && place.image(0) === 'contrasts' && place.isName(1);
    if (!isCoding || place.image(2) !== '=') {
        return undefined;
    }
    const last = place.lastOfEntry;
    return place.otherForm(0, last, `${place.slice(2, last)} contrasts ${place.image(1)}`, {
        isSure: true,
        why: 'The coding stands behind the values.'
    });
}

const codingWords = /^(contr|contrasts?|coding|coded|code)$/i;

/** `contrast sum`, `contrasts = sum`, `contr.sum`, `contrasts(sum)`. */
export function codingWord(place: ErrorPlace): Slip | undefined {
    if (!['FixedEffect', 'FixedEffects'].includes(place.rule)) {
        return undefined;
    }
    const first = codingWords.test(place.image(-1)) ? -1 : codingWords.test(place.image(0)) ? 0 : undefined;
    if (first === undefined || place.image(first - 1) === ';' || place.image(first - 1) === '{') {
        return undefined;
    }
    const filler = ['=', ':', '.', '(', 'as', 'by'].includes(place.image(first + 1)) ? 1 : 0;
    const word = first + 1 + filler;
    const last = place.image(first + 1) === '(' && place.image(word + 1) === ')' ? word + 1 : word;
    return place.isName(word) && ['}', ';', ','].includes(place.image(last + 1))
        ? place.otherForm(first, last, `contrasts ${place.image(word)}`, {
              isSure: place.image(word) === 'sum',
              why: 'The coding stands behind the values.'
          })
        : undefined;
}

/** The offset of the bracket `[` that is open before the token that does not fit. */
function openList(place: ErrorPlace): number | undefined {
    let depth = 0;
    for (let i = -1; place.token(i) && !['{', '}', ';'].includes(place.image(i)); i--) {
        depth += [']', ')'].includes(place.image(i)) ? 1 : ['[', '('].includes(place.image(i)) ? -1 : 0;
        if (depth < 0) {
            return place.image(i) === '[' ? i : undefined;
        }
    }
    return undefined;
}

/** `[0.2 0.5]`, `[0.2; 0.5]`, `[low: 0.2, high: 0.5]`. */
export function listOfValues(place: ErrorPlace): Slip | undefined {
    const opener = place.expected === ']' ? openList(place) : undefined;
    const closer = opener === undefined ? undefined : place.closerOf(opener);
    if (opener === undefined || closer === undefined) {
        return undefined;
    }
    const items = itemsBetween(place, opener, closer);
    const named = items.map(item => /^"?([\p{L}\p{N}_]+)"?\s*[:=]\s*([^]+)$/u.exec(item));
    if (named.every(one => one !== null)) {
        return valuesByName(place, opener, closer, new Map(named.map(([, name, value]) => [name!, value!.trim()])));
    }
    return named.some(one => one !== null)
        ? undefined
        : place.otherForm(opener, closer, `[${items.join(', ')}]`, {
              isSure: true,
              why: 'The values of levels stand in brackets, in their order.'
          });
}

/** The texts between brackets that signs, or nothing, separate. */
function itemsBetween(place: ErrorPlace, opener: number, closer: number): string[] {
    const items: string[] = [];
    let start = opener + 1;
    let depth = 0;
    const isValue = (i: number): boolean => place.isNumber(i) || place.isName(i) || [')', '?'].includes(place.image(i));
    for (let i = start; i <= closer; i++) {
        const isSign = depth === 0 && [',', ';', '|'].includes(place.image(i));
        const begins = depth === 0 && start < i && isValue(i - 1) && (place.isNumber(i) || place.isName(i) || place.image(i) === '?');
        if (i === closer || isSign || begins) {
            items.push(place.slice(start, i - 1));
            start = isSign ? i + 1 : i;
        }
        depth += ['(', '['].includes(place.image(i)) ? 1 : [')', ']'].includes(place.image(i)) ? -1 : 0;
    }
    return items.filter(item => item !== '');
}

/** Values by the names of their levels, in the order of the predictor. */
function valuesByName(place: ErrorPlace, opener: number, closer: number, values: ReadonlyMap<string, string>): Slip | undefined {
    const predictor = place.image(opener - 1) === '=' && place.image(opener - 2) === ')' ? place.image(opener - 3) : '';
    const levels = levelsIn(place.tokens, predictor)?.levels.map(level => level.replaceAll('"', '')) ?? [];
    const others = levels.slice(1).map(level => values.get(level));
    const first = values.get(levels[0] ?? '');
    const isWhole = others.length > 0 && others.every(value => value !== undefined);
    const isKnown = [...values.keys()].every(name => levels.includes(name)) && (first === undefined || Number(first) === 0);
    return isWhole && isKnown
        ? place.otherForm(opener, closer, `[${others.join(', ')}]`, {
              isSure: true,
              why: 'The first level has no value; the others stand in brackets.'
          })
        : undefined;
}

/** `arm == "low"`, `arm != "control"`. */
export function comparedLevel(place: ErrorPlace): Slip | undefined {
    const operator = place.image(-1);
    const isCompared = place.isText(0) && ['==', '!=', '='].includes(operator) && place.isName(-2);
    const declared = isCompared ? levelsIn(place.tokens, place.image(-2)) : undefined;
    const name = place.image(0).replaceAll('"', '');
    const level = declared?.levels.find(one => one.replaceAll('"', '') === name);
    if (level === undefined || (operator === '=' && place.rule !== 'FixedEffect' && !place.rules.includes('FixedEffect'))) {
        return undefined;
    }
    const indicator = `${place.image(-2)}[${level}]`;
    return place.otherForm(-2, 0, operator === '!=' ? `1 - ${indicator}` : indicator, {
        isSure: operator !== '!=',
        why: 'A level is compared in the term of its effect.'
    });
}

/** `= {0.2, 0.4}`, `= (0.2, 0.4)` and `= 0.2, 0.4`: a list has brackets. */
export function bracketsOfValues(place: ErrorPlace): Slip | undefined {
    if (!place.rules.includes('FixedEffects')) {
        return undefined;
    }
    const opener = place.image(0) === '{' ? 0 : place.image(0) === ',' && place.expected === ')' ? openerBefore(place) : undefined;
    const closer = opener === undefined || place.image(opener - 1) !== '=' ? undefined : place.closerOf(opener);
    if (opener !== undefined && closer !== undefined) {
        return place.otherForm(opener, closer, `[${place.slice(opener + 1, closer - 1)}]`, {
            isSure: true,
            why: 'The values of levels stand in brackets.'
        });
    }
    let first = -1;
    while (place.isNumber(first) || place.image(first) === ',') {
        first--;
    }
    let last = 0;
    while (place.image(last + 1) === ',' && place.isNumber(last + 2) && !['=', ':'].includes(place.image(last + 3))) {
        last += 2;
    }
    const isFactor = place.image(first) === '=' && place.image(first - 1) === ')' && place.image(first - 4) === 'levels';
    return place.isNumber(0) && isFactor
        ? place.otherForm(first + 1, last, `[${place.slice(first + 1, last)}]`, {
              isSure: true,
              why: 'The values of levels stand in brackets.'
          })
        : undefined;
}

function openerBefore(place: ErrorPlace): number | undefined {
    for (let i = -1; place.token(i) && ![')', '=', ';'].includes(place.image(i)); i--) {
        if (place.image(i) === '(') {
            return i;
        }
    }
    return undefined;
}
