/** The requests of exports: the models and tools to choose from, and a model as text for a tool. */
import type { LangiumSharedServices } from 'langium/lsp';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { exportTargets, targetChoices } from '../../language/export/index.js';
import { lowerDocument, type LoweredModel } from '../../language/index.js';
import { indexAt } from './explored-models.js';
import { madeText } from '../threads/made-text.js';
import { notOpen, presentDocument } from '../documents/present-document.js';
import {
    exportRequest,
    exportTargetsRequest,
    modelsRequest,
    type ExportChoice,
    type ExportParams,
    type MadeText,
    type ModelChoices,
    type ModelParams,
    type PlaceParams
} from '../protocol.js';
import type { ReportResult, ReportWork } from '../threads/report-messages.js';
import type { ThreadQueue } from '../threads/thread-queue.js';

/** The seed of simulated data, the same as on the command line. */
const seed = 1;

export function addExportHandlers(
    connection: Connection,
    shared: LangiumSharedServices,
    queue: ThreadQueue<ReportWork, ReportResult>
): void {
    const modelsOf = async (uri: string): Promise<LoweredModel[]> => {
        const document = await presentDocument(shared, uri);
        return document ? lowerDocument(document).models : [];
    };
    connection.onRequest(modelsRequest, async ({ uri, position }: PlaceParams): Promise<ModelChoices> => {
        const lowered = await modelsOf(uri);
        const models = lowered.map((model, index) => ({ index, name: model.name, title: model.title, problem: problemOf(model) }));
        return { models, current: indexAt(lowered, position) };
    });
    connection.onRequest(exportTargetsRequest, async ({ uri, index }: ModelParams): Promise<ExportChoice[]> => {
        const spec = (await modelsOf(uri))[index]?.spec;
        return spec ? targetChoices(spec) : [];
    });
    connection.onRequest(exportRequest, async ({ uri, index, target }: ExportParams, token: CancellationToken): Promise<MadeText> => {
        const model = (await modelsOf(uri))[index];
        const known = exportTargets.find(name => name === target);
        if (!model || !known) {
            return { text: null, problem: model ? `There is no target ${target}.` : notOpen };
        }
        const problem = problemOf(model);
        if (problem !== null || !model.spec) {
            return { text: null, problem };
        }
        const work: ReportWork = {
            kind: 'export',
            spec: model.spec,
            options: { target: known, title: model.title, seed, written: model.written, scales: model.scales }
        };
        return madeText(await queue.run(`${uri} ${index} ${target}`, work, token), 'The export has failed');
    });
}

/** As on the command line, a model with an error is not exported, even if some of it can be computed. */
function problemOf({ name, spec, issues }: LoweredModel): string | null {
    const hasErrors = !spec || issues.some(({ severity }) => severity === 'error');
    return hasErrors ? `${name === '' ? 'The model' : `The model ${name}`} has errors. Correct them first.` : null;
}
