/** The request for the models that people begin with. */
import type { Connection } from 'vscode-languageserver';
import { templates } from '../../language/templates/templates.js';
import { templatesRequest, type ModelTemplate } from '../protocol.js';

export function addTemplateHandler(connection: Connection): void {
    connection.onRequest(templatesRequest, (): readonly ModelTemplate[] => templates);
}
