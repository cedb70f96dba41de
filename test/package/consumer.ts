/** A program that uses the installed package: it uses every export, and the results have the declared types. */
import { analyze, answer, read, report, UsageError } from 'glmm-design';
import type * as glmm from 'glmm-design';

const text = `model talk {
    family poisson
    predictor x ~ Uniform(-1, 1)
    fixed A { beta0: 1 = -1.46 }
    fixed B { beta1: x = 2.11 }
    random subject { beta0 variance 6.66 }
    design { subject = 50, n = 20 }
    test slope: beta1 = 0 power 0.9
}`;
const options: glmm.ReadOptions = { data: {} satisfies glmm.DataTexts };
const file: glmm.ReadResult = read(text, options);
const models: glmm.ReadModel[] = file.models;
const diagnostics: glmm.Diagnostic[] = [...file.diagnostics, ...models.flatMap(model => model.diagnostics)];

const family: glmm.FamilyInput = { name: 'poisson' };
const predictor: glmm.PredictorInput = { kind: 'random', names: ['x'], law: { law: 'uniform', min: -1, max: 1 } };
const effect: glmm.FixedEffectInput = { name: 'beta0', term: { op: 'number', value: 1 }, value: -1.46 };
const random: glmm.RandomEffectsInput = { group: 'subject', effects: ['beta0'], covariance: [[6.66]] };
const design: glmm.DesignInput = { counts: [{ group: 'subject', count: 50 }], n: { kind: 'fixed', n: 20 } };
const test: glmm.TestInput = { contrasts: [{ coefficients: [{ effect: 'beta1', coefficient: 1 }], value: 0 }], power: 0.9 };
const input: glmm.ModelInput = {
    family,
    predictors: [predictor],
    fixed: [effect, { name: 'beta1', term: { op: 'predictor', name: 'x' }, value: 2.11 }],
    random: [random],
    design,
    tests: [test]
};

const analysisOptions: glmm.AnalysisOptions = { accuracy: 1e-10, level: 0.95 };
const written: glmm.Analysis = analyze(input, analysisOptions);
const spec: glmm.ModelSpec | null | undefined = models[0]?.spec;
const readAnalysis: glmm.Analysis = analyze(spec ?? input);
const answers: glmm.Answers = answer(input, { around: false } satisfies glmm.AnswerOptions);
const page: glmm.Report = report(file, { format: 'html' } satisfies glmm.ReportOptions);
const reason: glmm.Reason | null = analyze({ ...input, fixed: [] }).reason;
const required: glmm.ByAccuracy<number | null> | undefined = answers.tests[0]?.required?.value;

let wrongCall: string | null = null;
try {
    // @ts-expect-error -- the types refuse what the call refuses
    read(undefined);
} catch (error) {
    wrongCall = error instanceof UsageError ? error.name : null;
}
// @ts-expect-error -- a family that there is none of
const refused: glmm.ModelInput = { ...input, family: 'weibull' };

export const result = {
    constants: Object.fromEntries(written.parameters.map(({ name, leading }) => [name, leading.constant])),
    blocks: written.parameters.map(({ block }) => block),
    same: JSON.stringify(written.parameters) === JSON.stringify(readAnalysis.parameters),
    diagnostics: diagnostics.length,
    subjects: required?.refined ?? null,
    page: page.text?.startsWith('<!DOCTYPE html>') ?? false,
    reason: reason?.code ?? null,
    refused: analyze(refused).reason?.code ?? null,
    wrongCall
};
