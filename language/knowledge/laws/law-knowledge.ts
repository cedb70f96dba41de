/** What the language knows of a law: words, arguments, documentation, and what other software calls it. */
import type { LawOf } from '../../../src-engine/laws/scalar-law.js';
import type { Law } from '../../../src-engine/spec/model-spec.js';

export interface LawArgument {
    /** As written in the language, and the property of `Law` that holds it. */
    name: string;
    meaning: string;
    /** The values that make sense, in words: `greater than 0`. */
    domain: string;
}

/** How the arguments are written. */
export type LawForm =
    /** Numbers, positional or named: `Gamma(2, rate = 1)`. */
    | 'numbers'
    /** Values, equally likely or each with its probability: `Discrete(0, 1, 2)`, `Discrete(0: 0.3, 1: 0.7)`. */
    | 'values'
    /** Names, each with its probability: `Categorical(a: 0.2, b: 0.8)`. */
    | 'levels'
    /** Laws, each with its probability: `Mixture(0.9: Normal(0, 1), 0.1: Normal(3, 1))`. */
    | 'laws'
    /** A vector and a matrix: `MvNormal([0, 0], [[1, 0.3], [0.3, 1]])`. */
    | 'vectorAndMatrix'
    /** The column of a data set: `Empirical(DATA.COLUMN)`. */
    | 'column';

/** How a target writes what a law is made of. */
export interface LawWriter {
    number: (value: number) => string;
    /** A vector. */
    numbers: (values: readonly number[]) => string;
    /** A vector of strings. */
    strings: (values: readonly string[]) => string;
}

/** For code that draws a column. */
export interface ColumnWriter extends LawWriter {
    /** The number of draws, as code. */
    size: string;
    /** Drawn positions in a vector, with these probabilities. */
    positions: (probabilities: readonly number[]) => string;
    /** Draws of another law. */
    draws: (law: Law) => string;
}

/** For statements that draw one number in Stan. */
export interface StatementWriter extends Omit<LawWriter, 'strings'> {
    /** The variable that takes the number. */
    target: string;
    /** Statements that draw from another law. */
    draw: (law: Law) => string[];
}

/** Code that draws from the law. */
export interface DrawCode<L extends Law> {
    r(law: L, write: ColumnWriter): string;
    julia(law: L, write: ColumnWriter): string;
    python(law: L, write: ColumnWriter): string;
    /** The expression of a number, or statements that assign one; of a categorical law the position of the level. */
    stan(law: L, write: StatementWriter): string | string[];
}

/** For text in the notation of the language. */
export interface TextWriter {
    number: (value: number) => string;
    level: (name: string) => string;
    /** The first items of a long list, and how many there are. */
    listed: (items: readonly string[]) => string;
    matrix: (rows: readonly (readonly number[])[]) => string;
    law: (law: Law) => string;
}

/** For a formula in LaTeX. */
export interface LatexWriter {
    number: (value: number) => string;
    /** In upright letters. */
    text: (text: string) => string;
    /** The first items of a long list. */
    listed: (items: readonly string[]) => string;
    matrix: (rows: readonly (readonly number[])[]) => string;
    law: (law: Law) => string;
}

export interface LawKnowledge<L extends Law = Law> {
    /** The constructor in the language. */
    name: string;
    lowersTo: L['law'];
    form: LawForm;
    arguments: LawArgument[];
    /** For signature help: `Normal(mean, sd)`. */
    signature: string;
    example: string;
    /** Where the law puts its mass. */
    support: string;
    /** Density or probability mass as an equation; null where there is none to write. */
    density: string | null;
    mean: string | null;
    variance: string | null;
    /** R's random generator; null where base R has none. */
    r: string | null;
    documentation: string;
    /** The law as a formula: `Normal(mean 0, sd 1)`. */
    text(law: L, write: TextWriter): string;
    latex(law: L, write: LatexWriter): string;
    /** Null if the law is not one of a single number that is known by its arguments. */
    draw: DrawCode<L> | null;
}

export type LawKnowledgeOf<Name extends Law['law']> = LawKnowledge<LawOf<Name>>;

/** The knowledge of a law whose arguments are numbers. */
export function numberLaw<L extends Law>(
    name: string,
    lowersTo: L['law'],
    lawArguments: (LawArgument & { name: Exclude<keyof L, 'law'> & string })[],
    rest: Omit<LawKnowledge<L>, 'name' | 'lowersTo' | 'form' | 'arguments' | 'signature' | 'text'> & Partial<Pick<LawKnowledge<L>, 'text'>>
): LawKnowledge<L> {
    const signature = `${name}(${lawArguments.map(argument => argument.name).join(', ')})`;
    return {
        name,
        lowersTo,
        form: 'numbers',
        arguments: lawArguments,
        signature,
        text: (law, { number }) =>
            `${name}(${lawArguments.map(argument => `${argument.name} ${number(law[argument.name] as number)}`).join(', ')})`,
        ...rest
    };
}

export const greaterThanZero = 'greater than 0';
export const anyNumber = 'any number';
export const betweenZeroAndOne = 'between 0 and 1';
