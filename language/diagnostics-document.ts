import { diagnosticCodes } from './diagnostic-codes.js';
import type { Severity } from './lowered-model.js';

const headings: Record<Severity, string> = {
    error: 'Errors',
    warning: 'Warnings',
    information: 'Information',
    hint: 'Hints'
};

/** The page that lists all diagnostics, by severity and code. */
export function diagnosticsDocument(): string {
    const sections = Object.entries(headings).map(([severity, heading]) => {
        const rows = Object.entries(diagnosticCodes)
            .filter(([, code]) => code.severity === severity)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([code, { summary }]) => `| \`${code}\` | ${summary} |`);
        return `## ${heading}\n\n| code | meaning |\n|---|---|\n${rows.join('\n')}\n`;
    });
    const introduction =
        'What the editor and `glmm check` say of a file. An error leaves a number without meaning; a warning says that numbers may mislead; ' +
        'information names what a number rests on; a hint is about the text.';
    return `# Diagnostics\n\n${introduction}\n\n${sections.join('\n')}`;
}
