/** All numbers of a model's report. The other files turn them into words and pictures. */
import { accuracyIssues, answerIssues, sweepRows, type Issue, type LoweredModel, type SweptModel } from '../language/index.js';
import type { AuthorScales } from '../language/presentation/notation/author-scale.js';
import { answeredSpec } from '../language/presentation/index.js';
import {
    adjustables, adjusted, analyze, answer, responseCovariance, curves, KeptInformation, isReason, equalPower, groupLines, sweep, VarianceStore,
    type Adjustable, type Analysis, type ResponseCovariance, type Curve, type DesignAnswers, type EqualPower, type GroupLines, type ModelSpec, type SweepRow
} from '../src-engine/index.js'; // prettier-ignore

/** The answers with one variance component, or φ, a quarter smaller and larger. */
export interface ComponentSensitivity {
    of: Adjustable;
    smaller: DesignAnswers;
    larger: DesignAnswers;
}

export interface ReportNumbers {
    spec: ModelSpec;
    /** The scales on which the author wrote the numbers of `spec`. */
    scales: AuthorScales;
    /** With the answer in place of `?`; as written where there is no answer. */
    answered: ModelSpec;
    /** The number that replaces the `?`, in a sentence. */
    remark: string | null;
    analysis: Analysis;
    /** Of `answered`; the same as `analysis` where the model has no `?`. */
    answeredAnalysis: Analysis;
    answers: DesignAnswers;
    sweep: SweepRow[];
    curves: Curve[];
    equalPower: EqualPower[];
    sensitivity: ComponentSensitivity[];
    structure: ResponseCovariance | null;
    lines: GroupLines | null;
}

export interface ReportModel {
    name: string;
    title: string | null;
    doc: string | null;
    issues: Issue[];
    /** Null where the model has errors, or the computation failed. */
    numbers: ReportNumbers | null;
    failed: boolean;
}

export interface ModelReportOptions {
    /** How far to go for exact variances. `simulate` may take minutes, because curves and sizes need many variances. */
    exact: 'closed' | 'quick' | 'simulate';
    seed: number;
    shouldStop?: () => boolean;
}

/** Points of a curve, and n of lines of equal power. */
const curvePoints = 24;
const lineCount = 10;
const structureRows = 24;

/** An internal error in one model does not stop the others. @param swept the models of its sweeps */
export function reportModel(model: LoweredModel, swept: readonly SweptModel[], options: ModelReportOptions): ReportModel {
    const { name, title, doc, spec } = model;
    const hasErrors = model.issues.some(({ severity }) => severity === 'error');
    if (!spec || hasErrors) {
        return { name, title, doc, issues: model.issues, numbers: null, failed: false };
    }
    try {
        const numbers = numbersOf(model, spec, swept, options);
        const found = [...accuracyIssues(model, spec, numbers.analysis), ...answerIssues(model, spec, numbers.answers)];
        return { name, title, doc, issues: [...model.issues, ...found], numbers, failed: false };
    } catch {
        return { name, title, doc, issues: model.issues, numbers: null, failed: true };
    }
}

function numbersOf({ scales }: LoweredModel, spec: ModelSpec, swept: readonly SweptModel[], options: ModelReportOptions): ReportNumbers {
    const { exact, shouldStop = () => false } = options;
    const keptInformation = new KeptInformation();
    const variances = new VarianceStore({ shouldStop, exact, seed: options.seed, keptInformation });
    const sweepExact = spec.using === 'exact' || exact === 'simulate' ? exact : 'closed';
    const shared = { ...options, shouldStop };
    const analysis = analyze(spec, shared, keptInformation);
    const answers = answer(spec, { ...shared, variances });
    const found = answeredSpec(spec, answers);
    const answered = found?.spec ?? spec;
    const points = swept.flatMap(({ at, spec: point }) => (point ? [{ at, spec: point }] : []));
    const structure = responseCovariance(answered, { rows: structureRows });
    const lines = groupLines(answered, options.seed);
    return {
        spec,
        scales,
        answered,
        remark: found?.remark ?? null,
        analysis,
        answeredAnalysis: answered === spec ? analysis : analyze(answered, shared, keptInformation),
        answers,
        sweep: swept.length === 0 ? [] : sweepRows(swept, sweep(points, { shouldStop, exact: sweepExact, seed: options.seed })),
        curves: curves(answered, { shouldStop, variances, points: curvePoints }),
        equalPower: answered.tests.flatMap(
            (_, test) => equalPower(answered, test, { shouldStop, variances, points: lineCount, optimal: answers.optimal }) ?? []
        ),
        sensitivity: sensitivityOf(spec, answers, { shouldStop, exact, seed: options.seed }),
        structure: isReason(structure) ? null : structure,
        lines: isReason(lines) ? null : lines
    };
}

/** In the accuracies of the answers beside which they stand: exact variances are computed only where an answer uses them. */
function sensitivityOf(
    spec: ModelSpec,
    { tests, precisions }: DesignAnswers,
    options: Required<ModelReportOptions>
): ComponentSensitivity[] {
    if (spec.tests.length + spec.precisions.length === 0 || spec.random.length === 0) {
        return [];
    }
    const usesExact = [...tests, ...precisions].some(({ using, required }) => using === 'exact' || required?.using === 'exact');
    const variances = new VarianceStore({ ...options, exact: usesExact ? options.exact : 'none' });
    const components = adjustables(spec).filter(
        ({ of, value }) => (of.kind === 'variance' || of.kind === 'dispersion') && value !== null && value > 0
    );
    const at = (of: Adjustable, value: number): DesignAnswers =>
        answer({ ...adjusted(spec, [{ of, value }]), cost: null }, { variances, around: false, allocation: false });
    return components.map(({ of, value }) => ({ of, smaller: at(of, 0.75 * value!), larger: at(of, 1.25 * value!) }));
}
