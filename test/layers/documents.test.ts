/** The documents for developers name files and folders that exist, and the layers and floors that lint checks. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { floors, layers } from '../../scripts/eslint/import-layers.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const top = readdirSync(root);

/** The inline code of a document that names a file or folder: one with a folder of the project before it, or a bare file name. */
function namesIn(document: string): { paths: string[]; files: string[] } {
    const prose = readFileSync(path.join(root, document), 'utf8').replace(/```[\s\S]*?```/g, '');
    const code = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text);
    const linked = [...prose.matchAll(/\]\(([^)#:]+)\)/g)].map(([, target]) => path.join(path.dirname(document), target));
    const words = code.filter(text => /^[\w./-]+$/.test(text));
    return {
        paths: [...linked, ...words.filter(text => text.includes('/') && top.includes(text.split('/')[0]))],
        files: words.filter(text => /^[\w-]+\.(?:ts|mjs|langium)$/.test(text))
    };
}

/** Every file of the project's own folders, by its name alone. */
const present = new Set(
    [...Object.keys(layers), 'scripts', 'test'].flatMap(folder =>
        readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map(file => path.basename(file))
    )
);

describe.each(['docs/architecture.md', 'CONTRIBUTING.md'])('%s', document => {
    const { paths, files } = namesIn(document);

    it('names paths that exist', () => {
        expect(paths.length).toBeGreaterThan(10);
        expect(paths.filter(name => !existsSync(path.join(root, name)))).toEqual([]);
    });

    it('names files that exist', () => {
        expect(files.filter(name => !present.has(name))).toEqual([]);
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
