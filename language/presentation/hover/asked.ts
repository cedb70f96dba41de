import { answeredGoal, answerText, hasSeveralGoals, purposeText } from '../prose/answer-text.js';
import { askedQuantity } from '../choice/asked-quantity.js';
import { codeSpan, escapeMarkdown, paragraphs } from '../notation/markdown.js';
import type { ModelView } from '../model-view.js';
import { costHover } from './cost.js';
import { answersNote } from './numbers-state.js';
import { precisionHover } from './precision.js';
import { testHover } from './test.js';

/** A `?`: the number that answers it, and the goal that it reaches. Markdown. */
export function askedHover(view: ModelView): string {
    const asked = askedQuantity(view.spec);
    const goal = view.answers && answeredGoal(view.answers);
    const written = view.answers && answerText(view.spec, view.answers);
    if (!asked) {
        return '';
    }
    const isOfSeveral = goal && goal.kind !== 'optimal' && hasSeveralGoals(view.spec);
    return paragraphs(
        `${codeSpan('?')} stands for ${codeSpan(asked.name)}${written ? `: **${escapeMarkdown(written.text)}**` : ''}`,
        isOfSeveral && `The model has several goals. This number is for ${escapeMarkdown(purposeText(view.spec, goal))}.`,
        goal ? goalHover(view, goal) : answersNote(view)
    );
}

function goalHover(view: ModelView, { kind, index }: NonNullable<ReturnType<typeof answeredGoal>>): string {
    switch (kind) {
        case 'test':
            return testHover(view, index);
        case 'precision':
            return precisionHover(view, index);
        case 'optimal':
            return costHover(view);
    }
}
