/** The requests of the explorer: which models to show, and numbers to write into the text. */
import type { LangiumSharedServices } from 'langium/lsp';
import type { Connection } from 'vscode-languageserver';
import { lowerDocument, writtenAdjustments } from '../../language/index.js';
import type { Editing } from '../documents/editing.js';
import type { EvaluationService } from '../evaluation/evaluation-service.js';
import { exploredModels } from './explored-models.js';
import { notOpen, presentDocument } from '../documents/present-document.js';
import {
    exploredRequest,
    writeAdjustmentsRequest,
    type ExploredModels,
    type PlaceParams,
    type WriteParams,
    type Written
} from '../protocol.js';

const textHasChanged = 'Nothing was written: the text has changed since these values were chosen.';

export function addExplorerHandlers(
    connection: Connection,
    shared: LangiumSharedServices,
    evaluation: EvaluationService,
    editing: Editing
): void {
    connection.onRequest(exploredRequest, async ({ uri, position }: PlaceParams): Promise<ExploredModels> => {
        const document = await presentDocument(shared, uri);
        return document
            ? exploredModels(document, evaluation.models(document.uri.toString()), position)
            : { models: [], current: null, remark: notOpen };
    });
    connection.onRequest(writeAdjustmentsRequest, async ({ uri, index, hash, adjustments }: WriteParams): Promise<Written> => {
        const document = await presentDocument(shared, uri);
        if (!document) {
            return { problem: `Nothing was written. ${notOpen}` };
        }
        if (!editing.isPossible) {
            return { problem: "Nothing was written: this editor doesn't let a language server edit." };
        }
        if (lowerDocument(document).models[index]?.hash !== hash) {
            return { problem: textHasChanged };
        }
        const { replacements, problem } = writtenAdjustments(document, index, adjustments);
        if (problem !== null || replacements.length === 0) {
            return { problem };
        }
        const isDone = await editing.apply(document.textDocument, replacements);
        return { problem: isDone ? null : textHasChanged };
    });
}
