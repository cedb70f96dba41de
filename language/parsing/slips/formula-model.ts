/** The lines of a model that a formula of R stands for. */
import { variablesOf, type Formula, type FormulaGroup } from './r-formula.js';

/** Lines, and their parts that the author has to fill in, in order. */
export interface WrittenModel {
    lines: string[];
    stops: string[];
}

/** What the model has already. */
export interface Declared {
    predictors: readonly string[];
    groups: readonly string[];
}

/** The value of an effect to begin with. */
const value = '0.3';
const standardDeviation = '0.5';

/** The predictors, fixed effects and random effects of a formula; those that the model has already are left out. */
export function linesOf(formula: Formula, declared: Declared): WrittenModel {
    const random = formula.groups.filter(({ group }) => !declared.groups.includes(group));
    const randomTerms = formula.groups.flatMap(({ effects }) => effects);
    const terms = [...formula.terms, ...randomTerms.filter(term => !formula.terms.includes(term))];
    const unique = [...new Set(terms)];
    const nameOf = (term: string): string => `beta${unique.indexOf(term) + (unique[0] === '1' ? 0 : 1)}`;
    const inA = unique.filter(term => randomTerms.includes(term));
    const inB = unique.filter(term => !randomTerms.includes(term));
    const predictors = variablesOf([...unique, formula.offset]).filter(name => !declared.predictors.includes(name));
    const isPositive = (name: string): boolean =>
        [...unique, formula.offset ?? ''].some(term => /(?:log|sqrt)\(/.test(term) && term.includes(`(${name})`));
    const laws = predictors.map(name => {
        if (unique.some(term => term.includes(`levels(${name})`))) {
            const levels = levelsOf(name, formula);
            return { line: `predictor ${name} each ${levels}`, stops: [levels] };
        }
        const law = isPositive(name) ? 'LogNormal(0, 0.5)' : 'Normal(0, 1)';
        return { line: `predictor ${name} ~ ${law}`, stops: [law] };
    });
    const blocks = [
        { letter: 'A', terms: inA },
        { letter: 'B', terms: inB }
    ].flatMap(({ letter, terms: own }) =>
        own.length === 0
            ? []
            : [
                  {
                      line: `fixed ${letter} { ${own.map(term => `${nameOf(term)}: ${term} = ${value}${codingOf(term, formula)}`).join('; ')} }`,
                      stops: own.map(() => value)
                  }
              ]
    );
    const offset = formula.offset === null ? [] : [{ line: `offset ${formula.offset}`, stops: [] }];
    const parts = [...laws, ...blocks, ...offset, ...outerFirst(random).map(group => groupLine(group, nameOf))];
    return { lines: parts.map(({ line }) => line), stops: parts.flatMap(({ stops }) => stops) };
}

/** Two levels to begin with, the one that is compared with first. */
function levelsOf(name: string, { factors }: Formula): string {
    const reference = factors.find(({ predictor }) => predictor === name)?.reference ?? 'control';
    const first = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(reference) ? reference : `"${reference}"`;
    return `${first}, ${reference === 'treated' ? 'control' : 'treated'}`;
}

function codingOf(term: string, { factors }: Formula): string {
    return factors.some(({ predictor, isSum }) => isSum && term.includes(`levels(${predictor})`)) ? ' contrasts sum' : '';
}

/** One block for each group: the parts of `(1 | g) + (0 + x | g)` belong together. */
function outerFirst(groups: readonly FormulaGroup[]): FormulaGroup[] {
    const merged = new Map<string, FormulaGroup>();
    for (const group of groups) {
        const known = merged.get(group.group);
        merged.set(
            group.group,
            known ? { ...known, effects: [...new Set([...known.effects, ...group.effects])], isCorrelated: false } : group
        );
    }
    const isThere = (name: string | null): boolean => name !== null && merged.has(name);
    return [...merged.values()].map(group => ({ ...group, outer: isThere(group.outer) ? group.outer : null }));
}

function groupLine(
    { group, outer, effects, isCorrelated }: FormulaGroup,
    nameOf: (term: string) => string
): { line: string; stops: string[] } {
    const names = effects.map(nameOf);
    const pairs = isCorrelated ? names.flatMap((second, j) => names.slice(0, j).map(first => `correlation(${first}, ${second}) = 0`)) : [];
    const entries = [...names.map(one => `${one} sd ${standardDeviation}`), ...pairs];
    return {
        line: `random ${group}${outer === null ? '' : ` in ${outer}`} { ${entries.join('; ')} }`,
        stops: [...names.map(() => standardDeviation), ...pairs.map(() => '0')].slice(0, names.length)
    };
}

/** A whole model: also its family, a design and a test, to be filled in. */
export function wholeModel(formula: Formula, family: string): WrittenModel {
    const { lines, stops } = linesOf(formula, { predictors: [], groups: [] });
    const groups = outerFirst(formula.groups);
    const counts = groups.map(({ group, outer }) => ({ text: `${group} = ${outer === null ? 50 : 4}`, stop: outer === null ? '50' : '4' }));
    const cells = 2 ** new Set(formula.terms.flatMap(term => term.match(/levels\(\w+\)/g) ?? [])).size;
    const size = String(Math.ceil((groups.length === 0 ? 200 : 20) / cells) * cells);
    const tested = /(beta\d+): (?!1 =)[^;}]*/g;
    const effect = [...lines.join(' ').matchAll(tested)].at(-1)?.[1];
    return {
        lines: [
            `family ${family}`,
            ...lines,
            `design { ${[...counts.map(({ text }) => text), `n = ${size}`].join(', ')} }`,
            ...(effect === undefined ? [] : [`test ${effect} = 0 power 0.80`])
        ],
        stops: [...stops, ...counts.map(({ stop }) => stop), size, ...(effect === undefined ? [] : ['0.80'])]
    };
}
