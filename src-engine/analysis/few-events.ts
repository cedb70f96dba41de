/** Whether a part of the study that an effect compares expects so few events that no formula for it can be trusted, however right its variance is. */
import { levelsOf } from '../spec/predictor-levels.js';
import { families } from '../family/families.js';
import { isScalarLaw, lawValues } from '../laws/index.js';
import type { FewEvents, ValueOfCell } from '../result/design-answers.js';
import { attempt } from '../result/not-available.js';
import { isReason, type Reason } from '../result/reason.js';
import type { LinkName, ModelSpec, PredictorSpec, Term } from '../spec/model-spec.js';
import type { JointCovariance } from '../structure/structure-result.js';
import { operands } from '../spec/term.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import { meanSizeOf } from '../structure/group-counts.js';
import { outermostGroup, stepOf } from '../structure/sizes.js';
import { leastCounted, leastEvents, mostCells, mostValuesOfArm } from './limits.js';
import { eventsAtCells, type EventsAtCells, type ExpectedEvents } from './typical-responses.js';

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
 * @param spec with all sizes and values
 * @param refined the covariance of its estimates
 */
export function fewEvents(spec: ModelSpec, effects: readonly string[], refined: JointCovariance | Reason): FewEvents | null {
    const observations = observationsOf(spec);
    const { mean, dispersion } = families[spec.family.name];
    if (observations === null || mean === 'real' || dispersion !== null) {
        return null;
    }
    const expected = attempt(() => eventsAtCells(spec));
    if (expected === null || isReason(expected)) {
        return null;
    }
    const compared = spec.fixed.filter(({ name }) => effects.includes(name));
    const known = new Map<string, Cell[]>();
    const found = compared.flatMap(({ name, term }) => {
        const cells = cellsOf(spec, expected, term, known);
        const share = shareCounted(spec, name, cells, varianceIn(refined, spec, name) * observations);
        return cells.map(({ cell, events }) => {
            const all = events * observations;
            return {
                effect: name,
                cell,
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
    const { effect, cell, events, counted, shortfall } = fewest;
    return { effect, cell, events, counted, enough: enoughFor(spec, shortfall) };
}

/** Of the events, those that an effect rests on; 1 where it is not known. @param variance of the estimate, times the observations */
function shareCounted({ family, fixed, random }: ModelSpec, effect: string, cells: readonly Cell[], variance: number): number {
    const isWithin = fixed.some(({ name, block }) => name === effect && block === 'B');
    if (!isWithin || random.length === 0 || cells.length < 2 || !countedLinks.includes(family.link) || !(variance > 0)) {
        return 1;
    }
    const at = fixed.findIndex(({ name }) => name === effect);
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
export function fewEventsOfEstimates(spec: ModelSpec, refined: JointCovariance | Reason): FewEvents | null {
    const tested = spec.tests.flatMap(({ contrasts }) => contrasts.flatMap(({ coefficients }) => coefficients.map(({ effect }) => effect)));
    const others = spec.fixed.map(({ name }) => name).filter(name => spec.random.length === 0 || !tested.includes(name));
    const found = attempt(() => (others.length === 0 ? null : fewEvents(spec, others, refined)));
    return isReason(found) ? null : found;
}

interface Cell {
    cell: ValueOfCell[];
    /** Of an observation of the whole study, or non-events if they are fewer. */
    events: number;
    /** About the logarithm of the rate, or of the odds. */
    information: number;
    /** The means of the fixed effects' terms. */
    terms: readonly number[];
}

/** @param known those of other terms; terms of the same predictors have the same cells */
function cellsOf(spec: ModelSpec, eventsAt: EventsAtCells, term: Term, known: Map<string, Cell[]>): Cell[] {
    const { names, derived, points } = comparedPoints(spec, term);
    const key = names.join();
    const found = known.get(key) ?? eventsOfCells(spec, eventsAt, { names, derived, points });
    known.set(key, found);
    return found;
}

function eventsOfCells(spec: ModelSpec, eventsAt: EventsAtCells, { names, derived, points }: ComparedPoints): Cell[] {
    const expected = eventsAt(
        points.map(({ values }) => values),
        derived
    );
    // Several points may have the same value of a derived predictor.
    const cells = new Map<string, ExpectedEvents & { cell: ValueOfCell[]; share: number; terms: number[] }>();
    points.forEach(({ share }, i) => {
        const { events, others, values, terms } = expected[i];
        const cell = names.map(name => ({ name, value: shownValue(spec, name, values.get(name)!) }));
        const key = JSON.stringify(cell);
        const before = cells.get(key) ?? { cell, events: 0, others: 0, share: 0, terms: terms.map(() => 0) };
        cells.set(key, {
            cell,
            events: before.events + share * events,
            others: before.others + share * others,
            share: before.share + share,
            terms: before.terms.map((sum, k) => sum + share * terms[k])
        });
    });
    return [...cells.values()].map(({ cell, events, others, share, terms }) => ({
        cell,
        events: Math.min(events, others),
        information: others === Infinity ? events : (events * others) / (events + others),
        terms: terms.map(sum => sum / share)
    }));
}

/** A combination of values, and its share of all observations. */
interface Point {
    values: ReadonlyMap<string, number>;
    share: number;
}

interface ComparedPoints {
    /** The predictors in a term that have few values, and those of them that are derived. */
    names: string[];
    derived: string[];
    /** Of the basic predictors behind them. */
    points: Point[];
}

function comparedPoints(spec: ModelSpec, term: Term): ComparedPoints {
    const analysis = new TermAnalysis(spec.predictors);
    const lists = new Map(spec.predictors.flatMap(predictor => valuesOf(predictor)));
    const names = [...namesIn(term)].filter(name =>
        [...analysis.basicPredictors({ op: 'predictor', name })].every(basic => lists.has(basic))
    );
    const basics = new Set(names.flatMap(name => [...analysis.basicPredictors({ op: 'predictor', name })]));
    const whole: Point[] = [{ values: new Map(), share: 1 }];
    if (mostCells < [...basics].reduce((product, basic) => product * lists.get(basic)!.length, 1)) {
        return { names: [], derived: [], points: whole };
    }
    const points = [...basics].reduce(
        (all, basic) =>
            all.flatMap(({ values, share }) =>
                lists
                    .get(basic)!
                    .map(({ value, probability }) => ({ values: new Map([...values, [basic, value]]), share: share * probability }))
            ),
        whole
    );
    return { names, derived: names.filter(name => !lists.has(name)), points };
}

/** The predictors that stand in a term, derived ones by their own name. */
function namesIn(term: Term): Set<string> {
    const own = term.op === 'predictor' ? [term.name] : term.op === 'level' ? [term.predictor] : [];
    return new Set([...own, ...operands(term).flatMap(part => [...namesIn(part)])]);
}

/** The values of a predictor that has few of them; nothing for others. */
function valuesOf(predictor: PredictorSpec): [name: string, values: readonly { value: number; probability: number }[]][] {
    if (predictor.kind === 'each') {
        const { name, points } = predictor;
        const values = [...new Set(points)];
        const share = (value: number): number => points.filter(point => point === value).length / points.length;
        return values.length <= mostValuesOfArm ? [[name, values.map(value => ({ value, probability: share(value) }))]] : [];
    }
    if (predictor.kind === 'derived' || !isScalarLaw(predictor.law)) {
        return [];
    }
    const listed = lawValues(predictor.law, mostValuesOfArm)?.filter(({ probability }) => probability > 0);
    return listed === undefined || mostValuesOfArm < listed.length ? [] : [[predictor.names[0], listed]];
}

/** The level of a categorical predictor, otherwise the number. */
function shownValue({ predictors }: ModelSpec, name: string, value: number): number | string {
    const predictor = predictors.find(other => (other.kind === 'random' ? other.names.includes(name) : other.name === name));
    return (predictor && levelsOf(predictor)?.[value]) ?? value;
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
