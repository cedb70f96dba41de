/** `glmm report`. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { file, folder, glmm } from './run-command.js';

const model = (name: string, clinics: string): string => `model ${name} {
    family poisson
    predictor x ~ Uniform(-1, 1)
    fixed A { b0: 1 = -1 }
    fixed B { b1: x = 0.3 }
    random clinic { b0 variance 0.4 }
    design { clinic = ${clinics}, n = 10 }
    test b1 = 0 power 0.8
}
`;
const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');

describe('glmm report', () => {
    it('writes a page, by the ending of the file', () => {
        const { status, stdout, stderr } = glmm(['report', file('one.glmm', model('one', '?')), '-o', 'one.html']);
        expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
        expect(read('one.html')).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
        expect(read('one.html')).toContain('63 clinics');
    });

    it('or Markdown', () => {
        expect(glmm(['report', file('one.glmm', model('one', '?')), '--output', 'one.md']).status).toBe(0);
        expect(read('one.md')).toMatch(/^# one\n/);
        expect(read('one.md')).toContain('```math\n\\begin{aligned}');
    });

    it('a page to standard output, from standard input', () => {
        const { status, stdout, stderr } = glmm(['report', '-'], model('piped', '30'));
        expect([status, stderr]).toEqual([0, '']);
        expect(stdout).toContain('<h1>piped</h1>');
        expect(stdout.endsWith('</html>\n')).toBe(true);
    });

    it('with --exact, of any model, the variances that analyze --exact prints', () => {
        const text = `model simulated {
    family bernoulli link cloglog
    predictor x ~ Normal(0, 1)
    fixed { b0: 1 = -1; b1: x = 0.5 }
    random school { b0 sd 0.8 }
    random class in school { b0 sd 0.5 }
    design { school = 10, class = 3, n = 8 }
}
`;
        const name = file('simulated.glmm', text);
        const exact = glmm(['analyze', '--exact', name]).stdout.match(/[\d.]+ ± [\d.]+(?= \*)/g)!;
        expect(exact).toHaveLength(4);
        expect(glmm(['report', '--exact', name, '-o', 'simulated.md']).status).toBe(0);
        expect(exact.filter(variance => !read('simulated.md').includes(variance))).toEqual([]);
    });

    it('of the models that are named', () => {
        const name = file('three.glmm', model('a', '20') + model('b', '30') + model('c', '40'));
        expect(glmm(['report', name, '--model', 'c', '--model', 'a', '-o', 'two.html']).status).toBe(0);
        const headings = [...read('two.html').matchAll(/<h2>([^<]*)<\/h2>/g)].map(([, text]) => text);
        expect(headings.slice(0, 3)).toEqual(['a', 'c', 'Comparison']);
    });

    it('of a file with an error: the rest, and the exit code says so', () => {
        const name = file('broken.glmm', model('good', '20') + model('bad', '20').replace('b1 = 0', 'b9 = 0'));
        const { status, stderr } = glmm(['report', name, '-o', 'broken.html']);
        expect(status).toBe(1);
        expect(stderr).toContain('broken.glmm:');
        expect(read('broken.html')).toContain('This model has errors');
        expect(read('broken.html')).toContain('Variances of the estimates');
    });

    it('of a goal that is out of reach: the exit code says so too', () => {
        const text = `model far { family gaussian(phi = 1) predictor arm each 0, 1 per clinic fixed A { b0: 1 = 0; e: arm = 0.3 }
            random clinic { b0 sd 0.5 } design { clinic = 20, n = ? } test e = 0 power 0.9 }`;
        const { status, stderr } = glmm(['report', file('far.glmm', text), '-o', 'far.md']);
        expect([status, stderr.includes('[goal-not-reached]')]).toEqual([1, true]);
        expect(read('far.md')).toContain('# far');
    });

    it('with --exact simulates what takes more than a second, without `using exact`, too', () => {
        const name = file(
            'slow.glmm',
            `model slow { family bernoulli predictor x ~ Normal(0, 1) fixed A { b0: 1 = -1; b1: x = 0.5 }
                random clinic { b0 sd 1; b1 sd 0.5 } design { clinic = 40, n = 8 } }`
        );
        glmm(['report', name, '-o', 'fast.md']);
        expect(read('fast.md')).toContain('(leading term only)');
        expect(glmm(['report', name, '--exact', '-o', 'slow.md']).status).toBe(0);
        expect(read('slow.md')).not.toContain('(leading term only)');
        expect(read('slow.md')).toContain('Standard errors: exact.');
    });

    it.each([
        [['one.glmm', '-o', 'report.pdf'], 'A report is HTML or Markdown: the name report.pdf must end with .html or .md.'],
        [['one.glmm', '--model', 'two'], 'No model is named two. The only model is one.'],
        [['one.glmm', 'three.glmm'], '`glmm report` takes one file.'],
        [[], '`glmm report` needs a file, or - for standard input.']
    ])('wrong usage: %j', (args, message) => {
        file('one.glmm', model('one', '?'));
        const { status, stdout, stderr } = glmm(['report', ...args]);
        expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: `glmm: ${message}\n` });
        expect(existsSync(path.join(folder, 'report.pdf'))).toBe(false);
    });

    it('says why a file can’t be read or written', () => {
        expect(glmm(['report', 'missing.glmm', '-o', 'missing.html'])).toMatchObject({ status: 1, stdout: '' });
        expect(existsSync(path.join(folder, 'missing.html'))).toBe(false);
        const { status, stderr } = glmm(['report', file('one.glmm', model('one', '?')), '-o', 'no/such/folder.html']);
        expect(status).toBe(3);
        expect(stderr).toContain('no/such/folder.html could not be written (ENOENT)');
    });
});
