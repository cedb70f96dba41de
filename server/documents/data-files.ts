/** The data files that open documents name. Each is read once, and again when it has changed. */
import type { URI } from 'langium';
import path from 'node:path';
import type { DataFile, DataFiles } from '../../language/data/data-files.js';
import { readDataFile, stampOf, type DataPlace, type FileStamp } from './data-file-reader.js';

interface Entry {
    file: string;
    place: DataPlace;
    known: DataFile;
    stamp: FileStamp;
    /** When the file was last checked, and when it was last requested, in milliseconds. */
    lookedAt: number;
    usedAt: number;
    reading: Promise<void> | null;
}

const pending: DataFile = { kind: 'pending' };
/** How long a file counts as unchanged without another check, in milliseconds. */
const trusted = 1000;
/** With more files than this, those that nobody has requested lately are forgotten. */
const mostKept = 16;
const lately = 60_000;

/** Data files from the disk, for programs with a file system. An editor without one provides its own `DataFiles`. */
export class DiskDataFiles implements DataFiles {
    /** Ordered by their last use. */
    private readonly entries = new Map<string, Entry>();

    /**
     * @param placeOf where the data of a document are; null for a document that is not on a disk
     * @param onChange called when the content of a file has changed
     */
    constructor(
        private readonly placeOf: (document: URI) => DataPlace | null,
        private readonly onChange: () => void = () => undefined
    ) {}

    file(document: URI, relativePath: string): DataFile {
        const place = this.placeOf(document);
        if (!place) {
            return onNoDisk;
        }
        const file = path.resolve(place.folder, relativePath);
        const key = JSON.stringify([file, place.within]);
        let entry = this.entries.get(key);
        if (!entry) {
            entry = { file, place, known: pending, stamp: null, lookedAt: 0, usedAt: 0, reading: null };
            this.forgetTheUnused();
        }
        this.entries.delete(key);
        this.entries.set(key, entry);
        entry.usedAt = Date.now();
        if (entry.usedAt - entry.lookedAt > trusted) {
            this.look(entry);
        }
        return entry.known;
    }

    /** Checks every file again, because something has changed on the disk. */
    lookAgain(): void {
        this.entries.forEach(entry => this.look(entry));
    }

    /** Resolves when no file is being read. */
    async settled(): Promise<void> {
        for (let reading = this.underWay(); reading.length > 0; reading = this.underWay()) {
            await Promise.all(reading);
        }
    }

    private underWay(): Promise<void>[] {
        return [...this.entries.values()].flatMap(({ reading }) => reading ?? []);
    }

    private look(entry: Entry): void {
        entry.reading ??= this.readIfChanged(entry).finally(() => (entry.reading = null));
    }

    private async readIfChanged(entry: Entry): Promise<void> {
        entry.lookedAt = Date.now();
        const stamp = await stampOf(entry.file);
        if (entry.known !== pending && stamp === entry.stamp) {
            return;
        }
        const before = entry.known;
        const now = await readDataFile(entry.file, entry.place);
        entry.stamp = stamp;
        if (before.kind === 'problem' && now.kind === 'problem' && JSON.stringify(before.problem) === JSON.stringify(now.problem)) {
            return;
        }
        entry.known = now;
        this.onChange();
    }

    private forgetTheUnused(): void {
        for (const [key, { reading, usedAt }] of this.entries) {
            if (this.entries.size < mostKept) {
                return;
            }
            if (!reading && Date.now() - usedAt > lately) {
                this.entries.delete(key);
            }
        }
    }
}

const onNoDisk: DataFile = { kind: 'problem', problem: { problem: 'document not saved' } };
