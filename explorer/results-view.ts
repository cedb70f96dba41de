/** What the page shows of computed results: sentences, pictures and the table of estimates. */
import { comparisonNote } from '../language/presentation/prose/comparison-note.js';
import { roughEffects } from '../language/presentation/prose/rough-sentence.js';
import type { CurveOptions } from '../src-engine/design/curve-options.js';
import type { ModelSpec } from '../src-engine/spec/model-spec.js';
import { answerSentences } from './answer-sentences.js';
import type { Found } from './computation.js';
import { element } from './element.js';
import type { ExploredModel } from './messages.js';
import type { PageParts } from './page-parts.js';
import { PicturePanel } from './picture-panel.js';
import { shownCurve, shownEqualPower } from './shown-pictures.js';
import { comparisonTable, estimatesTable } from './tables.js';

type Result = Exclude<Found, { part: 'failed' }>;
type ResultOf<Part extends Result['part']> = Extract<Result, { part: Part }>;

/** The model that is explored, and the one beside it. */
interface Compared {
    model: ExploredModel;
    other: ExploredModel | null;
}

const placeOfCurve = (quantity: string): string => `curve ${quantity}`;

/** The part of the page that a result fills. */
export const placeOf = (found: Found): string => (found.part === 'curve' ? placeOfCurve(found.quantity) : found.part);

export class ResultsView {
    /** The model with the answer in place of its `?`. */
    answered: ModelSpec | null = null;
    /** The ranges of the curves that are shown: a picture keeps them while a slider is dragged. */
    ranges: Record<string, NonNullable<CurveOptions['range']>> = {};
    private readonly pictures: PicturePanel;

    constructor(private readonly parts: PageParts) {
        this.pictures = new PicturePanel(parts.pictures);
    }

    /** Makes room for the results of another model or another goal. */
    clear(spec: ModelSpec): void {
        this.ranges = {};
        this.pictures.arrange([...spec.design.counts.map(({ group }) => placeOfCurve(group)), placeOfCurve('n'), 'equalPower']);
        this.parts.estimates.replaceChildren();
        this.parts.caution([]);
    }

    /** @param isRough whether a slider is being dragged */
    show(found: Result, spec: ModelSpec, { model, other }: Compared, isRough: boolean): void {
        switch (found.part) {
            case 'answers':
                this.showAnswers(found, spec, other);
                return;
            case 'curve':
                this.showCurve(found, spec, other, isRough);
                return;
            case 'equalPower':
                this.pictures.set('equalPower', found.equalPower && shownEqualPower(found.equalPower, this.answered ?? spec, !isRough));
                return;
            case 'estimates':
                this.showEstimates(found, spec, { model, other }, isRough);
        }
    }

    private showAnswers({ design, answers, beside }: ResultOf<'answers'>, spec: ModelSpec, other: ExploredModel | null): void {
        this.answered = design;
        const sentences = other && beside ? answerSentences(other.spec, beside) : null;
        this.parts.answer(answerSentences(spec, answers), other && sentences ? { name: other.name, sentences } : null);
    }

    private showCurve(
        { quantity, curve, beside }: ResultOf<'curve'>,
        spec: ModelSpec,
        other: ExploredModel | null,
        isRough: boolean
    ): void {
        if (curve && !isRough) {
            this.ranges = { ...this.ranges, [curve.quantity]: { from: curve.at[0]!, to: curve.at.at(-1)! } };
        }
        const besideIt = beside && other ? { curve: beside, label: other.name } : null;
        this.pictures.set(placeOfCurve(quantity), curve && shownCurve(curve, this.answered ?? spec, besideIt, !isRough));
    }

    private showEstimates(
        { analysis, comparison }: ResultOf<'estimates'>,
        spec: ModelSpec,
        { model, other }: Compared,
        isRough: boolean
    ): void {
        const compared = other && comparison && comparisonTable(comparison, [model.name, other.name], comparisonNote(spec, other.spec));
        // While a slider is dragged they are not looked for, and what was found stays.
        if (!isRough) {
            this.parts.caution(roughEffects(this.answered ?? spec, analysis));
        }
        this.parts.estimates.replaceChildren(element('div', { class: 'scrolls' }, compared ?? estimatesTable(analysis)));
    }
}
