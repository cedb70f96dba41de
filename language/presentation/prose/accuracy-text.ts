/** The names of the accuracies, and the accuracy of each number, for every place that shows a number. */
import { isLinear } from '../../../src-engine/family/families.js';
import { accuracies } from '../../../src-engine/result/by-accuracy.js';
import type { Reason } from '../../../src-engine/result/reason.js';
import type { Analysis, ParameterAnalysis } from '../../../src-engine/result/analysis.js';
import type { Accuracy, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import type { ModelView } from '../model-view.js';
import { exactOverInUse } from '../choice/exact-check.js';
import { formatValue } from '../notation/numbers.js';
import { exactMayDifferMark, howFar, largestDoubt } from './doubt-text.js';
import { list } from './enumeration.js';
import { roughMark, roughNote } from './rough-text.js';
import { sentenceCase } from './sentence-case.js';

/** The accuracy if the file has no `using`. */
const defaultAccuracy: Accuracy = 'refined';

const names: Record<Accuracy, string> = { leading: 'leading term', twoTerm: 'two terms', refined: 'refined', exact: 'exact' };
const variances: Record<Accuracy, string> = {
    leading: 'the leading term',
    twoTerm: 'the two-term variance',
    refined: 'the refined variance',
    exact: 'the exact variance'
};

/** @param spec says for how many data an exact number holds, if its model is known. @param kind of the parameter */
export function accuracyName(accuracy: Accuracy, spec: ModelSpec | null = null, kind: ParameterAnalysis['kind'] = 'fixed'): string {
    const scope = accuracy === 'exact' && spec ? exactScope(spec, kind) : null;
    return scope === null ? names[accuracy] : `${names[accuracy]} ${scope}`;
}

/**
 * `for many groups`; null where exact numbers hold at any size: without random effects (there they are those of a Gaussian response, or sums over all
 * outcomes), and for effects of Gaussian mixed models whose predictors are not drawn.
 */
export function exactScope({ family, predictors, random }: ModelSpec, kind: ParameterAnalysis['kind']): string | null {
    const hasRandomEffects = random.some(({ effects }) => effects.length > 0);
    const isGiven = predictors.every(predictor => predictor.kind !== 'random');
    return !hasRandomEffects || (isLinear(family) && isGiven && kind === 'fixed') ? null : 'for many groups';
}

/** For how many data the exact variances hold, in one sentence; null where they hold at any size, or there are none. Plain text. */
export function exactScopeNote(spec: ModelSpec, { parameters }: Analysis): string | null {
    const exact = parameters.filter(parameter => parameter.exact.asyVar !== null);
    const limited = exact.filter(({ kind }) => exactScope(spec, kind) !== null);
    if (limited.length === 0) {
        return null;
    }
    const whose = limited.length === exact.length ? '' : ` of ${list(limited.map(({ name }) => name))}`;
    return `Exact variances${whose} hold ${exactScope(spec, limited[0]!.kind)}.`;
}

/** `the refined variance`. */
export function varianceName(accuracy: Accuracy): string {
    return variances[accuracy];
}

/** The accuracy that the file asks for. */
export function requestedAccuracy(spec: ModelSpec): Accuracy {
    return spec.using ?? defaultAccuracy;
}

/** Whether there is a standard error, or at least a leading term as a function of the sizes. */
export function hasNumber({ leading, standardError }: ParameterAnalysis): boolean {
    return standardError !== null || leading.constant !== null || leading.terms !== null || leading.asyVar !== null;
}

/** Whether the exact variance is still to come. */
export function awaitsExact({ exactIsUnderWay }: Pick<ModelView, 'exactIsUnderWay'>, { exact }: ParameterAnalysis): boolean {
    return exactIsUnderWay && exact.asyVar === null && (exact.reason === null || exact.reason.code === 'not-computed');
}

/** The accuracies that the standard errors of these parameters have, the coarsest first. */
function accuraciesInUse(parameters: readonly ParameterAnalysis[]): Accuracy[] {
    return accuracies.filter(accuracy => parameters.some(({ using, standardError }) => standardError !== null && using === accuracy));
}

/**
 * For a lens: the accuracy of its numbers where it is not the usual one, and a mark where exact ones will follow; null where there
 * is nothing to say.
 */
export function accuracyTag(view: ModelView, parameters: readonly ParameterAnalysis[]): string | null {
    const requested = requestedAccuracy(view.spec);
    const marks = [...new Set(parameters.flatMap(parameter => roughMark(parameter) ?? []))];
    const inUse = accuraciesInUse(parameters.filter(({ isRough }) => !isRough));
    const isUsual = requested === defaultAccuracy && inUse.every(accuracy => accuracy === defaultAccuracy) && marks.length === 0;
    const comes = parameters.some(parameter => isChecked(view, parameter)) && 'exact …';
    const differs = !comes && exactMayDifferMark(largestDoubt(parameters));
    const kind = parameters.every(one => one.kind === 'fixed') ? 'fixed' : 'derived';
    const names = isUsual ? '' : [...inUse.map(accuracy => accuracyName(accuracy, view.spec, kind)), ...marks].join(', ');
    return [names, comes || differs].filter(Boolean).join('; ') || null;
}

/** Whether the exact variance that replaces the number in use, or checks it, is still to come: the mark stands from the first, and goes once. */
function isChecked(view: ModelView, parameter: ParameterAnalysis): boolean {
    return parameter.using !== 'exact' && parameter.using !== 'leading' && parameter.standardError !== null && awaitsExact(view, parameter);
}

/** Why a parameter does not have the accuracy that the file asks for; null if it has it, or has no number. */
export function reasonOfFallback(spec: ModelSpec, parameter: ParameterAnalysis): Reason | null {
    const requested = requestedAccuracy(spec);
    return parameter.standardError !== null && parameter.using !== requested ? parameter[requested].reason : null;
}

/** Without groups, the variances that are not exact are those of many observations. Null where none of them is in use. */
function fisherNote({ family, random }: ModelSpec, { parameters }: Analysis): string | null {
    const isFisher = random.every(({ effects }) => effects.length === 0) && isLinear(family);
    const inUse = parameters.find(({ using, standardError }) => standardError !== null && using !== null && using !== 'exact')?.using;
    return isFisher && inUse ? `${sentenceCase(varianceName(inUse))} holds for many observations.` : null;
}

/** Which parameters' standard errors have which accuracy, in one sentence; null where there are none. Plain text. */
export function modelAccuracyNote(spec: ModelSpec, analysis: Analysis): string | null {
    const { parameters } = analysis;
    const inUse = accuraciesInUse(parameters);
    const [first] = inUse;
    if (first === undefined) {
        return parameters.some(hasNumber) ? 'The variances are leading terms; standard errors need all sizes.' : null;
    }
    const requested = requestedAccuracy(spec);
    const most = inUse.includes(requested) ? requested : first;
    const rough = new Map<string, string[]>();
    for (const parameter of parameters) {
        const note = roughNote(parameter);
        if (note !== null) {
            rough.set(note, [...(rough.get(note) ?? []), parameter.name]);
        }
    }
    const notes = [...rough].map(([note, names]) => ` ${sentenceCase(note).replace(':', ` for ${list(names)}:`)}.`);
    const others = inUse
        .filter(accuracy => accuracy !== most)
        .map(accuracy => {
            const whose = parameters.filter(({ using, standardError }) => standardError !== null && using === accuracy);
            return `${accuracyName(accuracy)} for ${list(whose.map(({ name }) => name))}`;
        });
    const doubted = parameters.filter(({ exactMayDiffer }) => exactMayDiffer);
    const advice = doubted.every(({ awaitsExact }) => awaitsExact) ? ' Write using exact, or run glmm analyze with --exact.' : '';
    const doubt =
        doubted.length === 0
            ? ''
            : ` Exact variances of ${list(doubted.map(({ name }) => name))} ${howFar(doubted, names => `those of ${names}`)}.${advice}`;
    const scope = exactScopeNote(spec, analysis) ?? fisherNote(spec, analysis);
    const noted = `${scope === null ? '' : ` ${scope}`}${notes.join('')}${doubt}${apartNote(parameters)}`;
    return `${[`Standard errors: ${accuracyName(most)}`, ...others].join('; ')}.${noted}`;
}

/** The parameters whose exact variance is known, not in use, and far from the one that is; empty where there are none. */
function apartNote(parameters: readonly ParameterAnalysis[]): string {
    const apart = parameters.flatMap(parameter => {
        const ratio = exactOverInUse(parameter);
        return ratio === null ? [] : [{ name: parameter.name, ratio }];
    });
    if (apart.length === 0) {
        return '';
    }
    const [worst] = apart.map(({ ratio }) => ratio).sort((a, b) => Math.abs(Math.log(b)) - Math.abs(Math.log(a)));
    const size = apart.length === 1 ? '' : 'up to ';
    const { much, direction } =
        worst! >= 2
            ? { much: `${formatValue(worst!, 2)} times as large`, direction: '' }
            : { much: `${formatValue(100 * Math.abs(worst! - 1), 2)} %`, direction: worst! > 1 ? ' larger' : ' smaller' };
    const are = apart.length === 1 ? ['variance', 'is'] : ['variances', 'are'];
    return ` The exact ${are[0]} of ${list(apart.map(({ name }) => name))} ${are[1]} ${size}${much}${direction}. Write using exact.`;
}

/** What numbers come from, in a sentence. */
export const variancesBy: Record<Accuracy, string> = {
    leading: 'the leading term',
    twoTerm: 'two terms',
    refined: 'refined variances',
    exact: 'exact variances'
};
