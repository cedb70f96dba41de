/**
 * The Fisher information of one group as a sum over all values of its sufficient statistics: I = Σ P(t) {S̄ S̄ᵀ + Cov(X'y | t)}.
 *
 * S̄ is the score given all responses averaged over those with the statistic t; its covariance given t is that of X'y, which does not depend on U.
 */
import type { RandomEffectsSpec } from '../model-spec.js';
import { NotAvailable } from '../not-available.js';
import type { GroupDesign } from './group-design.js';
import type { GroupScore } from './group-score.js';
import type { Response } from './response.js';
import {
    boundedStatistics,
    countBounded,
    everyTotal,
    pooledPoisson,
    unboundedTotals,
    type PooledDesign,
    type Spread,
    type WeightedStatistic
} from './sufficient-statistics.js';

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

/** Evaluations of log f that one statistic costs in one row, by number of random effects. */
const nodesOf = (d: number, spacing: number): number => ((2 * 9.2) / spacing) ** d * (d === 2 ? 0.8 : 1) + 8;

/** About how many evaluations of log f the sum takes; Infinity where responses can't be listed. */
export function enumerationCost(design: GroupDesign, random: RandomEffectsSpec, response: Response, { spacing, points }: Fineness): number {
    const d = random.effects.length;
    if (response.totals === 'continuous' || 2 < d) return Infinity;
    if (response.totals === 'bounded') return countBounded(design, response.canonical) * design.rows * nodesOf(d, spacing);
    const { design: rows, spreads } = countable(design, random, response);
    // A run of totals is two deviations wide; both tails beyond the random effects' law add some.
    const totals = spreads.map(spread => {
        const { logMean, variance, size } = spread;
        const deviations = Math.sqrt(variance) * 9 + 1;
        const decades = Math.max(0, logMean + deviations * 1.5);
        return Math.min(unboundedTotalsBound(spread), points * (10 + 2 * decades + Math.sqrt(1 / size)));
    });
    return totals.reduce((product, count) => product * count, 1) * rows.rows * nodesOf(d, spacing);
}

function unboundedTotalsBound({ logMean, variance }: Spread): number {
    return Math.exp(Math.min(700, logMean + 9 * Math.sqrt(variance) + variance)) + 60;
}

/** Rows whose totals have no bound, pooled where they can be. */
function countable(design: GroupDesign, random: RandomEffectsSpec, response: Response): PooledDesign & { spreads: Spread[] } {
    const pooled = response.canonical ? pooledPoisson(design) : { design, covariance: [] };
    return { ...pooled, spreads: spreadsOf(pooled.design, random, response) };
}

function spreadsOf({ rows, eta, r, size }: GroupDesign, { covariance }: RandomEffectsSpec, response: Response): Spread[] {
    const d = covariance.length;
    return Array.from({ length: rows }, (_, k) => {
        let variance = 0;
        for (let a = 0; a < d; a++) for (let b = 0; b < d; b++) variance += r[k * d + a] * covariance[a][b] * r[k * d + b];
        return { logMean: eta[k] + Math.log(size[k]), variance, size: response.totalSize(size[k]) };
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
    const { parameters, p } = group;
    let design = given;
    let perTotal: Float64Array[] = [];
    let statistics: WeightedStatistic[];
    if (response.totals === 'bounded') {
        group.prepare(design);
        statistics = boundedStatistics(design, group.centred, response);
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
        if ((at & 63) === 0 && shouldStop()) throw new NotAvailable({ code: 'stopped' });
        group.lattice(statistic, fineness.spacing);
        const chance = statistic.weight * Math.exp(group.logMarginal);
        if (chance === 0) return;
        probability += chance;
        const { score } = group;
        for (let i = 0; i < parameters; i++) {
            meanScore[i] += chance * score[i];
            for (let j = 0; j < parameters; j++) information[i * parameters + j] += chance * score[i] * score[j];
        }
        const add = (covariance: Float64Array, factor: number): void => {
            for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) information[i * parameters + j] += factor * covariance[i * p + j];
        };
        if (statistic.covariance) add(statistic.covariance, chance);
        perTotal.forEach((covariance, k) => add(covariance, chance * statistic.y[k]));
    });
    return { information, probability, meanScore };
}
