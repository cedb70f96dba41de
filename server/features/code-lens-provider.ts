import type { LangiumDocument } from 'langium';
import type { CodeLensProvider } from 'langium/lsp';
import type { CodeLens, Command, Position, Range } from 'vscode-languageserver';
import type { Editing } from '../documents/editing.js';
import type { EvaluatedModel } from '../evaluation/evaluated-model.js';
import type { EvaluationService } from '../evaluation/evaluation-service.js';
import { isWanted, numbersFor, oneLineText, subjectsOf, type NumberSubject } from './one-line-texts.js';
import type { NumbersRefresh } from './numbers-refresh.js';
import {
    showDetailsCommand,
    writeAnswerCommand,
    type LensData,
    type ShowDetailsArguments,
    type WriteAnswerArguments
} from '../protocol.js';
import type { Settings } from '../settings.js';
import { answerToWrite } from './written-answer.js';

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
        private readonly refresh: NumbersRefresh,
        private readonly editing: Editing
    ) {}

    provideCodeLens(document: LangiumDocument): CodeLens[] {
        const key = document.uri.toString();
        const uri = document.textDocument.uri;
        const models = this.evaluation.models(key);
        this.refresh.delivered(key, models);
        if (this.settings.numbersAt !== 'lenses') {
            return [];
        }
        return models.flatMap((model, index) =>
            subjectsOf(model)
                .filter(subject => isWanted(subject, this.settings))
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
        subject: NumberSubject,
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

    private commandOf(model: EvaluatedModel, subject: NumberSubject, uri: string): Command | undefined {
        const title = oneLineText(model, subject, 'click');
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

function isAt({ start }: Range, { line, character }: Position): boolean {
    return start.line === line && start.character === character;
}
