/** Finds names that do not say which of two things is meant: exported names of several files, and file names of a folder that differ by a plural. */
import path from 'node:path';

const exported = /^export (?:abstract |async )*(?:class|const|enum|function\*?|interface|type) ([\w$]+)/gmu;

/** Why a name may stand in several files: `files` matches all of them. */
const justified = [
    {
        files: /^(?:src-engine\/(?:family|laws)|language\/knowledge)\//,
        because: 'one record says the numbers of a family or law, another one its words'
    },
    { files: /^language\/(?:diagnostics|knowledge)\//, because: 'the records of a subject, which `catalogue.ts` puts together' },
    { files: /^cli\//, names: /^run$/, because: 'each command of the terminal has one' },
    {
        files: /^(?:library|src-engine)\//,
        names: /^(?:analyze|answer|AnswerOptions)$/,
        because: 'the library checks its input and calls the engine'
    }
];

/**
 * The names that several files export, each with its files, without those that have a reason.
 *
 * @param texts the text of each file by its path, relative to the project and with `/` between folders
 */
export function namesExportedTwice(texts) {
    const files = grouped([...texts].flatMap(([file, text]) => [...text.matchAll(exported)].map(([, name]) => [name, file])));
    return [...files]
        .map(([name, all]) => ({ name, files: [...new Set(all)] }))
        .filter(({ name, files }) => files.length > 1 && !isJustified(name, files));
}

function isJustified(name, files) {
    return justified.some(reason => (reason.names?.test(name) ?? true) && files.every(file => reason.files.test(file)));
}

/** The files of one folder whose names differ only by singular and plural. */
export function filesNamedTwice(files) {
    const singular = file => file.replace(/ies(?=[-.])/g, 'y').replace(/s(?=[-.])/g, '');
    return [
        ...grouped(files.map(file => [path.posix.join(path.posix.dirname(file), singular(path.posix.basename(file))), file])).values()
    ].filter(alike => alike.length > 1);
}

function grouped(pairs) {
    const groups = new Map();
    for (const [key, value] of pairs) {
        groups.set(key, [...(groups.get(key) ?? []), value]);
    }
    return groups;
}
