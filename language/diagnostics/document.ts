/** The page `docs/diagnostics.md`, made from the catalogue. */
import { diagnosticOf, diagnostics, type DiagnosticCode } from './catalogue.js';
import type { Example, Severity } from './diagnostic.js';
import type { Issue } from './issue.js';

const headings: Record<Severity, string> = { error: 'Errors', warning: 'Warnings', information: 'Information', hint: 'Hints' };

/** The lines of the corrected file that differ; null if it only lacks some. */
function changedLines(text: string, instead: string): string | null {
    const before = new Set(text.split('\n'));
    const changed = instead.split('\n').filter(line => !before.has(line));
    return changed.length === 0 ? null : changed.map(line => line.trim()).join('\n');
}

function fence(language: string, text: string): string {
    return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

/** An example with its messages; the first of them may have a quick fix. */
function exampleText(example: Example, issues: readonly Issue[]): { given: string[]; instead: string[] } {
    if ('situation' in example) {
        return { given: [`When it appears: ${example.situation}`], instead: [] };
    }
    const files = Object.entries(example.files ?? {}).flatMap(([name, content]) => [`\`${name}\`:`, fence('csv', content)]);
    const changed = changedLines(example.text, example.instead);
    const messages = [...new Set(issues.map(({ message }) => message))];
    const titles = [...new Set(issues.find(({ fixes }) => fixes)?.fixes?.map(({ title }) => title))];
    return {
        given: [fence('glmm', example.text), ...files, ...messages.map(message => `> ${message}`)],
        instead: [...(changed === null ? [] : [fence('glmm', changed)]), ...(titles.length === 0 ? [] : [quickFixes(titles)])]
    };
}

function quickFixes(titles: readonly string[]): string {
    return `Quick ${titles.length === 1 ? 'fix' : 'fixes'}: ${titles.map(title => `*${title}*`).join(', ')}.`;
}

function entry(code: DiagnosticCode, issues: readonly Issue[]): string {
    const { summary, why, remedy, example } = diagnosticOf(code);
    const { given, instead } = exampleText(example, issues);
    return [`### ${code}`, summary, ...given, `**Why it matters.** ${why}`, `**What to write instead.** ${remedy}`, ...instead].join(
        '\n\n'
    );
}

/** The page. `issues`: what the example of each code gives. */
export function diagnosticsDocument(issues: ReadonlyMap<DiagnosticCode, readonly Issue[]>): string {
    const codes = (Object.keys(diagnostics) as DiagnosticCode[]).sort();
    const sections = Object.entries(headings).map(([severity, heading]) => {
        const own = codes.filter(code => diagnosticOf(code).severity === severity);
        const rows = own.map(code => `| [\`${code}\`](#${code}) | ${diagnosticOf(code).summary} |`);
        const table = ['| code | meaning |', '|---|---|', ...rows].join('\n');
        return [`## ${heading}`, table, ...own.map(code => entry(code, issues.get(code) ?? []))].join('\n\n');
    });
    const introduction =
        'The editor and `glmm check` report these diagnostics. After an error, numbers would have no meaning. After a warning they may ' +
        'mislead. Information names what a number rests on, and a hint is about the text alone. In the editor, a click on the code of a ' +
        'message opens its entry here.';
    return `${['# Diagnostics', introduction, ...sections].join('\n\n')}\n`;
}
