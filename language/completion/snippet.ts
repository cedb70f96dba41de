/** Texts with places to fill in, in the syntax of the Language Server Protocol: `${1:beta0}: 1 = $0`. */

/** A place with a default; nothing of the default may mean a place. */
export function placeholder(index: number, text: string): string {
    return `\${${index}:${text.replace(/[\\$}]/g, '\\$&')}}`;
}

/** The text with the defaults of its places. */
export function withoutPlaces(snippet: string): string {
    return snippet
        .replace(/\$\{\d+:((?:\\.|[^\\}])*)\}/g, '$1')
        .replace(/\$\d/g, '')
        .replace(/\\([\\$}])/g, '$1');
}
