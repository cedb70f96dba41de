import type { LangiumDocument } from 'langium';
import type { CodeLensProvider } from 'langium/lsp';
import type { CodeLens, Command, Position, Range } from 'vscode-languageserver';
import type { ElementPlace } from '../../language/index.js';
import { askedLens, costLens, fixedEffectLens, modelLens, precisionLens, testLens } from '../../language/presentation/index.js';
import type { Editing } from '../documents/editing.js';
import type { EvaluatedModel } from '../evaluation/evaluated-model.js';
import type { EvaluationService } from '../evaluation/evaluation-service.js';
import type { LensRefresh } from './code-lens-refresh.js';
import { goalViewOf, viewOf } from '../evaluation/evaluated-model-view.js';
import {
    showDetailsCommand,
    writeAnswerCommand,
    type LensData,
    type ShowDetailsArguments,
    type WriteAnswerArguments
} from '../protocol.js';
import type { LensKind, Settings } from '../settings.js';
import { isWithoutNumbers } from '../evaluation/model-results.js';
import type { NumbersWithState } from '../evaluation/tracked-document.js';
import { answerToWrite } from './written-answer.js';

const settings: Record<LensData['element'], LensKind> = {
    model: 'models',
    fixed: 'fixedEffects',
    test: 'tests',
    precision: 'precisions',
    cost: 'costs',
    asked: 'asked'
};

/** What a lens is about. A model is not one of its own elements. */
interface LensSubject {
    element: LensData['element'];
    place: ElementPlace | null;
    range: Range;
}

/**
 * A line above every model, fixed effect, goal and `?`, from the numbers and answers that are available.
 *
 * Lenses of models that nobody has looked at have no text. The client requests it when they come into view, and only then are their
 * numbers computed.
 */
export class GlmmCodeLensProvider implements CodeLensProvider {
    constructor(
        private readonly evaluation: EvaluationService,
        private readonly settings: Settings,
        private readonly refresh: LensRefresh,
        private readonly editing: Editing
    ) {}

    provideCodeLens(document: LangiumDocument): CodeLens[] {
        const key = document.uri.toString();
        const uri = document.textDocument.uri;
        const models = this.evaluation.models(key);
        this.refresh.delivered(key, models);
        return models.flatMap((model, index) =>
            subjectsOf(model)
                .filter(({ element }) => this.settings.showsLenses(settings[element]))
                .flatMap(subject => this.lens(model, subject, { key, uri, index }))
        );
    }

    /** The text of a lens that was sent without one. This starts the computation but does not wait for it. */
    resolve(lens: CodeLens): CodeLens {
        const { uri, model: index, element, name } = lens.data as LensData;
        this.evaluation.ask(uri, index);
        const model = this.evaluation.model(uri, index);
        const subject =
            model &&
            subjectsOf(model).find(
                candidate =>
                    candidate.element === element && (candidate.place?.name ?? null) === name && isAt(candidate.range, lens.range.start)
            );
        const command = model && subject && this.commandOf(model, subject, uri);
        return command ? { ...lens, command } : { ...lens, command: { title: '', command: '' } };
    }

    private lens(
        model: EvaluatedModel,
        subject: LensSubject,
        { key, uri, index }: { key: string; uri: string; index: number }
    ): CodeLens[] {
        const { element, range } = subject;
        const { state, numbers } = numbersFor(model, element);
        const data: LensData = { uri: key, model: index, element, name: subject.place?.name ?? null, state };
        if (state === 'waiting' && !numbers) {
            return [{ range, data }];
        }
        const command = this.commandOf(model, subject, uri);
        return command ? [{ range, command, data }] : [];
    }

    private commandOf(model: EvaluatedModel, subject: LensSubject, uri: string): Command | undefined {
        const title = titleOf(model, subject);
        if (!title) {
            return undefined;
        }
        const { start } = subject.range;
        const answer = subject.element === 'asked' && this.editing.isPossible ? answerToWrite(model) : null;
        return answer
            ? { title, command: writeAnswerCommand, arguments: [uri, start, answer.text] satisfies WriteAnswerArguments }
            : { title, command: showDetailsCommand, arguments: [uri, start] satisfies ShowDetailsArguments };
    }
}

function subjectsOf({ places, lowered: { nameRange } }: EvaluatedModel): LensSubject[] {
    const over = (element: 'fixed' | 'test' | 'precision' | 'cost' | 'asked', rangeOf: (place: ElementPlace) => Range): LensSubject[] =>
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

function numbersFor(model: EvaluatedModel, element: LensData['element']): NumbersWithState {
    return element === 'model' || element === 'fixed' ? model : model.answered;
}

function titleOf(model: EvaluatedModel, { element, place, range }: LensSubject): string {
    if (place && model.numbers && isWithoutNumbers(model.lowered, model.numbers)) {
        // The reason stands once, over the model; the message is at its cause.
        return '';
    }
    if (!place || element === 'model' || element === 'fixed') {
        const view = viewOf(model);
        const isNeighbour = ({ kind, nameRange }: ElementPlace) => kind === 'fixed' && nameRange.start.line === range.start.line;
        const neighbours = model.places.filter(isNeighbour).length;
        const isSorted = place !== null && model.lowered.sorted.includes(place.name);
        return view ? (place ? fixedEffectLens(view, place.name, { neighbours, isSorted }) : modelLens(view)) : '';
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
            return askedLens(view);
    }
}

function isAt({ start }: Range, { line, character }: Position): boolean {
    return start.line === line && start.character === character;
}
