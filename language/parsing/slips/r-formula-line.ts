/** Formulas and calls of R in the text. */
import { families, offeredLinks } from '../../knowledge/families.js';
import { meantWord, usualArgument } from '../../knowledge/other-names.js';
import { freeEffects, groupsIn, predictorsIn } from './declared-names.js';
import { linesOf, wholeModel } from './formula-model.js';
import { readFormula } from './r-formula.js';
import type { ErrorPlace, Slip } from './slip.js';

/** Functions of R that fit a model, and the family that they have if none is said. */
const fits: Record<string, string> = {
    lm: 'gaussian',
    aov: 'gaussian',
    gls: 'gaussian',
    stan_lmer: 'gaussian',
    stan_glm: 'gaussian',
    lmer: 'gaussian',
    lme: 'gaussian',
    glm: 'gaussian',
    glmer: 'gaussian',
    'glmer.nb': 'negativeBinomial',
    glmmTMB: 'gaussian',
    glmmPQL: 'gaussian',
    mixed_model: 'gaussian',
    brm: 'gaussian',
    stan_glmer: 'gaussian'
};

/** Functions around a fit that show it. */
const shown = new Set(['summary', 'anova', 'print', 'coef', 'fixef']);

/** A line of a model such as `y ~ x + (1 | clinic)`. */
export function formulaLine(place: ErrorPlace): Slip | undefined {
    const start = place.image(0) === 'formula' ? (['=', ':'].includes(place.image(1)) ? 2 : 1) : 0;
    if (!place.isName(start) || place.image(start + 1) !== '~') {
        return undefined;
    }
    const last = place.lastOfLine;
    const formula = readFormula(place.slice(start, last));
    if (!formula) {
        return undefined;
    }
    const { lines, stops } = linesOf(formula, { predictors: predictorsIn(place.tokens), groups: groupsIn(place.tokens) });
    const indent = /[ \t]*$/.exec(place.text.slice(0, place.found!.startOffset))?.[0] ?? '';
    return place.slip(
        0,
        last,
        { kind: 'formula', isCall: false },
        place.replaced(0, last, lines.join(`\n${indent}`), { stops, title: 'Write the formula as lines of the model' })
    );
}

/** A call such as `glmer(y ~ x + (1 | clinic), family = binomial)`, or a formula alone, in place of a model. */
export function callInR(place: ErrorPlace): Slip | undefined {
    // `m <- lme4::glmer(…)`
    let start = place.image(1) === '<' && place.image(2) === '-' ? 3 : place.image(1) === '=' ? 2 : 0;
    const isShown = shown.has(place.image(start)) && place.image(start + 1) === '(';
    const whole = isShown ? place.closerOf(start + 1) : undefined;
    start += isShown ? 2 : 0;
    start += place.image(start + 1) === ':' && place.image(start + 2) === ':' ? 3 : 0;
    const isFit = Object.hasOwn(fits, place.image(start)) && place.image(start + 1) === '(';
    const end = isFit ? place.closerOf(start + 1) : place.lastOfLine;
    if (end === undefined || (!isFit && place.image(1) !== '~')) {
        return undefined;
    }
    const variableTerm = (variable: string): string => (place.image(start) === 'aov' ? `levels(${variable})` : variable);
    const args = isFit ? splitArguments(place.slice(start + 2, end - 1)) : [place.slice(0, end)];
    const formula = args
        .map(argument => readFormula(argument.replace(/^(?:formula|fixed)\s*=\s*/, ''), variableTerm))
        .find(one => one !== undefined);
    if (!formula) {
        return undefined;
    }
    const { lines, stops } = wholeModel(formula, familyOf(args, isFit ? fits[place.image(start)]! : 'gaussian'));
    const text = `model study {\n${lines.map(line => `  ${line}\n`).join('')}}`;
    return place.slip(
        0,
        whole ?? end,
        { kind: 'formula', isCall: true },
        place.replaced(0, whole ?? end, text, { stops: ['study', ...stops], title: 'Write it as a model' })
    );
}

/** The arguments of a call; commas in parentheses don't separate. */
function splitArguments(text: string): string[] {
    const args: string[] = [];
    let depth = 0;
    let present = '';
    for (const c of text) {
        depth += c === '(' ? 1 : c === ')' ? -1 : 0;
        if (c === ',' && depth === 0) {
            args.push(present.trim());
            present = '';
        } else {
            present += c;
        }
    }
    return [...args, present.trim()];
}

/** The family that a call names, with its link and arguments to fill in. */
function familyOf(args: readonly string[], byDefault: string): string {
    const written = args.flatMap(argument => /^family\s*=\s*([^]*)$/.exec(argument)?.[1] ?? [])[0] ?? byDefault;
    const [, name = byDefault, inner = ''] = /^"?([\p{L}\p{N}_]+)"?(?:\(([^]*)\))?/u.exec(written) ?? [];
    const known = Object.keys(families);
    const meant = name === 'binomial' ? 'bernoulli' : (meantWord('family', name, known) ?? 'gaussian');
    const own = families[meant as keyof typeof families].arguments;
    const values = own.map(argument => `${argument.name} = ${usualArgument(meant, argument.name) ?? '1'}`);
    const link = /(?:link\s*=\s*)?"?([\p{L}^/\d]+)"?/u.exec(inner)?.[1];
    const offered = offeredLinks(meant as keyof typeof families);
    const meantLink = link === undefined ? undefined : meantWord('link', link, offered);
    const isDefault = meantLink === undefined || meantLink === offered[0];
    return `${meant}${values.length > 0 ? `(${values.join(', ')})` : ''}${isDefault ? '' : ` link ${meantLink}`}`;
}

/** Terms without names in a block of fixed effects: `x1 + x2`. */
export function termsWithoutNames(place: ErrorPlace): Slip | undefined {
    if (place.rule !== 'FixedEffect' || place.expected !== ':' || !['+', '*', ':'].includes(place.image(0))) {
        return undefined;
    }
    let last = place.lastOfEntry;
    while (['}', ';'].includes(place.image(last))) {
        last--;
    }
    const formula = readFormula(`y ~ ${place.slice(-1, last)}`);
    const terms = formula?.groups.length === 0 ? formula.terms.filter(term => term !== '1') : [];
    if (terms.length === 0) {
        return undefined;
    }
    const free = freeEffects(place.tokens, terms.length);
    const entries = terms.map((term, i) => `${free[i]!}: ${term} = 0.3`);
    return place.otherForm(-1, last, entries.join('; '), { stops: terms.map(() => '0.3') });
}
