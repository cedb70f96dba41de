/** Calls of R and Julia that fit a model, and formulas alone. */
import { families, offeredLinks } from '../knowledge/families.js';
import { meantWord, usualArgument } from '../knowledge/other-names.js';
import { readFormula, type Formula } from './r-formula.js';
import { wholeModel, type WrittenText } from './written-model.js';

/** Functions of R that fit a model, and the family that they have if none is said. */
export const fits: Record<string, string> = {
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
export const shown = new Set(['summary', 'anova', 'print', 'coef', 'fixef']);

export interface FitCall {
    formula: Formula;
    /** The family with its arguments and link, as the language writes it. */
    family: string;
}

/** Reads `glmer(y ~ x + (1 | clinic), family = binomial)`, `fit(MixedModel, @formula(…), data, Poisson())`, or a formula alone. */
export function readCall(text: string): FitCall | undefined {
    const bare = text.trim().replace(/^[\p{L}_.][\p{L}\p{N}_.]*\s*(?:<-|=(?!=))\s*/u, '');
    const [, name = '', inner] = /^(?:\p{L}[\p{L}\p{N}_.]*::)?(\p{L}[\p{L}\p{N}_.]*)\(([^]*)\)$/u.exec(bare) ?? [];
    const isJulia = name === 'fit' && bare.includes('@formula(');
    const isFit = inner !== undefined && (isJulia || Object.hasOwn(fits, name));
    const args = isFit ? splitArguments(inner) : [bare];
    const formulas = args.map(argument => /^@formula\(([^]*)\)$/.exec(argument)?.[1] ?? argument.replace(/^(?:formula|fixed)\s*=\s*/, ''));
    const variableTerm = (variable: string): string => (name === 'aov' ? `levels(${variable})` : variable);
    const formula = formulas.map(one => readFormula(one, variableTerm)).find(one => one !== undefined);
    return formula && { formula, family: isJulia ? familyInJulia(args) : familyOf(args, formula, isFit ? fits[name]! : 'gaussian') };
}

export function modelOfCall({ formula, family }: FitCall): WrittenText {
    return wholeModel(formula, family);
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

/** `Bernoulli(), ProbitLink()` among the arguments of `fit` in Julia. */
function familyInJulia(args: readonly string[]): string {
    const named = args.flatMap(argument => /^(\w+)\(\)$/.exec(argument)?.[1] ?? []);
    const link = named.find(name => name.endsWith('Link'));
    return writtenFamily(named.find(name => name !== link) ?? 'gaussian', link?.replace('Link', ''));
}

/** The family that a call names, with its link and arguments to fill in. */
function familyOf(args: readonly string[], { response }: Formula, byDefault: string): string {
    const written = args.flatMap(argument => /^family\s*=\s*([^]*)$/.exec(argument)?.[1] ?? [])[0] ?? byDefault;
    const [, name = byDefault, inner = ''] = /^"?([\p{L}\p{N}_]+)"?(?:\(([^]*)\))?/u.exec(written) ?? [];
    const link = /(?:link\s*=\s*)?"?([\p{L}^/\d]+)"?/u.exec(inner)?.[1];
    return writtenFamily(name === 'binomial' && !response.startsWith('cbind(') ? 'bernoulli' : name, link);
}

/** A family as the language writes it. `values`: those of its arguments that are known. */
export function writtenFamily(name: string, link: string | undefined, known: Record<string, string> = {}): string {
    const meant = meantWord('family', name, Object.keys(families)) ?? 'gaussian';
    const own = families[meant as keyof typeof families].arguments;
    const values = own.map(argument => `${argument.name} = ${known[argument.name] ?? usualArgument(meant, argument.name) ?? '1'}`);
    const offered = offeredLinks(meant as keyof typeof families);
    const meantLink = link === undefined ? undefined : meantWord('link', link, offered);
    const isDefault = meantLink === undefined || meantLink === offered[0];
    return `${meant}${values.length > 0 ? `(${values.join(', ')})` : ''}${isDefault ? '' : ` link ${meantLink}`}`;
}
