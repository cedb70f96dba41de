/** Compares syntax trees by what they say, not where they say it. */
import { isAstNode, isReference } from 'langium';

export function sameTree(a: unknown, b: unknown): boolean {
    if (Array.isArray(a)) {
        return Array.isArray(b) && a.length === b.length && a.every((item, i) => sameTree(item, b[i]));
    }
    if (isReference(a)) {
        return isReference(b) && a.$refText === b.$refText;
    }
    if (isAstNode(a)) {
        return isAstNode(b) && a.$type === b.$type && sameProperties(a, b);
    }
    return a === b;
}

function sameProperties(a: object, b: object): boolean {
    const left = a as Record<string, unknown>;
    const right = b as Record<string, unknown>;
    const own = (keys: string[]): string[] => keys.filter(key => !key.startsWith('$'));
    const keys = own(Object.keys(left));
    return keys.length === own(Object.keys(right)).length && keys.every(key => sameTree(left[key], right[key]));
}
