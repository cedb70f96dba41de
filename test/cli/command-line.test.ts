import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { glmm } from './run-command.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

describe('help', () => {
    it('names the commands that there are, and no other', () => {
        const { status, stdout, stderr } = glmm(['--help']);
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
        expect([...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(match => match[1])).toEqual([
            'check',
            'analyze',
            'report',
            'export',
            'format',
            'lsp'
        ]);
    });

    it.each(['check', 'analyze', 'report', 'export', 'format', 'lsp'])('%s --help', name => {
        const { status, stdout } = glmm([name, '--help']);
        expect(status).toBe(0);
        expect(stdout).toMatch(new RegExp(`^Usage: glmm ${name} `));
        for (const line of stdout.split('\n')) {
            expect(line.length).toBeLessThanOrEqual(80);
        }
        // The README has the same options.
        const row = new RegExp(`^\\| \`glmm ${name}\\b.*$`, 'm').exec(readme)![0];
        const optionsIn = (text: string): string[] => [...new Set(text.replaceAll(/[^\w\s-]/g, ' ').match(/(?<!\S)-{1,2}[a-z]+/g))].sort();
        expect(optionsIn(row)).toEqual(optionsIn(stdout));
    });

    it('--version', () => expect(glmm(['--version']).stdout).toBe(`${manifest.version}\n`));
});

describe('wrong usage has exit code 2 and one sentence about what would be right', () => {
    it.each([
        [[], 'glmm: Expected a command. See `glmm --help`.\n'],
        [['frobnicate'], 'glmm: Unknown command frobnicate. The commands are check, analyze, report, export, format, lsp.\n'],
        [['--frobnicate'], 'glmm: Unknown option --frobnicate. See `glmm --help`.\n'],
        [
            ['simulate', 'x.glmm'],
            'glmm: `glmm simulate` is not in this version. The commands are check, analyze, report, export, format, lsp.\n'
        ],
        [['check'], 'glmm: `glmm check` needs a file, or - for standard input.\n'],
        [['check', '--json', 'x.glmm'], 'glmm: `glmm check` has no option --json. See `glmm check --help`.\n'],
        [['analyze', '--model'], 'glmm: The option --model needs a value. See `glmm analyze --help`.\n'],
        [['report', '-o'], 'glmm: The option -o needs a value. See `glmm report --help`.\n'],
        [['export', '--seed', '-1', 'x.glmm'], 'glmm: The value of --seed must not begin with -. See `glmm export --help`.\n'],
        [['analyze', '--exact', '--fast', 'x.glmm'], 'glmm: --exact simulates and --fast does not. Leave out one of them.\n'],
        [['analyze', '--json=yes', 'x.glmm'], 'glmm: The option --json takes no value.\n'],
        [['lsp'], 'glmm: The language server uses standard input and output: `glmm lsp --stdio`.\n'],
        [['lsp', '--socket=1'], 'glmm: The language server uses standard input and output: `glmm lsp --stdio`.\n']
    ])('%j', (args, message) => expect(glmm(args)).toEqual({ status: 2, stdout: '', stderr: message }));
});
