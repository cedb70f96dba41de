/** A diagnostic as one line: `file:line:column: severity: message [code]`. */
import type { Issue, Severity } from '../language/index.js';
import { terminalLine, type TerminalStyle } from '../language/presentation/terminal/terminal.js';

const colours: Record<Severity, keyof TerminalStyle> = { error: 'red', warning: 'yellow', information: 'cyan', hint: 'cyan' };

/** Lines and columns count from 1, in UTF-16 units. */
export function diagnosticLine(file: string, { severity, code, message, range }: Issue, style: TerminalStyle): string {
    const { line, character } = range.start;
    const place = `${terminalLine(file)}:${line + 1}:${character + 1}:`;
    return `${style.bold(place)} ${style[colours[severity]](`${severity}:`)} ${terminalLine(message)} ${style.dim(`[${code}]`)}`;
}
