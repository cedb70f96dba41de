/** The pictures, each drawn at most once a frame, with its numbers as a table. */
import type { PictureOptions } from '../pictures/index.js';
import { element } from './element.js';

export interface PanelPicture {
    title: string;
    /** Null if the picture would be empty. */
    draw: (options: PictureOptions) => SVGSVGElement | null;
    /** The table, made when a user opens it; null if the picture has none. */
    table: (() => HTMLTableElement) | null;
    /** Whether a pointer shows values; not while a slider is dragged. */
    reads: boolean;
}

interface Place {
    figure: HTMLElement;
    title: HTMLElement;
    drawing: HTMLElement;
    details: HTMLDetailsElement;
    picture: PanelPicture | null;
    isDirty: boolean;
}

const narrowest = 260;
const widest = 760;

export class PicturePanel {
    private readonly places = new Map<string, Place>();
    private frame = 0;
    private width = 0;

    constructor(private readonly root: HTMLElement) {
        new ResizeObserver(() => this.redrawWhereWider()).observe(root);
    }

    /** Sets the places, in this order. Places that remain keep their pictures. */
    arrange(ids: readonly string[]): void {
        for (const [id, { figure }] of this.places) {
            if (!ids.includes(id)) {
                figure.remove();
                this.places.delete(id);
            }
        }
        for (const id of ids) {
            const place = this.places.get(id) ?? this.madePlace();
            this.places.set(id, place);
            this.root.append(place.figure);
        }
    }

    set(id: string, picture: PanelPicture | null): void {
        const place = this.places.get(id);
        if (!place) {
            return;
        }
        place.picture = picture;
        place.isDirty = true;
        this.drawSoon();
    }

    private madePlace(): Place {
        const title = element('figcaption');
        const drawing = element('div', { class: 'drawing' });
        const details = element('details', {}, element('summary', {}, 'Numbers'));
        const figure = element('figure', { hidden: '' }, title, drawing, details);
        const place: Place = { figure, title, drawing, details, picture: null, isDirty: false };
        details.addEventListener('toggle', () => this.fillTable(place));
        return place;
    }

    private redrawWhereWider(): void {
        const width = this.root.clientWidth;
        if (width !== this.width) {
            this.width = width;
            this.places.forEach(place => (place.isDirty = true));
            this.drawSoon();
        }
    }

    private drawSoon(): void {
        if (this.frame === 0) {
            this.frame = requestAnimationFrame(() => {
                this.frame = 0;
                this.draw();
            });
        }
    }

    /** While a slider is dragged, each frame draws the first picture and one of the others in turn, because drawing all takes longer than a frame. */
    private draw(): void {
        const dirty = [...this.places].filter(([, { isDirty }]) => isDirty);
        const isDragged = dirty.some(([, { picture }]) => picture?.reads === false);
        const isFirst = ([, { figure }]: [string, Place]): boolean => figure === this.root.firstElementChild;
        const due = isDragged ? [...dirty.filter(isFirst), ...dirty.filter(entry => !isFirst(entry)).slice(0, 1)] : dirty;
        for (const [id, place] of due) {
            place.isDirty = false;
            this.drawPlace(place);
            // After the other waiting pictures.
            this.places.delete(id);
            this.places.set(id, place);
        }
        if (due.length < dirty.length) {
            this.drawSoon();
        }
    }

    private drawPlace(place: Place): void {
        const { figure, title, drawing, picture } = place;
        figure.hidden = picture === null;
        if (picture === null) {
            return;
        }
        const width = Math.max(narrowest, Math.min(widest, figure.clientWidth));
        const svg = picture.draw({ document, width, height: Math.round(Math.min(300, 150 + width / 4)), reads: picture.reads });
        figure.hidden = svg === null;
        if (svg !== null) {
            title.textContent = picture.title;
            drawing.replaceChildren(svg);
            place.details.hidden = picture.table === null;
            if (picture.reads) {
                this.fillTable(place);
            }
        }
    }

    private fillTable({ details, picture }: Place): void {
        const [summary] = details.children;
        const table = details.open ? picture?.table?.() : undefined;
        details.replaceChildren(
            summary!,
            ...(table ? [element('div', { class: 'scrolls', tabindex: '0', role: 'region', 'aria-label': 'Numbers' }, table)] : [])
        );
    }
}
