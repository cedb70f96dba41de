/** The files on the command line as text. */
import { readFile } from 'node:fs/promises';
import { isUtf8 } from 'node:buffer';

export interface SourceFile {
    /** As given; `<stdin>` for standard input. */
    name: string;
    /** Null where it can't be read. */
    text: string | null;
    /** Why it can't be read, as a sentence. */
    problem: string | null;
}

const reasons: Record<string, string> = {
    ENOENT: 'No such file.',
    EISDIR: 'This is a folder. Name a file in it.',
    EACCES: 'No permission to read this file.',
    EPERM: 'No permission to read this file.',
    ENOTDIR: 'No such file: a part of the path is not a folder.',
    ENAMETOOLONG: 'No such file: the name is too long.',
    ELOOP: 'No such file: its symbolic links form a circle.'
};

/** Reads `path`, or standard input for `-`. */
export async function readSource(path: string): Promise<SourceFile> {
    const name = path === '-' ? '<stdin>' : path;
    const unreadable = (problem: string): SourceFile => ({ name, text: null, problem });
    let bytes: Buffer;
    try {
        bytes = path === '-' ? await readStandardInput() : await readFile(path);
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        return unreadable(reasons[code ?? ''] ?? `This file could not be read${code ? ` (${code})` : ''}.`);
    }
    if (!isUtf8(bytes)) {
        return unreadable('This file is not UTF-8 text. Save it with that encoding.');
    }
    // TextDecoder takes the byte order mark away.
    return { name, text: new TextDecoder().decode(bytes), problem: null };
}

async function readStandardInput(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) {
        chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks);
}
