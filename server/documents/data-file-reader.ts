/** Reads data files from the disk, piece by piece: the thread is free between the pieces. */
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { DataFile } from '../../language/data/data-files.js';
import { DataTableReader } from '../../language/data/data-table.js';

/** Where a document's data files may lie. */
export interface DataPlace {
    /** Paths are relative to this folder. */
    folder: string;
    /** Data files lie in one of these folders or below it, links resolved. */
    within: readonly string[];
}

/** The largest file that is read: beyond, the columns would fill the memory. */
export const mostBytes = 32 * 2 ** 20;
const pieceBytes = 128 * 2 ** 10;

/** A file as it was when it was read; null where there was none. */
export type FileStamp = string | null;

/** What tells whether a file has changed. */
export async function stampOf(file: string): Promise<FileStamp> {
    try {
        const { mtimeMs, size, ino } = await stat(file);
        return `${mtimeMs} ${size} ${ino}`;
    } catch {
        return null;
    }
}

/** Never throws: what is the matter is in the result. */
export async function readDataFile(file: string, { within }: DataPlace): Promise<DataFile> {
    try {
        const real = await realpath(file);
        const folders = await Promise.all(within.map(folder => realpath(folder)));
        if (!folders.some(folder => isInside(real, folder))) {
            return problem('This path leads out of the folder that is open. Copy the data file into it.');
        }
        const { size, isFile } = await statOf(real);
        if (!isFile) {
            return problem('This is no file: name a data file, such as `"pilot.csv"`.');
        }
        if (size > mostBytes) {
            const [has, most] = [size, mostBytes].map(bytes => Math.round(bytes / 2 ** 20));
            return problem(
                `This data file has ${has} MB, and up to ${most} MB are read. Keep only the rows and columns that the model needs.`
            );
        }
        return await parse(real);
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        return problem(reasons[code ?? ''] ?? `This data file could not be read${code ? ` (${code})` : ''}.`);
    }
}

async function statOf(file: string): Promise<{ size: number; isFile: boolean }> {
    const found = await stat(file);
    return { size: found.size, isFile: found.isFile() };
}

const reasons: Record<string, string> = {
    ENOENT: 'There is no such file. The path of a data file is relative to this file.',
    ENOTDIR: 'There is no such file: a part of the path is no folder.',
    ENAMETOOLONG: 'There is no such file: the name is too long.',
    ERR_INVALID_ARG_VALUE: 'This is not the name of a file.',
    ELOOP: 'There is no such file: its links go in a circle.',
    EACCES: 'This data file may not be read: check its permissions.',
    EPERM: 'This data file may not be read: check its permissions.',
    ERR_ENCODING_INVALID_ENCODED_DATA: 'This is no text in UTF-8: save the data file with that encoding.'
};

async function parse(file: string): Promise<DataFile> {
    const reader = new DataTableReader();
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let bytes = 0;
    for await (const piece of createReadStream(file, { highWaterMark: pieceBytes })) {
        // A device, or a file that grows, has no end.
        bytes += (piece as Buffer).length;
        if (bytes > mostBytes) {
            return problem(`This data file grows while it is read, beyond ${Math.round(mostBytes / 2 ** 20)} MB.`);
        }
        reader.push(decoder.decode(piece as Buffer, { stream: true }));
    }
    reader.push(decoder.decode());
    const table = reader.end();
    return typeof table === 'string' ? problem(table) : { kind: 'table', table };
}

function isInside(file: string, folder: string): boolean {
    const relative = path.relative(folder, file);
    return relative !== '' && relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

function problem(message: string): DataFile {
    return { kind: 'problem', message };
}
