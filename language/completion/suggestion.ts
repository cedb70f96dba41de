/** What can be written next. */
import { placeholder } from './snippet.js';

export type SuggestionKind =
    | 'element'
    | 'keyword'
    | 'sign'
    | 'number'
    | 'constant'
    | 'predictor'
    | 'effect'
    | 'group'
    | 'data'
    | 'column'
    | 'law'
    | 'family'
    | 'link'
    | 'function';

export interface Suggestion {
    label: string;
    kind: SuggestionKind;
    /** In the syntax of snippets: `${1:beta0}: 1 = $0`. Without it the label. */
    snippet?: string;
    /** What the label stands for, in a few words. */
    detail?: string;
    /** Markdown. */
    documentation?: string;
    /** A name that would be an error at this place, so that it is not offered beside this. */
    insteadOf?: string;
}

export interface Suggestions {
    /** The most likely first. */
    items: Suggestion[];
    /** Whether the text is incomplete without one of them, so that an editor may offer them after a space. */
    isNeeded: boolean;
}

export const none: Suggestions = { items: [], isNeeded: false };

export const equalsSign: Suggestion = { label: '=', kind: 'sign', snippet: '= $0' };

export function needed(items: Suggestion[]): Suggestions {
    return { items, isNeeded: items.length > 0 };
}

export function optional(items: Suggestion[]): Suggestions {
    return { items, isNeeded: false };
}

export function named(names: Iterable<string>, kind: SuggestionKind): Suggestion[] {
    return [...names].map(label => ({ label, kind }));
}

/** Keywords that something has to follow: they end with a space, so that the next word does not grow together with them. */
export function leading(words: readonly string[]): Suggestion[] {
    return words.map(label => ({ label, kind: 'keyword', snippet: `${label} $0` }));
}

/** A name with parentheses around its arguments; without any the name alone. */
export function called(label: string, kind: Suggestion['kind'], parts: readonly { name: string }[], documentation: string): Suggestion {
    const places = parts.map(({ name }, i) => placeholder(i + 1, name)).join(', ');
    return { label, kind, documentation, ...(parts.length > 0 && { snippet: `${label}(${places})$0` }) };
}
