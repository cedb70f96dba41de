/** Standard output and error: colour, width, and all of it written before the program ends. */
import { colourStyle, plainStyle, type TerminalStyle } from '../language/presentation/terminal/terminal.js';

const defaultWidth = 80;
const narrowest = 40;

/** Colour on a terminal only, and not where `NO_COLOR` is set to anything (no-color.org). */
export function styleOf(stream: NodeJS.WriteStream): TerminalStyle {
    const noColour = process.env.NO_COLOR !== undefined && process.env.NO_COLOR !== '';
    return stream.isTTY && !noColour && process.env.TERM !== 'dumb' ? colourStyle : plainStyle;
}

/** Of the terminal; in a pipe what `COLUMNS` says. */
export function terminalWidth(): number {
    const columns = process.stdout.isTTY ? process.stdout.columns : Number.parseInt(process.env.COLUMNS ?? '', 10);
    return Math.max(narrowest, columns || defaultWidth);
}

/** Resolves when the text has left the program: a pipe takes a large one in pieces. */
export function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
    return new Promise(resolve => stream.write(text, () => resolve()));
}

export function print(text: string): Promise<void> {
    return write(process.stdout, `${text}\n`);
}

export function printError(text: string): Promise<void> {
    return write(process.stderr, `${text}\n`);
}

/** The reader of a pipe may stop reading, as `head` does. Then the program ends. */
export function endQuietlyWithoutReader(): void {
    for (const stream of [process.stdout, process.stderr]) {
        stream.on('error', (error: NodeJS.ErrnoException) => {
            if (error.code === 'EPIPE') {
                process.exit();
            }
            throw error;
        });
    }
}
