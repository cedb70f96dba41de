/** The refined and the headline variances of a design beside the exact ones, and what the program says of them. */
import { exactOverInUse } from '../../language/presentation/index.js';
import { reliabilityOf } from '../../src-engine/analysis/reliability/reliability.js';
import { analyze } from '../../src-engine/index.js';
import type { ParameterAnalysis } from '../../src-engine/result/analysis.js';
import type { Accuracy, ModelSpec } from '../../src-engine/spec/model-spec.js';
import type { ExactVariance } from './exact-variances.js';

/** What a parameter of a random design is; a component is the variance of a random effect. */
export type Role = 'intercept' | 'between' | 'within' | 'component';

export interface ComparedAccuracies extends ExactVariance {
    parameter: string;
    role: Role;
    /** Relative to the exact variance; null where there is none. */
    refined: number | null;
    /** Whether a rule says that the refined variance may be off. */
    isDoubted: boolean;
    /** What the program shows first when it computes no longer than a second, relative to the exact variance. */
    headline: number | null;
    using: Accuracy | null;
    /** Whether the program says beside the number that it may be off, or that the exact one is far from it. */
    isMarked: boolean;
}

const roles: Record<string, Role> = { b0: 'intercept', between: 'between', within: 'within', trend: 'within' };

/** The effects and the variances of random effects that have an exact variance. @param exact by name of the parameter */
export function comparedAccuracies(spec: ModelSpec, exact: ReadonlyMap<string, ExactVariance>): ComparedAccuracies[] {
    const { doubts } = reliabilityOf(spec);
    return analyze(spec, { exact: 'quick' }).parameters.flatMap((parameter, index): ComparedAccuracies[] => {
        const known = exact.get(parameter.name);
        if (known === undefined || !['fixed', 'variance'].includes(parameter.kind)) {
            return [];
        }
        return [
            {
                parameter: parameter.name,
                role: parameter.kind === 'fixed' ? roles[parameter.name]! : 'component',
                ...known,
                refined: relative(parameter.refined.asyVar, known.exact),
                isDoubted: (doubts[index] ?? null) !== null,
                headline: relative(headlineOf(parameter), known.exact),
                using: parameter.using,
                isMarked: parameter.isRough || parameter.exactMayDiffer !== null || exactOverInUse(parameter) !== null
            }
        ];
    });
}

const headlineOf = (parameter: ParameterAnalysis): number | null => (parameter.using === null ? null : parameter[parameter.using].asyVar);

const relative = (variance: number | null, exact: number): number | null => (variance === null ? null : variance / exact);
