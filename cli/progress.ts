import { displayWidth } from '../language/presentation/terminal/terminal.js';
import { write } from './output.js';

const startOfLine = '\r';
const eraseLine = '\u001b[K';
const defaultWidth = 80;

/** One line on a terminal that says what is being computed. It prints nothing where standard error is no terminal. */
export class Progress {
    private readonly isShown: boolean;
    private done = 0;

    constructor(
        private readonly total: number,
        private readonly stream: NodeJS.WriteStream = process.stderr
    ) {
        this.isShown = stream.isTTY && process.env.TERM !== 'dumb';
    }

    /** Names the model that is computed next. */
    async start(name: string): Promise<void> {
        this.done++;
        await this.show(`computing ${name} (${this.done} of ${this.total})`);
    }

    /** Clears the line, so that other text can take its place. */
    async clear(): Promise<void> {
        await this.show('');
    }

    private async show(text: string): Promise<void> {
        if (this.isShown) {
            const width = (this.stream.columns || defaultWidth) - 1;
            // A line that wraps could not be cleared.
            const line = displayWidth(text) <= width ? text : `${[...text].slice(0, width - 1).join('')}…`;
            await write(this.stream, `${startOfLine}${line}${eraseLine}`);
        }
    }
}
