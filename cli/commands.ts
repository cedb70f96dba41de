/** The commands of `glmm`. What a command needs is loaded when it runs, so that help and usage errors are there at once. */
import type { Command } from './command.js';

const exitCodes = `Exit codes:
  0  done
  1  a file has errors
  2  wrong usage
  3  the computation failed`;

export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
    [
        'check',
        {
            summary: 'print the messages about the files, one a line',
            help: `Usage: glmm check FILE…

Prints the messages about the files, one a line:

  file:line:column: severity: message [code]

FILE may be - for standard input.

${exitCodes}`,
            run: async args => (await import('./check.js')).run(args)
        }
    ],
    [
        'analyze',
        {
            summary: 'print variances, powers, sizes and the best design',
            help: `Usage: glmm analyze FILE… [--model NAME] [--exact] [--json]

Prints, for every model, the asymptotic variance, standard error and
confidence interval of each parameter, and its variances by leading term,
two terms, refined and exact; the power of each test and the size that it
needs, the size for each precision, the best design where there are prices,
and the rows of sweeps. Standard errors, powers and sizes are refined, or what
the model says with \`using\`.

FILE may be - for standard input.

Options:
  --model NAME  only the models of this name
  --json        one JSON object with all digits, for programs
  --exact       simulate exact variances that take it, to 1 %, also behind
                powers and sizes; without it they are told where they are
                closed or a short sum, or asked for by \`using exact\`

${exitCodes}`,
            run: async args => (await import('./analyze.js')).run(args)
        }
    ],
    [
        'report',
        {
            summary: 'write the design report, as a web page or Markdown',
            help: `Usage: glmm report FILE [--model NAME]… [-o FILE.html|FILE.md]

Writes a report that supervisors, ethics boards and funders can read: for
every model its mathematics, what is assumed, power and sizes, curves, the
best design, variances by each approximation, how the answers change with what
was believed, a paragraph for the protocol; for several models a comparison. A
web page holds all that it needs, and works without a network and on paper.
Markdown has the numbers of pictures in their place.

FILE may be - for standard input.

Options:
  --model NAME       only this model; several times for several models
  -o, --output FILE  write to this file, as its ending says; without it a web
                     page to standard output
  --exact            simulate exact variances, to 1 %, for models that say
                     \`using exact\`; without it they are told where they are
                     closed or a short sum

A file with errors has a report of what can be computed; the exit code is 1.

${exitCodes}`,
            run: async args => (await import('./report.js')).run(args)
        }
    ],
    [
        'export',
        {
            summary: 'write a model as code for R, Julia, Python or Stan, as LaTeX, or data',
            help: `Usage: glmm export FILE [--model NAME] --to TARGET [-o FILE] [--seed S]

Writes the model for another tool: code that draws a data set from the true
values and fits it, ready to be run. A number that the model asks for by ? is
the answer of its test, precision or cost.

Targets:
  lme4         R: lmer and glmer; without random effects lm and glm
  glmmTMB      R: glmmTMB
  simr         R: the power of the model's tests, by simulation
  brms         R: Bayesian, with the default priors
  stan         a Stan program that draws its own data
  mixedmodels  Julia: MixedModels.jl; without random effects GLM.jl
  statsmodels  Python: mixedlm; without random effects ols and glm
  latex        the model and its asymptotic variances, a document with amsmath
  csv          one simulated data set

FILE may be - for standard input.

Options:
  --model NAME       the model, where the file has several
  --to TARGET        one of the targets
  -o, --output FILE  write to this file; without it to standard output
  --seed S           a whole number for the simulated data; 1 without it

${exitCodes}`,
            run: async args => (await import('./export.js')).run(args)
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

Generalized linear mixed model design: how precise a study will be.

Commands:
${list.join('\n')}

Options:
  --help     this text; after a command: that command's
  --version  the version

Example: glmm analyze talk.glmm`;
}
