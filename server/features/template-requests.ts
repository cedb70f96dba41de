/** The requests for models to begin with: templates, and what other software prints. */
import type { Connection } from 'vscode-languageserver';
import { modelOfText } from '../../language/index.js';
import { templates } from '../../language/templates/template-list.js';
import { snippetOf } from '../documents/editing.js';
import { modelOfTextRequest, templatesRequest, type ModelOfText, type ModelTemplate, type OtherText } from '../protocol.js';

export function addTemplateHandler(connection: Connection): void {
    connection.onRequest(templatesRequest, (): readonly ModelTemplate[] => templates);
    connection.onRequest(modelOfTextRequest, ({ text }: OtherText): ModelOfText => {
        const model = modelOfText(text);
        return { snippet: model ? `${snippetOf(model.text, model.stops)}\n` : null };
    });
}
