import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { URI } from 'langium';
import { afterAll, describe, expect, it } from 'vitest';
import type { DataProblem } from '../../language/index.js';
import { editorDataPlace } from '../../server/documents/editor-data-place.js';
import { DiskDataFiles } from '../../server/documents/data-files.js';
import { mostBytes } from '../../server/documents/data-file-reader.js';

const root = mkdtempSync(path.join(tmpdir(), 'glmm-data-'));
afterAll(() => rmSync(root, { recursive: true }));
const workspace = path.join(root, 'workspace');
const studies = path.join(workspace, 'studies');
mkdirSync(studies, { recursive: true });
const document = URI.file(path.join(studies, 'trial.glmm'));
const write = (file: string, content: string | Uint8Array) => writeFileSync(path.join(workspace, file), content);

function openFolder(): DiskDataFiles {
    return new DiskDataFiles(uri => editorDataPlace(uri, [{ uri: URI.file(workspace).toString(), name: 'workspace' }]));
}

/** What a file comes to when it has been read. */
async function read(file: string, files = openFolder()) {
    expect(files.file(document, file)).toEqual({ kind: 'pending' });
    await files.settled();
    return files.file(document, file);
}

const problem = (problem: DataProblem['problem']) => ({ kind: 'problem', problem: expect.objectContaining({ problem }) as unknown });

describe('a data file on the disk', () => {
    it('is read beside a document, and anywhere in the open folder', async () => {
        write('studies/pilot.csv', 'dose\n1\n2\n');
        write('all.csv', 'dose\n3\n');
        const near = await read('pilot.csv');
        expect(near.kind === 'table' && [...near.table.column('dose')!.values]).toEqual([1, 2]);
        const above = await read('../all.csv');
        expect(above.kind === 'table' && [...above.table.column('dose')!.values]).toEqual([3]);
    });

    it('with more than a piece of text, and letters of several bytes, comes whole', async () => {
        const rows = Array.from({ length: 60_000 }, (_, i) => `${i},"größer, ${i}"`);
        write('studies/long.csv', `nummer,größe\n${rows.join('\n')}\n`);
        const file = await read('long.csv');
        expect(file.kind === 'table' && file.table.header).toEqual(['nummer', 'größe']);
        expect(file.kind === 'table' && file.table.column('nummer')!.values.at(-1)).toBe(59_999);
    });

    it('is not read outside of it: not by dots, and not by links', async () => {
        writeFileSync(path.join(root, 'secret.csv'), 'dose\n1\n');
        mkdirSync(path.join(root, 'workspace-too'));
        writeFileSync(path.join(root, 'workspace-too', 'secret.csv'), 'dose\n1\n');
        symlinkSync(path.join(root, 'secret.csv'), path.join(studies, 'link.csv'));
        symlinkSync(root, path.join(studies, 'up'));
        for (const file of ['../../secret.csv', '../../workspace-too/secret.csv', 'link.csv', 'up/secret.csv', '..', '../..']) {
            expect(await read(file)).toEqual(problem('outside'));
        }
    });

    it('is looked for in the own folder of a document that is in no open one', async () => {
        const files = new DiskDataFiles(uri => editorDataPlace(uri, []));
        expect(await read('pilot.csv', files)).toMatchObject({ kind: 'table' });
        expect(await read('../all.csv', files)).toEqual(problem('outside'));
    });

    it('has no place beside a document that is not saved', () => {
        expect(openFolder().file(URI.parse('untitled:Untitled-1'), 'pilot.csv')).toEqual(problem('document not saved'));
    });

    it.each([
        ['nowhere.csv', 'missing'],
        ['pilot.csv/x', 'path through a file'],
        ['folder.csv', 'folder'],
        ['a\0b', 'not a name'],
        [`${'x'.repeat(300)}.csv`, 'name too long'],
        ['latin.csv', 'not UTF-8'],
        ['binary.csv', 'not UTF-8'],
        ['empty.csv', 'empty'],
        ['large.csv', 'too large']
    ] as const)('%j is not one', async (file, why) => {
        mkdirSync(path.join(studies, 'folder.csv'), { recursive: true });
        write('studies/latin.csv', Buffer.from('gr\xf6\xdfe\n1\n', 'latin1'));
        write('studies/binary.csv', Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe, 0]));
        write('studies/empty.csv', '');
        write('studies/large.csv', '');
        truncateSync(path.join(studies, 'large.csv'), mostBytes + 2 ** 20);
        expect(await read(file)).toEqual(problem(why));
    });

    it('stays the same while it is not written, and is told when it is', async () => {
        write('studies/changing.csv', 'dose\n1\n');
        let changes = 0;
        const files = new DiskDataFiles(
            uri => editorDataPlace(uri, []),
            () => changes++
        );
        const first = await read('changing.csv', files);
        expect(changes).toBe(1);
        files.lookAgain();
        await files.settled();
        expect(files.file(document, 'changing.csv')).toBe(first);
        expect(changes).toBe(1);

        write('studies/changing.csv', 'dose\n7\n');
        // A clock that ticks slowly must not hide the change.
        utimesSync(path.join(studies, 'changing.csv'), 1, 1);
        files.lookAgain();
        await files.settled();
        const second = files.file(document, 'changing.csv');
        expect(second.kind === 'table' && [...second.table.column('dose')!.values]).toEqual([7]);
        expect(changes).toBe(2);

        rmSync(path.join(studies, 'changing.csv'));
        files.lookAgain();
        await files.settled();
        expect(files.file(document, 'changing.csv')).toEqual(problem('missing'));
        write('studies/changing.csv', 'dose\n9\n');
        files.lookAgain();
        await files.settled();
        expect(files.file(document, 'changing.csv')).toMatchObject({ kind: 'table' });
        expect(changes).toBe(4);
    });

    it('of many that are in use none is forgotten', async () => {
        const files = openFolder();
        const names = Array.from({ length: 30 }, (_, i) => `many-${i}.csv`);
        for (const name of names) {
            write(`studies/${name}`, 'dose\n1\n');
        }
        for (const name of names) {
            files.file(document, name);
        }
        await files.settled();
        for (const name of names) {
            expect(files.file(document, name)).toMatchObject({ kind: 'table' });
        }
    });
});
