import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { analysisJson } from '../../cli/analysis-json.js';
import { file, folder, glmm } from './run-command.js';

function model(data: string, law = 'Empirical(pilot.dose)'): string {
    return `model m {
  family poisson
  predictor x ~ ${law}
  fixed A { beta0: 1 = -1 }
  fixed B { beta1: x = 0.7 }
  random subject { beta0 sd 0.5 }
  design { subject = 50, n = 20 }
  data pilot from "${data}"
}
`;
}

const numbers = (name: string) => {
    const { status, stdout } = glmm(['analyze', '--json', name]);
    const [{ parameters, diagnostics }] = (JSON.parse(stdout) as ReturnType<typeof analysisJson>).models;
    return { status, diagnostics, variances: parameters.map(({ leading, refined }) => [leading.asyVar, refined.asyVar]) };
};

describe('glmm with data files', () => {
    it('an empirical law has the numbers of the same law written out', () => {
        file('pilot.csv', 'id;dose\n1;0,5\n1;2\n2;0,5\n2;NA\n3;3,5\n');
        const read = numbers(file('data.glmm', model('pilot.csv')));
        const written = numbers(file('written.glmm', model('pilot.csv', 'Discrete(0.5: 0.5, 2: 0.25, 3.5: 0.25)')));
        expect(read.status).toBe(0);
        expect(read.variances).toEqual(written.variances);
        expect(read.variances.flat().every(variance => variance! > 0)).toBe(true);
        expect(read.diagnostics).toMatchObject([
            { code: 'values-missing', message: '1 of the 5 values of `dose` is missing. The law uses the others.' }
        ]);
    });

    it('a missing file is an error at its name', () => {
        const { status, stdout } = glmm(['check', file('lost.glmm', model('lost.csv'))]);
        expect(status).toBe(1);
        expect(stdout).toBe(
            'lost.glmm:8:19: error: There is no file at this path. Write the path from the folder of this file, such as `"data/pilot.csv"`. [data-not-read]\n'
        );
    });

    it('paths are relative to the file, and stay below the working folder', () => {
        mkdirSync(path.join(folder, 'studies'), { recursive: true });
        file('pilot.csv', 'dose\n1\n2\n');
        writeFileSync(path.join(folder, 'studies', 'm.glmm'), model('../pilot.csv'));
        expect(glmm(['check', 'studies/m.glmm'])).toMatchObject({ status: 0, stdout: '' });
        writeFileSync(path.join(folder, 'studies', 'm.glmm'), model('../../../etc/passwd'));
        expect(glmm(['check', 'studies/m.glmm']).stdout).toContain('This path leads out of the open folder.');
    });

    it('of standard input they are relative to the working folder', () => {
        file('pilot.csv', 'dose\n1\n2\n');
        expect(glmm(['check', '-'], model('pilot.csv'))).toMatchObject({ status: 0, stdout: '' });
    });

    it('two files with the same text have each their own data', () => {
        for (const [name, dose] of [
            ['a', 1],
            ['b', 3]
        ] as const) {
            mkdirSync(path.join(folder, name), { recursive: true });
            writeFileSync(path.join(folder, name, 'pilot.csv'), `dose\n0\n${dose}\n`);
            writeFileSync(path.join(folder, name, 'm.glmm'), model('pilot.csv'));
        }
        const { stdout } = glmm(['analyze', '--json', 'a/m.glmm', 'b/m.glmm']);
        const [a, b] = (JSON.parse(stdout) as ReturnType<typeof analysisJson>).models.map(
            ({ parameters }) => parameters[1].leading.asyVar!
        );
        expect(a).toBeGreaterThan(b);
    });
});
