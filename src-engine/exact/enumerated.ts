/**
 * The Fisher information of one group as a sum over all values of its sufficient statistics: I = Σ P(t) {S̄ S̄ᵀ + Cov(X'y | t)}.
 *
 * S̄ is the score given all responses averaged over those with the statistic t; its covariance given t is that of X'y, which does not depend on U.
 */
import { sigmaOf } from '../structure/covariance/structures.js';
import type { RandomEffectsSpec } from '../spec/model-spec.js';
import { inverseSpd } from '../numeric/cholesky.js';
import { NotAvailable } from '../result/not-available.js';
import { varianceOfRow, type GroupDesign } from './row-table.js';
import type { GroupScore } from './group-score.js';
import type { Response } from '../family/response.js';
import { SharedLattice, sharedNodes } from './shared-lattice.js';
import { countUnbounded, unboundedTotals, type Spread } from './count-totals.js';
import { pooledPoisson, type PooledDesign } from './pooled-rows.js';
import { boundedStatistics, countBounded, everyTotal, type WeightedStatistic } from './sufficient-statistics.js';

/** How fine the integrals and sums are: spacing of lattices in standard deviations, points of a run of totals. */
export interface Fineness {
    spacing: number;
    points: number;
}

/** The sum over a design's statistics; with all of them `probability` is 1 and the mean score 0. */
export interface StatisticSum {
    /** P × P. */
    information: Float64Array;
    probability: number;
    meanScore: Float64Array;
}

/** Nodes about a mode with one or two random effects, and those of a shared lattice that one statistic takes, at spacing 1; measured. */
const nodesAbout = [20, 260];
const nodesShared = [35, 750];

/** About how many evaluations of log f, in those of the logit link, the sum takes; Infinity if responses cannot be listed. */
export function enumerationCost(design: GroupDesign, random: RandomEffectsSpec, response: Response, { spacing, points }: Fineness): number {
    const d = random.effects.length;
    if (response.totals === 'continuous' || d > 2) {
        return Infinity;
    }
    if (design.rows === 0) {
        return 0;
    }
    const share = spacing ** -d;
    const about = nodesAbout[d - 1] * share + 8;
    if (response.totals === 'counts') {
        const { design: rows, spreads } = countable(design, random, response);
        return spreads.reduce((product, spread) => product * countUnbounded(spread, points), 1) * rows.rows * about * response.effort;
    }
    const statistics = countBounded(design, response.canonical);
    if (!response.canonical) {
        return statistics * design.rows * about * response.effort;
    }
    const precision = inverseSpd(sigmaOf(random));
    const nodes = precision.ok ? sharedNodes(design, sigmaOf(random), precision.inverse, spacing) : Infinity;
    const trials = design.size.reduce((sum, n) => sum + n, 0);
    // Rows are joined by convolution.
    return nodes * design.rows + statistics * nodesShared[d - 1] * share + 0.1 * trials * trials * (design.rows === 1 ? 0 : 1);
}

/** Rows with unbounded totals, pooled if possible. */
function countable(design: GroupDesign, random: RandomEffectsSpec, response: Response): PooledDesign & { spreads: Spread[] } {
    const pooled = response.canonical ? pooledPoisson(design) : { design, covariance: [] };
    return { ...pooled, spreads: spreadsOf(pooled.design, random, response) };
}

function spreadsOf(design: GroupDesign, random: RandomEffectsSpec, response: Response): Spread[] {
    const { rows, eta, size } = design;
    const sigma = sigmaOf(random);
    return Array.from({ length: rows }, (_, k) => {
        return { logMean: eta[k] + Math.log(size[k]), variance: varianceOfRow(design, k, sigma), size: response.totalSize(size[k]) };
    });
}

/** @throws NotAvailable where a likelihood is not finite or the work was stopped */
export function sumOverStatistics(
    given: GroupDesign,
    random: RandomEffectsSpec,
    response: Response,
    group: GroupScore,
    fineness: Fineness,
    shouldStop: () => boolean
): StatisticSum {
    const { parameters, p } = group.likelihood;
    let design = given;
    let perTotal: Float64Array[] = [];
    let statistics: WeightedStatistic[];
    let shared: SharedLattice | null = null;
    if (response.totals === 'bounded') {
        group.prepare(design);
        statistics = boundedStatistics(design, group.likelihood.centred, response, shouldStop);
        if (response.canonical) {
            shared = new SharedLattice(group.likelihood, design, sigmaOf(random), fineness.spacing);
        }
    } else {
        const pooled = countable(given, random, response);
        design = pooled.design;
        perTotal = pooled.covariance;
        group.prepare(design);
        const totals = pooled.spreads.map(spread => unboundedTotals(spread, fineness.points));
        statistics = everyTotal(design, response, k => totals[k]);
    }
    const information = new Float64Array(parameters * parameters);
    const meanScore = new Float64Array(parameters);
    let probability = 0;
    statistics.forEach((statistic, at) => {
        if ((at & 15) === 0 && shouldStop()) {
            throw new NotAvailable({ code: 'stopped' });
        }
        const integral = shared ?? group;
        if (shared ? !shared.integrate(statistic) : !group.lattice(statistic, fineness.spacing)) {
            return;
        }
        const chance = statistic.weight * Math.exp(integral.logMarginal);
        probability += chance;
        const { score } = integral;
        for (let i = 0; i < parameters; i++) {
            meanScore[i] += chance * score[i];
            for (let j = 0; j < parameters; j++) {
                information[i * parameters + j] += chance * score[i] * score[j];
            }
        }
        const add = (covariance: Float64Array, factor: number): void => {
            for (let i = 0; i < p; i++) {
                for (let j = 0; j < p; j++) {
                    information[i * parameters + j] += factor * covariance[i * p + j];
                }
            }
        };
        if (statistic.covariance) {
            add(statistic.covariance, chance);
        }
        perTotal.forEach((covariance, k) => add(covariance, chance * statistic.y[k]));
    });
    if (shared) {
        group.likelihood.evaluations += shared.nodes * design.rows + shared.visited;
    }
    return { information, probability, meanScore };
}
