/** An analysis with other accuracies chosen by a test, because the display of numbers does not depend on their computation. */
import type { Reason } from '../../src-engine/result/reason.js';
import { analyze } from '../../src-engine/index.js';
import type { Analysis, ParameterAnalysis, Variance } from '../../src-engine/result/analysis.js';
import type { Accuracy, ModelSpec } from '../../src-engine/spec/model-spec.js';

export function variance(asyVar: number, error = 1e-12 * asyVar, simulated = false): Variance {
    return { asyVar, error, simulated, standing: 'derived', reason: null };
}

export function missing(reason: Reason): Variance {
    return { asyVar: null, error: null, simulated: false, standing: null, reason };
}

export interface GivenVariances {
    twoTerm?: Variance;
    refined?: Variance;
    exact?: Variance;
    using?: Accuracy;
}

/** What is not given is not computed; what is in use is the finest that is given, or as said. */
export function analysisWith(spec: ModelSpec, given: Record<string, GivenVariances>): Analysis {
    const analysis = analyze(spec, { exact: 'none' });
    return { ...analysis, parameters: analysis.parameters.map(parameter => parameterWith(parameter, given[parameter.name] ?? {})) };
}

function parameterWith(parameter: ParameterAnalysis, given: GivenVariances): ParameterAnalysis {
    const notComputed = missing({ code: 'not-computed' });
    const { twoTerm = notComputed, refined = notComputed, exact = notComputed } = given;
    const all: Record<Accuracy, Variance> = { leading: parameter.leading, twoTerm, refined, exact };
    const using = given.using ?? (['refined', 'twoTerm', 'leading'] as const).find(accuracy => all[accuracy].asyVar !== null) ?? null;
    const inUse = using && all[using].asyVar;
    return { ...parameter, twoTerm, refined, exact, using, standardError: inUse === null ? null : Math.sqrt(inUse) };
}
