#!/usr/bin/env node
/** The command `glmm`. */
import { CommandLineError, type ExitCode } from './command-record.js';
import { commands, overview } from './commands.js';
import { endQuietlyWithoutReader, print, printError } from './output.js';
import { version } from '../report/version.js';

/** Commands of later versions, so that the message for a script can say so. */
const later = ['simulate', 'fit'];

async function run([first, ...args]: string[]): Promise<ExitCode | undefined> {
    if (first === undefined) {
        throw new CommandLineError('Expected a command. See `glmm --help`.');
    }
    if (first === '--help' || first === '-h' || first === 'help') {
        await print(overview());
        return 0;
    }
    if (first === '--version') {
        await print(version);
        return 0;
    }
    const command = commands.get(first);
    if (!command) {
        const known = [...commands.keys()].join(', ');
        throw new CommandLineError(
            later.includes(first)
                ? `\`glmm ${first}\` is not in this version. The commands are ${known}.`
                : `Unknown ${first.startsWith('-') ? 'option' : 'command'} ${first}. ${first.startsWith('-') ? 'See `glmm --help`' : `The commands are ${known}`}.`
        );
    }
    const options = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
    if (options.includes('--help') || options.includes('-h')) {
        const { help } = command;
        await print(typeof help === 'string' ? help : await help());
        return 0;
    }
    return command.run(args);
}

endQuietlyWithoutReader();
run(process.argv.slice(2)).then(
    code => {
        process.exitCode = code;
    },
    async (error: unknown) => {
        const isUsage = error instanceof CommandLineError;
        await printError(`glmm: ${isUsage ? error.message : 'the command failed. This is an internal error; please report it.'}`);
        process.exitCode = isUsage ? 2 : 3;
    }
);
