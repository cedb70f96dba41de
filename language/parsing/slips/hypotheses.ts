/** Slips in the hypotheses of tests about effects of factors. */
import { nearestName } from '../../scoping/nearest-name.js';
import { effectMeant, effectsIn, levelsIn } from './declared-names.js';
import type { ErrorPlace, Slip } from './slip.js';

/** The level of a factor's effect that a text means; a number stands for itself. */
function levelOf(place: ErrorPlace, effect: string, text: string): string | undefined {
    const term = effectsIn(place.tokens).find(({ name }) => name === effect)?.term;
    const predictor = /levels \( ([^ ]+) \)/.exec(term ?? '')?.[1];
    const levels = predictor === undefined ? undefined : levelsIn(place.tokens, predictor)?.levels;
    if (predictor !== undefined && !levels) {
        return /^\d+(\.\d+)?$/.test(text) ? text : undefined;
    }
    return levels?.find(level => level.replaceAll('"', '') === text) ?? nearestName(text, levels ?? []);
}

/** `exp(dose.low)`, `exp(dose:low)`: the parser stops at the parenthesis. */
export function levelInCall(place: ErrorPlace): Slip | undefined {
    if (place.image(0) !== '(' || !place.isName(-1)) {
        return undefined;
    }
    for (let at = 2; at <= place.lastOfLine; at++) {
        const isSeparated = ['.', ':'].includes(place.image(at)) && place.isJoined(at) && place.isJoined(at + 1);
        const level = isSeparated && place.isName(at - 1) ? levelOf(place, place.image(at - 1), place.image(at + 1)) : undefined;
        if (level !== undefined) {
            return place.otherForm(at - 1, at + 1, `${place.image(at - 1)}[${level}]`, {
                isSure: true,
                why: 'A level stands in brackets behind its effect.'
            });
        }
    }
    return undefined;
}

/** `test dose.low = 0`, `test dose low = 0`, `test time.2 = 0`: the level stands in brackets. */
export function levelOfEffect(place: ErrorPlace): Slip | undefined {
    const isDotted =
        ['.', ':'].includes(place.image(0)) && place.isJoined(0) && place.isJoined(1) && (place.isName(1) || place.isNumber(1));
    const isOfTest = place.rule === 'Hypothesis' && place.expected === '=';
    if (!(isOfTest || isDotted) || !place.isName(-1)) {
        return undefined;
    }
    const last = isDotted ? 1 : 0;
    const text = place.isNumber(0) ? place.image(0).replace(/^\./, '') : place.image(last).replaceAll('"', '');
    const level = levelOf(place, place.image(-1), text);
    return level === undefined
        ? undefined
        : place.otherForm(-1, last, `${place.image(-1)}[${level}]`, { isSure: true, why: 'A level stands in brackets behind its effect.' });
}

const allWords = new Set('all any overall joint every each both omnibus global effect effects main of'.split(' '));

/** `test all doses: power 0.80`, `test overall e = 0`, `test e: power 0.80`: the name alone means all effects of a factor. */
export function jointHypothesis(place: ErrorPlace): Slip | undefined {
    if (place.rule !== 'Hypothesis' || place.expected !== '=') {
        return undefined;
    }
    const effects = effectsIn(place.tokens).map(({ name }) => name);
    const meant = (word: string): string | undefined => (effects.includes(word) ? word : nearestName(word, effects));
    if (['power', 'alpha', 'reference'].includes(place.image(-1)) && place.image(-2) === ':' && place.image(-4) === 'test') {
        const effect = meant(place.image(-3));
        return effect === undefined
            ? undefined
            : place.otherForm(-3, -2, `${effect} = 0`, { why: 'A hypothesis names an effect and its value, usually 0.' });
    }
    if (!allWords.has(place.image(-1)) || !place.isName(0)) {
        return undefined;
    }
    let at = 0;
    while (allWords.has(place.image(at)) && place.isName(at + 1)) {
        at++;
    }
    const effect = meant(place.image(at));
    const last = place.image(at + 1) === ':' ? at + 1 : at;
    const isWhole = place.image(last + 1) === '=';
    return effect === undefined
        ? undefined
        : place.otherForm(-1, last, isWhole ? effect : `${effect} = 0`, { why: 'A hypothesis names an effect and its value, usually 0.' });
}

const hypothesisWords = /^(H_?[01aAo₀₁]|null|alternative|hypothesis|contrast)$/;
const statement = /^(.+?)\s*(==|!=|<>|>=|<=|=|>|<)\s*([-+]?[\w.()]+)\s*(.*)$/;

/** A line such as `H0: effect = 0` or `H1: effect > 0`, in parts. */
interface WrittenHypothesis {
    contrast: string;
    operator: string;
    value: string;
    options: string;
    /** The offset of its last token. */
    last: number;
}

function writtenHypothesis(place: ErrorPlace, start: number): WrittenHypothesis | undefined {
    if (!hypothesisWords.test(place.image(start)) || ![':', '=', '-', '.'].includes(place.image(start + 1))) {
        return undefined;
    }
    let last = start + 1;
    while (place.token(last + 1) && !place.beginsLine(last + 1) && ![';', '}'].includes(place.image(last + 1))) {
        last++;
    }
    const [, contrast, operator, value, options] = statement.exec(place.slice(start + 2, last)) ?? [];
    return contrast === undefined ? undefined : { contrast, operator: operator!, value: value!, options: options!, last };
}

/** `H0: effect = 0`, `H1: effect > 0`, one of them or both, with `power 0.80` behind them perhaps. */
export function hypothesisLine(place: ErrorPlace): Slip | undefined {
    const first = writtenHypothesis(place, 0);
    if (!first) {
        return undefined;
    }
    let start = first.last + 1;
    start += place.image(start) === ';' ? 1 : 0;
    const second = writtenHypothesis(place, start);
    let last = second?.last ?? first.last;
    const options = [first.options, second?.options ?? ''].map(text =>
        text.replace(/^,?\s*(?:vs\.?|versus|against)\b.*$/, '').replace(/^,\s*/, '')
    );
    while (['power', 'alpha'].includes(place.image(last + 1)) && place.isNumber(last + 2)) {
        options.push(place.slice(last + 1, last + 2));
        last += 2;
    }
    const versus = /^,?\s*(?:vs\.?|versus|against)\b.*?([<>])/.exec(first.options)?.[1];
    const operator = [first.operator, second?.operator, versus].find(sign => sign !== undefined && /^[<>]=?$/.test(sign));
    const side = operator === undefined ? '' : operator.startsWith('>') ? 'greater' : 'less';
    const others = place.tokens.filter((_, i) => i < place.at || place.at + last < i);
    const effect = effectMeant(first.contrast, others) ?? first.contrast;
    const test = [`test ${effect} = ${first.value}`, side, ...options].filter(part => part !== '').join(' ');
    return place.otherForm(0, last, test.replace(/\s+/g, ' '), {
        why: 'A test names an effect and its value under the hypothesis, usually 0.'
    });
}

/** `beta1 <> 0`. */
export function unequalSign(place: ErrorPlace): Slip | undefined {
    return place.rules.includes('Test') && place.image(0) === '>' && place.image(-1) === '<'
        ? place.otherForm(-1, 0, '=', { why: 'A test is about the hypothesis that it rejects.' })
        : undefined;
}
