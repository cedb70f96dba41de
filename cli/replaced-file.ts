import { randomUUID } from 'node:crypto';
import { access, constants, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { printError } from './output.js';

/** Replaces the content of a file as a whole: a run that is stopped leaves the old content. The exit code. */
export async function replacedFile(given: string, text: string): Promise<0 | 3> {
    let beside: string | undefined;
    try {
        // A link stays a link.
        const file = await realpath(given);
        // Renaming would also replace a file that is protected.
        await access(file, constants.W_OK);
        const { mode } = await stat(file);
        beside = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}`);
        await writeFile(beside, text, { mode, flag: 'wx' });
        await rename(beside, file);
        return 0;
    } catch (error) {
        if (beside !== undefined) {
            await rm(beside, { force: true });
        }
        const { code } = error as NodeJS.ErrnoException;
        await printError(
            `glmm: ${given} could not be written${code === undefined ? '' : ` (${code})`}. Choose a file in a folder in which you can write.`
        );
        return 3;
    }
}
