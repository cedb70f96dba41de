/** Fits as lme4, glmmTMB, MixedModels.jl, `lm` and `glm` print them. */

export interface PrintedFit {
    software: string;
    formula: string;
    /** The names of the family and the link as printed; undefined where none is printed. */
    family: string | undefined;
    link: string | undefined;
    coefficients: Coefficient[];
    components: PrintedComponent[];
    /** The dispersion of the family as printed: a variance, or `sd^2`. */
    dispersion: string | undefined;
    /** The size of a negative binomial family. */
    size: string | undefined;
    observations: number | undefined;
    /** The number of units of each group, by the label of the group. */
    units: { group: string; count: number }[];
    /** Whether a part for zeros or the dispersion is printed, which a model of the language has not. */
    hasOtherParts: boolean;
    hasWeights: boolean;
}

/** A fixed effect; the value as printed. */
export interface Coefficient {
    name: string;
    value: string;
}

/** A row of the table of random effects. */
export interface PrintedComponent {
    group: string;
    name: string;
    sd: string;
    /** With the rows of the group before it; null where none is printed. */
    correlations: (string | null)[];
}

const number = '[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?';
/** `(Intercept)`, `armdrug:age`, and in Julia `arm: drug & age`. */
const atom = '[^\\s&]*[^\\s&:](?:: \\S+)?';
const effectName = `${atom}(?: & ${atom})*`;

/** How a print begins. */
const beginning = /^(?:Linear mixed(?:-effects)? model fit by|Generalized linear mixed model fit by| ?Family:|Formula:|Call:$)/im;
const hasCoefficients = /^\s*(?:Fixed[ -]effects|Coefficients|Conditional model|Fixed-effects parameters)/im;

const hasModel = /^[ \t]*model\s[^\n{]*\{/m;

/** Whether a text is a printed fit, perhaps after the line of the console that printed it. */
export function isPrintedFit(text: string): boolean {
    const start = hasModel.test(text) ? null : beginning.exec(text);
    return start !== null && text.slice(0, start.index).split('\n').length <= mostLinesBefore && hasCoefficients.test(text);
}

/** Lines of a console before a print. */
const mostLinesBefore = 6;

/** Reads a printed fit. Undefined where no formula or no coefficients are found. */
export function readPrintedFit(text: string): PrintedFit | undefined {
    const lines = text.replace(/\r\n?/g, '\n').replaceAll('\u2212', '-').split('\n');
    const isJulia = lines.some(line => /^\s*Variance components:/.test(line));
    const formula = isJulia ? juliaFormula(lines) : rFormula(lines);
    const coefficients = coefficientsOf(lines, isJulia);
    if (formula === undefined || coefficients.length === 0) {
        return undefined;
    }
    const components = componentsOf(lines, isJulia);
    const residual = components.find(({ group }) => group === 'Residual');
    return {
        software: softwareOf(text, isJulia),
        formula,
        ...familyOf(text),
        coefficients,
        components: components.filter(row => row !== residual),
        dispersion: dispersionOf(text) ?? (residual && `${residual.sd}^2`),
        size: /negative binomial\((.*?)\)/i.exec(text)?.[1] ?? /Dispersion parameter for nbinom\d family \(\):\s*(\S+)/.exec(text)?.[1],
        ...sizesOf(text, components, coefficients.length),
        hasOtherParts: /^(?:Zero-inflation model|Dispersion model):/m.test(text),
        hasWeights: /^\s*Weights:|\bweights\s*=/m.test(text)
    };
}

function softwareOf(text: string, isJulia: boolean): string {
    return isJulia ? 'MixedModels.jl' : /Conditional model/.test(text) ? 'glmmTMB' : /merMod/.test(text) ? 'lme4' : 'R';
}

/** What follows the formula of a print. */
const nextPart =
    /^\s*(?:(?:Data|Offset|Weights|Subset|Control|AIC):?|REML criterion|Scaled residuals|Random[ -]effects|Fixed [Ee]ffects|Number of obs)/;

/** The lines from one that begins with `Formula:` to the next part, or the argument of a call. */
function rFormula(lines: readonly string[]): string | undefined {
    const start = lines.findIndex(line => /^\s*Formula:/.test(line));
    if (start >= 0) {
        const end = lines.findIndex((line, i) => i > start && (nextPart.test(line) || line.trim() === ''));
        return lines
            .slice(start, end < 0 ? undefined : end)
            .join(' ')
            .replace(/^\s*Formula:/, '')
            .replace(/\s+/g, ' ')
            .trim();
    }
    const call = lines.findIndex(line => line.trim() === 'Call:');
    const end = lines.findIndex((line, i) => i > call && line.trim() === '');
    const written = call < 0 ? '' : lines.slice(call + 1, end < 0 ? undefined : end).join(' ');
    return /\(\s*(?:formula\s*=\s*)?([^,]*~(?:[^,(]|\((?:[^()]|\([^()]*\))*\))*?)\s*(?:,|\)\s*$)/.exec(written)?.[1]?.replace(/\s+/g, ' ');
}

/** The first line with a `~`. */
function juliaFormula(lines: readonly string[]): string | undefined {
    return lines.find(line => /^\s*[\p{L}_][\p{L}\p{N}_]* ~ /u.test(line))?.trim();
}

function familyOf(text: string): { family: string | undefined; link: string | undefined } {
    const [, inR, link] = /^\s*Family:\s*(.*?)\s*\(\s*(\S+)\s*\)\s*$/m.exec(text) ?? [];
    if (inR !== undefined) {
        return { family: inR.replace(/\(.*/, ''), link };
    }
    const julia = /^\s*Distribution:\s*(\w+)/m.exec(text)?.[1];
    if (julia !== undefined) {
        return { family: julia, link: /^\s*Link:\s*(\w+?)Link/m.exec(text)?.[1] };
    }
    const [, ofCall, linkOfCall] = /family\s*=\s*"?([\w.]+)"?(?:\(\s*(?:link\s*=\s*)?"?(\w+)"?)?/.exec(text) ?? [];
    const isLinear = /^(?:Linear mixed|Residual standard error|.*\blm\()/m.test(text);
    const ofGlm = /^\(Dispersion parameter for (.*?)(?:\(|\s+family)/m.exec(text)?.[1];
    return { family: ofCall ?? ofGlm ?? (isLinear ? 'gaussian' : undefined), link: linkOfCall };
}

function dispersionOf(text: string): string | undefined {
    const ofGlm = /^\(Dispersion parameter for (?:gaussian|Gamma|inverse\.gaussian) family taken to be (\S+)\)/m.exec(text)?.[1];
    const ofLm = /^Residual standard error:\s*(\S+)/m.exec(text)?.[1];
    const hasResidual = /^\s*Residual\s/m.test(text);
    const ofTmb = hasResidual ? undefined : /^Dispersion estimate for \w+ family \(sigma\^2\):\s*(\S+)/m.exec(text)?.[1];
    return ofGlm ?? (ofLm && `${ofLm}^2`) ?? ofTmb;
}

/** The fixed effects: a table with a row for each, or alternating lines of names and values. */
function coefficientsOf(lines: readonly string[], isJulia: boolean): Coefficient[] {
    const head = lines.findIndex(line => /^\s+(?:Estimate|Coef\.)\s+Std\. ?Error/.test(line));
    if (head < 0) {
        return listedCoefficients(lines);
    }
    const end = /Estimate|Coef\./.exec(lines[head]!)!;
    const rows = lines.slice(head + 1).filter((line, i) => !(isJulia && i === 0 && /^[\s─-]+$/.test(line)));
    const found: Coefficient[] = [];
    for (const line of rows) {
        // In R, the column of estimates ends where its head ends, and names may contain spaces.
        const pattern = isJulia ? `^(${effectName})\\s+(${number})\\s` : `^(.*\\S)\\s+(${number})$`;
        const [, name, value] = new RegExp(pattern).exec(isJulia ? line : line.slice(0, end.index + end[0].length)) ?? [];
        if (name === undefined || value === undefined) {
            break;
        }
        found.push({ name, value: value.replace(/^\+/, '') });
    }
    return found;
}

function listedCoefficients(lines: readonly string[]): Coefficient[] {
    const start = lines.findIndex(line => /^\s*(?:Fixed Effects|Coefficients):/.test(line));
    const found: Coefficient[] = [];
    for (let i = start + 1; start >= 0 && i + 1 < lines.length;) {
        const [names, values] = [lines[i]!, lines[i + 1]!].map(line => line.trim().split(/\s+/));
        if (lines[i]!.trim() === '' || /:$/.test(lines[i]!)) {
            i++;
        } else if (names!.length === values!.length && values!.every(value => new RegExp(`^${number}$`).test(value))) {
            found.push(...names!.map((name, j) => ({ name, value: values![j]! })));
            i += 2;
        } else {
            break;
        }
    }
    return found;
}

/** The rows of the table of variances. */
function componentsOf(lines: readonly string[], isJulia: boolean): PrintedComponent[] {
    const head = lines.findIndex(line =>
        (isJulia ? /^\s+Column\s+Variance\s+Std\.Dev/ : /^\s*Groups\s+Name\s+(?:Variance\s+)?Std\.Dev/).test(line)
    );
    if (head < 0) {
        return [];
    }
    const before = lines[head]!.includes('Variance') ? 1 : 0;
    const nameColumn = isJulia ? undefined : lines[head]!.indexOf('Name');
    const row = new RegExp(`^(.*?)((?:\\s+(?:${number}|\\.))+)\\s*$`);
    const found: PrintedComponent[] = [];
    for (const line of lines.slice(head + 1)) {
        const [, words = '', numbers = ''] = row.exec(line) ?? [];
        if (numbers === '' || /^\s*Number of obs:/.test(line)) {
            break;
        }
        const [group, name] =
            nameColumn === undefined ? juliaWords(words) : [line.slice(0, nameColumn).trim(), words.slice(nameColumn).trim()];
        const [sd = '', ...correlations] = numbers.trim().split(/\s+/).slice(before);
        const owner = group === '' ? (found.at(-1)?.group ?? '') : group;
        const known = correlations.map(text => (text === '.' ? null : text.replace(/^\+/, '')));
        found.push({ group: owner, name, sd, correlations: known });
    }
    return found;
}

/** The group, which begins at the margin, and the name of a column. */
function juliaWords(words: string): [string, string] {
    const [, group = '', name = ''] = /^(\S.*?)?(?:\s{2,}|\s(?=\())(\S.*)?$/.exec(words.trimEnd()) ?? [];
    return /^\s/.test(words) ? ['', words.trim()] : name === '' ? [words.trim(), ''] : [group, name];
}

/** The numbers of observations and of units. */
function sizesOf(text: string, components: readonly PrintedComponent[], effects: number): Pick<PrintedFit, 'observations' | 'units'> {
    const inR = /Number of obs:\s*(\d+)(?:,\s*groups:|\s*\/\s*Conditional model:)\s*(.*(?:\n .*)*)/.exec(text);
    if (inR) {
        const units = inR[2]!.split(';').flatMap(part => {
            const [, group, count] = /^\s*(.*?),\s*(\d+)/.exec(part) ?? [];
            return group === undefined ? [] : [{ group, count: Number(count) }];
        });
        return { observations: Number(inR[1]), units };
    }
    const inJulia = /Number of obs:\s*(\d+);\s*levels of grouping factors:\s*([\d, ]+)/.exec(text);
    if (inJulia) {
        const groups = [...new Set(components.map(({ group }) => group))].filter(group => group !== 'Residual');
        const counts = inJulia[2]!.split(',').map(Number);
        return { observations: Number(inJulia[1]), units: groups.flatMap((group, i) => (counts[i] ? [{ group, count: counts[i] }] : [])) };
    }
    const nullFreedom = /Null deviance:.*?on\s+(\d+)/.exec(text)?.[1];
    const residual = /^Residual standard error:.*?on (\d+) degrees/m.exec(text)?.[1];
    const observations =
        nullFreedom !== undefined ? Number(nullFreedom) + 1 : residual !== undefined ? Number(residual) + effects : undefined;
    return { observations, units: [] };
}
