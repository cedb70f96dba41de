/** Blocks without braces, and entries of designs. */
import { attritionWords } from '../../knowledge/other-names.js';
import { sizesBetween } from '../../knowledge/sequences.js';
import { nearestName } from '../../scoping/nearest-name.js';
import { groupsIn, interceptIn, pointsIn } from './declared-names.js';
import { isNameOfLaw } from './predictors.js';
import type { ErrorPlace, Repair, Slip } from './slip.js';
import { plainName } from './strange-names.js';

/** `design clinic = 40, n = 20`: what follows on the line belongs into braces. */
export function missingBraces(place: ErrorPlace): Slip | undefined {
    if (place.expected !== '{') {
        return undefined;
    }
    if (place.rule === 'Model') {
        return modelHead(place);
    }
    const sign = place.image(0);
    if (place.isUnfinished && !['(', '['].includes(sign)) {
        return sign === ';' || sign === ',' ? undefined : place.unsaid(emptyBlock(place));
    }
    if (sign === '(' || sign === '[') {
        const end = place.closerOf(0);
        return end === undefined
            ? undefined
            : place.otherForm(0, end, `{ ${place.slice(1, end - 1)} }`, { isSure: true, why: 'A block has braces.' });
    }
    const first = [':', '='].includes(sign) ? 1 : 0;
    const last = place.lastOfLine;
    const space = first === 1 && place.isJoined(0) ? ' ' : '';
    return last < first
        ? undefined
        : place.unsaid(place.replaced(0, last, `${space}{ ${place.slice(first, last)}${place.closesBehind(last) ? '' : ' }'}`));
}

/** What stands between the name of a model and its brace. */
function modelHead(place: ErrorPlace): Slip | undefined {
    if (['=', ':', '('].includes(place.image(0))) {
        return place.needless(0, 0);
    }
    let last = -1;
    while (place.isName(last + 1) && !place.beginsLine(last + 1)) {
        last++;
    }
    const isTitle = last >= 0 && place.image(last + 1) === '{';
    return isTitle
        ? place.otherForm(0, last, `"${place.slice(0, last)}"`, { isSure: true, why: 'The title of a model stands in quotes.' })
        : place.unsaid({ ...place.appended(' {'), isSure: true });
}

/** `model { … }`. */
export function modelName(place: ErrorPlace): Slip | undefined {
    const isNameless = place.rule === 'Model' && place.image(-1) === 'model';
    const title = place.isText(0) ? plainName(place.image(0)) : '';
    const name = /^[\p{L}_]/u.test(title) ? title : 'study';
    return isNameless && (place.isText(0) || place.image(0) === '{') ? place.unsaid(place.inserted(`${name} `, name)) : undefined;
}

/** `"beta0": 1 = 0.5`: a name in quotes. */
export function quotedName(place: ErrorPlace): Slip | undefined {
    const name = place.image(0).replaceAll('"', '');
    const isName = place.isText(0) && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name);
    const isExpected =
        place.expected === 'NAME' ||
        place.image(-1) === 'predictor' ||
        ['FixedEffects', 'RandomEffects', 'Design', 'Cost', 'Data'].includes(place.rule);
    return isName && isExpected ? place.otherForm(0, 0, name, { isSure: true, why: 'Names have no quotes.' }) : undefined;
}

/** `fixed a { … }`, and `fixed C { … }` or `fixed effects { … }` for plain `fixed`. */
export function blockLetter(place: ErrorPlace): Slip | undefined {
    if (place.rule !== 'FixedEffects') {
        return undefined;
    }
    const letter = place.image(0).toUpperCase();
    if ((letter === 'A' || letter === 'B') && place.image(0) !== letter) {
        return place.otherWord(0, 0, letter, true);
    }
    return place.isName(0) &&
        ['{', ':'].includes(place.image(1)) &&
        place.expected === '{' &&
        !/^[AB]$/.test(letter) &&
        !beginsEffect(place)
        ? place.needless(0, 0)
        : undefined;
}

/** Whether an effect `beta1: x = 0.3` begins here, and not a heading such as `effects:`. */
function beginsEffect(place: ErrorPlace): boolean {
    for (let i = 2; place.image(1) === ':' && i <= place.lastOfLine; i++) {
        if (place.image(i) === '=' || place.image(i) === ':') {
            return place.image(i) === '=';
        }
    }
    return place.image(2) === '1';
}

/** Braces with what a block most often begins with. */
function emptyBlock(place: ErrorPlace): Repair {
    const intercept = place.rule === 'RandomEffects' ? interceptIn(place.tokens) : undefined;
    return intercept === undefined ? place.appended(' { }') : place.appended(` { ${intercept} sd 0.5 }`, '0.5');
}

/** `n: 20`, `n 20`, `n Poisson(20)`. */
function sizeEntry(place: ErrorPlace): Slip | undefined {
    const joined = place.isJoined(1) ? ' ' : '';
    if (place.isNumber(1) || place.image(1) === '?') {
        return place.unsaid(place.replaced(0, 0, 'n =', { isSure: true }));
    }
    if (isNameOfLaw(place, 1)) {
        return place.unsaid(place.replaced(0, 0, 'n ~', { isSure: true }));
    }
    const width = (place.image(1) === '<' && place.image(2) === '-') || (place.image(1) === ':' && place.image(2) === '=') ? 2 : 1;
    return [':', '==', '<'].includes(place.image(1)) ? place.otherSign(1, width, `${joined}=`) : undefined;
}

/** `sweep n 5..50`, `sweep n: 5, 10`. */
export function sweptSize(place: ErrorPlace): Slip | undefined {
    return place.rule === 'Sweep' && place.image(0) === 'n' && !isNameOfLaw(place, 1) ? sizeEntry(place) : undefined;
}

/** `design { 40 clinics, n = 20 per clinic }`. */
export function designEntry(place: ErrorPlace): Slip | undefined {
    if (!place.rules.includes('Design')) {
        return undefined;
    }
    const isEntry = place.expected === '}' || place.rule === 'DesignEntry';
    if (['..', 'to', ':', '…'].includes(place.image(0)) && place.isNumber(-1) && place.isNumber(1) && place.image(-3) === 'n') {
        return place.otherForm(-3, 1, `n ~ ${sizesBetween(Number(place.image(-1)), Number(place.image(1)))}`, {
            why: 'Sizes that differ have a law.'
        });
    }
    if (isEntry && place.image(0) === 'n' && place.image(1) !== 'per') {
        return sizeEntry(place);
    }
    if (place.rule === 'Count' && attritionWords.has(place.image(-1).toLowerCase()) && place.isNumber(0)) {
        return place.otherWord(-1, -1, 'attrition', true);
    }
    if (isEntry && place.image(0) === 'attrition') {
        return place.unsaid(place.replaced(0, 0, 'attrition 0.15', { stops: ['0.15'] }));
    }
    if (isEntry && place.isNumber(0) && ['per', 'in', 'each'].includes(place.image(1)) && place.isName(2)) {
        return place.otherForm(0, 2, `n = ${place.image(0)}`, { why: 'The number of observations in each unit is `n`.' });
    }
    if (isEntry && place.image(0) === 'n' && ['per', 'in'].includes(place.image(1)) && place.isName(2) && place.isNumber(4)) {
        return place.otherForm(0, 4, `n = ${place.image(4)}`, { why: 'The number of observations in each unit is `n`.' });
    }
    if (place.image(0) === '?' && place.image(-1) === '?') {
        return place.needless(0, 0);
    }
    if (isEntry && place.isNumber(0) && place.isName(1)) {
        const name = nearestName(place.image(1), [...groupsIn(place.tokens), 'n']) ?? place.image(1);
        return place.otherForm(0, 1, `${name} = ${place.image(0)}`, { why: 'A count stands behind the name of its group.' });
    }
    if (place.expected === '}' && ['per', 'in', 'each'].includes(place.image(0)) && place.isName(1) && place.isNumber(-1)) {
        return place.needless(0, 1, false);
    }
    const total = totalOfPoints(place);
    if (total) {
        return total;
    }
    if (place.rule === 'Count' && place.image(-1) === 'per' && place.isName(0)) {
        const isGroup = groupsIn(place.tokens).includes(place.image(0));
        return isGroup && place.isNumber(-2) ? place.needless(-1, 0, false) : undefined;
    }
    if (place.rule === 'Count' && place.image(0) === '~' && place.isNumber(1)) {
        return place.otherSign(0, 0, '=');
    }
    return undefined;
}

/** `practice = 36 per arm`, `n = 10 per period`: the design has the number for all values of the predictor together. */
function totalOfPoints(place: ErrorPlace): Slip | undefined {
    const per = [-1, 0].find(offset => ['per', 'each', 'in', '/'].includes(place.image(offset)) && place.isNumber(offset - 1)) ?? 0;
    const entry = place.image(per - 3);
    const word = ['each', 'every'].includes(place.image(per + 1)) ? per + 2 : per + 1;
    const isArm = entry !== 'n' && /^(arms?|treatments?|conditions?|sequences?)$/i.test(place.image(word));
    const points = pointsIn(place.tokens, place.image(word)) ?? (isArm ? { predictor: '', count: 2, isOfGroup: true } : undefined);
    const count = Number(place.image(per - 1));
    const isTotal = points !== undefined && place.image(per - 2) === '=' && Number.isInteger(count);
    // A predictor of groups says nothing of the observations in each of them.
    return isTotal && (entry !== 'n' || !points.isOfGroup) && entry !== '' && entry !== points.predictor
        ? perValue(place, per - 1, word, count, points.count)
        : undefined;
}

function perValue(place: ErrorPlace, from: number, to: number, each: number, values: number): Slip {
    const total = String(each * values);
    const instead = `${place.image(from - 2)} = ${total}`;
    return place.slip(from, to, { kind: 'per-value', instead, each, values }, place.replaced(from, to, total, { stops: [total] }));
}

/** `dropout 0.1` outside of the design, where it belongs. */
export function attritionLine(place: ErrorPlace): Slip | undefined {
    const isAttrition = attritionWords.has(place.image(0).toLowerCase()) || place.image(0) === 'attrition';
    const sign = ['=', ':'].includes(place.image(1)) ? 1 : 0;
    const design = place.tokens.findIndex(({ image }, i) => image === 'design' && place.tokens[i + 1]?.image === '{');
    const end = design < 0 ? undefined : place.closerOf(design + 1 - place.at);
    if (!isAttrition || !place.isNumber(1 + sign) || end === undefined || end >= 0) {
        return undefined;
    }
    const value = place.image(1 + sign);
    const start = place.token(end - 1)!.endOffset! + 1;
    const between = place.text.slice(start, place.previous!.endOffset! + 1);
    const repair = {
        start,
        end: place.token(1 + sign)!.endOffset! + 1,
        text: `, attrition ${value}${between}`,
        title: `Write "attrition ${value}" in the design`
    };
    return place.slip(
        0,
        1 + sign,
        { kind: 'other-form', instead: `design { …, attrition ${value} }`, why: 'Attrition belongs in the design.' },
        repair
    );
}
