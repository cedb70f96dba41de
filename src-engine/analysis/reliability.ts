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
 * | the same beside random slopes | logit, probit: ev < 6.5, binomial ev < 10; log: ev Var(x) σ² < 6 for the slope, and for the intercept with the least of them | 99–100 % | most |
 * | between groups | κ(σ² + 4β² Var(x))/ev > 1 | 95–99 % | 22–33 % |
 * | within groups, but for Poisson responses | κβ² Var(x)/n > 0.05; negative binomial: ev < 9 | 99–100 % | 10–20 % |
 *
 * With κσ² > 20, or weights whose logarithms vary by more than 4.5 with the random effects, both of which these designs leave out, the refined variances of intercepts and effects between groups are too large however large the groups are: for logit and 120
 * observations by 6 % at σ² = 25, by 29 % at 100 and by 84 % at 400.
 *
 * Continuous responses with a log link have the information about η, n w(η)/φ, in place of events: under 10 for the first row and the third, and the squared skewness of a
 * response over n above 0.15 for effects within groups (gamma 4φ/n, inverse Gaussian 9φμ/n): a skew response tells of its group and of effects together. For a gamma response
 * beside a wide random intercept the refined variance is 1/(1 + φ/n) of the exact one at β = 0, from the Dirichlet law of the shares of a group's total.
 *
 * Variances of components by the shrunk mode (`study/shrunk-mode.ts`): with fewer than 2 events in a unit of their factor they are no approximation, with fewer than 5 they may be
 * more than 5 % off. As the random effects widen they become too large, by how far the weight w varies with them: with Var log w = 2.5 by about 6 %, with 4.5 by 8 to 23 %, with 8 by
 * half, with 16 they are double (logit, probit and cloglog, 20 to 200 observations; with a log link they stay good).
 *
 * With several factors the unit that holds the least decides. A negative binomial count says as much as μ/(1 + μ/k) Poisson counts.
 *
 * κ is 1 for logit and log links, 2.9 for probit and 1.6 for cloglog. 4β² Var(x) is β² for two arms of equal size. With a cloglog link the rules find too few
 * cases, so every effect counts as uncertain. The direction differs: intercepts and effects within groups are too optimistic; effects between groups are
 * more often too cautious.
 */
import { families, hasDispersion, isLinear, weightOf } from '../family/families.js';
import { blockMembership, enclosing } from '../predictors/blocks.js';
import { attempt } from '../result/not-available.js';
import { isReason } from '../result/reason.js';
import type { LinkName, ModelSpec } from '../spec/model-spec.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import { factorTree } from '../structure/factor-tree.js';
import { sigmaOf } from '../structure/covariance/structures.js';
import { meanSizeOf } from '../structure/group-counts.js';
import {
    fewCountsForWithin,
    fewEventsForBetween,
    fewEventsForComponents,
    fewEventsForIntercept,
    fewEventsForSlopes,
    fewObservationsForWithin,
    leastInformationForSlopes,
    littleInformation,
    skewForWithin,
    someEventsForComponents,
    wideForIntercept,
    widestForRefined,
    widestWeights,
    wideWeights
} from './limits.js';
import { typicalResponses, type TypicalResponses } from './typical-responses.js';

/** Why the refined variance of an effect may be off. */
export interface Doubt {
    rule: 'intercept' | 'between' | 'within' | 'cloglog';
    /** Expected events, non-events or counts in a group. */
    events: number;
}

export interface Reliability {
    /** For every fixed effect in order: why its refined variance may be more than 5 % off; null where it is good, or where no rule is known. */
    doubts: readonly (Doubt | null)[];
    /** For every factor in order: how good the refined variances of its components are; `good` also where no rule is known, as for Gaussian responses. */
    components: readonly ComponentReliability[];
}

/** `doubted`: may be more than 5 % off; `rough`: no approximation. */
export type ComponentReliability = 'good' | 'doubted' | 'rough';

const kappas: Partial<Record<LinkName, number>> = { logit: 1, log: 1, probit: 2.9, cloglog: 1.6 };

/** The rules need n and all values; where one is missing there are no doubts. Total. @param spec with intercepts solved */
export function reliabilityOf(spec: ModelSpec): Reliability {
    const { family, fixed, random } = spec;
    const without: Reliability = { doubts: fixed.map(() => null), components: random.map(() => 'good') };
    const kappa = kappas[family.link];
    const [block] = random;
    if (block === undefined || kappa === undefined || isLinear(family)) {
        return without;
    }
    const n = meanSizeOf(spec);
    const typical = attempt(() => typicalResponses(spec));
    if (isReason(n) || typical === null || isReason(typical)) {
        return without;
    }
    const cells = cellsInUnits(spec);
    if (hasDispersion(family)) {
        return continuousReliability(spec, typical, n, cells) ?? without;
    }
    const components = cells.map(count =>
        componentReliability(count === null ? null : n * typical.events * count, typical.logWeightVariance, family.link)
    );
    const members = attempt(() => blockMembership(spec));
    if (block.effects.length === 0 || isReason(members)) {
        return { ...without, components };
    }
    const spreadOfGroups = kappa * typical.randomVariance;
    // Weights that are exponential in η keep their form however far the random effects reach.
    const isWide = widestForRefined < spreadOfGroups || (family.link !== 'log' && widestWeights < typical.logWeightVariance);
    // The unit that holds the least says the least about its random effects.
    if (!isComplete(cells)) {
        return { ...without, components };
    }
    const observations = n * Math.min(...cells);
    const events = observations * typical.events;
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
                wideForIntercept < spreadOfGroups / events ||
                isWide ||
                hasUncertainSlope(spec, typical, events, name))
        ) {
            return { rule: 'intercept', events };
        }
        if (names.length === 0) {
            return null;
        }
        if (isBetween && (isWide || fewEventsForBetween < (spreadOfGroups + 4 * kappa * spread) / events)) {
            return { rule: 'between', events };
        }
        // With few negative binomial counts effects within groups are not orthogonal to σ², whatever their size.
        const isShort = family.name === 'negativeBinomial' && events < fewCountsForWithin;
        return isWithin && (isShort || (kappa * spread) / observations > fewObservationsForWithin) ? { rule: 'within', events } : null;
    });
    return { doubts, components };
}

/** Whether a predictor is constant in the units of some factor. */
function constancy(spec: ModelSpec): (name: string) => boolean {
    const constant = new Set(spec.random.flatMap(({ group }) => enclosing(spec, group)));
    return name =>
        spec.predictors.some(
            predictor =>
                predictor.kind !== 'derived' &&
                (predictor.kind === 'random' ? predictor.names.includes(name) : predictor.name === name) &&
                predictor.per !== null &&
                constant.has(predictor.per)
        );
}

/**
 * Continuous responses with a log link have no events. The rules take the information about η in their place, and for effects within groups the skewness; null
 * where these are not known.
 */
function continuousReliability(
    spec: ModelSpec,
    typical: TypicalResponses,
    n: number,
    cells: readonly (number | null)[]
): Reliability | null {
    const { family, fixed, random } = spec;
    const { dispersion } = families[family.name];
    const weight = weightOf(family);
    const members = attempt(() => blockMembership(spec));
    if (family.link !== 'log' || weight === undefined || dispersion === null || isReason(members) || !isComplete(cells)) {
        return null;
    }
    const ofObservation = weight.at(Math.log(typical.events)) / family.phi;
    const observations = n * Math.min(...cells);
    const information = observations * ofObservation;
    const skew = dispersion.squaredSkewness(typical.events, family.phi) / observations;
    const analysis = new TermAnalysis(spec.predictors);
    const isConstant = constancy(spec);
    const doubts = fixed.map(({ name, term }, i): Doubt | null => {
        const names = [...analysis.basicPredictors(term)];
        const isIntercept = members[i].partners.some(({ own, effects }) => own && effects.includes(name));
        if (isIntercept && (information < littleInformation || hasUncertainSlope(spec, typical, information, name))) {
            return { rule: 'intercept', events: information };
        }
        if (members[i].belongs === 'A' && information < littleInformation) {
            return { rule: 'between', events: information };
        }
        return !names.every(isConstant) && skewForWithin < skew ? { rule: 'within', events: information } : null;
    });
    // The information varies with the mean, so that no rule found where these variances are good.
    const components = cells.map((count, at): ComponentReliability => {
        const ofUnit = n * count * ofObservation;
        const hasSlope = random[at].effects.some(effect => hasUncertainSlope(spec, typical, ofUnit, effect));
        return ofUnit < littleInformation || hasSlope ? 'rough' : 'doubted';
    });
    return { doubts, components };
}

const isComplete = (cells: readonly (number | null)[]): cells is readonly number[] => !cells.includes(null);

/**
 * Whether groups say so little about random slopes that an effect with a random effect among them depends on it. A slope's variance is then correlated with the slope, and
 * with the intercept beside it, for counts as well.
 */
function hasUncertainSlope(
    { fixed, random, family }: ModelSpec,
    { termVariance }: TypicalResponses,
    events: number,
    name: string
): boolean {
    return random.some(block => {
        const slopes = block.effects.flatMap((effect, at) => {
            const i = fixed.findIndex(other => other.name === effect);
            return termVariance[i] > 0 ? [{ effect, information: events * termVariance[i] * sigmaOf(block)[at][at] }] : [];
        });
        if (slopes.length === 0 || !block.effects.includes(name)) {
            return false;
        }
        const own = slopes.find(({ effect }) => effect === name);
        const least = own ? own.information : Math.min(...slopes.map(({ information }) => information));
        return family.link === 'log'
            ? least < leastInformationForSlopes
            : events < fewEventsForSlopes[family.trials === null ? 'single' : 'trials'];
    });
}

function componentReliability(events: number | null, logWeightVariance: number, link: LinkName): ComponentReliability {
    const spread = link === 'log' ? 0 : logWeightVariance;
    if ((events !== null && events < fewEventsForComponents) || widestWeights < spread) {
        return 'rough';
    }
    return (events !== null && events < someEventsForComponents) || wideWeights < spread ? 'doubted' : 'good';
}

/** By factor, the cells of the design (or innermost units) in a unit; null where a count is missing. */
function cellsInUnits(spec: ModelSpec): (number | null)[] {
    const countOf = (group: string): number | null => spec.design.counts.find(count => count.group === group)?.count ?? null;
    const tree = factorTree(spec);
    return tree.map(({ chain }) => {
        const around = new Set(chain);
        // A unit holds the cells of all factors that it does not lie in.
        return tree
            .filter(({ index }) => !around.has(index))
            .reduce<number | null>((product, { random: { group } }) => {
                const count = countOf(group);
                return product === null || count === null ? null : product * count;
            }, 1);
    });
}
