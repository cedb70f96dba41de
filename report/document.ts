/** A report as a tree, the same for HTML and Markdown. */

/** The text of a line. Strings are plain text and may come from the file. */
export type Inline = string | { strong: string } | { code: string };

export type Text = readonly Inline[];

/** A picture, drawn for a page; null if it would be empty. */
export type DrawPicture = (options: { document: Document; width: number; height: number }) => SVGSVGElement | null;

export interface List {
    kind: 'list';
    /** The number of the first item; null for an unnumbered list. */
    start: number | null;
    items: Block[][];
}

export interface Table {
    kind: 'table';
    /** Empty if the text around the table explains it. */
    caption: Text;
    columns: { title: string; align: 'left' | 'right' }[];
    /** As long as the columns; the first cell of a row names it. */
    rows: Text[][];
}

export interface Figure {
    kind: 'figure';
    caption: Text;
    width: number;
    height: number;
    draw: DrawPicture;
    /** The numbers of the picture, for those who can't see it: a column for each curve, empty where there are too many. */
    numbers: Table | null;
}

export type Block =
    | { kind: 'paragraph'; text: Text }
    /** A notice that a reader must not overlook. */
    | { kind: 'notice'; severity: 'error' | 'warning' | 'information'; text: Text }
    | List
    /** Equations in LaTeX, one a line, aligned at `&`. */
    | { kind: 'equations'; lines: string[] }
    /** The summary, for readers who read nothing else. */
    | { kind: 'summary'; paragraphs: string[] }
    | { kind: 'quotation'; paragraphs: string[] }
    /** Lines in a fixed-width font; `language` names what they are written in. */
    | { kind: 'code'; language: 'glmm' | null; text: string }
    | Table
    | Figure;

export interface Section {
    /** Unique in the document, fit for an address. */
    id: string;
    title: string;
    blocks: Block[];
    sections: Section[];
}

export interface ReportDocument {
    title: string;
    /** The last line, which names the tool and the file. */
    colophon: string;
    opening: Block[];
    sections: Section[];
}

export const paragraph = (...text: Inline[]): Block => ({ kind: 'paragraph', text });

export const bulletList = (items: readonly Text[]): List => ({ kind: 'list', start: null, items: items.map(text => [paragraph(...text)]) });
