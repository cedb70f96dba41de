/** Ratios as people say them, `OR = 1.5`, where the language has functions: `OR(1.5)`. */
import { shareOf } from '../../diagnostics/wording.js';
import { knownWord } from '../../knowledge/other-names.js';
import { effectsIn, freeEffects, predictorsIn } from './declared-names.js';
import { inFixedBlock } from './effect-lines.js';
import type { ErrorPlace, Slip } from './slip.js';

/** A ratio with its number that begins at an offset: `OR = 1.5`, `odds ratio of 1.5`. */
function ratioAt(place: ErrorPlace, start: number): { text: string; last: number } | undefined {
    const words = knownWord('function', `${place.image(start)} ${place.image(start + 1)}`, ratios) === undefined ? 1 : 2;
    const name = knownWord('function', place.slice(start, start + words - 1), ratios);
    const isHazard = /^(hr|hazard_?ratio)$/i.test(place.image(start));
    const written = isHazard ? hazardFunction(place) : name;
    const sign = start + words + (['=', ':', 'of', 'is', '=='].includes(place.image(start + words)) ? 1 : 0);
    return written !== undefined && place.isName(start) && place.isNumber(sign)
        ? { text: `${written}(${place.image(sign)})`, last: sign }
        : undefined;
}

/** What a hazard ratio is depends on the link; undefined where the model has another scale. */
function hazardFunction({ tokens }: ErrorPlace): string | undefined {
    const family = tokens.findIndex(({ image }) => image === 'family');
    const isCloglog = tokens.some(({ image }, i) => image === 'cloglog' && tokens[i - 1]?.image === 'link');
    return isCloglog ? 'log' : ['poisson', 'negativeBinomial'].includes(tokens[family + 1]?.image ?? '') ? 'RR' : undefined;
}

const ratios = ['OR', 'RR'];

/** The predictor that no effect has yet, or the only one. */
function openPredictor(place: ErrorPlace): string | undefined {
    const used = new Set(effectsIn(place.tokens).flatMap(({ term }) => term.split(' ')));
    const predictors = predictorsIn(place.tokens);
    return predictors.find(name => !used.has(name)) ?? (predictors.length === 1 && used.size === 0 ? predictors[0] : undefined);
}

/** `beta1: x OR = 1.5`, `beta1: x = OR = 1.5` and `OR = 1.5` in a block of effects. */
export function ratioOfEffect(place: ErrorPlace): Slip | undefined {
    if (!place.rules.includes('FixedEffects')) {
        return undefined;
    }
    const behindTerm = place.expected === '=' ? ratioAt(place, 0) : undefined;
    if (behindTerm) {
        return place.otherForm(0, behindTerm.last, `= ${behindTerm.text}`, { isSure: true, why: 'A ratio is written as a function.' });
    }
    const asValue = place.image(-2) === '=' || place.image(-3) === '=' ? ratioAt(place, place.image(-2) === '=' ? -1 : -2) : undefined;
    if (asValue && asValue.last >= 0) {
        return place.otherForm(place.image(-2) === '=' ? -1 : -2, asValue.last, asValue.text, {
            isSure: true,
            why: 'A ratio is written as a function.'
        });
    }
    for (const start of [-1, 0]) {
        const ratio = ['{', ';', ','].includes(place.image(start - 1)) || place.beginsLine(start) ? ratioAt(place, start) : undefined;
        const effect = ratio && ratio.last >= 0 ? effectWith(place, ratio.text) : undefined;
        if (ratio && effect !== undefined) {
            return place.otherForm(start, ratio.last, effect.text, { stops: effect.stops, why: 'A ratio is written as a function.' });
        }
    }
    return undefined;
}

/** The effect of a predictor with a ratio as its value. */
function effectWith(place: ErrorPlace, value: string): { text: string; stops: string[] } | undefined {
    const predictor = openPredictor(place);
    const [free] = freeEffects(place.tokens, 1);
    return predictor === undefined || free === undefined
        ? undefined
        : { text: `${free}: ${predictor} = ${value}`, stops: [free, predictor] };
}

/** `OR = 1.5` and `arm OR 1.5` as lines of the model. */
export function ratioLine(place: ErrorPlace): Slip | undefined {
    const named = predictorsIn(place.tokens).includes(place.image(0)) ? ratioAt(place, 1) : undefined;
    const [free] = freeEffects(place.tokens, 1);
    if (named && free !== undefined) {
        return inFixedBlock(place, named.last, [`${free}: ${place.image(0)} = ${named.text}`], [free]);
    }
    const ratio = ratioAt(place, 0);
    const effect = ratio && effectWith(place, ratio.text);
    return ratio && effect && inFixedBlock(place, ratio.last, [effect.text], effect.stops);
}

/** `1.5 (OR)` and `1.5 OR` as a value. */
export function ratioBehind(place: ErrorPlace): Slip | undefined {
    const isLast = place.image(-3) === '=' && place.isNumber(-2) && place.isUnfinished;
    const last = isLast ? knownWord('function', place.image(-1), ratios) : undefined;
    if (last !== undefined && place.rules.includes('FixedEffects')) {
        return place.otherForm(-2, -1, `${last}(${place.image(-2)})`, { why: 'A ratio is written as a function.' });
    }
    const isOpen = place.image(0) === '(' && place.isNumber(-1) && place.image(2) === ')';
    const name = isOpen ? knownWord('function', place.image(1), ratios) : undefined;
    return name === undefined || !place.rules.includes('FixedEffects')
        ? undefined
        : place.otherForm(-1, 2, `${name}(${place.image(-1)})`, { why: 'A ratio is written as a function.' });
}

/** `OR(0,55; 0,45)`: the ratio of two risks. */
export function ratioOfRisks(place: ErrorPlace): Slip | undefined {
    const name = knownWord('function', place.image(-1), ratios);
    const closer = place.image(0) === '(' ? place.closerOf(0) : undefined;
    const inner = closer === undefined ? '' : place.slice(1, closer - 1);
    const [, first = '', second = ''] = /^\s*(\d*[.,]\d+)\s*(?:;|\/|vs)\s*(\d*[.,]\d+)\s*$/.exec(inner) ?? [];
    if (name === undefined || closer === undefined || first === '') {
        return undefined;
    }
    const [one, other] = [first.replace(',', '.'), second.replace(',', '.')];
    const text = name === 'RR' ? `RR(${one} / ${other})` : `logit(${one}) - logit(${other})`;
    return place.otherForm(-1, closer, text, { why: `\`${name}\` takes one number, the ratio.` });
}

/** `logit(30 percent)` and `power 80 percent`. */
export function percentWord(place: ErrorPlace): Slip | undefined {
    const word = [0, -1, 1, 2].find(
        i => /^(percent|pct|per ?cent)$/i.test(place.image(i)) && place.isNumber(i - 1) && place.image(i + 1) !== '('
    );
    const share = word === undefined ? undefined : shareOf(Number(place.image(word - 1)));
    return word === undefined || share === undefined
        ? undefined
        : place.slip(
              word - 1,
              word,
              { kind: 'percentage', written: place.slice(word - 1, word), instead: share },
              place.replaced(word - 1, word, share)
          );
}
