/** The library's functions on good input, and their errors for wrong calls. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze, answer, read, report, UsageError, type ModelInput } from '../../library/index.js';
import { version } from '../../report/version.js';
import { completeModel } from '../../src-engine/input/complete-model.js';
import { analyze as engineAnalyze, answer as engineAnswer } from '../../src-engine/index.js';
import { openText } from '../open-text.js';
import { goodModels } from './broken-models.js';

const root = new URL('../../', import.meta.url);
const examples = readdirSync(new URL('examples/', root)).filter(name => name.endsWith('.glmm'));
const exampleText = (name: string): string => readFileSync(new URL(`examples/${name}`, root), 'utf8');
const text = `model a "A title" {
    family poisson
    predictor x ~ Normal(0, 1)
    fixed A { b0: 1 = 1 }
    fixed B { b1: x = 0.3 }
    random g { b0 sd 0.5 }
    design { g = ?, n = 10 }
    test t: b1 = 0 power 0.9
}`;

describe('read', () => {
    it.each(examples)('%s: has the models of the command line', async name => {
        const expected = await openText(exampleText(name));
        const { models, diagnostics } = read(exampleText(name));
        expect(models.map(({ spec }) => spec)).toEqual(expected.models.map(({ spec }) => spec));
        expect(models.map(({ diagnostics: own }) => own.map(({ code }) => code))).toEqual(
            expected.models.map(({ issues }) => issues.map(({ code }) => code))
        );
        expect(diagnostics).toHaveLength(expected.issues.length);
    });

    it('counts lines and columns from 1', () => {
        const { models } = read(text.replace('b1: x', 'b1: z'));
        expect(models[0]).toMatchObject({ name: 'a', title: 'A title', spec: null });
        expect(models[0]!.diagnostics.find(({ severity }) => severity === 'error')).toMatchObject({
            code: 'unknown-name',
            severity: 'error',
            line: 5,
            column: 19,
            endLine: 5,
            endColumn: 20
        });
    });

    it('takes data files from an object or a function', () => {
        const withData = text
            .replace('model a "A title" {', 'model a {\n data d from "d.csv" { x dose }')
            .replace('Normal(0, 1)', 'Empirical(d.dose)');
        const csv = 'dose\n0\n1\n1\n2\n';
        const law = { law: 'discrete', values: [0, 1, 2], probabilities: [0.25, 0.5, 0.25] };
        for (const data of [{ 'd.csv': csv }, (path: string) => (path === 'd.csv' ? csv : undefined)]) {
            const [model] = read(withData, { data }).models;
            expect(model!.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
            expect(model!.spec!.predictors[0]).toMatchObject({ law });
            expect(analyze(model!.spec!).parameters[1]!.leading.constant).toBeGreaterThan(0);
        }
        expect(read(withData, { data: {} }).models[0]!.diagnostics[0]!.message).toMatch(/was not given/);
        // A file cannot come from the prototype of the object.
        const inherited = withData.replace('d.csv', 'constructor');
        expect(read(inherited, { data: {} }).models[0]!.diagnostics[0]!.message).toMatch(/was not given/);
        const [unread] = read(withData).models;
        expect(unread!.spec!.predictors[0]).toMatchObject({ law: { law: 'empirical' } });
        expect(analyze(unread!.spec!).parameters[1]!.reason).toEqual({ code: 'structure', structure: 'empirical' });
    });
});

describe('a model as data', () => {
    it('comes back equal where it is complete', () => {
        const specs = examples.flatMap(name => read(exampleText(name)).models.flatMap(({ spec }) => spec ?? []));
        expect(specs.length).toBeGreaterThan(20);
        for (const spec of specs) {
            expect(completeModel(spec)).toEqual(spec);
        }
    });

    it.each(goodModels.map((model, i) => [i, model] as const))('needs only what it says (%i)', (_, model) => {
        const completed = completeModel(model);
        expect(completed).not.toHaveProperty('code');
        expect(completeModel(completed)).toEqual(completed);
        if (!('code' in completed)) {
            expect(analyze(model)).toEqual(engineAnalyze(completed));
            expect(answer(model)).toEqual({ ...engineAnswer(completed), reason: null });
        }
    });

    it('has its effects put into their blocks, and its texts written', () => {
        const completed = completeModel(goodModels[1]);
        expect(completed).toMatchObject({
            name: 'model',
            fixed: [{ name: 'b0', block: 'A' }, { name: 'bt', block: 'A' }, { name: 'bs', block: 'B' }, { name: 'bu', block: 'B' }],
            tests: [{ hypothesis: 'bt = 0 and bs - 2 * bu = 0.1', alternative: 'two-sided', alpha: 0.01, power: null, reference: 't' }],
            precisions: [{ text: 'var(b0 | class)', level: 0.9 }]
        }); // prettier-ignore
        expect(completeModel(goodModels[0])).toMatchObject({ precisions: [{ text: 'exp(b2)' }], derived: [{ text: 'b1 / b2' }] });
    });
});

describe('report', () => {
    it('is the same for a text and for its only model', () => {
        const file = read(text);
        const whole = report(file, { format: 'markdown' });
        expect(whole.reason).toBeNull();
        expect(whole.text).toMatch(/^# /);
        expect(report(file.models[0]!, { format: 'markdown' })).toEqual(whole);
        expect(report(file.models[0]!.spec!, { format: 'markdown' }).text).toContain('"structure": "unstructured"');
        expect(report(file, { file: 'study.glmm' }).text).toMatch(/^<!doctype html>[\s\S]*study\.glmm/i);
    });

    it('shows the messages of a text with errors', () => {
        expect(report(read(text.replace('b1: x', 'b1: z')), { format: 'markdown' }).text).toMatch(/`?z`?/);
    });

    it('names the version of the package', () => {
        const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };
        expect(version).toBe(manifest.version);
        expect(report(read(text)).text).toContain(`GLMM Design ${version}`);
    });
});

describe('a wrong call throws a UsageError', () => {
    const model: ModelInput = goodModels[3]!;
    it.each<[string, () => unknown, RegExp]>([
        ['no text', () => read(undefined as unknown as string), /read\(\) takes the text/],
        ['data of the wrong type', () => read(text, { data: [] as unknown as Record<string, string> }), /option 'data' of read\(\)/],
        [
            'an unknown option',
            () => analyze(model, { acuracy: 1e-8 } as object),
            /no option 'acuracy'. Its options are shouldStop, accuracy/
        ],
        [
            'an accuracy that is not a number',
            () => analyze(model, { accuracy: NaN }),
            /option 'accuracy' of analyze\(\) must be a number between 0 and 1/
        ],
        ['a level above 1', () => analyze(model, { level: 95 }), /'level'/],
        ['a level of 1', () => analyze(model, { level: 1 }), /'level'/],
        ['a level of 0', () => analyze(model, { level: 0 }), /'level'/],
        ['a negative budget', () => analyze(model, { budget: -1 }), /'budget'/],
        ['options that are null', () => answer(model, null as unknown as object), /options of answer\(\) must be an object/],
        [
            'an unknown way to the exact variance',
            () => answer(model, { exact: 'all' as 'closed' }),
            /one of 'none', 'closed', 'quick', 'simulate'/
        ],
        ['an unknown format', () => report(model, { format: 'pdf' as 'html' }), /one of 'html', 'markdown'/]
    ])('%s', (_, call, message) => {
        expect(call).toThrow(UsageError);
        expect(call).toThrow(message);
    });

    it('every way to the exact variance that the type has is taken', () => {
        for (const exact of ['none', 'headline', 'closed', 'quick'] as const) {
            expect(analyze(model, { exact }).reason).toBeNull();
        }
    });
});

describe('names', () => {
    /** A model whose names can be any words. */
    const named = (group: string, predictor: string, effect: string): ModelInput => ({
        family: 'poisson',
        predictors: [{ kind: 'random', names: [predictor], law: { law: 'bernoulli', p: 0.5 } }],
        fixed: [
            { name: 'b0', term: { op: 'number', value: 1 }, value: 1 },
            { name: effect, term: { op: 'predictor', name: predictor }, value: 0.4 }
        ],
        random: [{ group, effects: ['b0'], covariance: [[0.16]] }],
        design: { counts: [{ group, count: 20 }], n: { kind: 'fixed', n: 10 } },
        tests: [{ contrasts: [{ coefficients: [{ effect, coefficient: 1 }], value: 0 }], power: 0.9 }]
    });

    const usual = named('Q1', 'Q2', 'Q3');
    const expected = { answers: answer(usual), analysis: analyze(usual) };

    it.each(['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'])('%s is a name as good as any', name => {
        const strange = named(name, name, name);
        const renamed = (result: unknown) => JSON.stringify(result).replace(/\bQ[123]\b/g, name);
        expect(JSON.stringify(answer(strange))).toBe(renamed(expected.answers));
        expect(JSON.stringify(analyze(strange))).toBe(renamed(expected.analysis));
        const text = report(strange, { format: 'markdown' }).text!;
        expect(text).toContain('90 % power takes');
        expect(text).not.toContain('native code');
    });
});

describe('trials of a binomial response', () => {
    const model = (trials: unknown): ModelInput => ({
        family: { name: 'binomial', trials: trials as number },
        fixed: [{ name: 'b0', term: { op: 'number', value: 1 }, value: 0.2 }],
        design: { n: { kind: 'fixed', n: 10 } }
    });

    it('may be a number', () => {
        expect(analyze(model(12))).toEqual(analyze(model({ op: 'number', value: 12 })));
        expect(analyze(model(12)).reason).toBeNull();
    });

    it.each([0, 2.5, -1, NaN, Infinity])('is not %d', trials => {
        expect(analyze(model(trials)).reason).toMatchObject({
            code: 'invalid',
            path: 'family.trials',
            detail: expect.stringContaining('must be a whole number, 1 or more') as string
        });
    });
});

describe('the covariance of random effects', () => {
    const effects = ['b0', 'b1', 'b2'];
    const withCovariance = (covariance: number[][], family: ModelInput['family'] = 'poisson'): ModelInput => ({
        family,
        predictors: ['x', 'z'].map(name => ({ kind: 'random', names: [name], law: { law: 'uniform', min: 0, max: 1 } })),
        fixed: [
            { name: 'b0', term: { op: 'number', value: 1 }, value: 0.2 },
            { name: 'b1', term: { op: 'predictor', name: 'x' }, value: 0.3 },
            { name: 'b2', term: { op: 'predictor', name: 'z' }, value: 0.3 }
        ],
        random: [{ group: 'g', effects: effects.slice(0, covariance.length), covariance }],
        design: { counts: [{ group: 'g', count: 40 }], n: { kind: 'fixed', n: 10 } },
        tests: [{ contrasts: [{ coefficients: [{ effect: 'b1', coefficient: 1 }], value: 0 }], power: 0.9 }]
    });
    const refused: [string, number[][]][] = [
        ['singular', [[1, 1], [1, 1]]],
        ['singular, with correlation -1', [[4, -2], [-2, 1]]],
        ['singular up to rounding', [[1, 1 - 2e-16], [1 - 2e-16, 1]]],
        ['singular in small units', [[1e-20, 1e-10], [1e-10, 1]]],
        ['indefinite', [[1, 2], [2, 1]]],
        ['singular of rank 1, 3 x 3', [[1, 1, 1], [1, 1, 1], [1, 1, 1]]],
        ['singular of rank 2, 3 x 3', [[1, 0.5, 1.5], [0.5, 1, 1.5], [1.5, 1.5, 3]]],
        ['indefinite with possible correlations, 3 x 3', [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]]
    ]; // prettier-ignore

    it.each(refused)('%s: refused by analyze, answer and report', (_, covariance) => {
        for (const family of ['poisson', 'bernoulli', { name: 'gaussian', phi: 1 }] as const) {
            const model = withCovariance(covariance, family);
            for (const { reason } of [analyze(model), answer(model), report(model)]) {
                expect(reason).toMatchObject({ code: 'not-positive-definite', group: 'g' });
            }
            const { smallestEigenvalue } = analyze(model).reason as { smallestEigenvalue: number };
            expect(smallestEigenvalue).toBeLessThan(1e-15);
        }
    });

    it.each<[string, number[][]]>([
        ['nearly singular', [[1, 1 - 1e-10], [1 - 1e-10, 1]]],
        ['in very unlike units', [[1e-20, 5e-11], [5e-11, 1]]],
        ['3 x 3', [[1, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 1]]]
    ])('%s: accepted where it is positive definite', (_, covariance) => {
        expect(analyze(withCovariance(covariance)).reason).toBeNull();
        expect(answer(withCovariance(covariance)).reason).toBeNull();
    }); // prettier-ignore
});
