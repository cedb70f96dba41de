/** The model files of the workspace's folders, read from the disk when somebody looks for something in them. */
import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { URI } from 'langium';
import type { WorkspaceFolder } from 'vscode-languageserver';

/** With more folders or files than this, the rest is left out: a workspace can be a whole disk. */
const mostFolders = 5000;
const mostFiles = 1000;
/** A larger file is left out, in bytes. */
const mostBytes = 2 ** 20;
/** How long the disk counts as unchanged without another look where nobody reports changes, in milliseconds. */
const trustedFor = 1000;
/** Milliseconds after which other work has its turn. */
const longestTurn = 8;

interface Known<T> {
    stamp: string;
    content: T;
}

/** What `read` makes of every model file. Each file is read once, and again when it has changed. */
export class ModelFiles<T> {
    private known = new Map<string, Known<T>>();
    private looking: Promise<void> | null = null;
    private lookedAt = Number.NEGATIVE_INFINITY;
    private reportsChanges = false;
    /** So many times something has changed on the disk. */
    private changes = 0;

    constructor(
        private readonly folders: () => readonly WorkspaceFolder[],
        private readonly read: (uri: URI, text: string) => T
    ) {}

    /** @param reportsChanges whether the client tells when a file has changed */
    initialize(reportsChanges: boolean): void {
        this.reportsChanges = reportsChanges;
    }

    /** Something has changed on the disk. */
    lookAgain(): void {
        this.lookedAt = Number.NEGATIVE_INFINITY;
        this.changes++;
    }

    /** By the URIs of the files. */
    async contents(): Promise<ReadonlyMap<string, T>> {
        while (this.looking !== null || !this.isCurrent) {
            this.looking ??= this.look().finally(() => (this.looking = null));
            await this.looking;
        }
        return new Map([...this.known].map(([uri, { content }]) => [uri, content]));
    }

    private get isCurrent(): boolean {
        return this.reportsChanges ? Number.isFinite(this.lookedAt) : Date.now() - this.lookedAt < trustedFor;
    }

    private async look(): Promise<void> {
        const changesBefore = this.changes;
        const now = new Map<string, Known<T>>();
        let begun = performance.now();
        for (const file of await modelFiles(this.folders())) {
            const uri = URI.file(file);
            const key = uri.toString();
            const known = await this.readIfChanged(file, uri, this.known.get(key));
            if (known) {
                now.set(key, known);
            }
            if (performance.now() - begun > longestTurn) {
                await new Promise(setImmediate);
                begun = performance.now();
            }
        }
        this.known = now;
        // What has changed meanwhile may have been read before.
        if (this.changes === changesBefore) {
            this.lookedAt = Date.now();
        }
    }

    private async readIfChanged(file: string, uri: URI, before: Known<T> | undefined): Promise<Known<T> | undefined> {
        try {
            const { mtimeMs, size, ino } = await stat(file);
            const stamp = `${mtimeMs} ${size} ${ino}`;
            if (before?.stamp === stamp || size > mostBytes) {
                return before?.stamp === stamp ? before : undefined;
            }
            return { stamp, content: this.read(uri, await readFile(file, 'utf8')) };
        } catch {
            // It has been deleted, or may not be read.
            return undefined;
        }
    }
}

/** The paths of the model files in the folders and below, breadth first. */
async function modelFiles(folders: readonly WorkspaceFolder[]): Promise<string[]> {
    const files = new Set<string>();
    const queue = folders.map(({ uri }) => URI.parse(uri)).flatMap(uri => (uri.scheme === 'file' ? [uri.fsPath] : []));
    for (let i = 0; i < queue.length && i < mostFolders; i++) {
        for (const entry of await entriesOf(queue[i]!)) {
            const full = path.join(queue[i]!, entry.name);
            if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules') {
                queue.push(full);
            } else if (entry.isFile() && entry.name.endsWith('.glmm')) {
                files.add(full);
            }
            if (files.size === mostFiles) {
                return [...files];
            }
        }
    }
    return [...files];
}

async function entriesOf(folder: string): Promise<Dirent[]> {
    try {
        return await readdir(folder, { withFileTypes: true });
    } catch {
        return [];
    }
}
