/** Writes the design report of a text from the text alone. */
import { EmptyFileSystem, URI, type LangiumDocument } from 'langium';
import { createGlmmServices, lowerDocument, sweptModels, type LoweredFile } from '../../language/index.js';
import { htmlReport, markdownReport, reportModel } from '../../report/index.js';
import { DiskDataFiles } from '../documents/data-files.js';
import type { ReportResult, ReportTask } from './report-messages.js';

/** The seed of simulated data and variances, the same as on the command line. */
const seed = 1;

export async function designReport(task: ReportTask, shouldStop: () => boolean): Promise<ReportResult> {
    const { params, text, simulatesExact } = task;
    const { document, file } = await read(task);
    const input = {
        file: document.uri.path.split('/').at(-1) ?? '',
        text,
        version: params.version,
        models: file.models.map((model, index) => {
            const exact = !simulatesExact ? 'closed' : model.spec?.using === 'exact' ? 'simulate' : 'quick';
            return reportModel(model, sweptModels(document, index), { exact, seed, shouldStop });
        }),
        issues: file.issues
    };
    return { text: params.format === 'html' ? htmlReport(input) : markdownReport(input), problem: null };
}

/** Reads the text as any program with a file system does. */
async function read({ params, text, place }: ReportTask): Promise<{ document: LangiumDocument; file: LoweredFile }> {
    const dataFiles = new DiskDataFiles(() => place);
    const { shared } = createGlmmServices(EmptyFileSystem, { dataFiles });
    const document = shared.workspace.LangiumDocumentFactory.fromString(text, URI.parse(params.uri));
    await shared.workspace.DocumentBuilder.build([document]);
    // The first lowering finds the data files that the text needs.
    lowerDocument(document);
    await dataFiles.settled();
    return { document, file: lowerDocument(document) };
}
