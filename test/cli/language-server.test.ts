import { once } from 'node:events';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { expect, it } from 'vitest';
import { startGlmm } from './run-command.js';

it('glmm lsp --stdio serves an editor until it says exit', async () => {
    const child = startGlmm(['lsp', '--stdio']);
    const closed = once(child, 'close');
    const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    connection.listen();
    const initialized = await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
    expect(initialized).toMatchObject({ capabilities: { hoverProvider: true } });
    await connection.sendNotification('initialized', {});
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    expect(await closed).toEqual([0, null]);
    connection.dispose();
});
