import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { file, folder, glmm, startGlmm } from './run-command.js';

const model = (name: string) => `model ${name} { family poisson  fixed B { b0: 1 = 1 }  design { n = 10 } }\n`;

describe('files that cannot be read', () => {
    it.each([
        ['is not there', 'missing.glmm', 'No such file.'],
        ['is a folder', 'folder', 'This is a folder. Name a file in it.'],
        ['is not in UTF-8', 'latin.glmm', 'This file is not UTF-8 text. Save it with that encoding.']
    ])('%s', (_, name, message) => {
        mkdirSync(path.join(folder, 'folder'), { recursive: true });
        file('latin.glmm', Buffer.from('// caf\u00e9', 'latin1'));
        const line = `${name}:1:1: error: ${message} [unreadable-file]\n`;
        expect(glmm(['check', name])).toEqual({ status: 1, stdout: '', stderr: line });
        expect(glmm(['analyze', name])).toEqual({ status: 1, stdout: '', stderr: line });
        const { status, stdout } = glmm(['analyze', '--json', name]);
        expect(status).toBe(1);
        expect(JSON.parse(stdout)).toEqual({
            version: 1,
            diagnostics: [
                { severity: 'error', code: 'unreadable-file', message, file: name, line: 1, column: 1, endLine: 1, endColumn: 1 }
            ],
            models: []
        });
    });

    it('do not stop the others', () => {
        const { status, stdout } = glmm(['analyze', 'missing.glmm', file('there.glmm', model('there'))]);
        expect(status).toBe(1);
        expect(stdout).toContain('there.glmm: there');
    });
});

it.each([
    ['empty', ''],
    ['with constants and comments alone', '// later\nlet a = 1\n']
])('a file without a model: %s', (_, text) => {
    const name = file('no-model.glmm', text);
    const message = 'no-model.glmm:1:1: information: There is no model in this file. Write one, such as `model study {';
    for (const args of [['check'], ['analyze'], ['report'], ['export', '--to', 'lme4']]) {
        const { status, stdout, stderr } = glmm([args[0]!, name, ...args.slice(1)]);
        // There is nothing to find fault with, but nothing to write about either.
        expect(status, args[0]).toBe(args[0] === 'check' || args[0] === 'analyze' ? 0 : 1);
        expect(args[0] === 'check' ? stdout : stderr, args[0]).toContain(message);
        expect(args[0] === 'check' ? stderr : stdout, args[0]).toBe('');
    }
});

describe('text', () => {
    it('from standard input', () => {
        const { status, stdout } = glmm(['analyze', '-'], model('piped'));
        expect(status).toBe(0);
        expect(stdout).toContain('<stdin>: piped');
    });

    it('a byte order mark does not move columns', () => {
        const { stdout } = glmm(['check', '-'], `\ufeff${model('m').replace('= 1 ', '= y ')}`);
        expect(stdout).toMatch(/^<stdin>:1:45: error: /);
    });

    it('lines may end in any way', () => {
        const lines = (end: string) => glmm(['check', '-'], model('m').replace('fixed B', `${end}fixed C`)).stdout;
        expect(lines('\r\n')).toBe(lines('\n'));
    });

    it('a file that is named twice is told twice', () => {
        const name = file('twice.glmm', model('twice'));
        expect(glmm(['analyze', name, name]).stdout.match(/twice\.glmm: twice/g)).toHaveLength(2);
    });
});

describe('pipes', () => {
    const many = Array.from({ length: 1500 }, (_, i) => model(`m${i}`)).join('');

    it('all of a large output arrives at a slow reader', async () => {
        const name = file('many.glmm', many);
        const child = startGlmm(['analyze', '--json', name]);
        const closed = once(child, 'close');
        const output = await text(child.stdout);
        expect(await closed).toEqual([0, null]);
        expect((JSON.parse(output) as { models: unknown[] }).models).toHaveLength(1500);
    });

    it('a reader that goes away is no error', async () => {
        const name = file('many.glmm', many);
        const child = startGlmm(['analyze', '--json', name]);
        const errors = text(child.stderr);
        const closed = once(child, 'close');
        await once(child.stdout, 'data');
        child.stdout.destroy();
        expect(await closed).toEqual([0, null]);
        expect(await errors).toBe('');
    });
});
