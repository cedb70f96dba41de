import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import type { analysisJson } from '../../cli/analysis-json.js';
import { file, glmm } from './run-command.js';

const fixture = (name: string) => readFileSync(new URL(`../presentation/models/${name}.glmm`, import.meta.url), 'utf8');

type AnalysisObject = ReturnType<typeof analysisJson>;

function json(args: string[]): { status: number | null; object: AnalysisObject } {
    const { status, stdout } = glmm(['analyze', '--json', ...args]);
    return { status, object: JSON.parse(stdout) as AnalysisObject };
}

describe('glmm analyze', () => {
    it('prints the tables of all models', () => {
        const name = file('both.glmm', fixture('talk') + fixture('slopes'));
        const { status, stdout } = glmm(['analyze', name]);
        expect(status).toBe(0);
        expect(stdout).toContain('both.glmm: talk "The talk\'s example"\n');
        expect(stdout).toMatch(/^B +beta1 +2\.11 +0\.48783\/\(mn\) +0\.0228 \(rough\) +2\.065 … 2\.155$/m);
        expect(stdout).toMatch(/^variance +leading term +two terms +refined/m);
        expect(stdout).toMatch(/^beta1 +0\.0004878\d* +0\.0004878\d* +0\.0005218\d* \* +0\.00053\d* ± 0\.00000\d+/m);
        // Too wide for 80 columns, so that the formulas have a table of their own.
        expect(stdout).toMatch(/^A +beta1 +0\.4055 +0\.125 +0\.16 … 0\.65$/m);
        expect(stdout).toMatch(/^beta1 +0\.25\/m$/m);
        expect(stdout).not.toContain('\u001b');
        for (const line of stdout.split('\n')) {
            expect([...line].length).toBeLessThanOrEqual(80);
        }
    });

    it('keeps to the width that COLUMNS says, in a pipe', () => {
        const text = fixture('talk').replace('design {', 'test beta1 = 2 power 0.8\n  design {');
        for (const width of [40, 50, 60, 80, null]) {
            const { stdout } = glmm(['analyze', file('narrow.glmm', text)], '', width === null ? {} : { COLUMNS: String(width) });
            expect(Math.max(...stdout.split('\n').map(line => [...line.normalize('NFC')].length))).toBeLessThanOrEqual(width ?? 80);
            const isNarrow = width !== null && width < 80;
            expect(stdout).toMatch(isNarrow ? /^ {2}refined +0\.0005218/m : /^variance +leading term/m);
            expect(stdout).toMatch(
                isNarrow ? /^beta1 = 2, power\n(?: {2}.+\n){3} {2}exact +0\.99\d/m : /^beta1 = 2 +power( +0\.99\d){2} +0\.99\d \* +0\.99\d/m
            );
        }
    });

    it('--model', () => {
        const name = file('both.glmm', fixture('talk') + fixture('slopes'));
        expect(json(['--model', 'slopes', name]).object.models.map(model => model.name)).toEqual(['slopes']);
        expect(glmm(['analyze', '--model', 'talc', name])).toEqual({
            status: 2,
            stdout: '',
            stderr: 'glmm: No model is named talc. The models are talk, slopes.\n'
        });
    });

    it('what the numbers give rise to is among the messages', () => {
        const name = file('leading.glmm', fixture('talk').replace('design {', 'using leading\n  design {'));
        const { status, stdout, stderr } = glmm(['analyze', name]);
        expect(status).toBe(0);
        expect(stdout).toMatch(/^B +beta1 +2\.11 +0\.48783\/\(mn\) +0\.0221 \(rough\) +2\.067 … 2\.153$/m);
        expect(stdout).toContain('Standard errors: leading term.');
        expect(stderr).toMatch(/^leading\.glmm:\d+:3: warning: The leading term underestimates the variance of .* \[leading-too-small\]$/m);
        expect(json([name]).object.models[0].diagnostics).toContainEqual(
            expect.objectContaining({ severity: 'warning', code: 'leading-too-small', column: 3, endColumn: 16 })
        );
        expect(glmm(['check', name]).stdout).toContain('[leading-too-small]');
    });

    it('a model with errors does not take the others with it', () => {
        const name = file('broken.glmm', `model broken {\n  family poisson\n  fixed A { b0: 1 = (((\n}\n${fixture('talk')}`);
        const { status, stdout, stderr } = glmm(['analyze', name]);
        expect(status).toBe(1);
        expect(stdout).toContain('broken.glmm: talk');
        expect(stderr).toMatch(/^broken\.glmm:\d+:\d+: error: /);
    });
});

describe('glmm analyze --json', () => {
    const { status, object } = json([file('talk.glmm', fixture('talk'))]);
    const [model] = object.models;

    it('one object with all fields in order', () => {
        expect(status).toBe(0);
        expect(Object.keys(object)).toEqual(['version', 'diagnostics', 'models']);
        expect(Object.keys(model)).toEqual(
            'file name family link structure groups n nLaw using parameters covariance tests precisions optimal allocation sweep diagnostics'.split(
                ' '
            )
        );
        expect(model).toMatchObject({
            file: 'talk.glmm',
            name: 'talk',
            family: 'poisson',
            link: 'log',
            structure: 'nested',
            groups: [{ name: 'subject', count: 50, recruit: 59, in: null }],
            n: 20,
            nLaw: null,
            using: 'refined',
            optimal: [],
            allocation: {},
            sweep: []
        });
    });

    it('the parameters, each with all accuracies', () => {
        expect(model.parameters.map(parameter => parameter.name)).toEqual(['beta0', 'beta1', 'var(beta0 | subject)', 'ratio']);
        const [, beta1] = model.parameters;
        expect(Object.keys(beta1)).toEqual(
            'name kind block value leading twoTerm refined exact using standardError interval caution'.split(' ')
        );
        expect(Object.keys(beta1.leading)).toEqual(['constant', 'order', 'formula', 'terms', 'asyVar', 'error']);
        expect(beta1).toMatchObject({
            kind: 'fixed',
            block: 'B',
            value: 2.11,
            using: 'refined'
        });
        expect(beta1.leading).toMatchObject({ order: '1/(m n)', formula: 'C/(m n)', terms: null });
        // The talk's closed form.
        expect(beta1.leading.constant).toBeCloseTo(0.487833670869, 11);
        expect(beta1.leading.asyVar).toBeCloseTo(0.000487833670869, 14);
        expect(beta1.leading.error).toBeLessThan(1e-13);
        // The effect has no random partner: two terms are one.
        expect(beta1.twoTerm.asyVar).toBeCloseTo(0.000487833670869, 14);
        expect(Object.keys(beta1.refined)).toEqual(['asyVar', 'error']);
        expect(beta1.refined.asyVar).toBeGreaterThan(beta1.leading.asyVar!);
        expect(beta1.refined.error).toBeLessThan(1e-9 * beta1.refined.asyVar!);
        // The predictor is drawn, so the exact variance is 2 % above the refined one.
        expect(beta1.exact.asyVar! / beta1.refined.asyVar!).toBeCloseTo(1.018, 1);
        expect(beta1.exact.error).toBeLessThan(0.01 * beta1.exact.asyVar!);
        expect(beta1.standardError).toBe(Math.sqrt(beta1.refined.asyVar!));
        expect(beta1.interval!.level).toBe(0.95);
        expect(beta1.interval!.upper - 2.11).toBeCloseTo(1.959963984540054 * beta1.standardError!, 12);
    });

    it('the covariance of the fixed effects', () => {
        const { names, leading, twoTerm, refined } = model.covariance;
        expect(names).toEqual(['beta0', 'beta1']);
        for (const [index, parameter] of model.parameters.slice(0, 2).entries()) {
            expect(twoTerm![index]![index]).toBe(parameter.twoTerm.asyVar);
            expect(refined![index]![index]).toBe(parameter.refined.asyVar);
        }
        expect(refined![0]![1]).toBe(refined![1]![0]);
        expect(leading![0]).toEqual([6.66 / 50, 0]);
        expect(leading![1][1]).toBeCloseTo(0.000487833670869, 14);
    });

    it('diagnostics with places that count from 1, and null for what cannot be computed', () => {
        const { status: code, object: broken } = json([file('broken.glmm', 'model broken {\n  family poissn\n}\n')]);
        expect(code).toBe(1);
        const [first] = broken.models;
        expect(first).toMatchObject({
            name: 'broken',
            family: null,
            link: null,
            structure: null,
            groups: [],
            n: null,
            using: null,
            parameters: []
        });
        expect(first.diagnostics).toContainEqual(
            expect.objectContaining({ severity: 'error', file: 'broken.glmm', line: 2, column: 10, endLine: 2, endColumn: 16 })
        );
        expect(Object.keys(first.diagnostics[0])).toEqual('severity code message file line column endLine endColumn'.split(' '));
    });

    it('the same object every time', () => expect(json(['talk.glmm']).object).toEqual(json(['talk.glmm']).object));
});
