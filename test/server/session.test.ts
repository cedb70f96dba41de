/** The life of a session: opening and closing, unknown requests, and its end. */
import { fork } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import {
    createProtocolConnection,
    InitializeRequest,
    IPCMessageReader,
    IPCMessageWriter,
    ShutdownRequest
} from 'vscode-languageserver-protocol/node';
import { LanguageSession } from './language-session.js';
import { manyModels } from './many-models.js';
import { server, session, shareSession } from './shared-session.js';
import { errorsOf, hasNumbers, openTalk, talk, uri } from './talk-session.js';

shareSession(uri);

describe('a session', () => {
    test('Closing a document takes its diagnostics back; opening it again brings them', async () => {
        await session.open(uri, 'model {');
        expect(errorsOf(await session.diagnostics(uri)).length).toBeGreaterThan(0);
        await session.close(uri);
        await session.cleared(uri);
        await session.open(uri, 'model {');
        expect(errorsOf(await session.diagnostics(uri)).length).toBeGreaterThan(0);
    });

    test('A document that is closed before it is checked is cleared, too', async () => {
        // Reading so many models lasts until the server has received the second message.
        await Promise.all([session.open(uri, manyModels(100)), session.close(uri)]);
        await session.cleared(uri);
    });

    test('A request that the server does not know is refused, and the session goes on', async () => {
        await expect(session.connection.sendRequest('glmm/unknown', {})).rejects.toThrow(/unhandled method/i);
        await expect(session.connection.sendRequest('textDocument/hover', { nonsense: true })).rejects.toThrow();
        await openTalk();
    });

    test('A document that is not open has no hover, and the session goes on', async () => {
        const position = { line: 0, character: 0 };
        await expect(
            session.connection.sendRequest('textDocument/hover', { textDocument: { uri: 'file:///none.glmm' }, position })
        ).rejects.toThrow();
        await openTalk();
    });

    test('Ending without a shutdown is an error of the client, with exit code 1', async () => {
        const other = await LanguageSession.start({ command: server });
        const exited = new Promise<number | null>(resolve => other.process.once('exit', resolve));
        other.process.stdin.end();
        expect(await exited).toBe(1);
    });

    test("The server serves over Node's own channel, too", async () => {
        const child = fork('dist/server/main.mjs', ['--node-ipc']);
        const exited = new Promise<number | null>(resolve => child.once('exit', resolve));
        const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
        connection.listen();
        const params = { processId: process.pid, rootUri: null, capabilities: {} };
        const { capabilities } = await connection.sendRequest(InitializeRequest.type, params);
        expect(capabilities).toMatchObject({
            hoverProvider: true,
            codeLensProvider: { resolveProvider: true },
            renameProvider: { prepareProvider: true }
        });
        await connection.sendRequest(ShutdownRequest.type);
        await connection.sendNotification('exit');
        expect(await exited).toBe(0);
        connection.dispose();
    });

    test('The command line serves the same, for other editors', async () => {
        const other = await LanguageSession.start({ command: [process.execPath, 'dist/cli/glmm.cjs', 'lsp', '--stdio'] });
        await other.open(uri, talk);
        await session.open(uri, talk);
        expect(await other.lensesWhen(uri, hasNumbers)).toEqual(await session.lensesWhen(uri, hasNumbers));
        expect(await other.stop()).toBe(0);
    });

    test('After a shutdown requests are refused', async () => {
        const other = await LanguageSession.start({ command: server });
        await other.connection.sendRequest(ShutdownRequest.type);
        await expect(other.connection.sendRequest('textDocument/hover', {})).rejects.toThrow();
        const exited = new Promise<number | null>(resolve => other.process.once('exit', resolve));
        await other.connection.sendNotification('exit');
        expect(await exited).toBe(0);
    });
});
