/** One number of the model: a slider, a field for the number, and a button that restores the file's number. */
import { authorScales, type AuthorScale } from '../language/presentation/notation/author-scale.js';
import { formatCount, formatValue } from '../language/presentation/notation/numbers.js';
import type { Adjustable } from '../src-engine/design/adjustments.js';
import type { ModelSpec } from '../src-engine/spec/model-spec.js';
import { element } from './element.js';
import { numberLabel } from './moved-numbers.js';
import { entryProblem, nearestStop, sliderStops } from './slider-scale.js';

/** `answer`: the file asks for the number, and this is its answer. */
export type NumberOrigin = 'own' | 'moved' | 'answer';

/** `isResting`: the slider was let go, or a number typed. A value of null restores the file's number. */
export type OnMove = (value: number | null, isResting: boolean) => void;

export class NumberSlider {
    readonly root: HTMLElement;
    readonly slider: HTMLInputElement;
    private readonly entry: HTMLInputElement;
    private readonly reset: HTMLButtonElement;
    private readonly mark: HTMLElement;
    private readonly problem: HTMLElement;
    private stops: number[] = [];
    /** What the slider shows, on the scale of the author, and the value of the model that it stands for. */
    private shown = { written: NaN, value: NaN };
    private residual = 1;

    /** `id` is unique in the page. */
    constructor(
        private readonly of: Adjustable,
        private readonly spec: ModelSpec,
        private readonly scale: AuthorScale | null,
        id: string,
        private readonly onMove: OnMove
    ) {
        const label = numberLabel(of, spec, scale);
        this.slider = element('input', { type: 'range', id, min: '0', step: '1', disabled: '' });
        this.entry = element('input', {
            type: 'number',
            step: 'any',
            'aria-label': `${label}, as a number`,
            'aria-describedby': `${id}-problem`,
            disabled: ''
        });
        this.reset = element('button', { type: 'button', class: 'reset', title: `Reset ${label}`, 'aria-label': `Reset ${label}` }, '↺');
        this.mark = element('span', { class: 'mark', id: `${id}-mark` });
        this.problem = element('span', { class: 'problem', id: `${id}-problem`, role: 'status' });
        this.slider.setAttribute('aria-describedby', this.mark.id);
        this.root = element(
            'div',
            { class: 'number' },
            element('label', { for: id }, label),
            this.mark,
            this.slider,
            this.entry,
            this.reset,
            this.problem
        );
        this.slider.addEventListener('input', () => onMove(this.chosen(), false));
        this.slider.addEventListener('change', () => onMove(this.chosen(), true));
        this.entry.addEventListener('change', () => this.take());
        this.reset.addEventListener('click', () => {
            onMove(null, true);
            this.slider.focus();
        });
    }

    /** Shows a value; null if it is not known yet. A slider that is being dragged does not move. */
    show(value: number | null, origin: NumberOrigin, residual: number): void {
        this.root.classList.toggle('moved', origin === 'moved');
        this.reset.hidden = origin !== 'moved';
        this.mark.textContent = origin === 'answer' ? (value === null ? 'no answer' : 'answer') : '';
        this.slider.disabled = this.entry.disabled = value === null;
        this.complain(null);
        if (value === null) {
            this.entry.value = '';
            return;
        }
        const written = this.scale === null ? value : Number(authorScales[this.scale].written(value, residual).toPrecision(12));
        this.shown = { written, value };
        this.residual = residual;
        if (this.stops.length === 0 || written < this.stops[0]! || this.stops.at(-1)! < written) {
            this.stops = sliderStops(this.of, written, this.spec, this.scale);
            this.slider.max = String(this.stops.length - 1);
        }
        this.slider.value = String(nearestStop(this.stops, written));
        this.slider.setAttribute('aria-valuetext', Number.isInteger(written) ? formatCount(written) : formatValue(written, 4));
        this.entry.value = String(Number(written.toPrecision(6)));
    }

    private chosen(): number | null {
        const stop = this.stops[Number(this.slider.value)];
        return stop === undefined ? null : this.meant(stop);
    }

    /** The value of the model for a number on the scale of the author. A number that is not moved keeps its value to the last digit. */
    private meant(written: number): number {
        if (this.scale === null) {
            return written;
        }
        return written === this.shown.written ? this.shown.value : authorScales[this.scale].meant(written, this.residual);
    }

    private take(): void {
        const value = this.entry.value === '' ? NaN : Number(this.entry.value);
        const problem = entryProblem(this.of, value, this.spec, this.scale);
        if (problem === null) {
            this.onMove(this.meant(value), true);
        } else {
            this.complain(problem);
        }
    }

    private complain(problem: string | null): void {
        this.problem.textContent = problem ?? '';
        this.entry.toggleAttribute('aria-invalid', false);
        if (problem !== null) {
            this.entry.setAttribute('aria-invalid', 'true');
        }
    }
}
