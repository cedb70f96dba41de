import { lstatSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { file, folder, glmm } from './run-command.js';

const wild = 'model m { family   poisson ;design{n=20} }';
const laidOut = 'model m {\n  family poisson\n  design { n = 20 }\n}\n';
const broken = 'model b { family ; fixed A { x 1 = 2 } }\n';
const contentOf = (name: string): string => readFileSync(path.join(folder, name), 'utf8');

describe('glmm format', () => {
    it('lays out files, and prints the names of those that it changes', () => {
        const names = [file('wild.glmm', wild), file('tidy.glmm', laidOut)];
        expect(glmm(['format', ...names])).toEqual({ status: 0, stdout: 'wild.glmm\n', stderr: '' });
        expect(names.map(contentOf)).toEqual([laidOut, laidOut]);
        expect(glmm(['format', '--check', ...names])).toEqual({ status: 0, stdout: '', stderr: '' });
        expect(readdirSync(folder).filter(name => name.startsWith('.'))).toEqual([]);
    });

    it('with --check changes nothing, and ends with 1 if something would change', () => {
        const name = file('unchecked.glmm', wild);
        expect(glmm(['format', '--check', name])).toEqual({ status: 1, stdout: 'unchecked.glmm\n', stderr: '' });
        expect(contentOf(name)).toBe(wild);
        expect(glmm(['format', '--check', '-'], wild)).toEqual({ status: 1, stdout: '<stdin>\n', stderr: '' });
    });

    it('reads standard input and writes to standard output', () => {
        expect(glmm(['format', '-'], wild)).toEqual({ status: 0, stdout: laidOut, stderr: '' });
        expect(glmm(['format', '-'], '')).toEqual({ status: 0, stdout: '', stderr: '' });
    });

    it('leaves a model with a syntax error as it is, says where the error is, and lays out the others', () => {
        const name = file('half.glmm', broken + wild);
        const { status, stdout, stderr } = glmm(['format', name]);
        expect({ status, stdout }).toEqual({ status: 1, stdout: 'half.glmm\n' });
        expect(stderr).toMatch(/^half\.glmm:1:\d+: error: .*\[syntax\]\n/);
        expect(contentOf(name)).toBe(broken + laidOut);
    });

    it('lays out the file that a link leads to', () => {
        file('target.glmm', wild);
        symlinkSync('target.glmm', path.join(folder, 'link.glmm'));
        expect(glmm(['format', 'link.glmm']).status).toBe(0);
        expect(contentOf('target.glmm')).toBe(laidOut);
        expect(lstatSync(path.join(folder, 'link.glmm')).isSymbolicLink()).toBe(true);
    });

    it('says of a file that it cannot read why', () => {
        expect(glmm(['format', 'missing.glmm'])).toEqual({
            status: 1,
            stdout: '',
            stderr: 'missing.glmm:1:1: error: No such file. [unreadable-file]\n'
        });
    });
});
