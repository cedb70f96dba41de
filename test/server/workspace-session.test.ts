/** Names, links and selections in the files of a workspace, which need not be open. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
    DidChangeWatchedFilesNotification,
    DocumentLinkRequest,
    FileChangeType,
    SelectionRangeRequest,
    WorkspaceSymbolRequest,
    type SelectionRange
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { editorCapabilities, LanguageSession, positionOf } from './language-session.js';
import { server } from './shared-session.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'glmm-workspace-')));
const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).toString();
const model = (name: string, group = 'clinic') => `model ${name} {
    family poisson
    predictor x ~ Uniform(-1, 1)
    fixed A { beta0: 1 = -1.46 }
    fixed B { slope: x = 2.11 * (1 + 0.5) }
    random ${group} { beta0 sd 0.5 }
    design { ${group} = 50, n = 20 }
}
`;
let session: LanguageSession;

function write(name: string, text: string): void {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
}

beforeAll(async () => {
    write('one.glmm', `let rate = 2\n${model('first')}`);
    write('below/two.glmm', model('second', 'ward'));
    write('node_modules/three.glmm', model('third'));
    write('.git/four.glmm', model('fourth'));
    const didChangeWatchedFiles = { dynamicRegistration: true };
    session = await LanguageSession.start({
        command: server,
        capabilities: { ...editorCapabilities, workspace: { ...editorCapabilities.workspace, didChangeWatchedFiles } },
        folders: [{ uri: pathToFileURL(folder).toString(), name: 'studies' }]
    });
});
afterAll(async () => {
    expect(await session.stop()).toBe(0);
    rmSync(folder, { recursive: true });
});

async function symbols(query: string): Promise<string[]> {
    const found = (await session.connection.sendRequest(WorkspaceSymbolRequest.type, { query })) ?? [];
    return found
        .map(
            ({ name, containerName, location }) =>
                `${containerName ?? ''}/${name} ${location.uri.slice(pathToFileURL(folder).toString().length + 1)}`
        )
        .sort();
}

async function changed(name: string, type: FileChangeType = FileChangeType.Changed): Promise<void> {
    await session.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: uriOf(name), type }] });
}

test('Requests while the files are read for the first time get what the first one gets', async () => {
    const found = await Promise.all(['first', 'first', 'first'].map(symbols));
    expect(found[0]!.length).toBeGreaterThan(0);
    expect(found[1]).toEqual(found[0]);
    expect(found[2]).toEqual(found[0]);
});

test('Names are found before any file is open, and changes of the files are noticed', async () => {
    expect(await symbols('slope')).toEqual(['first/slope one.glmm', 'second/slope below/two.glmm']);
    expect(await symbols('rate')).toEqual(['/rate one.glmm']);
    expect(await symbols('ward')).toEqual(['second/ward below/two.glmm']);
    const all = await symbols('');
    expect(all).toHaveLength(11);
    expect(all.join()).not.toMatch(/third|fourth/);

    write('below/five.glmm', model('fifth'));
    await changed('below/five.glmm', FileChangeType.Created);
    expect(await symbols('fifth')).toEqual(['/fifth below/five.glmm']);
    write('below/five.glmm', model('renamed5'));
    await changed('below/five.glmm');
    expect(await symbols('fifth')).toEqual([]);
    expect(await symbols('renamed5')).toEqual(['/renamed5 below/five.glmm']);
    rmSync(path.join(folder, 'below/five.glmm'));
    await changed('below/five.glmm', FileChangeType.Deleted);
    expect(await symbols('renamed5')).toEqual([]);
});

test('Of an open file the text of the editor counts, and of a broken one what can be read', async () => {
    const uri = uriOf('one.glmm');
    await session.open(uri, model('edited'));
    await session.diagnostics(uri);
    expect(await symbols('first')).toEqual([]);
    expect(await symbols('edited')).toEqual(['/edited one.glmm']);
    await session.change(uri, { text: model('edited').replace('fixed B {', 'fixed B') });
    await session.diagnostics(uri);
    expect(await symbols('edited')).toEqual(['/edited one.glmm']);
    await session.close(uri);
    await session.cleared(uri);
    expect(await symbols('first')).toEqual(['/first one.glmm']);
});

test('A client that reports no changes is answered from the disk', async () => {
    const other = await LanguageSession.start({ command: server, folders: [{ uri: pathToFileURL(folder).toString(), name: 'studies' }] });
    const found = await other.connection.sendRequest(WorkspaceSymbolRequest.type, { query: 'second' });
    expect(found).toMatchObject([{ name: 'second', location: { uri: uriOf('below/two.glmm') } }]);
    expect(await other.stop()).toBe(0);
});

test('Data files that exist are links', async () => {
    write('data/doses.csv', 'dose\n1\n2\n');
    const uri = uriOf('linked.glmm');
    const text = `model m {
    data here from "data/doses.csv" { }
    data folder from "data" { }
    data missing from "none.csv" { }
    data outside from "/etc/hostname" { }
}
`;
    await session.open(uri, text);
    const links = await session.connection.sendRequest(DocumentLinkRequest.type, { textDocument: { uri } });
    expect(links).toEqual([
        { range: { start: positionOf(text, 'data/doses'), end: positionOf(text, '" { }') }, target: uriOf('data/doses.csv') }
    ]);
    await session.close(uri);
});

test('A selection grows from a word to the expression, the entry, the block and the model', async () => {
    const uri = uriOf('selected.glmm');
    const text = model('m');
    await session.open(uri, text);
    const position = positionOf(text, '0.5');
    const [range] =
        (await session.connection.sendRequest(SelectionRangeRequest.type, { textDocument: { uri }, positions: [position] })) ?? [];
    const document = TextDocument.create(uri, 'glmm', 0, text);
    const grown: string[] = [];
    for (let at: SelectionRange | undefined = range; at; at = at.parent) {
        grown.push(document.getText(at.range));
    }
    expect(grown).toEqual([
        '0.5',
        '1 + 0.5',
        '(1 + 0.5)',
        '2.11 * (1 + 0.5)',
        'slope: x = 2.11 * (1 + 0.5)',
        'fixed B { slope: x = 2.11 * (1 + 0.5) }',
        text.trim()
    ]);
    await session.close(uri);
});
