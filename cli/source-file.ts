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
    ENOENT: 'There is no such file.',
    EISDIR: 'This is a folder: name a file in it.',
    EACCES: 'This file may not be read: check its permissions.',
    EPERM: 'This file may not be read: check its permissions.',
    ENOTDIR: 'There is no such file: a part of the path is no folder.',
    ENAMETOOLONG: 'There is no such file: the name is too long.',
    ELOOP: 'There is no such file: its links go in a circle.'
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
        return unreadable('This is no text in UTF-8: save the file with that encoding.');
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
