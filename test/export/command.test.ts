import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { file, folder, glmm } from '../cli/run-command.js';

const model = (name: string, rest = '') =>
    `model ${name} { family poisson  predictor x ~ Uniform(-1, 1)  fixed A { b0: 1 = 1 }  fixed B { b1: x = 0.5 }
  random g { b0 sd 0.5 }  design { g = 10, n = 4 } ${rest} }\n`;

describe('glmm export', () => {
    it('writes to standard output, or to a file', () => {
        const name = file('one.glmm', model('one'));
        const { status, stdout, stderr } = glmm(['export', name, '--to', 'lme4']);
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
        expect(stdout).toMatch(/^# one\n/);
        expect(stdout).toMatch(/^model_formula <- y ~ 1 \+ x \+ \(1 \| g\)$/m);
        expect(glmm(['export', name, '--to', 'LME4', '-o', 'one.R'])).toEqual({ status: 0, stdout: '', stderr: '' });
        expect(readFileSync(path.join(folder, 'one.R'), 'utf8')).toBe(stdout);
    });

    it('takes a model by its name, from standard input too', () => {
        const both = model('one') + model('two');
        expect(glmm(['export', '-', '--to', 'stan', '--model', 'two'], both).stdout).toMatch(/^\/\/ two\n/);
        expect(glmm(['export', '-', '--to', 'stan'], both)).toEqual({
            status: 2,
            stdout: '',
            stderr: 'glmm: The file has several models. Choose one with --model. The models are one, two.\n'
        });
    });

    it('draws the same data for the same seed', () => {
        const name = file('seed.glmm', model('one'));
        const data = (...seed: string[]) => glmm(['export', name, '--to', 'csv', ...seed]).stdout;
        expect(data().split('\n')).toHaveLength(42);
        expect(data()).toMatch(/^g,x,y\n1,/);
        expect(data('--seed', '1')).toBe(data());
        expect(data('--seed', '2')).not.toBe(data());
    });

    it('another model with errors is of no concern', () => {
        const { status, stdout } = glmm(['export', '-', '--to', 'csv', '--model', 'one'], `${model('one')}model broken { family (`);
        expect(status).toBe(0);
        expect(stdout).toMatch(/^g,x,y\n/);
    });

    it('a model with errors has their messages in place of code', () => {
        const { status, stdout, stderr } = glmm(['export', '-', '--to', 'lme4'], model('one').replace('b1: x', 'b1: z'));
        expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
        expect(stderr).toMatch(/^<stdin>:\d+:\d+: error: .*z/);
    });

    it('a tool that does not take the model: which do', () => {
        expect(glmm(['export', '-', '--to', 'statsmodels'], model('one'))).toEqual({
            status: 1,
            stdout: '',
            stderr: 'glmm: <stdin>: statsmodels has no maximum likelihood for random effects in a Poisson response with the log link. The model one can be exported to lme4, glmmTMB, brms, Stan and MixedModels.jl.\n'
        });
    });

    it('a ? is its answer, and told; without an answer it is an error', () => {
        const asked = model('one', 'test b1 = 0 power 0.9').replace('g = 10', 'g = ?');
        const { status, stdout } = glmm(['export', '-', '--to', 'lme4'], asked);
        expect(status).toBe(0);
        const [, count] =
            /^# The file asks for the number of units of g; the answer is used here: .*?(\d+).* for 90 % power\.$/m.exec(stdout) ?? [];
        expect(Number(count)).toBeGreaterThan(2);
        expect(stdout).toContain(`g = seq_len(${count})`);
        const unreachable = asked.replace('g = ?, n = 4', 'g = 4, n = ?').replace('test b1 = 0', 'test b0 = 0.99');
        const refused = glmm(['export', '-', '--to', 'lme4'], unreachable);
        expect(refused.status).toBe(1);
        expect(refused.stderr).toContain('The model one asks for n by ?, and its goals give no number. Write a number there.');
    });

    it.each([
        [['export', 'one.glmm'], '`glmm export` needs a target. Write --to and one of '],
        [['export', 'one.glmm', '--to', 'sas'], 'Unknown target sas. Write --to and one of lme4, glmmTMB, simr,'],
        [['export', 'one.glmm', '--to', 'csv', '--seed', '1.5'], 'The seed must be a whole number from 0 to 2147483647; it is 1.5.'],
        [['export', 'one.glmm', 'two.glmm', '--to', 'csv'], '`glmm export` takes one file.']
    ])('%j is wrong usage', (args, message) => {
        file('one.glmm', model('one'));
        const { status, stdout, stderr } = glmm(args);
        expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
        expect(stderr).toContain(message);
    });

    it('a file that is not there, or can not be written', () => {
        expect(glmm(['export', 'missing.glmm', '--to', 'csv'])).toEqual({
            status: 1,
            stdout: '',
            stderr: 'missing.glmm:1:1: error: No such file. [unreadable-file]\n'
        });
        const { status, stderr } = glmm(['export', file('one.glmm', model('one')), '--to', 'csv', '-o', 'no/such/folder.csv']);
        expect(status).toBe(3);
        expect(stderr).toBe('glmm: no/such/folder.csv could not be written (ENOENT). Choose a folder in which you can write.\n');
    });
});
