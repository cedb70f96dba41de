/** Whether a part of the study that an effect compares expects so few events that no formula for it can be trusted, however right its variance is. */
import { families } from '../family/families.js';
import { isScalarLaw, lawValues } from '../laws/index.js';
import type { FewEvents, ValueOfCell } from '../result/design-answers.js';
import { attempt } from '../result/not-available.js';
import { isReason } from '../result/reason.js';
import type { ModelSpec, PredictorSpec, Term } from '../spec/model-spec.js';
import { operands } from '../spec/term.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import { meanSizeOf } from '../structure/group-counts.js';
import { outermostGroup, stepOf } from '../structure/sizes.js';
import { leastEvents, mostCells, mostValuesOfArm } from './limits.js';
import { eventsAtCells, type EventsAtCells, type ExpectedEvents } from './typical-responses.js';

/**
 * The cell with the fewest events among those that the terms of these effects compare; null where all have enough. A cell is a combination of values of the
 * predictors in a term that have few of them: an arm, an arm in a sex for an interaction, and the whole study for an intercept or a continuous predictor.
 *
 * @param spec with all sizes and values
 */
export function fewEvents(spec: ModelSpec, effects: readonly string[]): FewEvents | null {
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
    const found = compared.flatMap(({ name, term }) =>
        cellsOf(spec, expected, term, known).map(({ cell, events }) => ({ effect: name, cell, events: events * observations }))
    );
    const [fewest] = found.sort((a, b) => a.events - b.events);
    return fewest !== undefined && fewest.events < leastEvents ? { ...fewest, enough: enoughFor(spec, fewest.events) } : null;
}

/** Among the effects that no test names: a test tells of its own, but not where its power is a sum over outcomes, as without groups. Total. */
export function fewEventsOfEstimates(spec: ModelSpec): FewEvents | null {
    const tested = spec.tests.flatMap(({ contrasts }) => contrasts.flatMap(({ coefficients }) => coefficients.map(({ effect }) => effect)));
    const others = spec.fixed.map(({ name }) => name).filter(name => spec.random.length === 0 || !tested.includes(name));
    const found = attempt(() => (others.length === 0 ? null : fewEvents(spec, others)));
    return isReason(found) ? null : found;
}

interface Cell {
    cell: ValueOfCell[];
    /** Of an observation of the whole study, or non-events if they are fewer. */
    events: number;
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
    const cells = new Map<string, ExpectedEvents & { cell: ValueOfCell[] }>();
    points.forEach(({ share }, i) => {
        const { events, others, values } = expected[i];
        const cell = names.map(name => ({ name, value: shownValue(spec, name, values.get(name)!) }));
        const key = JSON.stringify(cell);
        const before = cells.get(key) ?? { cell, events: 0, others: 0 };
        cells.set(key, { cell, events: before.events + share * events, others: before.others + share * others });
    });
    return [...cells.values()].map(({ cell, events, others }) => ({ cell, events: Math.min(events, others) }));
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
    const predictor = predictors.find(other => other.kind === 'random' && other.names.includes(name));
    return predictor?.kind === 'random' && predictor.law.law === 'categorical' ? predictor.law.levels[value] : value;
}

/** The number of the outermost units, or of observations without groups, with which enough events are expected; null where it is not known. */
function enoughFor(spec: ModelSpec, events: number): FewEvents['enough'] {
    const { design } = spec;
    const group = outermostGroup(spec);
    const now = group === null ? meanSizeOf(spec) : (design.counts.find(count => count.group === group)?.count ?? null);
    if (now === null || isReason(now) || (group === null && design.n?.kind !== 'fixed')) {
        return null;
    }
    const quantity = group ?? 'n';
    const step = stepOf(spec, quantity);
    const size = Math.ceil((now * leastEvents) / events / step) * step;
    return Number.isSafeInteger(size) ? { quantity, kind: group === null ? 'n' : 'count', size } : null;
}

/** In the whole study; null where a size is not known. */
function observationsOf(spec: ModelSpec): number | null {
    const n = meanSizeOf(spec);
    const counts = spec.random.map(({ group }) => spec.design.counts.find(count => count.group === group)?.count ?? null);
    return isReason(n) || counts.includes(null) ? null : counts.reduce<number>((product, count) => product * count!, n);
}
