import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { CommandLineError, type Command } from './command-record.js';
import { printError } from './output.js';

/** The server is a separate program, beside this one; it reads `--stdio` from the process's arguments. */
export const run: Command['run'] = async args => {
    if (args.length !== 1 || args[0] !== '--stdio') {
        throw new CommandLineError('The language server uses standard input and output: `glmm lsp --stdio`.');
    }
    const server = path.join(__dirname, '..', 'server', 'main.mjs');
    if (!existsSync(server)) {
        await printError('glmm: the language server is missing. Build the project, or install the package again.');
        return 3;
    }
    createRequire(server)(server);
    return undefined;
};
