export interface Template {
    /** `Cluster trial` */
    title: string;
    /** For whom it is, in a sentence. */
    description: string;
    /** The text with places to fill in; its last place is at the end. */
    snippet: string;
}

/** Lines as the text of a file. */
export function template(title: string, description: string, lines: readonly string[]): Template {
    return { title, description, snippet: `${lines.join('\n')}\n$0` };
}
