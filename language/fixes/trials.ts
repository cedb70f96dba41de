/** Tries corrections before they are offered. A correction that leaves as many errors as there were has not understood the text. */
import { isFile } from '../generated/ast.js';
import type { Issue } from '../lowered-model.js';
import { lowerDocument } from '../lowering/file.js';
import { textAfter, type TextEdit } from './text-edit.js';
import { triedPart, type PlacedEdit, type ReadDocument, type TriedPart } from './tried-part.js';

/** A correction can show another slip, which has a correction of its own, and so on; but a text in which this goes on is not understood. */
const mostSteps = 3;
/** The characters that trials of one diagnostic may read, so that an editor does not wait. A handwritten model has a thousand. */
const mostRead = 400_000;

/** A model with such a message has no numbers. */
function isError({ severity, code }: Issue): boolean {
    return severity === 'error' || code === 'unfinished';
}

function issuesOf(document: ReadDocument): Issue[] {
    const { issues, models } = lowerDocument(document);
    return [...issues, ...models.flatMap(model => model.issues)];
}

/** Trials of the corrections of one diagnostic. */
export class Trials {
    private read = 0;

    /** @param firstCorrection the edits that another diagnostic proposes first */
    constructor(
        private readonly document: ReadDocument,
        private readonly issue: Issue,
        private readonly firstCorrection: (document: ReadDocument, issue: Issue) => TextEdit[] | undefined
    ) {}

    /** Whether edits leave fewer errors, cause none, and leave other elements as they are. */
    help(edits: readonly TextEdit[]): boolean {
        const part = this.partWithIssue(edits);
        const after = part && this.after(part);
        if (!after) {
            return false;
        }
        const errors = issuesOf(part.document).filter(isError);
        const goal = isError(this.issue) ? errors.length - 1 : errors.length;
        return keepsOthers(part, after) && (this.leadsTo(after, goal, mostSteps) || this.onlyUncovers(part, after));
    }

    /** The part around edits that shows the diagnostic as the whole text does. */
    private partWithIssue(edits: readonly TextEdit[]): TriedPart | undefined {
        const part = triedPart(this.document, edits, false);
        const isShown = part && (!isError(this.issue) || issuesOf(part.document).some(({ message }) => message === this.issue.message));
        return isShown ? part : triedPart(this.document, edits, true);
    }

    private after({ document, edits }: TriedPart): ReadDocument | undefined {
        return this.reads(document, replaced(document.textDocument.getText(), edits));
    }

    private reads({ withText }: ReadDocument, text: string): ReadDocument | undefined {
        this.read += text.length;
        return this.read > mostRead ? undefined : withText?.(text);
    }

    /** Whether a text, or what the next corrections make of it, has no more errors than `goal`. */
    private leadsTo(document: ReadDocument, goal: number, steps: number): boolean {
        const errors = issuesOf(document).filter(isError);
        if (errors.length <= goal) {
            return true;
        }
        if (steps === 0) {
            return false;
        }
        const [next] = errors.flatMap(error => {
            const edits = this.firstCorrection(document, error);
            return edits ? [edits] : [];
        });
        const after = next && this.reads(document, textAfter(document.textDocument, next));
        return after !== undefined && this.leadsTo(after, goal, steps - 1);
    }

    /** Whether a syntax error is gone, and all that it hid is elsewhere in the text. */
    private onlyUncovers({ document, edits }: TriedPart, after: ReadDocument): boolean {
        const [before, now] = [issuesOf(document), issuesOf(after)].map(issues => issues.filter(isError)) as [Issue[], Issue[]];
        const isSyntax = ({ code }: Issue): boolean => code === 'syntax';
        const lines = editedLines(edits, after);
        const isKnown = ({ message }: Issue): boolean => before.some(other => other.message === message);
        const isElsewhere = ({ range }: Issue): boolean => lines.every(({ from, to }) => range.end.line < from || to < range.start.line);
        return now.filter(isSyntax).length < before.filter(isSyntax).length && now.every(issue => isKnown(issue) || isElsewhere(issue));
    }
}

function inOrder(edits: readonly PlacedEdit[]): PlacedEdit[] {
    return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}

function replaced(text: string, edits: readonly PlacedEdit[]): string {
    let result = '';
    let last = 0;
    for (const { start, end, newText } of inOrder(edits)) {
        result += text.slice(last, start) + newText;
        last = end;
    }
    return result + text.slice(last);
}

/** The lines of a text that edits have written. */
function editedLines(edits: readonly PlacedEdit[], after: ReadDocument): { from: number; to: number }[] {
    let moved = 0;
    return inOrder(edits).map(({ start, end, newText }) => {
        const from = start + moved;
        moved += newText.length - (end - start);
        const text = after.textDocument;
        return { from: text.positionAt(from).line, to: text.positionAt(from + newText.length).line };
    });
}

/** Whether the elements that edits don't touch are read as before. One that stops at an edit may go on behind it. */
function keepsOthers({ document, edits }: TriedPart, after: ReadDocument): boolean {
    const elements = elementsOf(document);
    const kept = elementsOf(after).map(({ content }) => content);
    const unfinished = edits.map(edit => elements.findLast(({ start }) => start <= edit.start));
    const isTouched = ({ start, end }: ReadElement): boolean => edits.some(edit => edit.start <= end && start <= edit.end);
    return elements
        .filter(element => !isTouched(element))
        .every(element =>
            kept.some(content => (unfinished.includes(element) ? content.startsWith(element.content) : content === element.content))
        );
}

interface ReadElement {
    start: number;
    end: number;
    /** What the element is, and its text. */
    content: string;
}

/** The elements of all models, in text order. */
function elementsOf(document: ReadDocument): ReadElement[] {
    const file = document.parseResult.value;
    const elements = isFile(file) ? file.models.flatMap(model => model.elements) : [];
    return elements.flatMap(({ $type, $cstNode: node }) =>
        node ? [{ start: node.offset, end: node.end, content: `${$type} ${node.text}` }] : []
    );
}
