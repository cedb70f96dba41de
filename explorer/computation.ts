/** The numbers behind the explorer's pictures, for a model with changed numbers: part by part, so that the first appears before the last is computed. */
import type { CurveOptions } from '../src-engine/design/curve-options.js';
import { answeredSpec } from '../language/presentation/choice/answered-spec.js';
import type { Analysis, AnalysisOptions } from '../src-engine/result/analysis.js';
import type { DesignAnswers } from '../src-engine/result/design-answers.js';
import type { Curve, EqualPower, GoalReference } from '../src-engine/result/curve-data.js';
import { analyze, answer, compare, curve, equalPower, KeptInformation, VarianceStore, type Comparison } from '../src-engine/index.js';
import type { ModelSpec } from '../src-engine/spec/model-spec.js';

/** `counts`: the answers, and the goal as a function of every group's count; `n`: as a function of n, equal power and the estimates, which need more integrals. */
export type Share = 'counts' | 'n';

export interface ComputationRequest {
    /** Later ones are larger. */
    generation: number;
    share: Share;
    spec: ModelSpec;
    /** The model to compare with. */
    beside: ModelSpec | null;
    /** Null where the model has no goal. */
    goal: GoalReference | null;
    /** A slider is being dragged: few points are enough for the eye. */
    isRough: boolean;
    /** Where curves began and ended before, by quantity: kept while a slider is dragged. */
    ranges: Record<string, NonNullable<CurveOptions['range']>>;
}

export type Found =
    /** `design`: with answers in place of `?`; null where there are none. */
    | { part: 'answers'; answers: DesignAnswers; design: ModelSpec | null; beside: DesignAnswers | null }
    | { part: 'curve'; quantity: string; curve: Curve | null; beside: Curve | null }
    | { part: 'equalPower'; equalPower: EqualPower | null }
    /** `comparison`: the result for the other model; null without one. */
    | { part: 'estimates'; analysis: Analysis; comparison: Comparison | null }
    /** `detail`: of an internal error. */
    | { part: 'failed'; detail: string };

const roughPoints = 12;
/** Relative errors of variances that are too small to notice, in numbers and in pictures. Coarser integrals may agree by accident. */
const roughAccuracy: Record<Share, number> = { counts: 1e-4, n: 1e-2 };

/** The parts of a share, each when it is there. */
export function* computedParts(asked: ComputationRequest): Generator<Found> {
    const { spec, share, goal, isRough } = asked;
    const variances = storeFor(spec, asked);
    const answers = answer(spec, { variances, around: false, allocation: false });
    const design = answeredSpec(spec, answers)?.spec ?? null;
    const other = asked.beside && answeredBeside(asked.beside, asked);
    if (share === 'counts') {
        yield { part: 'answers', answers, design, beside: other?.answers ?? null };
    }
    const quantities = share === 'n' ? ['n'] : spec.design.counts.map(({ group }) => group);
    for (const quantity of quantities) {
        const own = goal && design && goalAlong(design, goal, quantity, asked, variances);
        yield { part: 'curve', quantity, curve: own, beside: own && other?.design ? curveBeside(own, spec, other, asked) : null };
    }
    if (share === 'n') {
        const test = goal?.kind === 'test' && design ? goal.index : null;
        const lines =
            test === null
                ? null
                : equalPower(design!, test, { variances, optimal: answers.optimal, ...(isRough && { points: roughPoints }) });
        yield { part: 'equalPower', equalPower: lines };
        // The table can wait for the pictures; without a goal there is only the table.
        if (!isRough || goal === null) {
            const options: AnalysisOptions = isRough
                ? { accuracy: roughAccuracy.counts, exact: 'none', cautions: false }
                : { exact: 'quick' };
            const analysis = analyze(design ?? spec, options, keptInformation);
            const comparison = other?.design ? compare(analysis, analyze(other.design, options, keptInformation)) : null;
            yield { part: 'estimates', analysis, comparison };
        }
    }
}

/** Variances of the last few models, which serve all sizes, levels and powers. */
const stores = new Map<string, VarianceStore>();
const mostStores = 4;

const keptInformation = new KeptInformation();

function storeFor({ family, predictors, fixed, offset, random }: ModelSpec, { isRough, share }: ComputationRequest): VarianceStore {
    const key = JSON.stringify([isRough && share, family, predictors, fixed, offset, random]);
    const store =
        stores.get(key) ??
        new VarianceStore({
            shouldStop: () => false,
            exact: isRough ? 'headline' : 'quick',
            seed: 1,
            keptInformation,
            ...(isRough && { accuracy: roughAccuracy[share] })
        });
    // The last used one is removed last.
    stores.delete(key);
    stores.set(key, store);
    if (stores.size > mostStores) {
        stores.delete([...stores.keys()][0]!);
    }
    return store;
}

function goalAlong(
    spec: ModelSpec,
    goal: GoalReference,
    quantity: string,
    { isRough, ranges }: ComputationRequest,
    variances: VarianceStore
): Curve | null {
    const here = quantity === 'n' ? nOf(spec) : (spec.design.counts.find(({ group }) => group === quantity)?.count ?? null);
    const known = ranges[quantity];
    const range = isRough && known && here !== null && known.from <= here && here <= known.to ? known : undefined;
    return curve(spec, goal, quantity, {
        variances,
        ...(isRough && { points: roughPoints }),
        ...(range && { range })
    });
}

const nOf = ({ design: { n } }: ModelSpec): number | null => (n?.kind === 'fixed' ? n.n : null);

interface Beside {
    design: ModelSpec | null;
    answers: DesignAnswers;
    variances: VarianceStore;
}

function answeredBeside(spec: ModelSpec, asked: ComputationRequest): Beside {
    const variances = storeFor(spec, asked);
    const answers = answer(spec, { variances, around: false, allocation: false });
    return { design: answeredSpec(spec, answers)?.spec ?? null, answers, variances };
}

/** The same hypothesis or target of the other model, else its first of the kind, over the same stretch; null where it measures something else. */
function curveBeside(own: Curve, spec: ModelSpec, { design, variances }: Beside, { isRough }: ComputationRequest): Curve | null {
    const { kind, index } = own.goal;
    const same =
        kind === 'test'
            ? design!.tests.findIndex(({ hypothesis }) => hypothesis === spec.tests[index]?.hypothesis)
            : design!.precisions.findIndex(({ text }) => text === spec.precisions[index]?.text);
    const range = { from: own.at[0]!, to: own.at.at(-1)! };
    const found = curve(design!, { kind, index: Math.max(0, same) }, own.quantity, {
        variances,
        range,
        ...(isRough && { points: roughPoints })
    });
    return found?.measure === own.measure ? found : null;
}
