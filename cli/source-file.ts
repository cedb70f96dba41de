/** The files on the command line as text. */
import { readFile } from 'node:fs/promises';
import { isUtf8 } from 'node:buffer';
import { fileProblem, type FileProblem } from '../language/index.js';

export interface SourceFile {
    /** As given; `<stdin>` for standard input. */
    name: string;
    /** Null where it can't be read. */
    text: string | null;
    /** Why it can't be read; null where it can. */
    problem: FileProblem | null;
}

/** Reads `path`, or standard input for `-`. */
export async function readSource(path: string): Promise<SourceFile> {
    const name = path === '-' ? '<stdin>' : path;
    const unreadable = (problem: FileProblem): SourceFile => ({ name, text: null, problem });
    let bytes: Buffer;
    try {
        bytes = path === '-' ? await readStandardInput() : await readFile(path);
    } catch (error) {
        return unreadable(fileProblem((error as NodeJS.ErrnoException).code));
    }
    if (!isUtf8(bytes)) {
        return unreadable({ problem: 'not UTF-8' });
    }
    // TextDecoder removes the byte order mark.
    return { name, text: new TextDecoder().decode(bytes), problem: null };
}

async function readStandardInput(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) {
        chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks);
}
