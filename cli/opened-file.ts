/** Files as the language reads them: models and messages. */
import { EmptyFileSystem, URI } from 'langium';
import path from 'node:path';
import {
    createGlmmServices,
    issueOf,
    lowerDocument,
    suggestionFor,
    sweptModels,
    type Issue,
    type LoweredModel,
    type SweptModel
} from '../language/index.js';
import { DiskDataFiles } from '../server/documents/data-files.js';
import type { DataPlace } from '../server/documents/data-file-reader.js';
import { readSource } from './source-file.js';

export interface OpenedFile {
    /** As given; `<stdin>` for standard input. */
    name: string;
    /** Null where it can't be read. */
    text: string | null;
    models: LoweredModel[];
    /** Messages that belong to no model, such as that the file is unreadable. */
    issues: Issue[];
    /** The best correction of one of its messages in one line; null where there is none. */
    suggestion: (issue: Issue) => string | null;
    /** The models that the sweeps of one of its models go through. */
    swept: (model: LoweredModel) => SweptModel[];
}

const start = { line: 0, character: 0 };

/** Reads files and standard input (`-`), in their order. */
export async function openFiles(paths: string[]): Promise<OpenedFile[]> {
    const places = new Map<string, DataPlace>();
    const dataFiles = new DiskDataFiles(document => places.get(document.toString()) ?? null);
    const { shared } = createGlmmServices(EmptyFileSystem, { dataFiles });
    const opened: OpenedFile[] = [];
    for (const [index, given] of paths.entries()) {
        const { name, text, problem } = await readSource(given);
        if (text === null) {
            opened.push({
                name,
                text,
                models: [],
                issues: [issueOf('unreadable-file', { start, end: start }, problem ?? { problem: 'other', code: null })],
                suggestion: () => null,
                swept: () => []
            });
            continue;
        }
        // The number distinguishes the two copies of a file that is named twice.
        const uri = URI.file(path.resolve(`${index}`, given === '-' ? 'stdin.glmm' : `${given}.glmm`));
        places.set(uri.toString(), dataPlace(given));
        const document = shared.workspace.LangiumDocumentFactory.fromString(text, uri);
        await shared.workspace.DocumentBuilder.build([document]);
        // The first lowering finds the data files that are needed.
        lowerDocument(document);
        await dataFiles.settled();
        const { models, issues: found } = lowerDocument(document);
        const isEmpty = models.length === 0 && found.every(({ severity }) => severity !== 'error');
        const issues = isEmpty ? [...found, issueOf('no-model', { start, end: start })] : found;
        opened.push({
            name,
            text,
            models,
            issues,
            suggestion: issue => suggestionFor(document, issue),
            swept: model => sweptModels(document, models.indexOf(model))
        });
    }
    return opened;
}

/** Data lie in the folder of the file, or, as in an editor that has the working folder open, in that one. */
function dataPlace(given: string): DataPlace {
    const here = process.cwd();
    const folder = given === '-' ? here : path.dirname(path.resolve(given));
    const isBelow = folder === here || folder.startsWith(here.endsWith(path.sep) ? here : here + path.sep);
    return { folder, within: isBelow ? [here] : [folder] };
}

export function issuesOf(file: Pick<OpenedFile, 'models' | 'issues'>): Issue[] {
    return [...file.issues, ...file.models.flatMap(model => model.issues)].sort(
        (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character
    );
}

export function hasErrors(files: OpenedFile[]): boolean {
    return files.some(file => issuesOf(file).some(issue => issue.severity === 'error'));
}

/** Whether a file has neither models nor errors, so that there is nothing to write about. */
export function isWithoutModel({ issues }: OpenedFile): boolean {
    return issues.some(({ code }) => code === 'no-model');
}

/** Whether a model has no numbers: it has errors, or is not finished. */
export function lacksNumbers(files: OpenedFile[]): boolean {
    return hasErrors(files) || files.some(({ models }) => models.some(({ spec }) => spec === null));
}
