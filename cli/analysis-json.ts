/** The object that `glmm analyze --json` prints. Missing values are null. */
import { parameterAtAnswer } from '../language/presentation/index.js';
import type { Analysis, LeadingVariance, ParameterAnalysis, Variance } from '../src-engine/result/analysis.js';
import type { DesignAnswers, OptimalAnswer, PrecisionAnswer, Required, SweepRow, TestAnswer } from '../src-engine/result/design-answers.js';
import { isFailure } from '../src-engine/result/failure.js';
import type { Issue } from '../language/index.js';
import {
    cautionOfDesign,
    cautionOfOptimal,
    cautionOfParameter,
    cautionOfPrecision,
    cautionOfRequired,
    cautionOfStandardError,
    cautionOfTest
} from './caution.js';
import type { ComputedModel } from './computed-model.js';
import type { OpenedFile } from './opened-file.js';

export interface AnalyzedModel extends ComputedModel {
    file: string;
}

export function analysisJson(files: OpenedFile[], analyzed: AnalyzedModel[]) {
    return {
        version: 1,
        diagnostics: files.flatMap(file => file.issues.map(issue => diagnosticJson(file.name, issue))),
        models: analyzed.map(modelJson)
    };
}

function modelJson({ file, model, analysis, answers, sweep }: AnalyzedModel) {
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
        ...(analysis && answers?.atAnswer && { atAnswer: answers.atAnswer.map(({ name }) => atAnswerJson(name, analysis, answers)) }),
        covariance: analysis?.covariance ?? { names: [], leading: null, twoTerm: null, refined: null, exact: null },
        tests: answers?.tests.map(testJson) ?? [],
        precisions: answers?.precisions.map(precisionJson) ?? [],
        optimal: answers?.optimal.map(optimalJson) ?? [],
        allocation: answers?.allocation ?? {},
        sweep: sweep?.map(sweepRowJson) ?? [],
        diagnostics: model.issues.map(issue => diagnosticJson(file, issue))
    };
}

/** A rough number stands in for a better one and can be far off, so scripts get no standard error from it. */
function parameterJson(parameter: ParameterAnalysis) {
    const { name, kind, block, value, leading, twoTerm, refined, exact, using, standardError, isRough, interval } = parameter;
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
        standardError: isRough ? null : standardError,
        interval,
        caution: cautionOfParameter(parameter)
    };
}

/** A fixed effect at the design that answers the `?` of the file. */
function atAnswerJson(name: string, analysis: Analysis, answers: DesignAnswers) {
    const parameter = parameterAtAnswer({ analysis, answers }, name);
    const { value = null, using = null, standardError = null, interval = null, isRough = false } = parameter ?? {};
    return {
        name,
        value,
        using,
        asyVar: using && parameter![using].asyVar,
        standardError: isRough ? null : standardError,
        interval,
        caution: parameter && cautionOfParameter(parameter)
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

function testJson(answer: TestAnswer) {
    const { name, hypothesis, alternative, alpha, reference, df, using, power, powerError, enumerated, withT, required, atAnswer } = answer;
    return {
        name,
        hypothesis,
        alternative,
        alpha,
        reference,
        degreesOfFreedom: df,
        using,
        power,
        caution: cautionOfTest(answer),
        ...(atAnswer !== null && { atAnswer: { using: atAnswer.using, power: atAnswer.power } }),
        ...(withT !== null && { withT: { degreesOfFreedom: withT.df, power: withT.power, required: withT.required } }),
        ...(powerError !== null && { powerError }),
        ...(enumerated && { enumerated: isFailure(enumerated) ? null : enumerated }),
        required: requiredJson(required, enumerated)
    };
}

function precisionJson(answer: PrecisionAnswer) {
    const { parameter, goal, level, using, reached, withT, required } = answer;
    return {
        parameter,
        ...goal,
        level,
        using,
        reached,
        caution: cautionOfPrecision(answer),
        ...(withT !== null && { withT: { degreesOfFreedom: withT.df, reached: withT.reached, required: withT.required } }),
        required: requiredJson(required, null)
    };
}

/** The sizes by accuracy, beside the quantity that they belong to. */
function requiredJson(required: Required | null, enumerated: TestAnswer['enumerated']) {
    return (
        required && {
            quantity: required.quantity,
            target: required.target,
            ...required.value,
            continuous: required.continuous,
            recruit: required.recruit,
            least: required.least,
            using: required.using,
            caution: cautionOfRequired(required, enumerated)
        }
    );
}

function optimalJson(answer: OptimalAnswer) {
    const { for: goal, n, groups, cost, power, continuous, efficiency, atBound, using } = answer;
    return { for: goal, n, groups, cost, power, continuous, efficiency, atBound, using, caution: cautionOfOptimal(answer) };
}

function sweepRowJson({ at, tests, precisions, standardError, inUse }: SweepRow) {
    return {
        at,
        tests: tests.map(test => {
            const { name, power, using, required, enumerated } = test;
            return {
                name,
                power,
                using,
                caution: cautionOfTest(test) ?? cautionOfDesign(test),
                required: requiredJson(required, enumerated)
            };
        }),
        precisions: precisions.map(({ parameter, required }) => ({ parameter, required: requiredJson(required, null) })),
        standardError,
        inUse: Object.fromEntries(
            Object.entries(inUse).map(([name, one]) => [name, one && { using: one.using, caution: cautionOfStandardError(one) }])
        )
    };
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
