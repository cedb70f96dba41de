/** Which term of a formula a printed coefficient belongs to, and the levels of factors that its name ends with. */
import { nameInModel } from './parsed-formula.js';

/** A factor of a term as a coefficient names it; `level` is null for a number. */
interface NamedFactor {
    variable: string;
    level: string | null;
}

export interface CoefficientOfTerm {
    term: string;
    /** In the order of the factors of the term. */
    factors: NamedFactor[];
}

/** The variable of `x`, `levels(x)` or `log(x)`. */
function variableOf(factor: string): string {
    return /^levels\((.*)\)$/.exec(factor)?.[1] ?? factor;
}

/** The term with the least text left for levels: `armydrug` is `army` with `drug`, not `arm` with `ydrug`. */
export function coefficientOf(name: string, terms: readonly string[]): CoefficientOfTerm | undefined {
    if (/^\(?intercept\)?$/i.test(name)) {
        return terms.includes('1') ? { term: '1', factors: [] } : undefined;
    }
    // Julia: `arm: drug & age`; R: `armdrug:age`.
    const parts = /: | & /.test(name) ? name.split(' & ').map(part => part.replace(': ', '')) : name.split(':');
    const found = terms.flatMap(term => {
        const factors = matched(parts, term.split(' * '));
        return factors ? [{ term, factors }] : [];
    });
    const left = ({ factors }: CoefficientOfTerm): number => factors.reduce((sum, { level }) => sum + (level?.length ?? 0), 0);
    return found.sort((a, b) => left(a) - left(b))[0];
}

/** The parts of a name as the factors of a term, in any order. */
function matched(parts: readonly string[], factors: readonly string[]): NamedFactor[] | undefined {
    if (parts.length !== factors.length) {
        return undefined;
    }
    const [factor, ...others] = factors;
    if (factor === undefined) {
        return [];
    }
    for (const [i, part] of parts.entries()) {
        const first = named(part, factor);
        const rest = first && matched([...parts.slice(0, i), ...parts.slice(i + 1)], others);
        if (rest) {
            return [first, ...rest];
        }
    }
    return undefined;
}

function named(part: string, factor: string): NamedFactor | undefined {
    const variable = variableOf(factor);
    const inCall = /^(?:as\.)?(?:factor|ordered|scale)\(([^()]*)\)(.*)$/.exec(part);
    const plain = /^I\((.*)\)$/.exec(part)?.[1] ?? part;
    if (inCall) {
        const level = inCall[2] === '' ? null : inCall[2]!;
        return nameInModel(inCall[1]!.trim()) === variable ? { variable, level } : undefined;
    }
    if (plain.replace(/\s/g, '') === variable.replace(/\s/g, '') || nameInModel(plain) === variable) {
        return { variable, level: null };
    }
    // A number in a formula has no levels, and neither has a function of one.
    return /^[\p{L}\p{N}_]+$/u.test(variable) && nameInModel(part).startsWith(variable)
        ? { variable, level: part.slice(variable.length) }
        : undefined;
}
