/** Applies the corrections of a text as a person does who takes the first one that is offered. */
import { correctionsOf, lowerDocument, type Issue } from '../../language/index.js';
import { textAfter } from '../../language/fixes/text-edit.js';
import { issuesOf } from '../language/fixture.js';
import { openDocument } from '../open-text.js';

export interface Mended {
    text: string;
    /** The titles of the corrections, in their order. */
    titles: string[];
    /** The errors that are left, and that a model is not finished. */
    errors: string[];
}

/** A model with such a message has no numbers. */
const isError = ({ severity, code }: Issue): boolean => severity === 'error' || code === 'unfinished';

/** The text after at most `most` preferred corrections of errors; of other messages where there are no errors. */
export async function mended(text: string, most: number): Promise<Mended> {
    const titles: string[] = [];
    let present = text;
    for (;;) {
        const document = await openDocument(present);
        const issues = issuesOf(lowerDocument(document));
        const errors = issues.filter(isError);
        const candidates = errors.length > 0 ? errors : titles.length === 0 ? issues : [];
        const [best] = candidates.flatMap(issue => correctionsOf(document, issue).slice(0, 1));
        if (!best || titles.length === most) {
            return { text: present, titles, errors: errors.map(({ message }) => message) };
        }
        titles.push(best.title);
        present = textAfter(document.textDocument, best.edits);
    }
}
