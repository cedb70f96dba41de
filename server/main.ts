/** The language server as a program: `--stdio`, `--node-ipc`, `--pipe=…` or `--socket=…`. */
import path from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './server.js';

const connection = createConnection(ProposedFeatures.all);
// An internal error in one answer must not end the session. It goes to the log.
process.on('uncaughtException', error => connection.console.error(error.stack ?? error.message));
process.on('unhandledRejection', reason =>
    connection.console.error(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason))
);
serve(connection, { engine: path.join(__dirname, 'engine-worker.cjs'), report: path.join(__dirname, 'report-worker.cjs') });
