/** The text of a model that a formula of R stands for, with the values of a fit where they are known. */
import { guessedDeviation, guessedInnerUnits, guessedObservations, guessedPower, guessedUnits, guessedValue } from './guesses.js';
import { onlyRandom } from './remarks.js';
import { variablesOf, type Formula, type FormulaGroup } from './parsed-formula.js';

/** Lines, and their parts that the author has to fill in, in order. */
export interface WrittenModel {
    lines: string[];
    stops: string[];
}

export interface WrittenText {
    text: string;
    stops: string[];
}

/** What the model has already. */
export interface Declared {
    /** The name of the family; undefined where it is not known. */
    family?: string;
    predictors: readonly string[];
    groups: readonly string[];
}

/** Families whose mean is the exponential of the linear predictor: with a random slope its expectation needs a bounded predictor. */
const exponential = new Set(['poisson', 'negativeBinomial', 'gamma', 'inverseGaussian']);

/** A random effect of a fit. `name`: that of its fixed effect, with its level. */
export interface KnownComponent {
    name: string;
    /** The standard deviation as printed. */
    sd: string;
    /** Correlations with the components before it in its group; null where the model has none. */
    correlations: readonly (string | null)[];
}

/** What a fit knows beyond its formula. */
export interface Known {
    /** Values by term. A term without one has the value 0. */
    values: ReadonlyMap<string, string>;
    /** Laws by predictor. */
    laws: ReadonlyMap<string, string>;
    /** By group. `nameOf` gives the name of the effect of a term. */
    components(group: FormulaGroup, nameOf: (term: string) => string): readonly KnownComponent[];
    /** The entries of the design. */
    counts: readonly Count[];
    /** What the reader should know, a comment each. */
    remarks: { predictors: string[]; random: string[]; design: string[] };
}

interface Count {
    name: string;
    count: string;
}

/** The names of effects: `beta0` for the intercept. */
function effectNames(terms: readonly string[]): (term: string) => string {
    const others = terms.filter(term => term !== '1');
    return term => `beta${others.indexOf(term) + 1}`;
}

/** The terms of a formula: also those of random effects that it has no fixed effect for. */
function allTerms(formula: Formula): string[] {
    return [...new Set([...formula.terms, ...formula.groups.flatMap(({ effects }) => effects)])];
}

/** The predictors, fixed effects and random effects of a formula; those that the model has already are left out. */
export function linesOfFormula(formula: Formula, declared: Declared, known?: Known): WrittenModel {
    const terms = allTerms(formula);
    const nameOf = effectNames(terms);
    const random = outerFirst(formula.groups.filter(({ group }) => !declared.groups.includes(group)));
    const parts: WrittenModel[] = [
        comments(known?.remarks.predictors ?? []),
        ...predictorLines(terms, formula, declared, known),
        { lines: formula.offset === null ? [] : [`offset ${formula.offset}`], stops: [] },
        comments(onlyRandom(terms.filter(term => !formula.terms.includes(term)))),
        fixedLines(formula, terms, nameOf, known),
        comments(known?.remarks.random ?? []),
        groupLines(random.map(group => (known ? knownBlock(group, known.components(group, nameOf)) : blockToFill(group, nameOf))))
    ];
    return { lines: parts.flatMap(({ lines }) => lines), stops: parts.flatMap(({ stops }) => stops) };
}

function comments(remarks: readonly string[]): WrittenModel {
    return { lines: remarks.map(remark => `// ${remark}`), stops: [] };
}

function predictorLines(
    terms: readonly string[],
    { offset, groups, factors }: Formula,
    declared: Declared,
    known: Known | undefined
): WrittenModel[] {
    const all = [...terms, offset ?? ''];
    const slopes = exponential.has(declared.family ?? '') ? variablesOf(groups.flatMap(({ effects }) => effects)) : [];
    const usualLaw = (name: string): string => {
        if (all.some(term => /(?:log|sqrt)\(/.test(term) && term.includes(`(${name})`))) {
            return 'LogNormal(0, 0.5)';
        }
        return slopes.includes(name) ? 'Uniform(-1, 1)' : 'Normal(0, 1)';
    };
    const names = variablesOf(all).filter(name => !declared.predictors.includes(name));
    const width = Math.max(0, ...names.map(name => name.length));
    return names.map(name => {
        const law = known?.laws.get(name);
        if (law === undefined && all.some(term => term.includes(`levels(${name})`))) {
            const levels = levelsOf(name, factors);
            return { lines: [`predictor ${name.padEnd(width)} each ${levels}`], stops: [levels] };
        }
        const written = law ?? usualLaw(name);
        return { lines: [`predictor ${name.padEnd(width)} ~ ${written}`], stops: [written] };
    });
}

/** Two levels to begin with, the one that is compared with first. */
function levelsOf(name: string, factors: Formula['factors']): string {
    const reference = factors.find(({ predictor }) => predictor === name)?.reference ?? 'control';
    const first = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(reference) ? reference : `"${reference}"`;
    return `${first}, ${reference === 'treated' ? 'control' : 'treated'}`;
}

function codingOf(term: string, factors: Formula['factors']): string {
    return factors.some(({ predictor, isSum }) => isSum && term.includes(`levels(${predictor})`)) ? ' contrasts sum' : '';
}

function fixedLines(formula: Formula, terms: readonly string[], nameOf: (term: string) => string, known: Known | undefined): WrittenModel {
    const valueOf = (term: string): string =>
        !formula.terms.includes(term) ? '0' : known ? (known.values.get(term) ?? '0') : guessedValue;
    const entries = terms.map(term => ({ name: `${nameOf(term)}:`, term, value: valueOf(term) + codingOf(term, formula.factors) }));
    const stops = known ? [] : formula.terms.map(() => guessedValue);
    if (entries.length < 2) {
        return { lines: entries.map(entry => `fixed { ${entry.name} ${entry.term} = ${entry.value} }`), stops };
    }
    const width = (of: 'name' | 'term'): number => Math.max(...entries.map(entry => entry[of].length));
    const lines = entries.map(entry => `  ${entry.name.padEnd(width('name'))} ${entry.term.padEnd(width('term'))} = ${entry.value}`);
    return { lines: ['fixed {', ...lines, '}'], stops };
}

/** One block for each group, the outer ones first: the parts of `(1 | g) + (0 + x | g)` belong together. */
function outerFirst(groups: readonly FormulaGroup[]): FormulaGroup[] {
    const merged = new Map<string, FormulaGroup>();
    for (const group of groups) {
        const known = merged.get(group.group);
        merged.set(
            group.group,
            known ? { ...known, effects: [...new Set([...known.effects, ...group.effects])], isCorrelated: false } : group
        );
    }
    const depth = (name: string): number => {
        const outer = merged.get(name)?.outer ?? null;
        return outer === null || !merged.has(outer) ? 0 : 1 + depth(outer);
    };
    return [...merged.values()]
        .map(group => ({ ...group, outer: group.outer !== null && merged.has(group.outer) ? group.outer : null }))
        .sort((a, b) => depth(a.group) - depth(b.group));
}

interface GroupBlock {
    head: string;
    entries: string[];
    stops: string[];
}

/** Blocks on one line stand below each other with their braces aligned. */
function groupLines(blocks: readonly GroupBlock[]): WrittenModel {
    const isShort = (block: GroupBlock | undefined): boolean => block !== undefined && block.entries.length < 2;
    const lines = blocks.flatMap(({ head, entries }, i) => {
        if (!isShort(blocks[i])) {
            return [`${head} {`, ...entries.map(entry => `  ${entry}`), '}'];
        }
        let [first, last] = [i, i];
        while (isShort(blocks[first - 1])) {
            first--;
        }
        while (isShort(blocks[last + 1])) {
            last++;
        }
        const width = Math.max(...blocks.slice(first, last + 1).map(block => block.head.length));
        return [`${head.padEnd(width)} {${entries.map(entry => ` ${entry}`).join('')} }`];
    });
    return { lines, stops: blocks.flatMap(({ stops }) => stops) };
}

function headOf({ group, outer }: FormulaGroup): string {
    return `random ${group}${outer === null ? '' : ` in ${outer}`}`;
}

function blockToFill(group: FormulaGroup, nameOf: (term: string) => string): GroupBlock {
    const names = group.effects.map(nameOf);
    const pairs = group.isCorrelated
        ? names.flatMap((second, j) => names.slice(0, j).map(first => `correlation(${first}, ${second}) = 0`))
        : [];
    return {
        head: headOf(group),
        entries: [...names.map(one => `${one} sd ${guessedDeviation}`), ...pairs],
        stops: names.map(() => guessedDeviation)
    };
}

function knownBlock(group: FormulaGroup, components: readonly KnownComponent[]): GroupBlock {
    const width = Math.max(0, ...components.map(({ name }) => name.length));
    const pairs = components.flatMap(({ name, correlations }) =>
        correlations.flatMap((correlation, i) =>
            correlation === null ? [] : [`correlation(${components[i]!.name}, ${name}) = ${correlation}`]
        )
    );
    return { head: headOf(group), entries: [...components.map(({ name, sd }) => `${name.padEnd(width)} sd ${sd}`), ...pairs], stops: [] };
}

/**
 * A whole model: also its family, a design and a test, to be filled in.
 *
 * @param lacks what the reader should know about the whole model, a comment each
 */
export function wholeModel(formula: Formula, family: string, known?: Known, lacks: readonly string[] = []): WrittenText {
    const { lines, stops } = linesOfFormula(formula, { family: /^\w+/.exec(family)?.[0] ?? '', predictors: [], groups: [] }, known);
    const terms = allTerms(formula);
    const tested = formula.terms.findLast(term => term !== '1');
    const counts = known?.counts ?? guessedCounts(formula);
    const design = `design { ${counts.map(({ name, count }) => `${name} = ${count}`).join(', ')} }`;
    const goal = tested === undefined ? [] : [`test ${effectNames(terms)(tested)} = 0 power ${guessedPower}`];
    const remarks = comments(known?.remarks.design ?? []).lines;
    const body = [`family ${family}`, ...comments(lacks).lines, ...lines, ...remarks, design, ...goal];
    return {
        text: `model study {\n${body.map(line => `  ${line}\n`).join('')}}`,
        stops: ['study', ...stops, ...(known ? [] : counts.map(({ count }) => count)), ...(goal.length > 0 ? [guessedPower] : [])]
    };
}

function guessedCounts(formula: Formula): Count[] {
    const groups = outerFirst(formula.groups).map(({ group, outer }) => ({
        name: group,
        count: String(outer === null ? guessedUnits : guessedInnerUnits)
    }));
    // The points of `each` are balanced.
    const cells = 2 ** new Set(formula.terms.flatMap(term => term.match(/levels\(\w+\)/g) ?? [])).size;
    const size = Math.ceil(guessedObservations(groups.length > 0) / cells) * cells;
    return [...groups, { name: 'n', count: String(size) }];
}
