/** Whether a part of the study that an effect compares expects so few events that no formula for it can be trusted, however right its variance is. */
import { families } from '../family/families.js';
import type { FewEvents } from '../result/design-answers.js';
import { attempt } from '../result/not-available.js';
import { isReason, type Reason } from '../result/reason.js';
import type { LinkName, ModelSpec } from '../spec/model-spec.js';
import type { JointCovariance } from '../structure/structure-result.js';
import { meanSizeOf } from '../structure/group-counts.js';
import { outermostGroup, stepOf } from '../structure/sizes.js';
import { ComparedCells, type ComparedCell } from './compared-cells.js';
import { leastCounted, leastEvents } from './limits.js';
import type { Responses } from './typical-responses.js';

/**
 * Not all events of a cell count. In a stepped wedge with periods, or in groups of few observations, some have nothing beside them to compare them with, which shows in the
 * variance of the effect. With E events in the smaller cell and V₀ = 1/Σ I(t − t̄)² over cells, the variance of a comparison in which all count (I the information of a cell
 * about its log rate, t its value of the term), E V₀/V of them do. For effects within groups with logit and log links: those between groups have a part in V that events
 * don't lower.
 */
const countedLinks: readonly LinkName[] = ['logit', 'log'];

/**
 * The cell with the fewest events among those that the terms of these effects compare; null where all have enough. A cell is a combination of values of the
 * predictors in a term that have few of them: an arm, an arm in a sex for an interaction, and the whole study for an intercept or a continuous predictor.
 *
 * @param spec with all sizes and values. @param responses of the model, at any sizes
 * @param refined the covariance of its estimates
 */
export function fewEvents(
    spec: ModelSpec,
    effects: readonly string[],
    refined: JointCovariance | Reason,
    responses: Responses
): FewEvents | null {
    const observations = observationsOf(spec);
    const { mean, dispersion } = families[spec.family.name];
    if (observations === null || mean === 'real' || dispersion !== null) {
        return null;
    }
    const areUnknown = attempt(() => responses.areUnknown);
    if (isReason(areUnknown) || areUnknown) {
        return null;
    }
    const compared = new ComparedCells(spec, responses, leastEvents / observations);
    const found = spec.fixed.flatMap(({ name, term }) => {
        if (!effects.includes(name)) {
            return [];
        }
        const variance = varianceIn(refined, spec, name) * observations;
        const doAllCount = compared.isOne(term) || !mayCountSome(spec, name, variance);
        if (doAllCount && compared.haveEnough(term)) {
            return [];
        }
        const cells = compared.cellsOf(term);
        const share = shareCounted(spec, name, cells, variance);
        return cells.map(({ cell, events, of }) => {
            const all = events * observations;
            return {
                effect: name,
                cell,
                of,
                events: all,
                counted: share * all,
                shortfall: Math.max(leastEvents / all, leastCounted / (share * all))
            };
        });
    });
    const [fewest] = found.sort((a, b) => b.shortfall - a.shortfall);
    if (fewest === undefined || !(fewest.shortfall > 1)) {
        return null;
    }
    const { effect, cell, of, events, counted, shortfall } = fewest;
    return { effect, cell, of, events, counted, enough: enoughFor(spec, shortfall) };
}

/** Whether an effect may rest on some of the events only. @param variance of the estimate, times the observations */
function mayCountSome({ family, fixed, random }: ModelSpec, effect: string, variance: number): boolean {
    const isWithin = fixed.some(({ name, block }) => name === effect && block === 'B');
    return isWithin && random.length > 0 && countedLinks.includes(family.link) && variance > 0;
}

/** Of the events, those that an effect rests on; 1 where it is not known. @param variance of the estimate, times the observations */
function shareCounted(spec: ModelSpec, effect: string, cells: readonly ComparedCell[], variance: number): number {
    if (cells.length < 2 || !mayCountSome(spec, effect, variance)) {
        return 1;
    }
    const at = spec.fixed.findIndex(({ name }) => name === effect);
    const total = cells.reduce((sum, { information }) => sum + information, 0);
    const mean = cells.reduce((sum, { information, terms }) => sum + information * terms[at], 0) / total;
    const spread = cells.reduce((sum, { information, terms }) => sum + information * (terms[at] - mean) ** 2, 0);
    // The term may vary within cells, by continuous predictors: then these do not tell how its events are compared.
    return spread > 0 ? Math.min(1, 1 / spread / variance) : 1;
}

function varianceIn(refined: JointCovariance | Reason, { fixed }: ModelSpec, effect: string): number {
    const at = isReason(refined) ? -1 : refined.members.indexOf(fixed.findIndex(({ name }) => name === effect));
    return isReason(refined) || at < 0 ? NaN : refined.covariance[at][at];
}

/** Among the effects that no test names: a test tells of its own, but not where its power is a sum over outcomes, as without groups. Total. */
export function fewEventsOfEstimates(spec: ModelSpec, refined: JointCovariance | Reason, responses: Responses): FewEvents | null {
    const tested = spec.tests.flatMap(({ contrasts }) => contrasts.flatMap(({ coefficients }) => coefficients.map(({ effect }) => effect)));
    const others = spec.fixed.map(({ name }) => name).filter(name => spec.random.length === 0 || !tested.includes(name));
    const found = attempt(() => (others.length === 0 ? null : fewEvents(spec, others, refined, responses)));
    return isReason(found) ? null : found;
}

/** The number of the outermost units, or of observations without groups, that is this many times larger; null where it is not known. */
function enoughFor(spec: ModelSpec, factor: number): FewEvents['enough'] {
    const { design } = spec;
    const group = outermostGroup(spec);
    const now = group === null ? meanSizeOf(spec) : (design.counts.find(count => count.group === group)?.count ?? null);
    if (now === null || isReason(now) || (group === null && design.n?.kind !== 'fixed')) {
        return null;
    }
    const quantity = group ?? 'n';
    const step = stepOf(spec, quantity);
    const size = Math.ceil((now * factor) / step) * step;
    return Number.isSafeInteger(size) ? { quantity, kind: group === null ? 'n' : 'count', size } : null;
}

/** In the whole study; null where a size is not known. */
function observationsOf(spec: ModelSpec): number | null {
    const n = meanSizeOf(spec);
    const counts = spec.random.map(({ group }) => spec.design.counts.find(count => count.group === group)?.count ?? null);
    return isReason(n) || counts.includes(null) ? null : counts.reduce<number>((product, count) => product * count!, n);
}
