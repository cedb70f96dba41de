/** The refined and the headline variances of a design beside the exact ones, and what the program says of them. */
import { reliabilityOf } from '../../src-engine/analysis/reliability.js';
import { analyze } from '../../src-engine/index.js';
import type { ExactDepth, ParameterAnalysis } from '../../src-engine/result/analysis.js';
import type { Accuracy, ModelSpec } from '../../src-engine/spec/model-spec.js';

/** What a parameter of a random design is; a component is the variance of a random effect. */
export type Role = 'intercept' | 'between' | 'within' | 'component';

export interface ComparedAccuracies {
    parameter: string;
    role: Role;
    exact: number;
    /** The standard error of a simulated exact variance, and otherwise the bound of its error; both relative. */
    error: number;
    /** Relative to the exact variance; null where there is none. */
    refined: number | null;
    /** Whether a rule says that the refined variance may be off. */
    isDoubted: boolean;
    /** What the program shows first when it computes no longer than a second, relative to the exact variance. */
    headline: number | null;
    using: Accuracy | null;
    /** Whether the program says that the headline may be off, or that it stands in for a better number. */
    isMarked: boolean;
}

const roles: Record<string, Role> = { b0: 'intercept', between: 'between', within: 'within' };

/** The parameters that have an exact variance. @param depth how far to go for it */
export function comparedAccuracies(spec: ModelSpec, depth: ExactDepth): ComparedAccuracies[] {
    const shown = analyze(spec, { exact: 'quick' }).parameters;
    const known = depth === 'quick' ? shown : analyze(spec, { exact: depth, seed: 2 }).parameters;
    const { doubts } = reliabilityOf(spec);
    return shown.flatMap((parameter, index): ComparedAccuracies[] => {
        const { asyVar, error } = known[index]!.exact;
        if (asyVar === null || !['fixed', 'variance'].includes(parameter.kind)) {
            return [];
        }
        return [
            {
                parameter: parameter.name,
                role: parameter.kind === 'fixed' ? roles[parameter.name]! : 'component',
                exact: asyVar,
                error: (error ?? 0) / asyVar,
                refined: relative(parameter.refined.asyVar, asyVar),
                isDoubted: (doubts[index] ?? null) !== null,
                headline: relative(headlineOf(parameter), asyVar),
                using: parameter.using,
                isMarked: parameter.isRough || parameter.exactMayDiffer !== null || parameter.awaitsExact
            }
        ];
    });
}

const headlineOf = (parameter: ParameterAnalysis): number | null => (parameter.using === null ? null : parameter[parameter.using].asyVar);

const relative = (variance: number | null, exact: number): number | null => (variance === null ? null : variance / exact);
