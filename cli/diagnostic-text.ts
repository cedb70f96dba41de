/** A diagnostic as a line `file:line:column: severity: message [code]`, and one with the best correction below it. */
import type { Issue, Severity } from '../language/index.js';
import { terminalLine, type TerminalStyle } from '../language/presentation/terminal/terminal.js';

const colours: Record<Severity, keyof TerminalStyle> = { error: 'red', warning: 'yellow', information: 'cyan', hint: 'cyan' };

/** Lines and columns count from 1, in UTF-16 units. @param suggestion the best correction in one line; null where there is none */
export function diagnosticText(
    file: string,
    { severity, code, message, range }: Issue,
    suggestion: string | null,
    style: TerminalStyle
): string {
    const { line, character } = range.start;
    const place = `${terminalLine(file)}:${line + 1}:${character + 1}:`;
    const diagnostic = `${style.bold(place)} ${style[colours[severity]](`${severity}:`)} ${terminalLine(message)} ${style.dim(`[${code}]`)}`;
    return suggestion === null ? diagnostic : `${diagnostic}\n    try: ${terminalLine(suggestion)}`;
}
