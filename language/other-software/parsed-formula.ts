/** Model formulas of R, as lme4 and glmmTMB read them, and those of MixedModels.jl. */

/** A group of random effects; `effects`: terms, with `1` for the intercept. */
export interface FormulaGroup {
    group: string;
    /** The next outer group; null for none. */
    outer: string | null;
    effects: string[];
    /** Whether the effects are correlated: `|`, not `||`. */
    isCorrelated: boolean;
}

export interface Formula {
    response: string;
    /** The terms of the fixed effects, with `1` for the intercept, in the notation of the language. */
    terms: string[];
    groups: FormulaGroup[];
    offset: string | null;
    /** The predictors that the formula marks as factors. */
    factors: FormulaFactor[];
}

export interface FormulaFactor {
    predictor: string;
    /** The level that the others are compared with; null where the formula does not say it. */
    reference: string | null;
    /** Whether the effects are deviations from the mean of the levels. */
    isSum: boolean;
}

/** What stands for a variable: itself, or the effects of its levels. */
type VariableTerm = (variable: string) => string;

const itself: VariableTerm = variable => variable;

const name = /^[\p{L}_.][\p{L}\p{N}_.]*$/u;
const formulaStart = /^\s*([\p{L}_.][\p{L}\p{N}_.]*|cbind\([^()]*\))\s*~([^]*)$/u;

/**
 * Reads a formula such as `y ~ x1 * x2 + (1 + x1 | subject)`. Undefined for what is none, or not understood.
 *
 * @param variableTerm for a variable without a function
 */
export function readFormula(text: string, variableTerm = itself): Formula | undefined {
    const [, response, right] = formulaStart.exec(text) ?? [];
    const formula: Formula = { response: response ?? '', terms: ['1'], groups: [], offset: null, factors: factorsIn(right ?? '') };
    if (right === undefined || !addParts(formula, inR(right), variableTerm)) {
        return undefined;
    }
    const alone = new Set(formula.groups.flatMap(({ group, outer }) => (outer === null ? [group] : [])));
    return { ...formula, groups: formula.groups.map(group => innerFirst(group, alone)) };
}

/** Of `school:class` and `class:school`, the group that also stands alone is the outer one. */
function innerFirst(group: FormulaGroup, alone: ReadonlySet<string>): FormulaGroup {
    return group.outer !== null && alone.has(group.group) && !alone.has(group.outer)
        ? { ...group, group: group.outer, outer: group.group }
        : group;
}

/** `zerocorr(1 + x | g)` of MixedModels.jl is `(1 + x || g)`, and its `a & b` is `a:b`. */
function inR(right: string): string {
    return right.replace(/(?:MixedModels\.)?zerocorr\(\s*\(?([^|()]*)\|([^|()]*)\)?\s*\)/gi, '($1||$2)').replace(/\s*&\s*/g, ':');
}

/** Adds what the right side of a formula says. False where it is not understood. */
function addParts(formula: Formula, right: string, variableTerm: VariableTerm): boolean {
    for (const { sign, part } of summands(right) ?? [{ sign: '+', part: '' }]) {
        const inner = /^\(([^]*)\)$/.exec(part)?.[1];
        const bar = inner === undefined ? null : /^([^|]+)(\|\|?)([^|]+)$/.exec(inner);
        const offset = /^offset\(([^]*)\)$/.exec(part)?.[1];
        const stratum = /^Error\(\s*([\p{L}_.][\p{L}\p{N}_.]*)\s*(?:\/[^()]*)?\)$/u.exec(part)?.[1];
        if (inner?.includes('|') && (!bar || inner.startsWith('('))) {
            // R prints `(x || g)` as `((1 | g) + (0 + x | g))`.
            if (!addParts(formula, inner, variableTerm)) {
                return false;
            }
        } else if (stratum !== undefined) {
            // With one value in each cell the inner stratum is the residual.
            formula.groups.push(...groupsOf('1', stratum, false)!);
        } else if (bar) {
            const groups = groupsOf(bar[1]!, bar[3]!, bar[2] === '|');
            if (!groups) {
                return false;
            }
            formula.groups.push(...groups);
        } else if (offset !== undefined) {
            formula.offset = termOf(offset, itself) ?? null;
        } else if (part === '0' || (part === '1' && sign === '-')) {
            formula.terms = formula.terms.filter(term => term !== '1');
        } else if (part !== '1') {
            const terms = crossed(part, variableTerm);
            if (!terms) {
                return false;
            }
            formula.terms.push(...terms.filter(term => !formula.terms.includes(term)));
        }
    }
    return true;
}

/** The parts between `+` and `-` that are in no parentheses. */
function summands(text: string): { sign: string; part: string }[] | undefined {
    const parts = splitAt(text, /[+-]/);
    return parts.every(({ part }) => part !== '') ? parts : undefined;
}

function splitAt(text: string, signs: RegExp): { sign: string; part: string }[] {
    const parts: { sign: string; part: string }[] = [];
    let depth = 0;
    let start = 0;
    let sign = '+';
    for (let i = 0; i <= text.length; i++) {
        const c = text[i] ?? '';
        depth += c === '(' ? 1 : c === ')' ? -1 : 0;
        if (i === text.length || (depth === 0 && signs.test(c))) {
            const part = text.slice(start, i).trim();
            if (part !== '' || i === text.length || parts.length > 0) {
                parts.push({ sign, part });
            }
            sign = c;
            start = i + 1;
        }
    }
    return parts;
}

/** `a * b` is `a`, `b` and their product; `a:b` the product alone; `a / b` is `a` and the product. */
function crossed(text: string, variableTerm: VariableTerm): string[] | undefined {
    const nested = splitAt(text, /\//).map(({ part }) => product(part, variableTerm));
    if (nested.length > 1) {
        return nested.every(part => part !== undefined) ? nested.map((_, i) => nested.slice(0, i + 1).join(' * ')) : undefined;
    }
    const factors = splitAt(text, /\*/).map(({ part }) => product(part, variableTerm));
    if (!factors.every(factor => factor !== undefined)) {
        return undefined;
    }
    return factors.reduce<string[]>((all, factor) => [...all, factor, ...all.map(other => `${other} * ${factor}`)], []).sort(byLength);
}

function byLength(a: string, b: string): number {
    return a.split(' * ').length - b.split(' * ').length;
}

function product(text: string, variableTerm: VariableTerm): string | undefined {
    const factors = splitAt(text, /:/).map(({ part }) => termOf(part, variableTerm));
    return factors.every(factor => factor !== undefined) ? factors.join(' * ') : undefined;
}

const functionsInBoth = new Set(['log', 'exp', 'sqrt', 'abs']);
const factorCall = /^(?:factor|as\.factor|as_factor|ordered|as\.ordered|C|relevel)\(([^]*)\)$/;

/** Names of R may contain points. */
export function nameInModel(text: string): string {
    return text.replaceAll('.', '_');
}

/** A term in the notation of the language: R's `I(x^2)` is `x^2`, and `factor(x)` is `levels(x)`. */
function termOf(text: string, variableTerm: VariableTerm): string | undefined {
    const trimmed = text.trim();
    const factor = factorOf(trimmed);
    if (factor) {
        return `levels(${factor.predictor})`;
    }
    const [, called = '', argument = ''] = /^([\p{L}_.]+)\(([^()]*)\)$/u.exec(trimmed) ?? [];
    if (called === 'I') {
        return argument.trim().replace(/[\p{L}_][\p{L}\p{N}_.]*/gu, nameInModel);
    }
    if (called === '') {
        return name.test(trimmed) ? variableTerm(nameInModel(trimmed)) : undefined;
    }
    if (!name.test(argument.trim())) {
        return undefined;
    }
    const variable = nameInModel(argument.trim());
    // A scaled predictor is the predictor itself, in other units.
    return called === 'scale' ? variable : functionsInBoth.has(called) ? `${called}(${variable})` : undefined;
}

/** A factor such as `factor(arm)`, `C(arm, contr.sum)` or `relevel(factor(arm), ref = "low")`. */
function factorOf(text: string): FormulaFactor | undefined {
    const [first = '', ...others] = splitAt(factorCall.exec(text)?.[1] ?? '', /,/).map(({ part }) => part);
    const inner = name.test(first)
        ? { predictor: nameInModel(first), reference: null, isSum: false }
        : first === ''
          ? undefined
          : factorOf(first);
    const written = others.flatMap(argument => /^(?:ref\s*=\s*)?"([^"]+)"$/.exec(argument)?.[1] ?? [])[0];
    const isSum = others.some(argument => /contr\.sum|^sum$/.test(argument));
    return inner && { ...inner, reference: text.startsWith('relevel') ? (written ?? null) : inner.reference, isSum: isSum || inner.isSum };
}

/** The factors of the right side of a formula. */
function factorsIn(text: string): FormulaFactor[] {
    const parts = splitAt(text, /[+*:-]/).flatMap(({ part }) => factorOf(part) ?? []);
    return parts.filter((one, i) => parts.findIndex(({ predictor }) => predictor === one.predictor) === i);
}

/** `a/b` is `a` and `b` in `a`; `a:b` is `b` in `a`. */
function groupsOf(effects: string, groups: string, isCorrelated: boolean): FormulaGroup[] | undefined {
    const parts = summands(effects);
    const terms = parts?.map(({ part }) => (part === '1' || part === '0' ? part : product(part, itself)));
    const names = groups.trim().split(/\s*[/:]\s*/);
    // A factor has a random effect for each level, with all their covariances.
    if (!terms?.every(term => term !== undefined) || terms.some(term => term.includes('levels(')) || !names.every(one => name.test(one))) {
        return undefined;
    }
    const hasIntercept = !terms.includes('0') && !parts!.some(({ sign, part }) => sign === '-' && part === '1');
    const own = [...(hasIntercept ? ['1'] : []), ...terms.filter(term => term !== '1' && term !== '0')];
    const nested = names.map((group, i) => ({
        group: nameInModel(group),
        outer: i === 0 ? null : nameInModel(names[i - 1]!),
        effects: [...own],
        isCorrelated
    }));
    return groups.includes(':') ? nested.slice(-1) : nested;
}

/** The variables of terms. */
export function variablesOf(terms: readonly (string | null)[]): string[] {
    const words = terms.flatMap(term => term?.match(/[\p{L}_][\p{L}\p{N}_]*(?![\p{L}\p{N}_]|\s*\()/gu) ?? []);
    return [...new Set(words)].filter(word => !functionsInBoth.has(word) && word !== 'levels');
}
