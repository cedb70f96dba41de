/** Rules about `using` that take the numbers: they are checked when an analysis is there. */
import type { Analysis, ParameterAnalysis } from '../../src-engine/result/analysis.js';
import type { Accuracy, ModelSpec } from '../../src-engine/spec/model-spec.js';
import { diagnosticCodes, type DiagnosticCode } from '../diagnostic-codes.js';
import type { Issue, LoweredModel, TextRange } from '../lowered-model.js';
import type { IssueData } from '../lowering/report.js';
import { accuracyName, reasonOfFallback, requestedAccuracy, varianceName } from '../presentation/prose/accuracy-text.js';
import { standardErrorFrom, standardErrorText } from '../presentation/prose/confidence-interval.js';
import { list } from '../presentation/prose/enumeration.js';
import { reasonText } from '../presentation/prose/reason-text.js';
import { boundedVariance, differenceText, type Bounded } from '../presentation/tables/variance-comparison.js';
import { sentenceCase } from '../presentation/prose/sentence-case.js';

/** A refined variance that is larger by more than this share makes the leading term worth a warning. */
const tolerated = 0.1;

/** What a model's numbers give rise to at its `using`; nothing where it says none. */
export function accuracyIssues({ places }: LoweredModel, spec: ModelSpec, { parameters }: Analysis): Issue[] {
    const range = places.find(({ kind }) => kind === 'accuracy')?.range;
    if (!range || spec.using === null) {
        return [];
    }
    return spec.using === 'leading' ? leadingTermShouldBeEnough(parameters, range) : accuracyShouldExist(spec, parameters, range);
}

function issue(code: DiagnosticCode, range: TextRange, message: string, data?: IssueData): Issue {
    return { severity: diagnosticCodes[code].severity, code, message, range, ...(data && { data }) };
}

interface Shortfall {
    parameter: ParameterAnalysis;
    better: Accuracy;
    leading: Bounded;
    larger: Bounded;
}

/** By how much the leading term is too small; where there is no refined variance the two-term one tells. */
function shortfallOf(parameter: ParameterAnalysis): Shortfall[] {
    const better = (['refined', 'twoTerm'] as const).find(accuracy => parameter[accuracy].asyVar !== null);
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
    const { parameter, better, leading, larger } = worst;
    const more = differenceText(larger, leading);
    const howMuch = more.endsWith('times') ? `${more} the leading term` : `${more.replace('+', '')} larger than the leading term`;
    const standardErrors = [larger, leading].map(variance => standardErrorText(standardErrorFrom(variance)));
    const others = short.length === 1 ? '' : ` ${short.length - 1} more parameter${short.length === 2 ? ' is' : 's are'} concerned.`;
    return [
        issue(
            'leading-too-small',
            range,
            `The leading term is too small here: ${varianceName(better)} of \`${parameter.name}\` is ${howMuch} (SE ${standardErrors[0]}, not ${standardErrors[1]}).${others} Write \`using refined\`.`,
            { replace: 'using refined' }
        )
    ];
}

/** The accuracy that is asked for exists, or the place says what takes its place. */
function accuracyShouldExist(spec: ModelSpec, parameters: readonly ParameterAnalysis[], range: TextRange): Issue[] {
    const byText = new Map<string, ParameterAnalysis[]>();
    for (const parameter of parameters) {
        const reason = reasonOfFallback(spec, parameter);
        if (reason?.code === 'no-formula' && parameter.using !== null) {
            const text = `${reasonText(reason).long} `;
            byText.set(text, [...(byText.get(text) ?? []), parameter]);
        }
    }
    return [...byText].map(([text, concerned]) => {
        const used = [...new Set(concerned.map(({ using }) => accuracyName(using!)))];
        const verb = used.length > 1 || used[0]?.endsWith('s') ? 'are' : 'is';
        const whose = concerned.length === parameters.length ? '' : ` for ${list(concerned.map(({ name }) => `\`${name}\``))}`;
        return issue(
            'no-such-accuracy',
            range,
            `${text}${sentenceCase(list(used))} ${verb} used${whose} in place of ${accuracyName(requestedAccuracy(spec))}.`
        );
    });
}
