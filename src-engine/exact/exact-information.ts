/**
 * The exact covariance of all estimates for many groups: I⁻¹/m, with I the expected Fisher information of one group at this n.
 *
 * It is a sum over the values of sufficient statistics if these are few, otherwise a simulation. For one grouping factor. Gaussian responses with the
 * identity link are excluded, because their information has separate algebra.
 */
import { sigmaOf } from '../structure/covariance/structures.js';
import { groupCount } from '../structure/group-counts.js';
import { isReason, type Reason } from '../result/reason.js';
import { parameterIndex, selected, type JointCovariance } from '../structure/structure-result.js';
import { groupModel } from '../predictors/group-model.js';
import { groupSizes, type SizePoint } from '../structure/group-size-law.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import { inverseSpd } from '../numeric/cholesky.js';
import { momentsMustExist } from '../predictors/moment-conditions.js';
import type { ModelSpec, RandomEffectsSpec } from '../spec/model-spec.js';
import { NotAvailable, notPositiveDefinite, attempt } from '../result/not-available.js';
import type { PredictorRule } from '../predictors/predictor-points.js';
import { checkTails, predictorRule } from '../predictors/predictor-rule.js';
import { enumerationCost, sumOverStatistics, type Fineness } from './enumerated.js';
import { GroupDesigns } from './group-design.js';
import type { GroupInformation } from './group-information.js';
import { GroupScore } from './group-score.js';
import { invertedInformation } from './inverted-information.js';
import { responseOf } from '../family/families.js';
import type { Response } from '../family/response.js';
import { simulatedInformation } from './simulated.js';
import type { KeptInformation } from './kept-information.js';
import { singularByRounding } from '../numeric/limits.js';
import { longBudget, quickBudget, mostDesigns, targetOfSum, toleratedBySum, negligibleDesign, roundingOfSum } from './limits.js';

export interface ExactOptions {
    shouldStop: () => boolean;
    /** If a sum would be too long: simulate until every variance has this relative Monte-Carlo standard error. Null: never simulate. */
    simulate: { relativeError: number; seed: number; budget?: number; tolerated?: number; of?: 'effects' | 'all' } | null;
    /** Why a variance that did not become precise enough is missing. Default: `accuracy`. */
    withheld?: Reason;
    /** The largest number of evaluations of log f in a sum. Default: `quickBudget`, about a second. That of a simulation is `longBudget` by default. */
    budget?: number;
    /** Where results are kept for later calls. */
    kept?: KeptInformation;
    onProgress?: (current: JointCovariance) => void;
}

/** Successively finer sums; two that agree certify the finer one. */
const finenesses: readonly Fineness[] = [
    { spacing: 0.88, points: 9 },
    { spacing: 0.64, points: 12 },
    { spacing: 0.46, points: 16 },
    { spacing: 0.33, points: 20 }
];

interface Problem {
    spec: ModelSpec;
    response: Response;
    designs: GroupDesigns;
    sizes: SizePoint[];
}

/**
 * The covariance of all estimates, I⁻¹/m: exact to first order as m → ∞ with n fixed.
 *
 * Accuracy: sums certify 1e-10 relative; simulated variances have their standard errors. The same seed gives the same numbers everywhere.
 * @throws NotAvailable: a structure other than one grouping factor; `not-computed` where only a simulation is possible and none is asked for
 */
export function exactInformation(spec: ModelSpec, options: ExactOptions): JointCovariance {
    const m = groupCount(spec);
    if (typeof m !== 'number') {
        throw new NotAvailable(m);
    }
    const { onProgress, withheld = { code: 'accuracy', reached: null } } = options;
    const joint = ({ covariance, errors, simulated, uncertain = [] }: GroupInformation): JointCovariance => {
        const all: JointCovariance = {
            members: covariance.map((_, i) => i),
            covariance: covariance.map(row => row.map(x => x / m)),
            errors: errors.map(error => error / m),
            simulated,
            standing: 'derived'
        };
        return uncertain.length === 0
            ? all
            : { ...selected(all, i => !uncertain.includes(i)), withheld: new Map(uncertain.map(i => [i, withheld])) };
    };
    const compute = (): GroupInformation =>
        informationPerGroup(spec, { ...options, onProgress: onProgress && (current => onProgress(joint(current))) });
    return joint(options.kept ? options.kept.of(spec, options, compute) : compute());
}

/** Whether `exactInformation` is a sum within a budget, by default about a second. Never throws. */
export function isEnumerable(spec: ModelSpec, budget = quickBudget): boolean {
    try {
        return cost(problemOf(spec), budget) <= budget;
    } catch (error) {
        if (error instanceof NotAvailable) {
            return false;
        }
        throw error;
    }
}

/** The expected Fisher information of one group, averaged over its predictors and its size. @throws NotAvailable as `exactInformation` */
export function informationPerGroup(
    spec: ModelSpec,
    options: Omit<ExactOptions, 'onProgress'> & { onProgress?: (current: GroupInformation) => void }
): GroupInformation {
    const problem = problemOf(spec);
    const budget = options.budget ?? quickBudget;
    const summed = cost(problem, budget) <= budget ? attempt(() => enumerated(problem, options.shouldStop)) : null;
    if (summed && !isReason(summed)) {
        return summed;
    }
    // If a sum cannot be certified, a simulation is still possible.
    if (summed && !(summed.code === 'accuracy' && options.simulate)) {
        throw new NotAvailable(summed);
    }
    if (!options.simulate) {
        throw new NotAvailable({ code: 'not-computed' });
    }
    return simulatedInformation(problem, { ...options, ...options.simulate, budget: options.simulate.budget ?? longBudget });
}

function problemOf(spec: ModelSpec): Problem {
    if (spec.random.length !== 1 || spec.random[0].effects.length === 0) {
        throw new NotAvailable({
            code: 'structure',
            structure: spec.random.some(block => block.within !== null) ? 'levels' : 'crossed'
        });
    }
    mustBeInvertible(spec.random[0]);
    const { n } = spec.design;
    if (n === null) {
        throw new NotAvailable({ code: 'unknown-value', what: 'n' });
    }
    const sizes = groupSizes(n);
    momentsOfWeights(spec);
    return { spec, response: responseOf(spec.family), designs: new GroupDesigns(spec), sizes };
}

/** @throws NotAvailable where Σ is no covariance, or singular: on the boundary estimates are not asymptotically normal */
function mustBeInvertible(random: RandomEffectsSpec): void {
    const sigma = sigmaOf(random);
    const inverse = inverseSpd(sigma);
    if (inverse.ok) {
        return;
    }
    const { smallestEigenvalue } = inverse;
    const scale = Math.max(...sigma.map((row, i) => row[i]));
    if (smallestEigenvalue !== null && -singularByRounding * scale <= smallestEigenvalue) {
        throw new NotAvailable({ code: 'no-formula', accuracy: 'exact', structure: 'singular' });
    }
    throw notPositiveDefinite(random.group, inverse);
}

/** Throws the reason why a model has no leading terms: an infinite moment, or the domain of the link. @throws NotAvailable */
function momentsOfWeights(spec: ModelSpec): void {
    const model = groupModel(spec);
    checkTails(model);
    let rule: PredictorRule = { groups: [], count: 0, exact: false };
    try {
        if (model.weight.kind === 'exponential') {
            rule = predictorRule(model, () => 0);
        }
    } catch (error) {
        // Too many predictors for a product rule, but they can still be drawn.
        if (!(error instanceof NotAvailable && error.reason.code === 'accuracy')) {
            throw error;
        }
    }
    momentsMustExist(model, rule);
}

/** Evaluations of log f that the sum takes, counted up to a limit; Infinity if there is no sum. */
function cost({ spec, response, designs, sizes }: Problem, limit: number): number {
    const [random] = spec.random;
    if (response.totals === 'continuous' || random.effects.length > 2 || sizes.some(({ n }) => !Number.isInteger(n))) {
        return Infinity;
    }
    let total = 0;
    for (const { n } of sizes) {
        if (!(designs.count(n) <= mostDesigns)) {
            return Infinity;
        }
        for (const { design } of designs.list(n)) {
            for (const fineness of finenesses.slice(0, 2)) {
                total += enumerationCost(design, random, response, fineness);
            }
            if (limit < total) {
                return total;
            }
        }
    }
    return total;
}

function enumerated({ spec, response, designs, sizes }: Problem, shouldStop: () => boolean): GroupInformation {
    const [random] = spec.random;
    const group = new GroupScore(random, spec.fixed.length, response);
    const size = parameterIndex(spec).count;
    let previous: Matrix | undefined;
    let reached = Infinity;
    for (const fineness of finenesses) {
        const total = new Float64Array(size * size);
        let missing = 0;
        for (const { n, probability: ofSize } of sizes) {
            for (const { design, probability } of designs.list(n)) {
                if (design.rows === 0 || probability * ofSize < negligibleDesign) {
                    continue;
                }
                const sum = sumOverStatistics(design, random, response, group, fineness, shouldStop);
                missing += ofSize * probability * Math.abs(sum.probability - 1);
                for (let i = 0; i < total.length; i++) {
                    total[i] += ofSize * probability * sum.information[i];
                }
            }
        }
        const information = Array.from({ length: size }, (_, i) => Array.from(total.subarray(i * size, (i + 1) * size)));
        const covariance = invertedInformation(information, spec);
        if (previous) {
            const before = previous;
            const relative = covariance.map((row, i) => Math.abs(before[i][i] / row[i] - 1) + missing + roundingOfSum);
            reached = Math.max(...relative);
            if (reached < targetOfSum || (fineness === finenesses.at(-1) && reached < toleratedBySum)) {
                return {
                    information,
                    covariance,
                    errors: covariance.map((row, i) => row[i] * relative[i]),
                    simulated: false,
                    evaluations: group.likelihood.evaluations
                };
            }
        }
        previous = covariance;
    }
    throw new NotAvailable({ code: 'accuracy', reached });
}
