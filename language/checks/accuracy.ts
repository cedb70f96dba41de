/** Rules that need numbers, most of them about `using`: they are checked after an analysis. */
import type { Analysis, ParameterAnalysis } from '../../src-engine/result/analysis.js';
import type { Reason } from '../../src-engine/result/reason.js';
import type { Accuracy, ModelSpec } from '../../src-engine/spec/model-spec.js';
import type { Shortfall } from '../diagnostics/accuracy.js';
import { refinedInformationIssues } from './small-information.js';
import { smallSampleIssues } from './small-sample.js';
import { issueOf, type Issue, type TextRange } from '../diagnostics/issue.js';
import type { LoweredModel } from '../lowered-model.js';
import { hasNumber, reasonOfFallback } from '../presentation/prose/accuracy-text.js';
import { boundedVariance } from '../presentation/tables/variance-comparison.js';

type NoFormula = Extract<Reason, { code: 'no-formula' }>;

/** The leading term gets a warning where the refined variance is larger by more than this share. */
const tolerated = 0.1;

/** The issues that a model's numbers give: at its `using`, and at the effects that have none. */
export function accuracyIssues(model: LoweredModel, spec: ModelSpec, analysis: Analysis): Issue[] {
    const { parameters } = analysis;
    const without = [
        ...effectsWithoutNumber(model, parameters),
        ...smallSampleIssues(model.places, spec, analysis),
        ...refinedInformationIssues(model, spec, analysis)
    ];
    const range = model.places.find(({ kind }) => kind === 'accuracy')?.range;
    if (!range || spec.using === null) {
        return without;
    }
    return [
        ...without,
        ...(spec.using === 'leading' ? leadingTermShouldBeEnough(parameters, range) : accuracyShouldExist(spec, parameters, range))
    ];
}

/** Reasons that wait for something: a size, or work that nobody asked for. */
const isPassing = ({ code }: Reason): boolean => code === 'unknown-value' || code === 'not-computed' || code === 'stopped';

/** Effects without a number for a reason that no other message names: a message of the text names what else can be wrong. */
function effectsWithoutNumber({ places, issues }: LoweredModel, parameters: readonly ParameterAnalysis[]): Issue[] {
    const explained = issues.some(({ severity, code }) => severity === 'error' || code.startsWith('single-') || code === 'infinite-moment');
    return parameters.flatMap(parameter => {
        const { name, kind, reason } = parameter;
        const place = places.find(one => one.kind === kind && one.name === name);
        const isSilent = !explained && kind === 'fixed' && !hasNumber(parameter) && reason !== null && !isPassing(reason);
        return isSilent && place ? [issueOf('no-number', place.nameRange, { name, reason })] : [];
    });
}

/**
 * By how much the leading term is too small: against the refined variance, or the two-term one where there is no refined one. Two terms of a variance
 * component say too little for a warning.
 */
function shortfallOf(parameter: ParameterAnalysis): Shortfall[] {
    const isComponent = parameter.kind === 'variance' || parameter.kind === 'covariance';
    const candidates = isComponent ? (['refined'] as const) : (['refined', 'twoTerm'] as const);
    const better = candidates.find(accuracy => parameter[accuracy].asyVar !== null);
    const leading = boundedVariance(parameter.leading);
    const larger = better && boundedVariance(parameter[better]);
    return better && leading && larger && leading.value > 0 ? [{ parameter, better, leading, larger }] : [];
}

function leadingTermShouldBeEnough(parameters: readonly ParameterAnalysis[], range: TextRange): Issue[] {
    const ratio = ({ leading, larger }: Shortfall) => larger.value / leading.value;
    const short = parameters.flatMap(shortfallOf).filter(shortfall => ratio(shortfall) > 1 + tolerated);
    const [worst] = short.sort((a, b) => ratio(b) - ratio(a));
    if (!worst) {
        return [];
    }
    return [issueOf('leading-too-small', range, { ...worst, others: short.length - 1 })];
}

/** Where the accuracy that the file asks for does not exist, the message names its replacement. */
function accuracyShouldExist(spec: ModelSpec, parameters: readonly ParameterAnalysis[], range: TextRange): Issue[] {
    const byReason = new Map<string, { reason: NoFormula; concerned: ParameterAnalysis[] }>();
    for (const parameter of parameters) {
        const reason = reasonOfFallback(spec, parameter);
        if (reason?.code === 'no-formula' && parameter.using !== null) {
            const key = JSON.stringify(reason);
            const concerned = byReason.get(key)?.concerned ?? [];
            byReason.set(key, { reason, concerned: [...concerned, parameter] });
        }
    }
    return [...byReason.values()].map(({ reason, concerned }) =>
        issueOf('no-such-accuracy', range, {
            reason,
            used: [...new Set(concerned.map(usedWhenComplete))],
            parameters: concerned.length === parameters.length ? null : concerned.map(({ name }) => name)
        })
    );
}

/** A leading term that stands in only until the design is complete gives way to the refined variance. */
function usedWhenComplete({ using, refined }: ParameterAnalysis): Accuracy {
    return using === 'leading' && refined.reason?.code === 'unknown-value' ? 'refined' : using!;
}
