/**
 * Where the refined form of a fixed effect's variance may be more than 5 % away from the exact one.
 *
 * The refined form takes the information of the fixed effects alone. With a response that is not Gaussian they are not orthogonal to the variances of the
 * random effects, so a part of the information is lost, and more of it the less a group says about its random effects. Rules of thumb tell
 * where this matters. They were fitted to 2,697 designs with one grouping factor whose responses can be enumerated, and confirmed on 579
 * others (logit, probit, cloglog and log link; variances 0.05 to 9, groups of 2 to 50, rates 0.02 to 0.5). ev: expected events in a group, non-events if these are fewer, counts
 * for counts.
 *
 * | effect | rule | true cases found | false alarms |
 * |---|---|---|---|
 * | intercept, and any effect whose own term has a random effect | ev < 5, or κσ²/ev > 1.5 | 100 % | 23–29 % |
 * | the same beside random slopes | logit, probit: ev < 6.5, binomial ev < 10; log: λ < 6 for the slope, and for the intercept with the least of them, λ = e₀ Var(x) σ² with the events e₀ of the median group | 99–100 % | most |
 * | between groups | κ(σ² + 4β² Var(x))/ev > 1 | 95–99 % | 22–33 % |
 * | within groups, but for Poisson responses | κβ² Var(x)/n > 0.05; negative binomial: ev < 9 | 99–100 % | 10–20 % |
 *
 * With κσ² > 20, or weights whose logarithms vary by more than 4.5 with the random effects, both of which these designs leave out, the refined variances of intercepts and effects between groups are too large however large the groups are: for logit and 120
 * observations by 6 % at σ² = 25, by 29 % at 100 and by 84 % at 400.
 *
 * With a log link the mean number of events is that of rare large groups, and the median group has fewer: below 1 in it the refined variance of an intercept is too small (0.93 at 0.7), with σ² over
 * them above 2.5 that of an effect between groups too large (Poisson, sd 0.5 to 3, groups of 2 to 40, 300 designs). Gaussian responses with a log link likewise: see `analysis/limits.ts`.
 *
 * Continuous responses with a log link have the information about η, n w(η)/φ, in place of events: under 10 for the first row and the third, and the squared skewness of a
 * response over n above 0.15 for effects within groups (gamma 4φ/n, inverse Gaussian 9φμ/n): a skew response tells of its group and of effects together. For a gamma response
 * beside a wide random intercept the refined variance is 1/(1 + φ/n) of the exact one at β = 0, from the Dirichlet law of the shares of a group's total.
 *
 * A Gaussian response with a log link has no skewness, but with less information than 10 in a group its effects within groups are not orthogonal to σ² either: 0.80 of the exact variance at 0.4, 0.86 at 1.6, 0.91
 * at 3.7. Wide random intercepts make groups unlike in what they say about slopes: refined variances of these are also doubted where Var log w/λ is above the bound for effects between groups (1.24 times at 1, 0.70 at 7).
 *
 * Variances of components by the shrunk mode (`study/shrunk-mode.ts`): with fewer than 2 events in a unit of their factor they are no approximation, with fewer than 5 they may be
 * more than 5 % off. As the random effects widen they become too large, by how far the weight w varies with them: with Var log w = 2.5 by about 6 %, with 4.5 by 8 to 23 %, with 8 by
 * half, with 16 they are double (logit, probit and cloglog, 20 to 200 observations). With a log link the mean number of events is that of rare large units; there (Var log w)² over the events of the
 * median unit decides: above 2 the refined variance is 5 to 16 % too large, above 20 by a third and more (Poisson and negative binomial, sd 1 to 2.5, 3 and 10 observations, with and without predictors).
 *
 * Beside other factors components take 12 events in place of 5. Where the random effects of the others change the weight, units say unequally much about their own; with the variance of log w over the
 * others, divided by 1 + events · σ², above 0.1 components may be over 5 % too large, above 0.3 they are no approximation (1.4 to 2.7 times, sampled designs).
 *
 * With several factors the unit that holds the least decides. A negative binomial count says as much as μ/(1 + μ/k) Poisson counts.
 *
 * κ is 1 for logit and log links, 2.9 for probit and 1.6 for cloglog. 4β² Var(x) is β² for two arms of equal size. With a cloglog link the rules find too few
 * cases, so every effect counts as uncertain. The direction differs: intercepts and effects within groups are too optimistic; effects between groups are
 * more often too cautious.
 */
import { hasDispersion, isLinear } from '../../family/families.js';
import { blockMembership } from '../../predictors/blocks.js';
import { attempt } from '../../result/not-available.js';
import { isReason } from '../../result/reason.js';
import type { LinkName, ModelSpec } from '../../spec/model-spec.js';
import { TermAnalysis } from '../../spec/term-analysis.js';
import { meanSizeOf } from '../../structure/group-counts.js';
import {
    fewCountsForWithin,
    fewEventsForBetween,
    fewEventsForIntercept,
    fewEventsOfMedianGroup,
    fewObservationsForWithin,
    wideForIntercept,
    wideForMedianGroup,
    widestForRefined,
    widestWeights
} from '../limits.js';
import { Responses, type TypicalResponses } from '../typical-responses.js';
import { componentReliability, componentsOfLinear } from './components.js';
import { continuousReliability } from './continuous.js';
import type { Doubt, Reliability } from './doubt.js';
import { hasUncertainSlope } from './uncertain-slopes.js';
import { cellsInUnits, constancy, isComplete } from './units.js';

const kappas: Partial<Record<LinkName, number>> = { logit: 1, log: 1, probit: 2.9, cloglog: 1.6 };

/**
 * The rules need n and all values; where one is missing there are no doubts. Total.
 *
 * @param spec with intercepts solved. @param responses of the model, at any sizes
 */
export function reliabilityOf(spec: ModelSpec, responses = new Responses(spec)): Reliability {
    const { family, fixed, random } = spec;
    const without: Reliability = { doubts: fixed.map(() => null), components: random.map(() => 'good') };
    const kappa = kappas[family.link];
    const isSilent = isLinear(family) ? random.length < 2 : kappa === undefined;
    if (random.length === 0 || isSilent) {
        return without;
    }
    const n = meanSizeOf(spec);
    const typical = attempt(() => responses.typical);
    if (isReason(n) || typical === null || isReason(typical)) {
        return without;
    }
    const cells = cellsInUnits(spec);
    if (isLinear(family)) {
        return { ...without, components: componentsOfLinear(spec, typical, n, cells) };
    }
    if (hasDispersion(family)) {
        return continuousReliability(spec, typical, n, cells) ?? without;
    }
    return kappa === undefined ? without : reliabilityByEvents(spec, typical, kappa, n, cells);
}

/** @param cells of the design in a unit of each factor */
function reliabilityByEvents(
    spec: ModelSpec,
    typical: TypicalResponses,
    kappa: number,
    n: number,
    cells: readonly (number | null)[]
): Reliability {
    const { family, fixed, random } = spec;
    const without = fixed.map(() => null);
    const components = cells.map((count, at) =>
        componentReliability(spec, typical, at, count === null ? null : n * typical.events * count)
    );
    const members = attempt(() => blockMembership(spec));
    if (random[0].effects.length === 0 || isReason(members)) {
        return { doubts: without, components };
    }
    const spreadOfGroups = kappa * typical.randomVariance;
    // Weights that are exponential in η keep their form however far the random effects reach.
    const isWide = widestForRefined < spreadOfGroups || (family.link !== 'log' && widestWeights < typical.logWeightVariance);
    // The unit that holds the least says the least about its random effects.
    if (!isComplete(cells)) {
        return { doubts: without, components };
    }
    const observations = n * Math.min(...cells);
    const events = observations * typical.events;
    // With a log link the mean number of events is that of rare large groups.
    const ofMedian = family.link === 'log' ? observations * typical.medianEvents : Infinity;
    const analysis = new TermAnalysis(spec.predictors);
    const isConstant = constancy(spec);
    const doubts = fixed.map(({ name, term, value }, i): Doubt | null => {
        const names = [...analysis.basicPredictors(term)];
        const spread = (value ?? 0) ** 2 * typical.termVariance[i];
        const isBetween = members[i].belongs === 'A';
        // Given a group's total, Poisson counts tell nothing more about the group: effects within groups and σ² are orthogonal.
        const isWithin = family.name !== 'poisson' && !names.every(isConstant);
        if (family.link === 'cloglog') {
            return { rule: 'cloglog', events };
        }
        const isIntercept = members[i].partners.some(({ own, effects }) => own && effects.includes(name));
        if (
            isIntercept &&
            (events < fewEventsForIntercept ||
                ofMedian < fewEventsOfMedianGroup ||
                wideForIntercept < spreadOfGroups / events ||
                isWide ||
                hasUncertainSlope(spec, typical, { mean: events, median: ofMedian }, name))
        ) {
            return { rule: 'intercept', events };
        }
        if (names.length === 0) {
            return null;
        }
        const isUneven = wideForMedianGroup < typical.randomVariance / ofMedian;
        if (isBetween && (isWide || isUneven || fewEventsForBetween < (spreadOfGroups + 4 * kappa * spread) / events)) {
            return { rule: 'between', events };
        }
        // With few negative binomial counts effects within groups are not orthogonal to σ², whatever their size.
        const isShort = family.name === 'negativeBinomial' && events < fewCountsForWithin;
        return isWithin && (isShort || (kappa * spread) / observations > fewObservationsForWithin) ? { rule: 'within', events } : null;
    });
    return { doubts, components };
}
