import { existsSync } from 'node:fs';
import { access, constants, writeFile } from 'node:fs/promises';
import nodePath from 'node:path';
import { printError } from './output.js';

/** Whether a text can be written there; says why it can't. A command asks before it computes for long. */
export async function canBeWritten(path: string): Promise<boolean> {
    try {
        await access(existsSync(path) ? path : nodePath.dirname(path), constants.W_OK);
        return true;
    } catch (error) {
        await printUnwritable(path, error as NodeJS.ErrnoException);
        return false;
    }
}

/** Writes a text where the command line says; the exit code. */
export async function writtenFile(path: string, text: string): Promise<0 | 3> {
    try {
        await writeFile(path, text);
        return 0;
    } catch (error) {
        await printUnwritable(path, error as NodeJS.ErrnoException);
        return 3;
    }
}

async function printUnwritable(path: string, { code }: NodeJS.ErrnoException): Promise<void> {
    await printError(
        `glmm: ${path} could not be written${code === undefined ? '' : ` (${code})`}. Choose a folder in which you can write.`
    );
}
