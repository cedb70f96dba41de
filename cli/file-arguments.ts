/** The options and files that commands take. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { CommandLineError } from './command-record.js';

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Splits a command's arguments into options and files; `-` is a file. `command` is for the messages.
 *
 * @throws CommandLineError for an unknown option, an option without its value, or no file.
 */
export function fileArguments<T extends Options>(command: string, args: string[], options: T) {
    const parse = () => parseArgs({ args, options, allowPositionals: true, strict: true });
    let parsed: ReturnType<typeof parse>;
    try {
        parsed = parse();
    } catch (error) {
        throw new CommandLineError(usageMessage(command, error as NodeJS.ErrnoException));
    }
    if (parsed.positionals.length === 0) {
        throw new CommandLineError(`\`glmm ${command}\` needs a file, or - for standard input.`);
    }
    // Standard input can be read once.
    const files = parsed.positionals.filter((file, index, all) => file !== '-' || all.indexOf('-') === index);
    return { values: parsed.values, files };
}

function usageMessage(command: string, error: NodeJS.ErrnoException): string {
    const option = /'(--?[^' ,]+)/.exec(error.message)?.[1] ?? '';
    switch (error.code) {
        case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
            return `\`glmm ${command}\` has no option ${option}. See \`glmm ${command} --help\`.`;
        case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
            return /does not take an argument/.test(error.message)
                ? `The option ${option} takes no value.`
                : /ambiguous/.test(error.message)
                  ? `The value of ${option} must not begin with -. See \`glmm ${command} --help\`.`
                  : `The option ${option} needs a value. See \`glmm ${command} --help\`.`;
        default:
            return `The arguments of \`glmm ${command}\` are not valid. See \`glmm ${command} --help\`.`;
    }
}
