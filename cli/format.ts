import { EmptyFileSystem, URI } from 'langium';
import { createGlmmServices, issueOf, layoutEdits, lowerDocument, suggestionFor, withEdits, type GlmmServices } from '../language/index.js';
import { printDiagnostics } from './check.js';
import type { Command, ExitCode } from './command-record.js';
import { fileArguments } from './file-arguments.js';
import type { OpenedFile } from './opened-file.js';
import { print, write } from './output.js';
import { replacedFile } from './replaced-file.js';
import { readSource } from './source-file.js';

export const run: Command['run'] = async args => {
    const { files, values } = fileArguments('format', args, { check: { type: 'boolean' } });
    const { Glmm } = createGlmmServices(EmptyFileSystem);
    let worst: ExitCode = 0;
    for (const path of files) {
        const code = await formatFile(path, values.check === true, Glmm);
        worst = worst < code ? code : worst;
    }
    return worst;
};

async function formatFile(path: string, isCheck: boolean, services: GlmmServices): Promise<ExitCode> {
    const { name, text, problem } = await readSource(path);
    if (text === null) {
        const start = { line: 0, character: 0 };
        const issue = issueOf('unreadable-file', { start, end: start }, problem ?? { problem: 'other', code: null });
        await printDiagnostics([{ name, models: [], issues: [issue], suggestion: () => null }], 'remarks');
        return 1;
    }
    const { newText, issues, suggestion } = laidOut(text, services);
    await printDiagnostics([{ name, models: [], issues, suggestion }], 'remarks');
    const isOtherwise = newText !== text;
    if (path === '-' && !isCheck) {
        await write(process.stdout, newText);
    } else if (isOtherwise) {
        await print(name);
        const failure = isCheck ? 1 : await replacedFile(path, newText);
        if (failure !== 0) {
            return failure;
        }
    }
    return issues.length > 0 ? 1 : 0;
}

/** The text as it should be, and the syntax errors of the models that stay as they are. */
function laidOut(text: string, services: GlmmServices): Pick<OpenedFile, 'issues' | 'suggestion'> & { newText: string } {
    const document = services.shared.workspace.LangiumDocumentFactory.fromString(text, URI.file('/formatted.glmm'));
    const { models, issues } = lowerDocument(document);
    const all = [...issues, ...models.flatMap(model => model.issues)];
    return {
        newText: withEdits(text, layoutEdits(document, services)),
        issues: all.filter(({ code }) => code === 'syntax'),
        suggestion: issue => suggestionFor(document, issue)
    };
}
