/** Calls of R and Julia that fit a model, and formulas alone. */
import { families, offeredLinks } from '../knowledge/families.js';
import { knownWord, usualArgument } from '../knowledge/other-names.js';
import { readFormula, type Formula } from './parsed-formula.js';
import { conditionalModelOnly, residualsAreIndependent, weightsRemark } from './remarks.js';
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
export const printingFunctions = new Set(['summary', 'anova', 'print', 'coef', 'fixef']);

export interface FitCall {
    formula: Formula;
    /** The family with its arguments and link, as the language writes it. */
    family: string;
    /** What the call says and the model does not, a sentence each. */
    lacks: string[];
}

/** Functions of R that have their random effects in an argument of its own. */
const apart = new Set(['lme', 'glmmPQL']);

/**
 * Reads `glmer(y ~ x + (1 | clinic), family = binomial)`, `fit(MixedModel, @formula(…), data, Poisson())`, or a formula alone. Undefined also where a family, a
 * link or random effects are none that the language has: another model would be worse than none.
 */
export function readCall(text: string): FitCall | undefined {
    const bare = text.trim().replace(/^[\p{L}_.][\p{L}\p{N}_.]*\s*(?:<-|=(?!=))\s*/u, '');
    const [, name = '', inner] = /^(?:\p{L}[\p{L}\p{N}_.]*::)?(\p{L}[\p{L}\p{N}_.]*)\(([^]*)\)$/u.exec(bare) ?? [];
    const isJulia = name === 'fit' && bare.includes('@formula(');
    const isFit = inner !== undefined && (isJulia || Object.hasOwn(fits, name));
    const args = isFit ? splitArguments(inner) : [bare];
    const random = apart.has(name) ? randomIn(args) : '';
    if (random === undefined) {
        return undefined;
    }
    const formulas = args.map(argument => /^@formula\(([^]*)\)$/.exec(argument)?.[1] ?? argument.replace(/^(?:formula|fixed)\s*=\s*/, ''));
    const variableTerm = (variable: string): string => (name === 'aov' ? `levels(${variable})` : variable);
    const offset = offsetIn(args);
    const formula = formulas.map(one => readFormula(`${one}${random}${offset}`, variableTerm)).find(one => one !== undefined);
    const family = formula && (isJulia ? familyInJulia(args) : familyOf(args, formula, isFit ? fits[name]! : 'gaussian'));
    return formula && family ? { formula, family, lacks: lacksOf(args, family) } : undefined;
}

/** ` + (1 | clinic)` for `random = ~ 1 | clinic`; undefined where that is not understood. */
function randomIn(args: readonly string[]): string | undefined {
    const written = args.flatMap(argument => /^random\s*=\s*~([^()]*\|[^()]*)$/.exec(argument)?.[1] ?? [])[0];
    return written && ` + (${written.trim()})`;
}

/** ` + offset(log(years))` for `offset = log(years)`. */
function offsetIn(args: readonly string[]): string {
    const written = args.flatMap(argument => /^offset\s*=\s*([^]+)$/.exec(argument)?.[1] ?? [])[0];
    return written === undefined ? '' : ` + offset(${written})`;
}

/** Arguments that change the model and have no place in the language. */
function lacksOf(args: readonly string[], family: string): string[] {
    const has = (argument: RegExp): boolean => args.some(one => argument.test(one));
    const hasOtherParts = has(/^ziformula\s*=(?!\s*~\s*0\s*$)/) || has(/^dispformula\s*=(?!\s*~\s*1\s*$)/);
    return [
        ...(hasOtherParts ? [conditionalModelOnly] : []),
        ...(has(/^weights\s*=/) ? [weightsRemark(family)] : []),
        ...(has(/^correlation\s*=/) ? [residualsAreIndependent] : [])
    ];
}

export function modelOfCall({ formula, family, lacks }: FitCall): WrittenText {
    return wholeModel(formula, family, undefined, lacks);
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
function familyInJulia(args: readonly string[]): string | undefined {
    const named = args.flatMap(argument => /^(\w+)\(\)$/.exec(argument)?.[1] ?? []);
    const link = named.find(name => name.endsWith('Link'));
    return writtenFamily(named.find(name => name !== link) ?? 'gaussian', link?.replace('Link', ''));
}

/** A family of R that stands among the arguments without a name. */
const familyByPlace =
    /^(?:\w+::)?(?:binomial|poisson|gaussian|Gamma|inverse\.gaussian|quasi\w*|nbinom[12]|beta_family|negative\.binomial|tweedie)(?:\(|$)/;

/** The family that a call names, with its link and arguments to fill in; undefined for one that the language does not have. */
function familyOf(args: readonly string[], { response }: Formula, byDefault: string): string | undefined {
    const named = args.flatMap(argument => /^family\s*=\s*([^]*)$/.exec(argument)?.[1] ?? []);
    const written = [...named, ...args.filter(argument => familyByPlace.test(argument)), byDefault][0]!;
    const [, name, inner = ''] = /^"?(?:\w+::)?([\p{L}\p{N}_.]+)"?(?:\(([^]*)\))?$/u.exec(written.trim()) ?? [];
    const link = /(?:link\s*=\s*)?"?([\p{L}^/\d]+)"?/u.exec(inner)?.[1];
    const isGrouped = response.startsWith('cbind(') || args.some(argument => /^weights\s*=/.test(argument));
    return name && writtenFamily(name === 'binomial' && !isGrouped ? 'bernoulli' : name, link ?? defaultLinkInR(name));
}

/** The link that R takes if none is said, where the language takes another one. */
function defaultLinkInR(name: string): string | undefined {
    const meant = knownWord('family', name, Object.keys(families)) as keyof typeof families | undefined;
    const inR = meant && families[meant].code.r.defaultLink;
    return meant && inR && inR !== offeredLinks(meant)[0] ? inR : undefined;
}

/** A family as the language writes it; undefined where it has none with this name, or not with this link. `known`: the values of its arguments that are known. */
export function writtenFamily(name: string, link: string | undefined, known: Record<string, string> = {}): string | undefined {
    const meant = knownWord('family', name, Object.keys(families)) as keyof typeof families | undefined;
    if (meant === undefined) {
        return undefined;
    }
    const own = families[meant].arguments;
    const values = own.map(argument => `${argument.name} = ${known[argument.name] ?? usualArgument(meant, argument.name) ?? '1'}`);
    const offered = offeredLinks(meant);
    const meantLink = link === undefined ? offered[0] : knownWord('link', link, offered);
    return (
        meantLink && `${meant}${values.length > 0 ? `(${values.join(', ')})` : ''}${meantLink === offered[0] ? '' : ` link ${meantLink}`}`
    );
}
