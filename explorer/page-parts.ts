/** The elements of the page and their texts. */
import { element } from './element.js';
import type { ExploredModel } from './messages.js';

const noModel = 'Put the cursor into a model of a .glmm file to explore its numbers here.';
const noGoal =
    'This model has no test and no precision, so the page shows only the precision of its estimates. To see power and sizes, add a goal such as: test main: beta1 = 0 power 0.90';

export class PageParts {
    private readonly heading = element('h1');
    private readonly remark = element('p', { class: 'remark', hidden: '' });
    private readonly answers = element('div', { class: 'answers', 'aria-live': 'polite' });
    /** What makes the numbers rough. */
    private readonly cautions = element('div', { class: 'cautions', role: 'status' });
    private readonly state = element('span', { class: 'state', 'aria-hidden': 'true' }, 'computing …');
    readonly numbers = element('div', { class: 'numbers' });
    readonly write = element('button', { type: 'button', class: 'write', 'aria-describedby': 'not-written' }, 'Write to file');
    readonly resetAll = element('button', { type: 'button' }, 'Reset all');
    private readonly notWritten = element('p', { id: 'not-written', class: 'remark' });
    readonly written = element('p', { class: 'remark', role: 'status' });
    readonly goal = element('select', { id: 'goal' });
    readonly beside = element('select', { id: 'beside' });
    private readonly goalChoice = element('div', { class: 'choice' }, element('label', { for: 'goal' }, 'Show'), this.goal);
    private readonly besideChoice = element('div', { class: 'choice' }, element('label', { for: 'beside' }, 'Compare with'), this.beside);
    readonly pictures = element('div', { class: 'pictures' });
    readonly estimates = element('div', { class: 'estimates' });
    private readonly columns = element(
        'div',
        { class: 'columns' },
        element(
            'section',
            { class: 'controls', 'aria-label': 'Numbers of the model' },
            this.numbers,
            element('div', { class: 'buttons' }, this.write, this.resetAll),
            this.notWritten,
            this.written
        ),
        element(
            'section',
            { class: 'views', 'aria-label': 'Pictures' },
            element('div', { class: 'choices' }, this.goalChoice, this.besideChoice),
            this.pictures,
            this.estimates
        )
    );
    readonly root = element(
        'main',
        { class: 'explorer' },
        this.heading,
        this.remark,
        this.state,
        this.answers,
        this.cautions,
        this.columns
    );

    constructor() {
        this.tell(null, null, null);
    }

    /** Shows which model of which file this is, or what is wrong with it. */
    tell(file: string | null, model: ExploredModel | null, remark: string | null): void {
        this.heading.textContent = model ? `${model.name}${model.title ? ` — ${model.title}` : ''}` : (file ?? 'GLMM explorer');
        const text = remark ?? (model ? null : noModel);
        this.remark.textContent = text ?? '';
        this.remark.hidden = text === null;
        this.columns.hidden = model === null;
        if (model === null) {
            this.answers.replaceChildren();
            this.caution([]);
            this.busy(false, false);
        }
    }

    /** The goals and models to choose from; a choice of one is hidden. */
    offer(goals: readonly string[], goal: number, models: readonly string[], beside: string | null): void {
        this.goal.replaceChildren(...goals.map((label, i) => element('option', { value: String(i) }, label)));
        this.goal.value = String(goal);
        this.goalChoice.hidden = goals.length < 2;
        this.beside.replaceChildren(
            element('option', { value: '' }, 'no other model'),
            ...models.map(name => element('option', { value: name }, name))
        );
        this.beside.value = beside ?? '';
        this.besideChoice.hidden = models.length === 0;
    }

    answer(sentences: readonly string[], beside: { name: string; sentences: readonly string[] } | null): void {
        const own = sentences.length === 0 ? [noGoal] : sentences;
        const others = beside?.sentences.map(sentence => `${beside.name}, ${sentence}`) ?? [];
        const texts = [...own, ...others];
        const before = [...this.answers.children].map(({ textContent }) => textContent);
        // A screen reader announces only what changes.
        if (texts.length !== before.length || texts.some((text, i) => text !== before[i])) {
            this.answers.replaceChildren(...texts.map((text, i) => element('p', i < own.length ? {} : { class: 'beside' }, text)));
        }
    }

    caution(sentences: readonly string[]): void {
        if (sentences.join() !== [...this.cautions.children].map(({ textContent }) => textContent).join()) {
            this.cautions.replaceChildren(...sentences.map(sentence => element('p', {}, sentence)));
        }
    }

    /** While a slider is dragged, a screen reader announces nothing. */
    busy(isBusy: boolean, isRough: boolean): void {
        this.root.classList.toggle('busy', isBusy);
        this.answers.setAttribute('aria-busy', String(isRough));
    }

    /** `reason`: why the numbers can't be written; null where they can. */
    allowWriting(reason: string | null, isMoved: boolean): void {
        this.write.disabled = reason !== null;
        this.notWritten.textContent = reason ?? '';
        this.resetAll.disabled = !isMoved;
    }
}
