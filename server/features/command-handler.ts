import { DocumentState, URI } from 'langium';
import type { ExecuteCommandHandler, LangiumSharedServices } from 'langium/lsp';
import type { Editing } from '../documents/editing.js';
import type { EvaluationService } from '../evaluation/evaluation-service.js';
import { writeAnswerCommand, type WriteAnswerArguments } from '../protocol.js';
import { answerToWrite, askedPlaces } from './written-answer.js';

/** Runs the commands of lenses that edit the text. */
export class GlmmCommandHandler implements ExecuteCommandHandler {
    readonly commands = [writeAnswerCommand];

    constructor(
        private readonly services: LangiumSharedServices,
        private readonly evaluation: EvaluationService,
        private readonly editing: Editing
    ) {}

    async executeCommand(_name: string, args: unknown[]): Promise<void> {
        const [uri, { line, character }, text] = args as WriteAnswerArguments;
        const key = URI.parse(uri);
        const { DocumentBuilder, LangiumDocuments } = this.services.workspace;
        // A pending edit moves the `?`, or changes its meaning.
        await DocumentBuilder.waitUntil(DocumentState.Validated, key);
        const document = LangiumDocuments.getDocument(key)?.textDocument;
        const found = this.evaluation
            .models(key.toString())
            .flatMap(model => askedPlaces(model).map(({ nameRange }) => ({ range: nameRange, answer: answerToWrite(model) })))
            .find(({ range: { start } }) => start.line === line && start.character === character);
        if (document && found?.answer?.text === text) {
            await this.editing.apply(document, [{ range: found.range, newText: text }]);
        } else {
            this.editing.tell('Nothing was written: the text has changed since this number was computed.');
        }
    }
}
