/** The one-line texts about a model and its elements, which stand above their lines or at the ends of them. */
import type { Range } from 'vscode-languageserver';
import type { ElementPlace } from '../../language/index.js';
import {
    askedLens,
    costLens,
    fixedEffectLens,
    modelLens,
    precisionLens,
    testLens,
    type WritingGesture
} from '../../language/presentation/index.js';
import type { EvaluatedModel } from '../evaluation/evaluated-model.js';
import { goalViewOf, viewOf } from '../evaluation/evaluated-model-view.js';
import { isWithoutNumbers } from '../evaluation/model-results.js';
import type { NumbersWithState } from '../evaluation/tracked-document.js';
import type { LensData } from '../protocol.js';
import type { LensKind, Settings } from '../settings.js';

const kinds: Record<LensData['element'], LensKind> = {
    model: 'models',
    fixed: 'fixedEffects',
    test: 'tests',
    precision: 'precisions',
    cost: 'costs',
    asked: 'asked'
};

/** What a text is about. A model is not one of its own elements. */
export interface NumberSubject {
    element: LensData['element'];
    place: ElementPlace | null;
    range: Range;
}

/** Whether the user wants the numbers of elements of this kind. */
export function isWanted({ element }: NumberSubject, settings: Settings): boolean {
    return settings.showsNumbersOf(kinds[element]);
}

/** What a model has numbers of, in text order of each kind. */
export function subjectsOf({ places, lowered: { nameRange } }: EvaluatedModel): NumberSubject[] {
    const over = (element: 'fixed' | 'test' | 'precision' | 'cost' | 'asked', rangeOf: (place: ElementPlace) => Range): NumberSubject[] =>
        places.filter(({ kind }) => kind === element).map(place => ({ element, place, range: rangeOf(place) }));
    const name = (place: ElementPlace): Range => place.nameRange;
    // A goal may have the name of an effect, which has its own hover. The details of the goal are at its first word.
    const fromFirstWord = ({ range, nameRange: { end } }: ElementPlace): Range => ({ start: range.start, end });
    return [
        { element: 'model', place: null, range: nameRange },
        ...over('fixed', name),
        ...over('test', fromFirstWord),
        ...over('precision', fromFirstWord),
        ...over('cost', name),
        ...over('asked', name)
    ];
}

/** The last numbers, or the last answers, that a text is about. */
export function numbersFor(model: EvaluatedModel, element: LensData['element']): NumbersWithState {
    return element === 'model' || element === 'fixed' ? model : model.answered;
}

/** The texts of a model by place (null: of the model itself), and what they were made of. */
interface KnownTexts {
    madeOf: readonly unknown[];
    texts: Record<WritingGesture, Map<ElementPlace | null, string>>;
}

const knownTexts = new WeakMap<EvaluatedModel['lowered'], KnownTexts>();

/**
 * The numbers in one line; empty where there is nothing to say. Made once for the same results, because an editor fetches the texts of a whole file after
 * every edit.
 *
 * @param gesture what writes the answer to a `?` into the text
 */
export function oneLineText(model: EvaluatedModel, subject: NumberSubject, gesture: WritingGesture): string {
    const madeOf = partsOf(model);
    let known = knownTexts.get(model.lowered);
    if (!known?.madeOf.every((part, i) => part === madeOf[i])) {
        known = { madeOf, texts: { click: new Map(), 'double-click': new Map() } };
        knownTexts.set(model.lowered, known);
    }
    const texts = known.texts[gesture];
    const text = texts.get(subject.place) ?? freshText(model, subject, gesture);
    texts.set(subject.place, text);
    return text;
}

/** All that the texts depend on besides the text of the model. */
function partsOf({ places, numbers, state, exactIsUnderWay, answered, sweep }: EvaluatedModel): unknown[] {
    const ofNumbers = (one: NumbersWithState['numbers']): unknown[] => [one, one?.analysis, one?.exact, one?.answers, one?.answers?.exact];
    return [
        places,
        state,
        exactIsUnderWay,
        answered.state,
        answered.exactIsUnderWay,
        sweep,
        ...ofNumbers(numbers),
        ...ofNumbers(answered.numbers)
    ];
}

function freshText(model: EvaluatedModel, { element, place, range }: NumberSubject, gesture: WritingGesture): string {
    if (place && model.numbers && isWithoutNumbers(model.lowered, model.numbers)) {
        // The reason stands once, over the model; the message is at its cause.
        return '';
    }
    if (!place || element === 'model' || element === 'fixed') {
        const view = viewOf(model);
        const isOnLine = ({ kind, nameRange }: ElementPlace) => kind === 'fixed' && nameRange.start.line === range.start.line;
        const effectsOnLine = model.places.filter(isOnLine).length;
        const isSorted = place !== null && model.lowered.sorted.includes(place.name);
        return view ? (place ? fixedEffectLens(view, place.name, { effectsOnLine, isSorted }) : modelLens(view)) : '';
    }
    const goal = goalViewOf(model, place);
    if (!goal) {
        return '';
    }
    const { view, index } = goal;
    switch (element) {
        case 'test':
            return index === null ? '' : testLens(view, index);
        case 'precision':
            return index === null ? '' : precisionLens(view, index);
        case 'cost':
            return costLens(view);
        case 'asked':
            return askedLens(view, gesture);
    }
}
