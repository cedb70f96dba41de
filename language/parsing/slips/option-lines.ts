/** Lines that belong to another element: `power = 0.80` to the test, `link logit` to the family. */
import { usualLink, familyOfLink, linkWords } from '../../knowledge/families.js';
import { meantWord } from '../../knowledge/other-names.js';
import { beginsElement } from '../element-starts.js';
import { mainEffectIn } from './declared-names.js';
import { combined, removedText } from './moved-text.js';
import type { ErrorPlace, Slip } from './slip.js';

const options = ['power', 'alpha'];

/** `power = 0.80` and `alpha 0.05` as lines of the model. */
export function optionLine(place: ErrorPlace): Slip | undefined {
    if (place.rule !== 'Model') {
        return undefined;
    }
    // The parser takes an option behind a test for one of it, and stops at the sign.
    const isStray = options.includes(place.image(0)) && (place.beginsLine() || [';', '}', '{'].includes(place.image(-1)));
    const found = isStray ? optionsAt(place) : undefined;
    if (!found) {
        return undefined;
    }
    const test = testBefore(place) ?? testAfter(place);
    const line = removedText(place, 0, found.last);
    const written = found.texts.join(' ');
    if (place.image(-1) === ';' && test && test.last === -2) {
        return place.needless(-1, -1);
    }
    const effect = mainEffectIn(place.tokens) ?? 'beta1';
    const why = `${found.texts.length > 1 ? 'Power and alpha belong' : `\`${place.image(0)}\` belongs`} to a test.`;
    if (!test) {
        return place.otherForm(0, found.last, `test ${effect} = 0 ${written}`, { stops: [effect], why });
    }
    const repeated = found.texts.find(text => test.options.has(text.split(' ')[0]!));
    if (repeated !== undefined) {
        return repeatedOption(place, repeated, test, found.last);
    }
    const end = place.token(test.last)!.endOffset! + 1;
    const problem = { kind: 'other-form', instead: `${place.slice(test.first, test.last)} ${written}`, why } as const;
    const repair = combined(place, line, { start: end, end, text: ` ${written}` });
    return place.slip(0, found.last, problem, { ...repair, title: `Write "${written}" in the test` });
}

/** An option that the test has already, with the same number or another one. */
function repeatedOption(place: ErrorPlace, text: string, test: WrittenTest, last: number): Slip {
    const at = test.options.get(text.split(' ')[0]!)!;
    const written = place.slice(at, at + 1);
    const line = removedText(place, 0, last);
    const kept = { ...line, title: `Keep "${written}"` };
    const end = place.token(test.last)!.endOffset! + 1;
    const start = place.token(test.first)!.startOffset;
    const value = place.replaced(at, at + 1, text);
    const instead = place.text.slice(start, value.start) + text + place.text.slice(value.end, end);
    const why = `The test has \`${written}\` already. Keep one of the two.`;
    return written === text
        ? place.slip(0, last, { kind: 'needless', found: place.slice(0, last) }, { ...line, title: 'Remove it' })
        : place.slip(
              0,
              last,
              { kind: 'other-form', instead, why },
              { ...combined(place, line, value), title: `Write "${text}" in the test` },
              kept
          );
}

/** The options from the found token on, on one or several lines. */
function optionsAt(place: ErrorPlace): { texts: string[]; last: number } | undefined {
    const texts: string[] = [];
    let last = -1;
    for (let i = 0; options.includes(place.image(i)); i = last + 1) {
        const sign = ['=', ':', '<'].includes(place.image(i + 1)) ? (place.image(i + 1) === '<' ? 2 : 1) : 0;
        if (!place.isNumber(i + 1 + sign)) {
            break;
        }
        texts.push(`${place.image(i)} ${place.image(i + 1 + sign)}`);
        last = i + 1 + sign;
        last += [',', ';'].includes(place.image(last + 1)) && options.includes(place.image(last + 2)) ? 1 : 0;
    }
    return texts.length === 0 ? undefined : { texts, last };
}

interface WrittenTest {
    first: number;
    last: number;
    /** The offset of each option. */
    options: Map<string, number>;
}

function testFrom(place: ErrorPlace, first: number): WrittenTest {
    let last = first;
    while (
        place.token(last + 1) &&
        last + 1 !== 0 &&
        !beginsElement(place.tokens, place.at + last + 1) &&
        !['}', ';'].includes(place.image(last + 1))
    ) {
        last++;
    }
    const offsets = Array.from({ length: last - first }, (_, i) => first + i + 1).filter(i => options.includes(place.image(i)));
    return { first, last, options: new Map(offsets.map(i => [place.image(i), i])) };
}

function testBefore(place: ErrorPlace): WrittenTest | undefined {
    for (let i = -1; place.token(i); i--) {
        if (place.image(i) === 'test' && beginsElement(place.tokens, place.at + i)) {
            return testFrom(place, i);
        }
    }
    return undefined;
}

function testAfter(place: ErrorPlace): WrittenTest | undefined {
    for (let i = 1; place.token(i); i++) {
        if (place.image(i) === 'test' && beginsElement(place.tokens, place.at + i)) {
            return testFrom(place, i);
        }
    }
    return undefined;
}

/** `link logit` as a line of the model, and `family link logit`. */
export function linkLine(place: ErrorPlace): Slip | undefined {
    const isLine = place.rule === 'Model' && place.image(0) === 'link' && place.beginsLine();
    const isNameless = place.rule === 'Family' && place.image(0) === 'link' && place.image(-1) === 'family';
    const sign = ['=', ':'].includes(place.image(1)) ? 1 : 0;
    const link = meantWord('link', place.image(1 + sign).replaceAll('"', ''), linkWords);
    if (!(isLine || isNameless) || link === undefined) {
        return undefined;
    }
    const why = 'A link is written behind the family.';
    const family = familyOfLink(link);
    if (isNameless) {
        return family === undefined ? undefined : place.otherForm(0, 1 + sign, family, { why });
    }
    const written = place.tokens.findIndex((_, i) => place.tokens[i]!.image === 'family' && beginsElement(place.tokens, i)) - place.at;
    const name = place.image(written + 1);
    if (place.image(written) !== 'family') {
        return family === undefined ? undefined : place.otherForm(0, 1 + sign, `family ${family}`, { why });
    }
    let last = written + 1;
    while (place.token(last + 1) && !place.beginsLine(last + 1) && last + 1 !== 0) {
        last++;
    }
    const line = removedText(place, 0, 1 + sign);
    if (usualLink(name) === link) {
        return place.slip(0, 1 + sign, { kind: 'needless', found: place.slice(0, 1 + sign) }, { ...line, title: 'Remove it' });
    }
    const end = place.token(last)!.endOffset! + 1;
    const instead = `${place.slice(written, last)} link ${link}`;
    const repair = combined(place, line, { start: end, end, text: ` link ${link}` });
    return place.slip(0, 1 + sign, { kind: 'other-form', instead, why }, { ...repair, title: `Write "link ${link}" behind the family` });
}
