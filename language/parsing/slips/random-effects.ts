/** Slips in blocks of random effects. */
import { meantWord } from '../../knowledge/other-names.js';
import { nearestName } from '../../scoping/nearest-name.js';
import { countedIn, effectsIn, groupsIn, interceptIn, interceptMeant } from './declared-names.js';
import { intoBlock } from './group-blocks.js';
import type { ErrorPlace, Slip } from './slip.js';

/** Words for what two effects have in common. */
const dependences: Record<string, string> = {
    cor: 'correlation',
    corr: 'correlation',
    rho: 'correlation',
    r: 'correlation',
    Cor: 'correlation',
    Correlation: 'correlation',
    cov: 'covariance',
    Cov: 'covariance',
    Covariance: 'covariance'
};
const measures = ['sd', 'variance', 'icc'];

/** What stands between the name of an effect and its number. */
export function measure(place: ErrorPlace): Slip | undefined {
    if (place.rule !== 'RandomEffect') {
        return undefined;
    }
    const [before, sign] = [place.image(-1), place.image(0)];
    if (sign === '(') {
        const word = Object.hasOwn(dependences, before) ? dependences[before] : undefined;
        const near = word ?? nearestName(before, ['correlation', 'covariance']);
        return near === undefined ? measureOf(place) : place.otherWord(-1, -1, near, word !== undefined);
    }
    const intercept = interceptMeant(place.tokens);
    if (place.isNumber(0) && measures.includes(before) && intercept !== undefined) {
        return place.otherForm(-1, 0, `${intercept} ${before} ${place.image(0)}`, {
            why: 'A random effect has the name of its fixed effect.'
        });
    }
    if (place.isNumber(0)) {
        return place.unsaid(...measures.slice(0, 2).map(word => ({ ...place.inserted(`${word} `), title: `Add "${word}"` })));
    }
    if (['=', ':', '<'].includes(sign) && place.isNumber(sign === '<' ? 2 : 1)) {
        const width = sign === '<' ? 1 : 0;
        const repairs = measures
            .slice(0, 2)
            .map(word => place.replaced(0, width, place.isJoined(0) ? ` ${word}` : word, { title: `Write "${word}"` }));
        return place.slip(0, width, { kind: 'other-sign', found: place.slice(0, width), instead: 'sd' }, ...repairs);
    }
    if (sign === ':' || sign === '=') {
        const isWord = meantWord('measure', place.image(1), measures) !== undefined;
        return isWord ? place.needless(0, 0) : undefined;
    }
    const word = place.isName(0) && !place.beginsLine() ? meantWord('measure', sign, measures) : undefined;
    if (word !== undefined) {
        return place.otherWord(0, 0, word, sign.toLowerCase() === word);
    }
    return place.isUnfinished ? place.unsaid(place.appended(' sd 0.5', '0.5')) : undefined;
}

/** The measure and number behind the group of `(1 | clinic) sd 0.5`, or one to begin with. */
export function measureBehind(place: ErrorPlace, end: number): { text: string; last: number; stops: string[] } {
    const word = meantWord('measure', place.image(end + 1), measures);
    const sign = ['=', ':'].includes(place.image(end + 2)) ? 1 : 0;
    const isSaid = word !== undefined && place.isNumber(end + 2 + sign);
    return isSaid
        ? { text: `${word} ${place.image(end + 2 + sign)}`, last: end + 2 + sign, stops: [] }
        : { text: 'sd 0.5', last: end, stops: ['0.5'] };
}

/** `sd(beta0) = 0.8` is `beta0 sd 0.8`. */
function measureOf(place: ErrorPlace): Slip | undefined {
    const word = meantWord('measure', place.image(-1), measures);
    const isCall = word !== undefined && place.isName(1) && place.image(2) === ')';
    const value = place.image(3) === '=' ? 4 : 3;
    return isCall && place.isNumber(value)
        ? place.otherForm(-1, value, `${place.image(1)} ${word} ${place.image(value)}`, {
              isSure: true,
              why: 'The name of the effect comes first.'
          })
        : undefined;
}

/** What stands in a block where an entry is expected: `1 sd 0.8`, `(1 | clinic)`. */
export function randomEntry(place: ErrorPlace): Slip | undefined {
    if (place.rule !== 'RandomEffects' || place.expected !== '}') {
        return undefined;
    }
    const intercept = interceptIn(place.tokens);
    if (place.image(0) === '1' && intercept !== undefined) {
        return place.otherWord(0, 0, intercept, true);
    }
    if (place.image(0) === '(' && place.image(1) === '1' && intercept !== undefined) {
        const end = place.closerOf(0);
        return end === undefined
            ? undefined
            : place.otherForm(0, end, `${intercept} sd 0.5`, { stops: ['0.5'], why: 'A random effect has the name of its fixed effect.' });
    }
    return undefined;
}

/** `random { … }` without a group, and `random (1 | clinic)`. */
export function groupOfRandomEffects(place: ErrorPlace): Slip | undefined {
    if (place.rule === 'RandomEffects' && place.image(-1) === 'in' && place.image(0) === '{') {
        const outer = groupsIn(place.tokens).find(name => name !== place.image(-2));
        return outer === undefined ? undefined : place.unsaid(place.inserted(`${outer} `, outer));
    }
    if (place.rule !== 'RandomEffects' || place.image(-1) !== 'random') {
        return undefined;
    }
    const group = countedIn(place.tokens).find(name => !groupsIn(place.tokens).includes(name)) ?? 'clinic';
    if (place.image(0) === '{') {
        return place.unsaid(place.inserted(`${group} `, group));
    }
    if (place.image(0) === '(' || place.image(0) === '1') {
        const bar = [1, 2, 3, 4, 5, 6, 7].find(i => place.image(i) === '|');
        const end = place.image(0) === '(' ? place.closerOf(0) : bar === undefined ? undefined : bar + 1;
        const intercept = interceptIn(place.tokens) ?? 'beta0';
        if (bar === undefined || end === undefined) {
            return undefined;
        }
        const { text, last, stops } = measureBehind(place, end);
        return place.otherForm(0, last, `${place.image(bar + 1)} { ${intercept} ${text} }`, {
            stops,
            why: 'A block begins with the name of its group.'
        });
    }
    if (place.isText(0)) {
        return place.otherForm(0, 0, place.image(0).replaceAll('"', ''), { isSure: true, why: 'Names have no quotes.' });
    }
    return place.isUnfinished ? place.unsaid(place.appended(` ${group} { }`, group)) : undefined;
}

/** `random ward within clinic`. */
export function nesting(place: ErrorPlace): Slip | undefined {
    const isWord = ['within', 'nested', 'inside', 'of', 'IN', 'In'].includes(place.image(0));
    const isPair = place.image(0) === 'nested' && place.image(1) === 'in';
    if (place.rule !== 'RandomEffects' || place.expected !== '{') {
        return undefined;
    }
    if (/^(random)?(effects?|intercepts?|slopes?)$/i.test(place.image(-1)) && place.isName(0) && ['{', 'in'].includes(place.image(1))) {
        return place.needless(-1, -1);
    }
    if (place.image(0) === '/' && place.isName(1)) {
        return place.otherForm(-1, 1, `${place.image(1)} in ${place.image(-1)}`, {
            why: 'Nested groups are written with `in`, the inner one first.'
        });
    }
    return isWord ? place.otherWord(0, isPair ? 1 : 0, 'in', true) : undefined;
}

/** An entry such as `beta0 sd 0.8` or `intercept sd = 0.8` at an offset, as the language writes it. */
function entryAt(place: ErrorPlace, start: number): { text: string; last: number } | undefined {
    const name = place.image(start);
    const alone = interceptMeant(place.tokens);
    const measure = ['sd', 'variance', 'icc', 'ICC', 'SD'].includes(name) ? meantWord('measure', name, measures) : undefined;
    const behind = start + 1 + (['=', ':', 'of'].includes(place.image(start + 1)) ? 1 : 0);
    if (measure !== undefined && alone !== undefined && place.isNumber(behind)) {
        return { text: `${alone} ${measure} ${place.image(behind)}`, last: behind };
    }
    const isIntercept = /^(intercept|u0|u_0)$/i.test(name) && alone !== undefined;
    const effect = isIntercept ? alone : effectsIn(place.tokens).find(one => one.name === name)?.name;
    const colon = place.image(start + 1) === ':' ? 1 : 0;
    const written = place.image(start + 1 + colon);
    const word = measures.includes(written) ? written : meantWord('measure', written, measures);
    const sign = colon + (['=', ':'].includes(place.image(start + 2 + colon)) ? 1 : 0);
    return effect !== undefined && word !== undefined && place.isNumber(start + 2 + sign)
        ? { text: `${effect} ${word} ${place.image(start + 2 + sign)}`, last: start + 2 + sign }
        : undefined;
}

/** The entries from an offset on, with the offset of their last token. */
function entriesAt(place: ErrorPlace, start: number): { entries: string[]; last: number } {
    const entries: string[] = [];
    let last = start - 1;
    for (let entry = entryAt(place, start); entry; entry = entryAt(place, last + 1)) {
        entries.push(entry.text);
        last = entry.last;
        if (![',', ';'].includes(place.image(last + 1)) && !place.beginsLine(last + 1)) {
            break;
        }
        last += [',', ';'].includes(place.image(last + 1)) && entryAt(place, last + 2) ? 1 : 0;
    }
    return { entries, last };
}

/** `random clinic icc 0.03` and `random clinic: sd = 0.5`: the entries of a block without its braces. */
export function groupWithoutBraces(place: ErrorPlace): Slip | undefined {
    const group = place.image(-1);
    const isGroup =
        effectsIn(place.tokens).every(({ name }) => name !== group) && !/^(random)?(effects?|intercepts?|slopes?)$/i.test(group);
    const isHead = isGroup && place.rule === 'RandomEffects' && place.expected === '{' && ['random', 'in'].includes(place.image(-2));
    const start = [':', '='].includes(place.image(0)) ? 1 : 0;
    const { entries, last } = entriesAt(place, start);
    if (!isHead || place.beginsLine() || entries.length === 0 || last < place.lastOfLine) {
        return undefined;
    }
    const space = start === 1 && place.isJoined(0) ? ' ' : '';
    return place.unsaid(place.replaced(0, last, `${space}{ ${entries.join('; ')}${place.closesBehind(last) ? '' : ' }'}`));
}

/** `random beta0 sd 0.8`, where the group is missing. */
export function blockWithoutGroup(place: ErrorPlace): Slip | undefined {
    const isHead = place.rule === 'RandomEffects' && place.expected === '{' && place.image(-2) === 'random';
    return isHead ? randomEffectLine(place) : undefined;
}

/** `beta0 sd 0.8` outside of a block, and `random beta0 sd 0.8`. */
export function randomEffectLine(place: ErrorPlace): Slip | undefined {
    const isNamedBlock = place.rule === 'RandomEffects' && place.expected === '{' && place.image(-2) === 'random';
    const start = isNamedBlock ? -1 : 0;
    const { entries, last } = entriesAt(place, start);
    const group = countedIn(place.tokens)[0] ?? groupsIn(place.tokens).find(name => place.image(start) !== name) ?? 'clinic';
    const from = isNamedBlock ? -2 : 0;
    if (entries.length === 0) {
        return undefined;
    }
    const instead = `random ${group} { ${entries.join('; ')} }`;
    return (
        intoBlock(place, { from, last, group, entries }) ??
        place.otherForm(from, last, instead, { stops: [group], why: 'A random effect belongs in the block of its group.' })
    );
}
