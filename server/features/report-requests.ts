/** The request for design reports. */
import type { LangiumSharedServices } from 'langium/lsp';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { editorDataPlace } from '../documents/editor-data-place.js';
import { madeText } from '../threads/made-text.js';
import { notOpen, presentDocument } from '../documents/present-document.js';
import { reportRequest, type MadeText, type ReportParams } from '../protocol.js';
import type { ReportResult, ReportWork } from '../threads/report-messages.js';
import type { Settings } from '../settings.js';
import type { ThreadQueue } from '../threads/thread-queue.js';

export function addReportHandler(
    connection: Connection,
    shared: LangiumSharedServices,
    settings: Settings,
    queue: ThreadQueue<ReportWork, ReportResult>
): void {
    connection.onRequest(reportRequest, async (params: ReportParams, token: CancellationToken): Promise<MadeText> => {
        const document = await presentDocument(shared, params.uri);
        if (!document) {
            return { text: null, problem: notOpen };
        }
        const work: ReportWork = {
            kind: 'report',
            params,
            text: document.textDocument.getText(),
            place: editorDataPlace(document.uri, shared.workspace.WorkspaceManager.workspaceFolders ?? []),
            simulatesExact: settings.simulatesExact
        };
        return madeText(await queue.run(`${params.uri} ${params.format}`, work, token), 'The report could not be written');
    });
}
