/** The object that `glmm analyze --json` prints. What does not exist is null. */
import type { Analysis, LeadingVariance, ParameterAnalysis, Variance } from '../src-engine/analysis.js';
import type { ModelSpec, PrecisionSpec, TestSpec } from '../src-engine/model-spec.js';
import type { Issue, LoweredModel } from '../language/index.js';
import type { OpenedFile } from './opened-file.js';

export interface AnalyzedModel {
    file: string;
    model: LoweredModel;
    /** Null where the file has errors that leave nothing to compute from, or the computation failed. */
    analysis: Analysis | null;
}

const byAccuracy = { leading: null, twoTerm: null, refined: null, exact: null };

export function analysisJson(files: OpenedFile[], analyzed: AnalyzedModel[]) {
    return {
        version: 1,
        diagnostics: files.flatMap(file => file.issues.map(issue => diagnosticJson(file.name, issue))),
        models: analyzed.map(modelJson)
    };
}

function modelJson({ file, model, analysis }: AnalyzedModel) {
    const { spec } = model;
    return {
        file,
        name: model.name,
        family: spec?.family.name ?? null,
        link: spec?.family.link ?? null,
        structure: analysis?.structure ?? null,
        groups: analysis?.groups.map(({ name, count, recruit, within }) => ({ name, count, recruit, in: within })) ?? [],
        n: analysis?.n ?? null,
        nLaw: analysis?.nLaw ?? null,
        using: analysis?.using ?? null,
        parameters: analysis?.parameters.map(parameterJson) ?? [],
        covariance: analysis?.covariance ?? { names: [], leading: null, twoTerm: null, refined: null, exact: null },
        tests: spec?.tests.map(test => testJson(test, spec, analysis)) ?? [],
        precisions: spec?.precisions.map(precision => precisionJson(precision, spec)) ?? [],
        optimal: [],
        allocation: {},
        sweep: [],
        diagnostics: model.issues.map(issue => diagnosticJson(file, issue))
    };
}

function parameterJson({ name, kind, block, value, leading, twoTerm, refined, exact, using, standardError, interval }: ParameterAnalysis) {
    return {
        name,
        kind,
        block,
        value,
        leading: leadingJson(leading),
        twoTerm: varianceJson(twoTerm),
        refined: varianceJson(refined),
        exact: varianceJson(exact),
        using,
        standardError,
        interval
    };
}

function leadingJson({ constant, order, formula, terms, asyVar, error }: LeadingVariance) {
    return {
        constant,
        order,
        formula,
        terms: terms?.map(summand => ({ constant: summand.constant, order: summand.order })) ?? null,
        asyVar,
        error
    };
}

/** `error`: the certified absolute error, or the Monte-Carlo standard error where the variance was simulated. */
function varianceJson({ asyVar, error }: Variance) {
    return { asyVar, error };
}

/** Powers and sizes take what is not computed in this version: null, with what they would be of. */
function testJson({ name, hypothesis, alternative, alpha, reference, power }: TestSpec, spec: ModelSpec, analysis: Analysis | null) {
    return {
        name,
        hypothesis,
        alternative,
        alpha,
        reference,
        using: analysis?.using ?? null,
        power: { ...byAccuracy },
        required: power === null ? null : requiredJson(spec, power)
    };
}

function precisionJson({ text, goal, level }: PrecisionSpec, spec: ModelSpec) {
    const aim = 'halfwidth' in goal ? goal.halfwidth : goal.factor;
    return { parameter: text, ...goal, level, required: requiredJson(spec, aim) };
}

function requiredJson(spec: ModelSpec, target: number) {
    return { quantity: soughtQuantity(spec), target, ...byAccuracy, continuous: { ...byAccuracy }, recruit: { ...byAccuracy } };
}

/** What the file asks for with `?`; otherwise the count of the outermost group (crossed: the first in `design`); without groups n. */
function soughtQuantity({ design, fixed, random }: ModelSpec): string {
    const asked =
        design.counts.find(({ count }) => count === null)?.group ??
        (design.n?.kind === 'unknown' ? 'n' : undefined) ??
        fixed.find(({ value, marginal }) => value === null && marginal === null)?.name;
    const outermost = design.counts.find(({ group }) => random.every(block => block.group !== group || block.within === null))?.group;
    return asked ?? outermost ?? 'n';
}

/** Lines and columns count from 1, in UTF-16 units. */
function diagnosticJson(file: string, { severity, code, message, range }: Issue) {
    return {
        severity,
        code,
        message,
        file,
        line: range.start.line + 1,
        column: range.start.character + 1,
        endLine: range.end.line + 1,
        endColumn: range.end.character + 1
    };
}
