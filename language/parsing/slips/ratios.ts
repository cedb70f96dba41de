/** Ratios as people say them, `OR = 1.5`, where the language has functions: `OR(1.5)`. */
import { knownWord } from '../../knowledge/other-names.js';
import { effectsIn, freeEffects, predictorsIn } from './declared-names.js';
import { inFixedBlock } from './effect-lines.js';
import type { ErrorPlace, Slip } from './slip.js';

/** A ratio with its number that begins at an offset: `OR = 1.5`, `odds ratio of 1.5`. */
function ratioAt(place: ErrorPlace, start: number): { text: string; last: number } | undefined {
    const words = knownWord('function', `${place.image(start)} ${place.image(start + 1)}`, ratios) === undefined ? 1 : 2;
    const name = knownWord('function', place.slice(start, start + words - 1), ratios);
    const sign = start + words + (['=', ':', 'of', 'is', '=='].includes(place.image(start + words)) ? 1 : 0);
    return name !== undefined && place.isName(start) && place.isNumber(sign)
        ? { text: `${name}(${place.image(sign)})`, last: sign }
        : undefined;
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
        return place.otherForm(0, behindTerm.last, `= ${behindTerm.text}`, { isSure: true });
    }
    const asValue = place.image(-2) === '=' || place.image(-3) === '=' ? ratioAt(place, place.image(-2) === '=' ? -1 : -2) : undefined;
    if (asValue && asValue.last >= 0) {
        return place.otherForm(place.image(-2) === '=' ? -1 : -2, asValue.last, asValue.text, { isSure: true });
    }
    for (const start of [-1, 0]) {
        const ratio = ['{', ';', ','].includes(place.image(start - 1)) || place.beginsLine(start) ? ratioAt(place, start) : undefined;
        const effect = ratio && ratio.last >= 0 ? effectWith(place, ratio.text) : undefined;
        if (ratio && effect !== undefined) {
            return place.otherForm(start, ratio.last, effect.text, { stops: effect.stops });
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
