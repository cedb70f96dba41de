/** The part of a document on which a correction is tried: the models that it changes, and what they need. */
import type { LangiumDocument } from 'langium';
import type { DocumentWithData } from '../data/data-files.js';
import type { ParsedSegment } from '../parsing/parsed-segment.js';
import { segmentsOf } from '../parsing/parser.js';
import type { TextEdit } from './text-edit.js';

export type ReadDocument = DocumentWithData & LangiumDocument;

/** A replacement between offsets of the part. */
export interface PlacedEdit {
    start: number;
    end: number;
    newText: string;
}

export interface TriedPart {
    /** The part before the correction. */
    document: ReadDocument;
    edits: PlacedEdit[];
}

/** By document, the parts that were read for trials, by their texts. */
const readParts = new WeakMap<LangiumDocument, Map<string, ReadDocument>>();

function readPart(document: ReadDocument, text: string): ReadDocument | undefined {
    if (text === document.textDocument.getText()) {
        return document;
    }
    const known = readParts.get(document) ?? new Map<string, ReadDocument>();
    readParts.set(document, known);
    const part = known.get(text) ?? document.withText?.(text);
    if (part) {
        known.set(text, part);
    }
    return part;
}

/**
 * The models that edits change, with the constants at the top of the file, so that a trial does not read a hundred other models.
 *
 * @param isWhole to take all of the file
 */
export function triedPart(document: ReadDocument, edits: readonly TextEdit[], isWhole: boolean): TriedPart | undefined {
    const placed = edits.map(({ range, newText }) => ({
        start: document.textDocument.offsetAt(range.start),
        end: document.textDocument.offsetAt(range.end),
        newText
    }));
    const touches = ({ offset, text }: ParsedSegment): boolean =>
        placed.some(({ start, end }) => start <= offset + text.length && offset <= end);
    const segments = isWhole ? [] : segmentsOf(document.parseResult);
    const kept = segments.filter(segment => segment.content.constants.length > 0 || touches(segment));
    if (kept.length === segments.length) {
        return { document, edits: placed };
    }
    /** How far a segment moves to the left. */
    let left = 0;
    const moved = kept.map(segment => {
        const shift = segment.offset - left;
        left += segment.text.length;
        return { segment, shift };
    });
    const part = readPart(document, kept.map(({ text }) => text).join(''));
    return (
        part && {
            document: part,
            edits: placed.map(edit => {
                const { shift } = moved.find(
                    ({ segment }) => edit.start <= segment.offset + segment.text.length && segment.offset <= edit.start
                )!;
                return { ...edit, start: edit.start - shift, end: edit.end - shift };
            })
        }
    );
}
