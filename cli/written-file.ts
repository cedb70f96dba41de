import { writeFile } from 'node:fs/promises';
import { printError } from './output.js';

/** Writes a text where the command line says; the exit code. */
export async function writtenFile(path: string, text: string): Promise<0 | 3> {
    try {
        await writeFile(path, text);
        return 0;
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        await printError(
            `glmm: ${path} could not be written${code === undefined ? '' : ` (${code})`}. Choose a folder in which you can write.`
        );
        return 3;
    }
}
