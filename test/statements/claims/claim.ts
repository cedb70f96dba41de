import type { Statement } from '../printed.js';
import type { Study } from '../study.js';

/** A sentence that the product prints, and what must be true where it does. */
export interface Claim {
    /** Whole sentences; named groups are its numbers and names. */
    pattern: RegExp;
    /** Null where the sentence says nothing about the model: a heading, a definition, advice. */
    check: ((parts: Record<string, string>, statement: Statement, study: Study) => void) | null;
}

/** A number as the product prints it. */
export const number = '(?:≈ )?[−]?[\\d,.]+(?: × 10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?';
export const power = '(?:[<\\u003e] )?[\\d.]+';
export const accuracy = 'leading term|two terms|refined|exact(?: for many groups)?';

/** A claim whose pattern is a text: `<name>` is a number, `<name:regex>` anything else. */
export function says(text: string, check: Claim['check']): Claim {
    const source = text
        .split(/(<\w+(?::[^>]*)?>)/)
        .map(part => {
            const group = /^<(\w+)(?::([^>]*))?>$/.exec(part);
            return group ? `(?<${group[1]}>${group[2] ?? number})` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
        })
        .join('');
    return { pattern: new RegExp(`^${source}$`, 'u'), check };
}
