/** Files as the language reads them: models, and all that is to be said of them. */
import { EmptyFileSystem, URI } from 'langium';
import path from 'node:path';
import { createGlmmServices, lowerDocument, type Issue, type LoweredModel } from '../language/index.js';
import { readSource } from './source-file.js';

export interface OpenedFile {
    /** As given; `<stdin>` for standard input. */
    name: string;
    models: LoweredModel[];
    /** Of no model; an unreadable file is one of them. */
    issues: Issue[];
}

const start = { line: 0, character: 0 };

/** Reads files and standard input (`-`), in their order. */
export async function openFiles(paths: string[]): Promise<OpenedFile[]> {
    const { shared } = createGlmmServices(EmptyFileSystem);
    const opened: OpenedFile[] = [];
    for (const [index, given] of paths.entries()) {
        const { name, text, problem } = await readSource(given);
        if (text === null) {
            const message = problem ?? 'This file could not be read.';
            opened.push({
                name,
                models: [],
                issues: [{ severity: 'error', code: 'unreadable-file', message, range: { start, end: start } }]
            });
            continue;
        }
        // The number keeps a file that is named twice apart from itself.
        const uri = URI.file(path.resolve(`${index}`, given === '-' ? 'stdin.glmm' : `${given}.glmm`));
        const document = shared.workspace.LangiumDocumentFactory.fromString(text, uri);
        await shared.workspace.DocumentBuilder.build([document]);
        const { models, issues } = lowerDocument(document);
        opened.push({ name, models, issues });
    }
    return opened;
}

export function issuesOf(file: OpenedFile): Issue[] {
    return [...file.issues, ...file.models.flatMap(model => model.issues)].sort(
        (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character
    );
}

export function hasErrors(files: OpenedFile[]): boolean {
    return files.some(file => issuesOf(file).some(issue => issue.severity === 'error'));
}
