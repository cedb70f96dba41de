/** The language server as a program: `--stdio`, `--node-ipc`, `--pipe=…` or `--socket=…`. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './server.js';

const connection = createConnection(ProposedFeatures.all);
// An internal error in one answer must not end the session. It goes to the log.
process.on('uncaughtException', error => connection.console.error(error.stack ?? error.message));
process.on('unhandledRejection', reason =>
    connection.console.error(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason))
);
/** The page of diagnostics, beside `dist` in the extension and in the npm package. */
const explanations = path.join(import.meta.dirname, '../../docs/diagnostics.md');
const scripts = {
    engine: path.join(import.meta.dirname, 'engine-worker.mjs'),
    report: path.join(import.meta.dirname, 'report-worker.mjs')
};
serve(connection, scripts, existsSync(explanations) ? pathToFileURL(explanations).toString() : null);
