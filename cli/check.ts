import type { Issue } from '../language/index.js';
import type { Command } from './command-record.js';
import { withMessages } from './computed-model.js';
import { diagnosticText } from './diagnostic-text.js';
import { fileArguments } from './file-arguments.js';
import { hasErrors, issuesOf, openFiles, type OpenedFile } from './opened-file.js';
import { print, printError, styleOf } from './output.js';

export const run: Command['run'] = async args => {
    const { files } = fileArguments('check', args, {});
    const opened = (await openFiles(files)).map(file => ({ ...file, models: file.models.map(withMessages) }));
    await printDiagnostics(opened, 'results');
    return hasErrors(opened) ? 1 : 0;
};

/** Corrections of other messages are a matter of taste. */
function isGrave({ severity }: Issue): boolean {
    return severity === 'error' || severity === 'warning';
}

/**
 * Diagnostics are the results of `check`, so it prints them to standard output; other commands print them to standard
 * error. An unreadable file is always an error of the run.
 */
export async function printDiagnostics(
    files: Pick<OpenedFile, 'name' | 'models' | 'issues' | 'suggestion'>[],
    as: 'results' | 'remarks'
): Promise<void> {
    const results: string[] = [];
    const remarks: string[] = [];
    for (const file of files) {
        for (const issue of issuesOf(file)) {
            const isResult = as === 'results' && issue.code !== 'unreadable-file';
            const stream = isResult ? process.stdout : process.stderr;
            // Scripts read one message a line.
            const suggestion = stream.isTTY && isGrave(issue) ? file.suggestion(issue) : null;
            (isResult ? results : remarks).push(diagnosticText(file.name, issue, suggestion, styleOf(stream)));
        }
    }
    if (results.length > 0) {
        await print(results.join('\n'));
    }
    if (remarks.length > 0) {
        await printError(remarks.join('\n'));
    }
}
