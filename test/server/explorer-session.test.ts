import { expect, test } from 'vitest';
import type { TextDocumentEdit, TextEdit } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
    exploredRequest,
    writeAdjustmentsRequest,
    type ExploredModels,
    type PlaceParams,
    type WriteParams,
    type Written
} from '../../server/protocol.js';
import { editorCapabilities, LanguageSession, positionOf } from './language-session.js';
import { server, session, shareSession } from './shared-session.js';

const uri = 'file:///studies/explored.glmm';
const model = (name: string, { beta1 = '2.11', sd = '0.8' } = {}) => `model ${name} "of ${name}" {
    family poisson
    predictor x ~ Uniform(-1, 1)
    fixed A { beta0: 1 = -1.46 }
    fixed B { beta1: x = ${beta1} }
    random subject { beta0 sd ${sd} }
    design { subject = 50, n = 20 }
}
`;

shareSession(uri);

const explored = (position = { line: 0, character: 0 }): Promise<ExploredModels> =>
    session.connection.sendRequest(exploredRequest, { uri, position } satisfies PlaceParams);
const write = (params: Omit<WriteParams, 'uri'>, to = session): Promise<Written> =>
    to.connection.sendRequest(writeAdjustmentsRequest, { uri, ...params } satisfies WriteParams);
const edited = (text: string, edits: TextEdit[]) => TextDocument.applyEdits(TextDocument.create(uri, 'glmm', 0, text), edits);

test('The models of a file are told with their specs, and which one the cursor is in', async () => {
    const text = `${model('first')}// between\n${model('second')}`;
    await session.open(uri, text);
    const { models, current, remark } = await explored(positionOf(text, 'family', 1));
    expect(models.map(({ index, name, title, notWritable }) => ({ index, name, title, notWritable }))).toEqual([
        { index: 0, name: 'first', title: 'of first', notWritable: {} },
        { index: 1, name: 'second', title: 'of second', notWritable: {} }
    ]);
    expect(models[1].spec.design.counts).toEqual([{ group: 'subject', count: 50 }]);
    expect(models[0].hash).not.toBe(models[1].hash);
    expect([current, remark]).toEqual([1, null]);
    expect((await explored(positionOf(text, '// between'))).current).toBeNull();
});

test('What is asked behind an edit is answered from the edited text', async () => {
    await session.open(uri, model('m'));
    const before = await explored();
    await session.change(uri, { text: model('m', { beta1: '1.5' }) });
    const after = await explored();
    expect(after.models[0].spec.fixed[1].value).toBe(1.5);
    await session.change(uri, { text: `// layout\n${model('m')}` });
    expect((await explored()).models[0].hash).toBe(before.models[0].hash);
});

test('A model with errors is there as it was before them, with a remark; one that never had a meaning is not', async () => {
    await session.open(uri, model('m'));
    await session.lensesWhen(uri, titles => titles.some(title => /SE \d/.test(title)));
    await session.change(uri, { text: model('m', { beta1: '' }) });
    const broken = await explored();
    expect(broken.models.map(({ name }) => name)).toEqual(['m']);
    expect(broken.remark).toBe('m has errors: it is shown as it was before the last edit.');
    expect(Object.keys(broken.models[0].notWritable)).toContain('count subject');
    const { problem } = await write({ index: 0, hash: broken.models[0].hash, adjustments: [{ of: { kind: 'n' }, value: 5 }] });
    expect(problem).toMatch('the text has changed');
    await session.change(uri, { text: `${model('m')}${model('other', { beta1: '' })}` });
    const other = await explored();
    expect(other.models.map(({ name }) => name)).toEqual(['m']);
    expect(other.remark).toBe('other has errors, and is not shown.');
    await session.change(uri, { text: '' });
    expect(await explored()).toEqual({ models: [], current: null, remark: 'There is no model in this file.' });
});

test('A file that is not open has no models', async () => {
    const place: PlaceParams = { uri: 'file:///studies/absent.glmm', position: { line: 0, character: 0 } };
    expect(await session.connection.sendRequest(exploredRequest, place)).toEqual({
        models: [],
        current: null,
        remark: 'The file is not open in an editor.'
    });
    await session.open(uri, model('m'));
    await session.diagnostics(uri);
});

test('Numbers are written back as one edit of the text as it is', async () => {
    const text = `${model('first')}${model('second')}`;
    await session.open(uri, text);
    const { models } = await explored();
    const adjustments: WriteParams['adjustments'] = [
        { of: { kind: 'effect', name: 'beta1' }, value: 0.1 + 0.2 },
        { of: { kind: 'variance', effect: 'beta0', group: 'subject' }, value: 0.25 }
    ];
    expect(await write({ index: 1, hash: models[1].hash, adjustments })).toEqual({ problem: null });
    expect(session.edits).toHaveLength(1);
    const [change] = session.edits[0].documentChanges as TextDocumentEdit[];
    expect(change.textDocument).toEqual({ uri, version: 1 });
    expect(edited(text, change.edits as TextEdit[])).toBe(`${model('first')}${model('second', { beta1: '0.3', sd: '0.5' })}`);
});

test('Numbers that the file has already are no edit', async () => {
    await session.open(uri, model('m'));
    const { models } = await explored();
    expect(await write({ index: 0, hash: models[0].hash, adjustments: [{ of: { kind: 'n' }, value: 20 }] })).toEqual({ problem: null });
    expect(session.edits).toEqual([]);
});

test('Where the text means something else by now, nothing is written', async () => {
    await session.open(uri, model('m'));
    const { models } = await explored();
    await session.change(uri, { text: model('m', { sd: '0.9' }) });
    const { problem } = await write({ index: 0, hash: models[0].hash, adjustments: [{ of: { kind: 'n' }, value: 5 }] });
    expect(problem).toBe('Nothing was written: the text has changed since these values were chosen.');
    expect(session.edits).toEqual([]);
});

test('An editor that takes no edits is told so', async () => {
    const capabilities = { ...editorCapabilities, workspace: { ...editorCapabilities.workspace, applyEdit: false } };
    const other = await LanguageSession.start({ command: server, capabilities });
    await other.open(uri, model('m'));
    const place: PlaceParams = { uri, position: { line: 0, character: 0 } };
    const { models }: ExploredModels = await other.connection.sendRequest(exploredRequest, place);
    const { problem } = await write({ index: 0, hash: models[0].hash, adjustments: [{ of: { kind: 'n' }, value: 5 }] }, other);
    expect(problem).toMatch("doesn't let a language server edit");
    expect(await other.stop()).toBe(0);
    await session.open(uri, model('m'));
    await session.diagnostics(uri);
});
