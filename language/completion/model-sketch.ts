/** The names and parts that a model has so far, finished or not. */
import { listedValuesOf, type ListedValues } from './listed-values.js';
import type { Statement } from './statements.js';

export interface SketchedEffect {
    name: string;
    block: string;
    term: readonly string[];
}

export interface SketchedGroup {
    name: string;
    outer: string | undefined;
    /** The effects that have an entry. */
    effects: readonly string[];
}

export interface ModelSketch {
    family: string | undefined;
    link: string | undefined;
    constants: readonly string[];
    predictors: readonly string[];
    /** Of the predictors that have few values, all named in the text. */
    listed: ReadonlyMap<string, ListedValues>;
    effects: readonly SketchedEffect[];
    derived: readonly string[];
    /** With a `random` block. */
    groups: readonly SketchedGroup[];
    /** That the text speaks of, with a block or without. */
    groupNames: readonly string[];
    /** By its name: the path of its file. */
    data: ReadonlyMap<string, string>;
    /** The first words of its elements: `family`, `fixed A`. */
    elements: readonly string[];
    /** The groups with a count in `design`; `n` among them. */
    counted: readonly string[];
    /** Whether it has a `?`. */
    asks: boolean;
}

/** What the size of a random effect is said as. */
export const measures: readonly string[] = ['sd', 'variance', 'icc'];

export function sketchOf(statements: readonly Statement[]): ModelSketch {
    const words = statements.map(statement => statement.words);
    const of = (kind: Statement['kind']): Statement[] => statements.filter(statement => statement.kind === kind);
    const elements = of('model').map(statement => statement.words);
    const startingWith = (keyword: string): string[][] => elements.filter(([first]) => first === keyword);
    const family = startingWith('family')[0];
    const groups = startingWith('random').flatMap(([, name, isIn, outer]) =>
        name === undefined ? [] : [{ name, outer: isIn === 'in' ? outer : undefined, effects: effectsOf(name, of('random')) }]
    );
    const counted = of('design').flatMap(({ words: [name, sign] }) => (name !== undefined && (sign === '=' || sign === '~') ? [name] : []));
    const perGroups = [...startingWith('predictor'), ...of('cost').map(statement => statement.words)].flatMap(list => after(list, 'per'));
    const outers = groups.flatMap(({ outer }) => outer ?? []);
    const names = [...outers, ...groups.map(({ name }) => name), ...perGroups, ...counted].filter(
        name => name !== 'n' && name !== 'observation'
    );
    const constants = [
        ...startingWith('let'),
        ...of('file')
            .map(statement => statement.words)
            .filter(([first]) => first === 'let')
    ].flatMap(namesBeforeEquals);
    return {
        family: family?.[1],
        link: family && after(family, 'link')[0],
        constants,
        predictors: startingWith('predictor').flatMap(predictorNames),
        listed: listedValuesOf(startingWith('predictor'), constants),
        effects: of('fixed').flatMap(({ header, words: [name, colon, ...rest] }) =>
            name !== undefined && colon === ':'
                ? [{ name, block: header[1] ?? '', term: rest.slice(0, Math.max(0, rest.indexOf('=')) || rest.length) }]
                : []
        ),
        derived: startingWith('derive').flatMap(([, name]) => name ?? []),
        groups,
        groupNames: [...new Set(names)],
        data: new Map(
            startingWith('data').flatMap(([, name, , path]) =>
                name !== undefined ? [[name, (path ?? '').replace(/"/g, '')] as const] : []
            )
        ),
        elements: elements.map(([first = '', second]) => (first === 'fixed' && second !== undefined ? `${first} ${second}` : first)),
        counted,
        asks: words.some(list => list.includes('?'))
    };
}

function effectsOf(group: string, entries: readonly Statement[]): string[] {
    return entries
        .filter(({ header }) => header[1] === group)
        .flatMap(({ words }) => {
            const measure = words.findIndex((word, i) => i > 0 && measures.includes(word));
            return measure < 0 ? [] : [words.slice(0, measure).join('').replace(/,/g, ', ')];
        });
}

function after(words: readonly string[], keyword: string): string[] {
    const at = words.indexOf(keyword);
    const found = at < 0 ? undefined : words[at + 1];
    return found === undefined ? [] : [found];
}

function namesBeforeEquals(words: readonly string[]): string[] {
    return words.filter((_, i) => words[i + 1] === '=' && i > 0);
}

function predictorNames([, first, ...rest]: readonly string[]): string[] {
    if (first === undefined) {
        return [];
    }
    return first === '(' ? rest.slice(0, Math.max(0, rest.indexOf(')'))).filter(word => word !== ',') : [first];
}
