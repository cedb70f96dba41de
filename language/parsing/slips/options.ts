/** What people write behind the beginning of a test, a sweep, a family or a predictor. */
import { families, offeredLinks } from '../../knowledge/families.js';
import { keywords } from '../../knowledge/keywords.js';
import { isSameWord, meantWord, usualArgument } from '../../knowledge/other-names.js';
import { effectsIn } from './declared-names.js';
import { perWords } from './points.js';
import type { ErrorPlace, Repair, Slip } from './slip.js';

const elements = new Set('let family predictor fixed offset random design sweep test precision cost derive data simulate using'.split(' '));
const testOptions = ['two-sided', 'greater', 'less', 'reference', 'alpha', 'power', 'and'];
const precisionOptions = ['halfwidth', 'factor', 'level'];

/** The keyword of the element whose end the parser takes a word for. Undefined where the word begins a line of its own. */
function elementBefore(place: ErrorPlace): string | undefined {
    for (let i = -1; place.token(i); i--) {
        if (elements.has(place.image(i)) && (place.beginsLine(i) || ['{', ';', '}'].includes(place.image(i - 1)))) {
            return place.image(i);
        }
    }
    return undefined;
}

/** A word that does not fit behind an element. */
export function strangeOption(place: ErrorPlace): Slip | undefined {
    if (place.rule !== 'Model' || place.beginsLine()) {
        return undefined;
    }
    switch (elementBefore(place)) {
        case 'test':
            return testOption(place);
        case 'precision':
            return precisionOption(place);
        case 'sweep':
            return sweepOption(place);
        case 'family':
            return familyOption(place);
        case 'predictor':
            return predictorOption(place);
        case 'let':
            return place.isName(0) && place.image(1) === '=' ? place.unsaid(place.inserted('let ')) : undefined;
        default:
            return undefined;
    }
}

const onlyFill = new Set(['with', 'at', 'for', 'by', 'using', 'of', 'level', 'significance', 'the', 'has', 'sided', 'and']);

function testOption(place: ErrorPlace): Slip | undefined {
    const word = place.image(0);
    const sides = sidedness(place);
    if (sides) {
        return sides;
    }
    if (place.isNumber(0) && ['power', 'alpha'].includes(place.image(1))) {
        return place.otherForm(0, 1, `${place.image(1)} ${word}`, { isSure: true, why: 'A number stands behind its option.' });
    }
    if (word === '=' && place.isNumber(1)) {
        return equalEffects(place);
    }
    if (['alternative', 'direction', 'alt'].includes(word)) {
        const at = place.image(1) === '=' ? 2 : 1;
        const meant = meantWord('option', place.image(at).replaceAll('"', ''), testOptions.slice(0, 3));
        return meant === undefined
            ? undefined
            : place.otherForm(0, at, meant, { isSure: true, why: 'The alternative is a word of its own.' });
    }
    if (word === 'reference') {
        const at = place.image(1) === '=' ? 2 : 1;
        const law =
            { normal: 'z', gaussian: 'z', student: 't', kenward: 'kr' }[place.image(at).toLowerCase()] ?? place.image(at).toLowerCase();
        return ['z', 't', 'satterthwaite', 'kr'].includes(law)
            ? place.otherForm(0, at, `reference ${law}`, { isSure: true, why: 'The law of a test is `z`, `t`, `satterthwaite` or `kr`.' })
            : undefined;
    }
    if (place.image(-1) === ';' && testOptions.includes(word)) {
        return place.needless(-1, -1);
    }
    if (onlyFill.has(word) && !(word === 'level' && place.isNumber(1))) {
        return place.needless(0, 0);
    }
    const joined = joinedWords(place);
    const meant = place.isName(0) ? meantWord('option', joined.text, testOptions) : undefined;
    return meant === undefined || meant === joined.text
        ? undefined
        : place.otherWord(
              0,
              joined.last + (['=', ':'].includes(place.image(joined.last + 1)) ? 1 : 0),
              meant,
              isSameWord(joined.text, meant)
          );
}

/** `sig.level`, `half-width`: words with a point or a hyphen between them. */
function joinedWords(place: ErrorPlace): { text: string; last: number } {
    const isJoined = ['.', '-'].includes(place.image(1)) && place.isJoined(1) && place.isJoined(2) && place.isName(2);
    return isJoined ? { text: place.slice(0, 2), last: 2 } : { text: place.image(0), last: 0 };
}

/** `one-sided`, `two sided`, `2-tailed`. */
function sidedness(place: ErrorPlace): Slip | undefined {
    const count = /^(one|two|1|2)$/i.exec(place.image(0))?.[1]?.toLowerCase();
    const hyphen = ['-', '.'].includes(place.image(1)) ? 1 : 0;
    const isSided = count !== undefined && /^(sided|tailed|side|tail)$/i.test(place.image(1 + hyphen));
    const whole = /^(one|two|1|2)[_-]?(?:sided|tailed)$/i.exec(place.image(0))?.[1]?.toLowerCase();
    if (!isSided && whole === undefined) {
        return undefined;
    }
    const last = isSided ? 1 + hyphen : 0;
    if (count === 'two' || count === '2' || whole === 'two' || whole === '2') {
        return place.otherWord(0, last, 'two-sided', true);
    }
    const [likely, other] = isNegative(place) ? ['less', 'greater'] : ['greater', 'less'];
    const repairs: Repair[] = [likely, other].map(word => place.replaced(0, last, word));
    return place.slip(0, last, { kind: 'one-sided', found: place.slice(0, last), likely: likely as 'greater' | 'less' }, ...repairs);
}

/** Whether the tested effect has a negative value. */
function isNegative(place: ErrorPlace): boolean {
    let start = 0;
    while (place.token(start - 1) && place.image(start) !== 'test') {
        start--;
    }
    const tested = effectsIn(place.tokens).find(({ name }) => {
        for (let i = start; i < 0; i++) {
            if (place.image(i) === name) {
                return true;
            }
        }
        return false;
    });
    return tested !== undefined && (tested.value.startsWith('-') || /^(?:log|OR|RR)\(0?\.\d/.test(tested.value));
}

/** `beta1 = beta2 = 0`. */
function equalEffects(place: ErrorPlace): Slip | undefined {
    const isChain = place.isName(-1) && place.image(-2) === '=' && place.isName(-3);
    return isChain
        ? place.otherForm(-3, 1, `${place.image(-3)} = ${place.image(1)} and ${place.image(-1)} = ${place.image(1)}`, {
              why: 'Each hypothesis has its own `=`, and `and` joins them.'
          })
        : undefined;
}

/** `beta1, beta2 = 0`. */
export function listOfEffects(place: ErrorPlace): Slip | undefined {
    if (place.rule !== 'Hypothesis' || place.expected !== '=' || ![',', 'and', '&'].includes(place.image(0)) || !place.isName(1)) {
        return undefined;
    }
    const value = place.image(2) === '=' && place.isNumber(3) ? place.image(3) : undefined;
    return value === undefined
        ? undefined
        : place.otherForm(-1, 3, `${place.image(-1)} = ${value} and ${place.image(1)} = ${value}`, {
              why: 'Each hypothesis has its own `=`, and `and` joins them.'
          });
}

function precisionOption(place: ErrorPlace): Slip | undefined {
    const joined = joinedWords(place);
    if (/^(half-?)?width$|^hw$|^margin$/i.test(joined.text)) {
        return place.otherWord(0, joined.last, 'halfwidth', /^half-?width$/i.test(joined.text));
    }
    const meant = place.isName(0) ? meantWord('option', joined.text, precisionOptions) : undefined;
    return meant === undefined ? undefined : place.otherWord(0, joined.last, meant, isSameWord(joined.text, meant));
}

function sweepOption(place: ErrorPlace): Slip | undefined {
    const word = place.image(0);
    if ((word === 'to' || word === ':') && place.isNumber(-1) && place.isNumber(1)) {
        return place.otherForm(-1, 1, `${place.image(-1)}..${place.image(1)}`, {
            isSure: true,
            why: 'The ends of a sweep have `..` between them.'
        });
    }
    if (word === '..' && place.image(1) === '.' && place.isNumber(2)) {
        return place.otherSign(0, 1, '..');
    }
    return ['by', 'steps', 'Step', 'increment'].includes(word) ? place.otherWord(0, 0, 'step', true) : undefined;
}

function familyOption(place: ErrorPlace): Slip | undefined {
    const word = place.image(0);
    const known = Object.keys(families);
    const pair = place.isName(-1) && place.isName(0) ? meantWord('family', `${place.image(-1)} ${word}`, known) : undefined;
    if (pair !== undefined && isSameWord(`${place.image(-1)} ${word}`, pair)) {
        const argument = families[pair as keyof typeof families].arguments[0]?.name;
        const value = argument === undefined ? undefined : usualArgument(pair, argument);
        return place.otherForm(-1, 0, value === undefined ? pair : `${pair}(${argument!} = ${value})`, {
            stops: value === undefined ? [] : [value],
            why: 'A family has one name.'
        });
    }
    if (word === 'link' && place.image(-1) === ',') {
        return place.needless(-1, -1);
    }
    if (['with', 'and'].includes(word)) {
        return place.needless(0, 0);
    }
    const phi = dispersionBehind(place);
    if (phi) {
        return phi;
    }
    const allLinks = [...new Set(known.flatMap(name => offeredLinks(name as keyof typeof families)))];
    const link = place.isName(0) ? meantWord('link', word, allLinks) : undefined;
    return link === undefined
        ? undefined
        : place.otherForm(0, place.image(1) === 'link' ? 1 : 0, `link ${link}`, { why: 'A link is written behind the family.' });
}

/** `gaussian sd 0.4`, `gaussian, phi = 0.16`: the argument belongs into parentheses. */
function dispersionBehind(place: ErrorPlace): Slip | undefined {
    const start = place.image(0) === ',' ? 1 : 0;
    const family = place.image(place.image(-1) === ',' ? -2 : -1);
    const first = place.image(-1) === ',' ? -2 : -1;
    const known = Object.hasOwn(families, family) ? families[family as keyof typeof families].arguments[0]?.name : undefined;
    const value = start + (['=', ':'].includes(place.image(start + 1)) ? 2 : 1);
    if (known === undefined || !place.isName(start) || !place.isNumber(value)) {
        return undefined;
    }
    const isSd = family === 'gaussian' && meantWord('argument', place.image(start), ['sd']) === 'sd';
    const isKnown = isSd || place.image(start) === known || meantWord('argument', place.image(start), [known]) === known;
    const number = Number(place.image(value));
    const text = isSd ? String(Number((number * number).toPrecision(12))) : place.image(value);
    return isKnown
        ? place.otherForm(first, value, `${family}(${known} = ${text})`, {
              isSure: true,
              why: 'The arguments of a family stand in parentheses.'
          })
        : undefined;
}

function predictorOption(place: ErrorPlace): Slip | undefined {
    const word = place.image(0);
    if (perWords.has(word) && place.isName(1)) {
        return place.otherWord(0, 0, 'per', true);
    }
    // `predictor x = 0, 1`: a list of points.
    let start = -1;
    while (place.isNumber(start) || place.image(start) === ',') {
        start--;
    }
    return place.isNumber(0) && place.image(start) === '=' && place.isName(start - 1)
        ? place.otherSign(start, start, 'each', false)
        : undefined;
}

/** `using two term`. */
export function accuracyWord(place: ErrorPlace): Slip | undefined {
    if (place.rule !== 'Using' || place.isUnfinished) {
        return undefined;
    }
    const last = place.lastOfEntry;
    const written = place.slice(0, last);
    const meant = meantWord('accuracy', written, ['leading', 'two-term', 'refined', 'exact']);
    return meant === undefined
        ? place.unsaid(place.replaced(0, last, 'refined', { stops: ['refined'] }))
        : place.otherWord(0, last, meant, isSameWord(written, meant));
}

/** Keywords that begin a line of a model. */
export const elementKeywords: readonly string[] = [...keywords.keys()].filter(keyword => elements.has(keyword));
