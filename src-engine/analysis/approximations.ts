/** The covariance of all estimates in every accuracy, at one design. Analyses and answers are made from it. */
import { attempt } from '../result/not-available.js';
import { type Reason, isReason } from '../result/reason.js';
import type { ExactDepth, Standing } from '../result/analysis.js';
import {
    parameterIndex,
    type JointCovariance,
    type LeadingBlock,
    type ParameterIndex,
    type StructureResult
} from '../structure/structure-result.js';
import { crossedResult } from '../several-factors/crossed/crossed-result.js';
import { isLinear } from '../family/families.js';
import { exactCovariance, type ExactCovarianceOptions } from './exact-covariance.js';
import { Headline } from './headline.js';
import { sampledCovariance } from './sampled-covariance.js';
import { refinedCovariance, type RefinedOptions } from './refined-covariance.js';
import type { IntegralOptions } from '../information/information-integral.js';
import { levelsResult } from '../several-factors/levels/levels-result.js';
import { errorOfQuickSimulation, errorOfSimulation, accuracyOfFewEffects, accuracyOfManyEffects } from './limits.js';
import { solveMarginal } from '../predictors/marginal.js';
import { instantBudget, longBudget, quickBudget } from '../exact/limits.js';
import type { KeptInformation } from '../exact/kept-information.js';
import type { Accuracy, ModelSpec } from '../spec/model-spec.js';
import { Responses } from './typical-responses.js';
import { oneFactorStructure } from '../one-factor/one-factor.js';

export interface Approximations {
    /** With intercepts solved that were given by the mean response. */
    spec: ModelSpec;
    index: ParameterIndex;
    result: StructureResult;
    /** Also of parameters that no data of the design can tell: the numbers are scaled to other counts, which decide. */
    covariances: Record<Accuracy, JointCovariance | Reason>;
    headline: Headline;
    responses: Responses;
}

export interface ApproximationOptions {
    integral: IntegralOptions;
    exact: ExactDepth;
    /** Whose simulated variances must be precise. Default: those of all parameters. */
    preciseFor?: 'effects' | 'all';
    /** Which refined variances of components are wanted; by default those with a closed form, and all beside exact variances. */
    components?: RefinedOptions['components'];
    seed: number;
    keptInformation?: KeptInformation;
}

const notComputed: Reason = { code: 'not-computed' };

/** @throws NotAvailable, InvalidSpec if nothing can be computed */
export function approximations(asWritten: ModelSpec, options: ApproximationOptions): Approximations {
    const { integral } = options;
    const spec = solveMarginal(asWritten, integral.shouldStop);
    const result = structureResult(spec, integral);
    const refined =
        integral.refined === false
            ? notComputed
            : refinedCovariance(spec, result.refined, {
                  shouldStop: integral.shouldStop,
                  seed: options.seed,
                  budget: integral.budget,
                  components: options.components ?? (options.exact === 'none' || options.exact === 'headline' ? 'closed' : 'all'),
                  known: options.keptInformation?.meansOf(spec, { seed: options.seed, budget: integral.budget })
              });
    const responses = new Responses(spec);
    const headline = new Headline(spec, responses);
    const isNeeded = options.exact !== 'headline' || headlineNeedsExact(spec, headline, refined);
    const exact = isNeeded ? exactApproximation(spec, result.twoTerm, options) : notComputed;
    const covariances = {
        leading: leadingCovariance(result.blocks),
        twoTerm: result.twoTerm,
        refined,
        exact
    };
    return { spec, index: parameterIndex(spec), result, covariances, headline, responses };
}

/** Without random effects all accuracies are the inverse Fisher information. Unless the response is Gaussian, that is the variance for many observations only. */
export const onlyForManyObservations: Reason = { code: 'no-formula', accuracy: 'exact', structure: 'many-observations' };

/** @param spec with intercepts solved. @param twoTerm what is exact for many observations without random effects */
export function exactApproximation(
    spec: ModelSpec,
    twoTerm: JointCovariance | Reason,
    options: ApproximationOptions
): JointCovariance | Reason {
    if (spec.random.length === 0 && !isLinear(spec.family)) {
        return onlyForManyObservations;
    }
    const { exact } = options;
    if (exact === 'none') {
        return { code: 'not-computed' };
    }
    if (spec.random.length === 0) {
        return isReason(twoTerm) ? twoTerm : attempt(() => sampledCovariance(spec, twoTerm, options));
    }
    const found = attempt(() => exactCovariance(spec, depthOptions(exact, options)));
    // A simulation that was too slow for a second can still be asked for.
    return exact === 'quick' && isReason(found) && found.code === 'accuracy' ? { code: 'not-computed' } : found;
}

type Depth = Exclude<ExactDepth, 'none'>;

/** The most evaluations of log f in the sum of one exact information. */
export const sumBudgets: Record<Depth, number> = {
    headline: instantBudget,
    closed: quickBudget,
    quick: quickBudget,
    simulate: quickBudget
};
const simulationBudgets: Record<Depth, number | null> = { headline: null, closed: null, quick: quickBudget, simulate: longBudget };

function depthOptions(
    depth: Depth,
    { seed, preciseFor, integral: { shouldStop }, keptInformation }: ApproximationOptions
): ExactCovarianceOptions {
    const budget = simulationBudgets[depth];
    const relativeError = depth === 'quick' ? errorOfQuickSimulation : errorOfSimulation;
    const simulate =
        budget === null ? null : { relativeError, seed, budget, tolerated: errorOfSimulation, ...(preciseFor && { of: preciseFor }) };
    return { shouldStop, simulate, budget: sumBudgets[depth], ...(keptInformation && { kept: keptInformation }) };
}

/** Whether the number in use of a fixed effect, or any number of a Gaussian model, depends on the exact variance. */
function headlineNeedsExact(spec: ModelSpec, headline: Headline, refined: JointCovariance | Reason): boolean {
    const positions = spec.fixed.map((_, i) => i);
    const count = isLinear(spec.family) ? parameterIndex(spec).count : positions.length;
    return headline.order(positions)[0] === 'exact' || isReason(refined) || refined.members.filter(member => member < count).length < count;
}

/** The sum of the leading terms; parameters of which one is missing are left out. */
function leadingCovariance(blocks: readonly LeadingBlock[]): JointCovariance | Reason {
    let others: Reason | undefined;
    const without = new Set<number>();
    for (const { members, covariance, order } of blocks) {
        const reason = isReason(covariance) ? covariance : typeof order.divisor === 'number' ? undefined : order.divisor;
        if (reason === undefined) {
            continue;
        }
        others ??= reason;
        for (const member of members) {
            without.add(member);
        }
    }
    const members = [...new Set(blocks.flatMap(block => block.members))].filter(member => !without.has(member)).sort((a, b) => a - b);
    if (members.length === 0 && others) {
        return others;
    }
    const sum = members.map(() => members.map(() => 0));
    const errors = members.map(() => 0);
    let standing: Standing = 'published';
    for (const block of blocks) {
        const { covariance, order, error } = block;
        if (isReason(covariance) || typeof order.divisor !== 'number') {
            continue;
        }
        const divisor = order.divisor;
        const at = block.members.map(member => members.indexOf(member));
        at.forEach((i, k) => {
            if (i < 0) {
                return;
            }
            at.forEach((j, l) => {
                if (j >= 0) {
                    sum[i][j] += covariance[k][l] / divisor;
                }
            });
            errors[i] += (error * covariance[k][k]) / divisor;
        });
        standing = weaker(standing, block.standing);
    }
    return { members, covariance: sum, errors, simulated: false, standing, ...(others && { others }) };
}

const standings: Standing[] = ['published', 'derived', 'conjecture'];

/** The less certain of two standings. */
export const weaker = (a: Standing, b: Standing): Standing => standings[Math.max(standings.indexOf(a), standings.indexOf(b))];

function structureResult(spec: ModelSpec, options: IntegralOptions): StructureResult {
    if (spec.random.length < 2) {
        return oneFactorStructure(spec, options);
    }
    return spec.random.some(({ within }) => within !== null) ? levelsResult(spec, options) : crossedResult(spec, options);
}

/** The most random effects that a unit has: with three and more ten digits take too long for typing. */
export const usualAccuracy = ({ random }: ModelSpec): number =>
    random.reduce((sum, { effects }) => sum + effects.length, 0) < 3 ? accuracyOfFewEffects : accuracyOfManyEffects;
