/** Random effects in the notation of papers and of other software. */
import { meantWord } from '../../knowledge/other-names.js';
import { countedIn, effectsIn, groupsIn, interceptMeant } from './declared-names.js';
import type { ErrorPlace, Slip } from './slip.js';

/** `beta0 ~ N(0, 0.64)` in a block or as a line, and `random clinic ~ N(0, 0.64)`: papers give a variance, R and Stan a standard deviation. */
export function lawOfRandomEffect(place: ErrorPlace): Slip | undefined {
    const isEntry = place.rule === 'RandomEffect';
    const isBlock = place.rule === 'RandomEffects' && place.expected === '{' && place.image(-2) === 'random';
    const at = isEntry || isBlock ? -1 : 0;
    const name = place.image(at);
    const isLine = place.rule === 'Model' && place.beginsLine() && effectsIn(place.tokens).some(effect => effect.name === name);
    const effect = isBlock ? interceptMeant(place.tokens) : name;
    const isLaw = (isEntry || isLine || isBlock) && place.image(at + 1) === '~' && place.image(at + 3) === '(';
    const end = isLaw ? place.closerOf(at + 3) : undefined;
    const isNormal =
        meantWord('law', place.image(at + 2), ['Normal']) === 'Normal' && place.image(at + 4) === '0' && place.image(at + 5) === ',';
    if (end === undefined || !isNormal || effect === undefined) {
        return undefined;
    }
    const group = countedIn(place.tokens)[0] ?? groupsIn(place.tokens)[0] ?? 'clinic';
    const head = isEntry ? '' : isBlock ? `${name} ` : `random ${group} `;
    const whole = (measure: string): string => (isEntry ? `${effect} ${measure}` : `${head}{ ${effect} ${measure} }`);
    const written = place.slice(at + 6, end - 1);
    const [, word, value = written] = /^([\p{L}_][\p{L}\p{N}_]*(?:\^2)?)\s*=\s*(.*)$/su.exec(written) ?? [];
    const said = word === undefined ? squareIn(written) : meantWord('measure', word, ['sd', 'variance']);
    if (said !== undefined) {
        return place.otherForm(at, end, whole(`${said} ${value}`), {
            why: 'A random effect is normal with mean 0, so only its spread is written.'
        });
    }
    const asVariance = place.replaced(at, end, whole(`variance ${value}`), { title: `Write "variance ${value}", as in papers` });
    const asDeviation = place.replaced(at, end, whole(`sd ${value}`), { title: `Write "sd ${value}", as in R and Stan` });
    const repairs = place.image(at + 2) === 'N' ? [asVariance, asDeviation] : [asDeviation, asVariance];
    return place.slip(at, end, { kind: 'spread', effect, value }, ...repairs);
}

/** A square is a variance. */
function squareIn(value: string): 'variance' | undefined {
    return /\^2\s*$|²\s*$/.test(value) ? 'variance' : undefined;
}

/** `0.4 sd` and `beta0 0.4 sd` in a block. */
export function measureBehindNumber(place: ErrorPlace): Slip | undefined {
    const [number, first] =
        place.rule === 'RandomEffect' && ['=', ':'].includes(place.image(0)) ? [1, -1] : [0, place.rule === 'RandomEffect' ? -1 : 0];
    const measure =
        place.isNumber(number) && !place.beginsLine(number + 1)
            ? meantWord('measure', place.image(number + 1), ['sd', 'variance', 'icc'])
            : undefined;
    const isInBlock = place.rule === 'RandomEffect' || (place.rule === 'RandomEffects' && place.expected === '}');
    const effect = first === -1 ? place.image(-1) : interceptMeant(place.tokens);
    const isEffect = effect !== undefined && (first === 0 || effectsIn(place.tokens).some(({ name }) => name === effect));
    return isInBlock && isEffect && measure !== undefined && place.isLastOfEntry(number + 1)
        ? place.otherForm(first, number + 1, `${effect} ${measure} ${place.image(number)}`, {
              why: 'The number stands behind its measure.'
          })
        : undefined;
}

/** `random intercept | clinic`, and `random intercept for clinic`. */
export function interceptOfGroup(place: ErrorPlace): Slip | undefined {
    const isHead =
        place.rule === 'RandomEffects' &&
        place.expected === '{' &&
        place.image(-2) === 'random' &&
        /^int(?:ercepts?)?$/i.test(place.image(-1));
    const isGroup = ['|', 'for', 'by', 'per', 'of', 'within'].includes(place.image(0)) && place.isName(1);
    const intercept = interceptMeant(place.tokens);
    return isHead && isGroup && intercept !== undefined && place.isLastOfEntry(1)
        ? place.otherForm(-1, 1, `${place.image(1)} { ${intercept} sd 0.5 }`, {
              stops: ['0.5'],
              why: 'A block begins with the name of its group.'
          })
        : undefined;
}

/** `random intercept / subject=clinic` of SAS. */
export function interceptOfSas(place: ErrorPlace): Slip | undefined {
    let head = 0;
    while (place.token(head - 1) && place.image(head) !== 'random') {
        head--;
    }
    const last = place.lastOfLine;
    const subject = Array.from({ length: last - head }, (_, i) => head + 1 + i).find(i => /^sub(?:ject)?$/i.test(place.image(i)));
    const sign = subject !== undefined && place.image(subject + 1) === '=' ? 2 : 1;
    const intercept = interceptMeant(place.tokens);
    const isOfSas = place.rule === 'RandomEffects' && place.image(head) === 'random' && /^int(?:ercept)?$/i.test(place.image(head + 1));
    if (!isOfSas || subject === undefined || intercept === undefined || !place.isName(subject + sign)) {
        return undefined;
    }
    const slopes = Array.from({ length: subject - head - 2 }, (_, i) => place.image(head + 2 + i)).filter(name => name !== '/');
    const effects = slopes.map(name => effectsIn(place.tokens).find(effect => effect.term === name || effect.name === name)?.name ?? name);
    const entries = [intercept, ...effects].map(name => `${name} sd 0.5`);
    return place.otherForm(head, last, `random ${place.image(subject + sign)} { ${entries.join('; ')} }`, {
        stops: entries.map(() => '0.5'),
        why: 'A block has the name of its group and how much each effect varies between its units.'
    });
}

/** `corr = 0.3` in a block of two random effects. */
export function correlationWord(place: ErrorPlace): Slip | undefined {
    const isWord = (i: number): boolean => /^(?:cor|corr|correlation|rho)$/i.test(place.image(i));
    const at = [-1, 0].find(isWord);
    if (at === undefined || !place.rules.includes('RandomEffects')) {
        return undefined;
    }
    const sign = at + (['=', ':'].includes(place.image(at + 1)) ? 2 : 1);
    const last = place.image(sign) === '-' ? sign + 1 : sign;
    let opener = at;
    while (place.token(opener) && place.image(opener) !== '{') {
        opener--;
    }
    const closer = place.closerOf(opener);
    if (!place.isNumber(last) || closer === undefined) {
        return undefined;
    }
    const entries = Array.from({ length: closer - opener - 1 }, (_, i) => opener + 1 + i).filter(
        i => i !== at && place.isName(i) && (['{', ';', ','].includes(place.image(i - 1)) || place.beginsLine(i))
    );
    const [first, second, ...more] = entries.map(i => place.image(i));
    if (second === undefined) {
        const before = at - 1;
        return place.slip(
            at,
            last,
            { kind: 'needless', found: place.slice(at, last), why: 'A correlation needs two random effects.' },
            place.replaced(before, last, place.image(before), { title: 'Remove it' })
        );
    }
    return second === undefined || more.length > 0
        ? undefined
        : place.otherForm(at, last, `correlation(${first}, ${second}) = ${place.slice(sign, last)}`, {
              why: 'A correlation names its two random effects.'
          });
}
