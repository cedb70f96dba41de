/** Which parts of a study do the terms of a model compare, and how many events are expected there? */
import { isScalarLaw, lawValues } from '../laws/index.js';
import type { FewEvents, ValueOfCell } from '../result/design-answers.js';
import type { ModelSpec, PredictorSpec, Term } from '../spec/model-spec.js';
import { operands } from '../spec/term.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import { mostCellsOfTerm, mostValuesOfArm } from './limits.js';
import { shownValue } from './shown-value.js';
import type { ExpectedEvents, Responses } from './typical-responses.js';

/** Of the cells that a term compares. */
export interface ComparedCell {
    cell: ValueOfCell[];
    of: FewEvents['of'];
    /** Of an observation of the whole study, or non-events if they are fewer. */
    events: number;
    /** About the logarithm of the rate, or of the odds. */
    information: number;
    /** The means of the fixed effects' terms. */
    terms: readonly number[];
}

/** A combination of values, and its share of all observations. */
interface Point {
    values: ReadonlyMap<string, number>;
    share: number;
}

interface ComparedPoints {
    /** The same for terms with the same cells. */
    key: string;
    /** The predictors in a term that have few values, and those of them that are derived. */
    names: string[];
    derived: string[];
    /** Of the basic predictors behind them. */
    points: readonly Point[];
}

/** Terms of the same predictors have the same cells. */
export class ComparedCells {
    private readonly analysis: TermAnalysis;
    private readonly lists: ReadonlyMap<string, readonly PossibleValue[]>;
    private readonly points = new Map<Term, ComparedPoints>();
    private readonly cells = new Map<string, ComparedCell[]>();
    private readonly verdicts = new Map<string, boolean>();

    /**
     * @param responses that are not unknown
     * @param enough events of an observation of the whole study
     */
    constructor(
        private readonly spec: ModelSpec,
        private readonly responses: Responses,
        private readonly enough: number
    ) {
        this.analysis = new TermAnalysis(spec.predictors);
        this.lists = new Map(spec.predictors.flatMap(predictor => valuesOf(predictor)));
    }

    /** Whether a term compares nothing, so that its cell is the whole study. */
    isOne(term: Term): boolean {
        return this.pointsOf(term).points.length === 1;
    }

    /** Whether each cell is seen to have enough events, and non-events, by a look at few points of the predictors. */
    haveEnough(term: Term): boolean {
        const { key, points } = this.pointsOf(term);
        return kept(this.verdicts, key, () => points.every(({ values, share }) => this.responses.haveAtLeast(values, this.enough / share)));
    }

    cellsOf(term: Term): ComparedCell[] {
        const compared = this.pointsOf(term);
        return kept(this.cells, compared.key, () => this.eventsOf(compared));
    }

    private eventsOf({ names, derived, points }: ComparedPoints): ComparedCell[] {
        // Several points may have the same value of a derived predictor.
        const cells = new Map<string, ExpectedEvents & { cell: ValueOfCell[]; share: number; terms: number[] }>();
        points.forEach(point => {
            const { share } = point;
            const { events, others, values, terms } = this.responses.eventsAt(point.values, derived);
            const cell = names.map(name => ({ name, value: shownValue(this.spec, name, values.get(name)!) }));
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
            of: others < events ? 'non-events' : 'events',
            events: Math.min(events, others),
            information: others === Infinity ? events : (events * others) / (events + others),
            terms: terms.map(sum => sum / share)
        }));
    }

    private pointsOf(term: Term): ComparedPoints {
        return kept(this.points, term, () => this.comparedPoints(term));
    }

    private comparedPoints(term: Term): ComparedPoints {
        const { analysis, lists } = this;
        const names = [...namesIn(term)].filter(name =>
            [...analysis.basicPredictors({ op: 'predictor', name })].every(basic => lists.has(basic))
        );
        const basics = new Set(names.flatMap(name => [...analysis.basicPredictors({ op: 'predictor', name })]));
        if (mostCellsOfTerm < [...basics].reduce((product, basic) => product * lists.get(basic)!.length, 1)) {
            return { key: '', names: [], derived: [], points: whole };
        }
        const points = [...basics].reduce<readonly Point[]>(
            (all, basic) =>
                all.flatMap(({ values, share }) =>
                    lists
                        .get(basic)!
                        .map(({ value, probability }) => ({ values: new Map([...values, [basic, value]]), share: share * probability }))
                ),
            whole
        );
        return { key: names.join(), names, derived: names.filter(name => !lists.has(name)), points };
    }
}

function kept<Key, Value>(known: Map<Key, Value>, key: Key, compute: () => Value): Value {
    const found = known.get(key) ?? compute();
    known.set(key, found);
    return found;
}

const whole: readonly Point[] = [{ values: new Map(), share: 1 }];

/** The predictors that stand in a term, derived ones by their own name. */
function namesIn(term: Term): Set<string> {
    const own = term.op === 'predictor' ? [term.name] : term.op === 'level' ? [term.predictor] : [];
    return new Set([...own, ...operands(term).flatMap(part => [...namesIn(part)])]);
}

interface PossibleValue {
    value: number;
    probability: number;
}

/** The values of a predictor that has few of them; nothing for others. */
function valuesOf(predictor: PredictorSpec): [name: string, values: readonly PossibleValue[]][] {
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
