/** The documents for developers name files and folders that exist, and the layers and floors that lint checks. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { floors, layers } from '../../scripts/eslint/import-layers.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const top = readdirSync(root);

const proseOf = (document: string): string => readFileSync(path.join(root, document), 'utf8').replace(/```[\s\S]*?```/g, '');
const codeIn = (prose: string): string[] => [...prose.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text);

/** The links of a document, and its inline code that begins with a folder of the project. */
function pathsIn(document: string): string[] {
    const prose = proseOf(document);
    const linked = [...prose.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target]) => path.join(path.dirname(document), target));
    const named = codeIn(prose).filter(text => /^[\w./-]+$/.test(text) && text.includes('/') && top.includes(text.split('/')[0]));
    return [...linked, ...named];
}

/** The bare file names of a document that no folder named in the same paragraph, item or row holds: a reader would not find them. */
function lostFiles(document: string): string[] {
    return proseOf(document)
        .split(/\n\n|\n(?=\s*(?:\d+\.|-|\|) )/)
        .flatMap(block => {
            const words = codeIn(block);
            const folders = words
                .filter(text => text.includes('/') && top.includes(text.split('/')[0]))
                .map(text => (path.extname(text) === '' ? text : path.dirname(text)));
            const near = folders.filter(folder => existsSync(path.join(root, folder))).flatMap(filesBelow);
            const bare = words.filter(text => /^[\w-]+\.(?:ts|mjs|langium)$/.test(text) && !top.includes(text));
            return bare.filter(name => !near.includes(name)).map(name => `${name}: ${block.slice(0, 60)}`);
        });
}

const filesBelow = (folder: string): string[] =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map(file => path.basename(file));

/** Every word of the project's own code. */
const words = new Set(
    Object.keys(layers).flatMap(folder =>
        readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
            .filter(file => file.endsWith('.ts'))
            .flatMap(file => readFileSync(path.join(root, folder, file), 'utf8').match(/\w+/g) ?? [])
    )
);

const documents = [
    'README.md',
    'CONTRIBUTING.md',
    ...readdirSync(path.join(root, 'docs'))
        .filter(file => file.endsWith('.md'))
        .map(file => `docs/${file}`)
];

it.each(documents)('%s names paths that exist', document => {
    const made = readFileSync(path.join(root, '.gitignore'), 'utf8').split('\n');
    expect(pathsIn(document).filter(name => !existsSync(path.join(root, name)) && !made.includes(name))).toEqual([]);
});

describe.each(['docs/architecture.md', 'CONTRIBUTING.md'])('%s', document => {
    it('names many paths', () => {
        expect(pathsIn(document).length).toBeGreaterThan(10);
    });

    it('names files in a folder that is named with them', () => {
        expect(lostFiles(document)).toEqual([]);
    });

    it('names functions and types that exist', () => {
        const names = codeIn(proseOf(document)).flatMap(text => /^([a-zA-Z]+[A-Z]\w*)(?:\(.*\))?$/.exec(text)?.[1] ?? []);
        expect(names.length).toBeGreaterThan(3);
        expect(names.filter(name => !words.has(name))).toEqual([]);
    });
});

describe('docs/architecture.md', () => {
    const text = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');

    it('lists every layer, with what it may import', () => {
        for (const [layer, { below }] of Object.entries(layers)) {
            const row = new RegExp(`^\\| \`${layer}/\` \\|.*$`, 'm').exec(text)?.[0] ?? '';
            const imports = [...(row.split('|')[3] ?? '').matchAll(/`([^`]+?)(?:\.ts)?`/g)].map(([, name]) => name);
            expect([layer, imports.toSorted()]).toEqual([layer, below.toSorted()]);
        }
    });

    it('lists the floors of the engine, the highest first', () => {
        const listed = [...text.matchAll(/^\| `src-engine\/([\w-]+)\/` \|/gm)].map(([, floor]) => floor);
        expect(listed.toReversed()).toEqual(floors);
    });
});
