/** The common parts of all pictures: an SVG with a description, colours that the page chooses, a legend, and labels inside the picture. */
import * as Plot from '@observablehq/plot';
import type { Accuracy } from '../src-engine/spec/model-spec.js';

export interface PictureOptions {
    /** The document that creates elements: the browser's, or one without a window. */
    document: Document;
    width: number;
    height: number;
    /** Whether a pointer shows the values of curves. */
    reads?: boolean;
}

/** Strokes that differ without colours, too. */
export const dashes: Record<Accuracy, string> = { leading: '1.5 3', twoTerm: '6 3', refined: 'none', exact: '8 3 1.5 3' };
export const colours: Record<Accuracy, string> = {
    leading: 'var(--picture-leading)',
    twoTerm: 'var(--picture-two-term)',
    refined: 'var(--picture-refined)',
    exact: 'var(--picture-exact)'
};
export const quiet = 'var(--picture-quiet)';
export const accent = 'var(--picture-accent)';

/** An entry of a legend: a stroke and its meaning. */
export interface LegendEntry {
    label: string;
    colour: string;
    dash: string;
    /** A dot in place of a stroke. */
    isDot?: boolean;
}

/** The approximate width of a letter at the size of the labels. */
const letterWidth = 5.9;
const strokeLength = 22;
const lineHeight = 15;

/** Places entries from left to right, in as many lines as they need. */
function legendLines(entries: readonly LegendEntry[], width: number): LegendEntry[][] {
    const lines: LegendEntry[][] = [];
    let room = 0;
    for (const entry of entries) {
        const needed = entryWidth(entry);
        if (room < needed || lines.length === 0) {
            lines.push([]);
            room = width;
        }
        lines.at(-1)!.push(entry);
        room -= needed;
    }
    return lines;
}

const entryWidth = ({ label }: LegendEntry): number => strokeLength + 6 + letterWidth * label.length + 14;

/** The height of a legend above a picture. */
export const legendHeight = (entries: readonly LegendEntry[], width: number): number =>
    entries.length === 0 ? 0 : lineHeight * legendLines(entries, width).length + 6;

const namespace = 'http://www.w3.org/2000/svg';

function element(document: Document, name: string, attributes: Record<string, string | number>, text?: string): SVGElement {
    const made = document.createElementNS(namespace, name);
    for (const [key, value] of Object.entries(attributes)) {
        made.setAttribute(key, String(value));
    }
    if (text !== undefined) {
        made.textContent = text;
    }
    return made;
}

/** A mark that draws a legend at the top left. */
export function legend(document: Document, entries: readonly LegendEntry[], width: number): Plot.Markish {
    return () => {
        const group = element(document, 'g', { 'font-size': 11, 'text-anchor': 'start', 'aria-hidden': 'true' });
        legendLines(entries, width).forEach((line, row) => {
            let x = 2;
            const y = 9 + row * lineHeight;
            for (const entry of line) {
                const { label, colour, dash, isDot } = entry;
                group.append(
                    isDot
                        ? element(document, 'circle', { cx: x + strokeLength / 2, cy: y, r: 3.5, fill: colour })
                        : element(document, 'line', {
                              x1: x, x2: x + strokeLength, y1: y, y2: y, stroke: colour, 'stroke-width': 1.8,
                              ...(dash === 'none' ? {} : { 'stroke-dasharray': dash })
                          }), // prettier-ignore
                    element(document, 'text', { x: x + strokeLength + 6, y, dy: '0.32em', fill: 'currentColor' }, label)
                );
                x += entryWidth(entry);
            }
        });
        return group;
    };
}

/**
 * Draws marks as a picture with a description for screen readers.
 *
 * @param says the description, one sentence
 */
export function picture(options: PictureOptions, says: string, plot: Plot.PlotOptions): SVGSVGElement {
    const { document, width, height } = options;
    const svg = Plot.plot({
        document,
        width,
        height,
        className: 'picture',
        style: { overflow: 'visible' },
        ...plot
    }) as unknown as SVGSVGElement;
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', says);
    // The same for all pictures: the page contains it once, in `pictureStyle`.
    svg.querySelector('style')?.remove();
    // The whole picture has a description. Parts whose label only repeats their kind are not announced.
    for (const part of svg.querySelectorAll('[aria-label], [aria-description]')) {
        part.removeAttribute('aria-label');
        part.removeAttribute('aria-description');
        part.removeAttribute('aria-hidden');
    }
    return svg;
}

/** The colours of pictures, light and dark, by the reader's preference or by the theme of the editor. */
export const pictureStyle = `
:root, body.vscode-light, body.vscode-high-contrast-light { --picture-leading: #b35900; --picture-two-term: #6a51a3; --picture-refined: #0b5fa5; --picture-exact: #1b7837; --picture-quiet: #6b7280; --picture-accent: #c2185b; --picture-ground: #ffffff; --picture-cell: 11, 95, 165; }
@media (prefers-color-scheme: dark) { :root { --picture-leading: #ffb066; --picture-two-term: #c3b1f5; --picture-refined: #79bdf2; --picture-exact: #7fd197; --picture-quiet: #9aa3af; --picture-accent: #ff7fab; --picture-ground: #16181d; --picture-cell: 121, 189, 242; } }
body.vscode-dark, body.vscode-high-contrast { --picture-leading: #ffb066; --picture-two-term: #c3b1f5; --picture-refined: #79bdf2; --picture-exact: #7fd197; --picture-quiet: #9aa3af; --picture-accent: #ff7fab; --picture-ground: #16181d; --picture-cell: 121, 189, 242; }
@media print { :root { --picture-leading: #b35900; --picture-two-term: #6a51a3; --picture-refined: #0b5fa5; --picture-exact: #1b7837; --picture-quiet: #4b5563; --picture-accent: #c2185b; --picture-ground: #ffffff; --picture-cell: 11, 95, 165; } }
svg.picture { display: block; max-width: 100%; height: auto; font-family: inherit; }
svg.picture text { white-space: pre; }
`;
