/** The record of a command of `glmm`. */

/** 0 done, 1 the file has errors, 2 wrong usage, 3 the computation failed. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface Command {
    /** A short description, for the list of commands. */
    summary: string;
    /** What `glmm COMMAND --help` prints; a function if it comes from modules that the help of other commands does not need. */
    help: string | (() => Promise<string>);
    run(args: string[]): Promise<ExitCode | undefined>;
}

/** A wrong command line: the message says what would be right. */
export class CommandLineError extends Error {}
