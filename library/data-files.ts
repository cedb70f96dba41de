/** Data files that a program holds as text. */
import type { DataFile, DataFiles } from '../language/data/data-files.js';
import { DataTableReader } from '../language/data/data-table.js';
import type { DataTexts } from './data-texts.js';
import { UsageError } from './usage-error.js';

/** Each file is asked for once. @throws UsageError, when it is asked for, where a text is not a string */
export function dataFilesFrom(texts: DataTexts): DataFiles {
    const known = new Map<string, DataFile>();
    return {
        file: (_document, path) => {
            let file = known.get(path);
            if (!file) {
                file = dataFile(path, textOf(texts, path));
                known.set(path, file);
            }
            return file;
        }
    };
}

function textOf(texts: DataTexts, path: string): unknown {
    if (typeof texts === 'function') {
        return texts(path);
    }
    return Object.hasOwn(texts, path) ? texts[path] : undefined;
}

function dataFile(path: string, text: unknown): DataFile {
    if (text === undefined) {
        return { kind: 'problem', problem: { problem: 'not given' } };
    }
    if (typeof text !== 'string') {
        throw new UsageError(`The data of read() must be texts: that of '${path}' is not a string.`);
    }
    const reader = new DataTableReader();
    reader.push(text);
    const table = reader.end();
    return 'problem' in table ? { kind: 'problem', problem: table } : { kind: 'table', table };
}
