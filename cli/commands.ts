/** The commands of `glmm`. A command loads its modules when it runs, so that help and usage errors appear at once. */
import type { Command } from './command-record.js';

const exitCodes = `Exit codes:
  0  done
  1  a file has errors
  2  wrong usage
  3  the computation failed`;

const exportHelp = (targets: string) => `Usage: glmm export FILE [--model NAME] --to TARGET [-o FILE] [--seed S]

Writes the model for another tool: code that draws a data set from the true
values and fits the model to it. A ? of the model is replaced by the answer of
its test, precision or cost.

Targets:
${targets}

FILE may be - for standard input.

Options:
  --model NAME       the model, where the file has several
  --to TARGET        one of the targets
  -o, --output FILE  write to this file; without it to standard output
  --seed S           a whole number for the simulated data; 1 without it

${exitCodes}`;

export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
    [
        'check',
        {
            summary: 'print the messages about the files, one a line',
            help: `Usage: glmm check FILE…

Prints the messages about the files, one a line:

  file:line:column: severity: message [code]

On a terminal a line below an error or a warning says how it would be right,
where one edit corrects it.

FILE may be - for standard input.

${exitCodes}`,
            run: async args => (await import('./check.js')).run(args)
        }
    ],
    [
        'analyze',
        {
            summary: 'print variances, powers, sizes and the best design',
            help: `Usage: glmm analyze FILE… [--model NAME] [--exact | --fast] [--json]

Prints for every model, as soon as it is computed:

  the asymptotic variance, standard error and confidence interval of each
  parameter, with variances by leading term, two terms, refined and exact
  the power of each test and the size that it needs
  the size for each precision
  the best design, if the model has prices
  the rows of sweeps

Standard errors, powers and sizes are refined, or of the accuracy that the
model chooses with \`using\`.

FILE may be - for standard input.

Options:
  --model NAME  only the models of this name
  --json        one JSON object with all digits, for programs
  --exact       simulate exact variances where necessary, to 1 %, also for
                powers and sizes; without it they appear where about a second
                is enough for them, and with \`using exact\`
  --fast        no simulations: exact variances appear only where they have a
                closed form or are a short sum

${exitCodes}`,
            run: async args => (await import('./analyze.js')).run(args)
        }
    ],
    [
        'report',
        {
            summary: 'write the design report, as a web page or Markdown',
            help: `Usage: glmm report FILE [--model NAME]… [-o FILE.html|FILE.md]

Writes a report for supervisors, ethics boards and funders. It has for every
model its equations, assumptions, power and sizes, curves, the best design,
variances by each formula, how the answers depend on the variance components,
and a paragraph for the protocol; for several models also a comparison. The
web page needs no network and can be printed. Markdown has tables in place of
pictures.

FILE may be - for standard input.

Options:
  --model NAME       only this model; several times for several models
  -o, --output FILE  write to this file, in the format of its ending; without
                     it write a web page to standard output
  --exact            simulate exact variances where necessary, to 1 %; without
                     it they appear where about a second is enough for them,
                     and with \`using exact\`

The report of a file with errors has the models that can be computed; the exit
code is 1.

${exitCodes}`,
            run: async args => (await import('./report.js')).run(args)
        }
    ],
    [
        'export',
        {
            summary: 'write a model as code for R, Julia, Python or Stan, as LaTeX, or data',
            help: async () => exportHelp((await import('./export.js')).targetsHelp()),
            run: async args => (await import('./export.js')).run(args)
        }
    ],
    [
        'format',
        {
            summary: 'lay out files: indentation, spaces, line breaks and columns',
            help: `Usage: glmm format FILE… [--check]

Lays out the files and prints the names of those that it changes. Comments and
the meaning of the text stay. Models with syntax errors stay as they are.

FILE may be - for standard input: the result goes to standard output.

Options:
  --check  change nothing; print the names of the files that are not laid out
           so, and end with exit code 1 if there are any

${exitCodes}`,
            run: async args => (await import('./format.js')).run(args)
        }
    ],
    [
        'lsp',
        {
            summary: 'run the language server, for any editor',
            help: `Usage: glmm lsp --stdio

Runs the language server over standard input and output. Editors start it.`,
            run: async args => (await import('./language-server.js')).run(args)
        }
    ]
]);

export function overview(): string {
    const list = [...commands].map(([name, { summary }]) => `  ${name.padEnd(9)}${summary}`);
    return `Usage: glmm COMMAND …

Plans studies with generalized linear mixed models: precision, power and sizes.

Commands:
${list.join('\n')}

Options:
  --help     print this text; after a command, the help of that command
  --version  print the version

Example: glmm analyze talk.glmm`;
}
