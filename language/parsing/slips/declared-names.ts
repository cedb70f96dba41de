/** Names that the tokens of a model declare, for texts that don't parse. */
import type { IToken } from 'chevrotain';
import { nearestName } from '../../scoping/nearest-name.js';

function namesAfter(tokens: readonly IToken[], keyword: string): string[] {
    return tokens.flatMap(({ image }, i) => {
        const next = tokens[i + 1]?.image ?? '';
        return image === keyword && /^[\p{L}_]/u.test(next) ? [next] : [];
    });
}

/** Predictors, in text order. */
export function predictorsIn(tokens: readonly IToken[]): string[] {
    return namesAfter(tokens, 'predictor');
}

export function groupsIn(tokens: readonly IToken[]): string[] {
    return namesAfter(tokens, 'random');
}

/** The levels of a predictor as they are written behind `each` or in `Categorical`, with their first and last token. */
export function levelsIn(tokens: readonly IToken[], predictor: string): { levels: string[]; first: IToken; last: IToken } | undefined {
    const start = tokens.findIndex(({ image }, i) => image === predictor && tokens[i - 1]?.image === 'predictor');
    const isEach = tokens[start + 1]?.image === 'each';
    const isLaw = tokens[start + 2]?.image === 'Categorical';
    if (start < 0 || (!isEach && !isLaw)) {
        return undefined;
    }
    const levels: string[] = [];
    const [from, step] = isEach ? [start + 2, 2] : [start + 4, 4];
    let i = from;
    while (/^["\p{L}_]/u.test(tokens[i]?.image ?? '') && tokens[i]!.image !== 'per') {
        levels.push(tokens[i]!.image);
        i += step;
        if (tokens[i - 1]?.image !== ',') {
            break;
        }
    }
    return levels.length < 2 ? undefined : { levels, first: tokens[from]!, last: tokens[from + (levels.length - 1) * step]! };
}

/** How many points a predictor with `each` has, by its name or one of its values. Undefined for other predictors. */
export function pointsIn(tokens: readonly IToken[], word: string): { predictor: string; count: number; isOfGroup: boolean } | undefined {
    const start = tokens.findIndex(
        ({ image }, i) => image === word && tokens[i - 1]?.image === 'predictor' && tokens[i + 1]?.image === 'each'
    );
    let last = start + 2;
    while (tokens[last + 1]?.image === ',') {
        last += 2;
    }
    const count = (last - start - 2) / 2 + 1;
    return start < 0 ? undefined : { predictor: word, count, isOfGroup: tokens[last + 1]?.image === 'per' };
}

/** Groups that the design counts. */
export function countedIn(tokens: readonly IToken[]): string[] {
    const start = tokens.findIndex(({ image }) => image === 'design');
    const end = tokens.findIndex(({ image }, i) => i > start && image === '}');
    return start < 0
        ? []
        : tokens.slice(start, end).flatMap(({ image }, i, all) => (all[i + 1]?.image === '=' && image !== 'n' ? [image] : []));
}

/** Fixed effects with the text of their terms and values. */
export function effectsIn(tokens: readonly IToken[]): { name: string; term: string; value: string }[] {
    return tokens.flatMap(({ image }, i) => {
        const isNamed = tokens[i + 1]?.image === ':' && tokens[i - 1]?.image !== 'test' && /^[\p{L}_]/u.test(image);
        const equals = isNamed ? endOfTerm(tokens, i + 2) : undefined;
        if (equals === undefined) {
            return [];
        }
        const [term, value] = [tokens.slice(i + 2, equals), tokens.slice(equals + 1, equals + 5)].map(part =>
            part.map(token => token.image)
        );
        return [{ name: image, term: term!.join(' '), value: value!.join('') }];
    });
}

/** The index of the `=` behind a term that begins at an index. Undefined where the entry ends before. */
function endOfTerm(tokens: readonly IToken[], start: number): number | undefined {
    for (let i = start; i < tokens.length; i++) {
        const sign = tokens[i]!.image;
        if (sign === '=') {
            return i;
        }
        if ([';', '{', '}'].includes(sign)) {
            return undefined;
        }
    }
    return undefined;
}

/** The effect of the term 1. */
export function interceptIn(tokens: readonly IToken[]): string | undefined {
    return effectsIn(tokens).find(({ term }) => term === '1')?.name;
}

/** The effect of the term 1 or, where no effect is declared, its usual name. */
export function interceptMeant(tokens: readonly IToken[]): string | undefined {
    return interceptIn(tokens) ?? (effectsIn(tokens).length === 0 ? 'beta0' : undefined);
}

/** The effect that a study is most likely about. */
export function mainEffectIn(tokens: readonly IToken[]): string | undefined {
    return (effectsIn(tokens).findLast(({ term }) => term !== '1') ?? effectsIn(tokens).at(-1))?.name;
}

/** The effect that a word in a goal means: its name, its term, the nearest name, or the only effect beside the intercept. */
export function effectMeant(word: string, tokens: readonly IToken[]): string | undefined {
    const effects = effectsIn(tokens);
    const written = word.replace(/\s+/g, '');
    const found = effects.find(({ name }) => name === word) ?? effects.find(({ term }) => term.replaceAll(' ', '') === written);
    const near = nearestName(
        word,
        effects.map(({ name }) => name)
    );
    const [only, another] = effects.filter(({ term }) => term !== '1');
    return found?.name ?? near ?? (another === undefined ? only?.name : undefined);
}

const interceptName = /^(beta|b|β|gamma|γ)_?[0₀]$|^(intercept|alpha|mu|const|α|μ)$/i;

/** The term that an effect of this name most likely has. */
export function termFor(name: string, tokens: readonly IToken[]): string {
    const predictors = predictorsIn(tokens);
    const used = new Set(effectsIn(tokens).flatMap(({ term }) => term.split(' ')));
    if (predictors.includes(name)) {
        return name;
    }
    return interceptName.test(name) ? '1' : (predictors.find(one => !used.has(one)) ?? predictors[0] ?? '1');
}

/** Names for new effects: first those that goals name already, then `beta1`, `beta2` and so on. */
export function freeEffects(tokens: readonly IToken[], count: number): string[] {
    const declared = new Set(effectsIn(tokens).map(({ name }) => name));
    const wanted = [...namesAfter(tokens, 'test'), ...namesAfter(tokens, 'precision')].filter(
        name => !declared.has(name) && tokens.every((token, i) => token.image !== name || tokens[i + 1]?.image !== ':')
    );
    const numbered = Array.from({ length: count + declared.size }, (_, i) => `beta${i + 1}`).filter(name => !declared.has(name));
    return [...new Set([...wanted, ...numbered])].slice(0, count);
}
