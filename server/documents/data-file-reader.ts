/** Reads data files from the disk in pieces, so that the thread is free between the pieces. */
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { DataFile } from '../../language/data/data-files.js';
import { DataTableReader } from '../../language/data/data-table.js';
import { fileProblem, type DataProblem } from '../../language/index.js';

/** Where the data files of a document may be. */
export interface DataPlace {
    /** Paths are relative to this folder. */
    folder: string;
    /** Data files must be in one of these folders or below it, with links resolved. */
    within: readonly string[];
}

/** The largest file that is read, in bytes. Columns of a larger one would fill the memory. */
export const mostBytes = 32 * 2 ** 20;
const mostMegabytes = mostBytes / 2 ** 20;
const pieceBytes = 128 * 2 ** 10;

/** The state of a file when it was read; null if it did not exist. */
export type FileStamp = string | null;

/** Identifies a version of a file. */
export async function stampOf(file: string): Promise<FileStamp> {
    try {
        const { mtimeMs, size, ino } = await stat(file);
        return `${mtimeMs} ${size} ${ino}`;
    } catch {
        return null;
    }
}

/** Never throws: the result contains the problem. */
export async function readDataFile(file: string, { within }: DataPlace): Promise<DataFile> {
    try {
        const real = await realpath(file);
        const folders = await Promise.all(within.map(folder => realpath(folder)));
        if (!folders.some(folder => isInside(real, folder))) {
            return problem({ problem: 'outside' });
        }
        const { size, isFile } = await statOf(real);
        if (!isFile) {
            return problem({ problem: 'folder' });
        }
        if (size > mostBytes) {
            return problem({ problem: 'too large', megabytes: Math.round(size / 2 ** 20), most: mostMegabytes });
        }
        return await parse(real);
    } catch (error) {
        return problem(fileProblem((error as NodeJS.ErrnoException).code));
    }
}

async function statOf(file: string): Promise<{ size: number; isFile: boolean }> {
    const found = await stat(file);
    return { size: found.size, isFile: found.isFile() };
}

async function parse(file: string): Promise<DataFile> {
    const reader = new DataTableReader();
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let bytes = 0;
    for await (const piece of createReadStream(file, { highWaterMark: pieceBytes })) {
        // A device, or a file that grows, has no end.
        bytes += (piece as Buffer).length;
        if (bytes > mostBytes) {
            return problem({ problem: 'growing', most: mostMegabytes });
        }
        reader.push(decoder.decode(piece as Buffer, { stream: true }));
    }
    reader.push(decoder.decode());
    const table = reader.end();
    return 'problem' in table ? problem(table) : { kind: 'table', table };
}

function isInside(file: string, folder: string): boolean {
    const relative = path.relative(folder, file);
    return relative !== '' && relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

function problem(problem: DataProblem): DataFile {
    return { kind: 'problem', problem };
}
