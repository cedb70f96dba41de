/** Finds circles of imports, types included. Files on a circle can only be understood together. */
import path from 'node:path';
import ts from 'typescript';

/**
 * The circles among these files, each as its files in the order of their imports, and each only once.
 *
 * @param texts the text of each file by its path, relative to the project and with `/` between folders
 */
export function importCircles(texts) {
    const imports = new Map([...texts].map(([file, text]) => [file, importedFiles(file, text, texts)]));
    const circles = [];
    const finished = new Set();
    const visit = (file, way) => {
        const start = way.indexOf(file);
        if (start >= 0) {
            circles.push(way.slice(start));
            return;
        }
        if (finished.has(file)) {
            return;
        }
        for (const next of imports.get(file)) {
            visit(next, [...way, file]);
        }
        finished.add(file);
    };
    for (const file of imports.keys()) {
        visit(file, []);
    }
    return circles;
}

function importedFiles(file, text, texts) {
    return ts
        .preProcessFile(text, true, true)
        .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
        .map(({ fileName }) => path.posix.join(path.posix.dirname(file), fileName).replace(/\.js$/, '.ts'))
        .filter(target => texts.has(target));
}
