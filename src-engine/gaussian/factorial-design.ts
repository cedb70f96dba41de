/**
 * A balanced design as a factorial: every row is numbered by one digit for each group (the unit within the next outer one) and one for
 * the observation.
 *
 * A digit splits into the point of the group's `each` predictors and a replicate of it: a clinic is (wave, one of the clinics of this
 * wave). The units of a nested group are identified by several digits; crossed groups share no digit. `level` is the index of a group, or the
 * number of groups for observations.
 */
import type { GroupSize, ModelSpec, RandomEffectsSpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';
import { groupSizes, type SizePoint } from '../structure/group-size-law.js';
import { compileTerm, derivedInOrder, indexPredictors, InvalidSpec, type Evaluator, type PredictorIndex } from '../spec/term.js';
import { TermAnalysis } from '../spec/term-analysis.js';

/** The points of one `each` predictor. */
interface PointDigit {
    level: number;
    slot: number;
    points: number[];
}

export interface DesignGroup {
    random: RandomEffectsSpec;
    /** Units in each unit of the group around it. */
    count: number;
    /** Combinations of its `each` predictors' points. */
    points: number;
    /** The digits that identify its units, as a set of levels: its own and those of the groups around it. */
    scope: number;
    /** Positions of its random effects among the fixed effects. */
    effects: number[];
}

export class FactorialDesign {
    readonly groups: DesignGroup[];
    /** The level of observations. */
    readonly observations: number;
    /** All digits. */
    readonly everything: number;
    /** Combinations of the points of all `each` predictors. */
    readonly points: number;
    /** Combinations of the points of those that vary between the observations of a cell. */
    readonly observationPoints: number;
    /** The digits that all groups with random effects have in common: V is the same, and responses independent, for each of their values. */
    readonly common: number;
    readonly index: PredictorIndex;
    readonly analysis: TermAnalysis;
    /** The predictors that some fixed effect's term depends on, directly or through derived predictors. */
    readonly used: ReadonlySet<string>;
    readonly values: Float64Array;
    readonly terms: Evaluator[];
    readonly digits: PointDigit[] = [];
    private readonly derived: { slot: number; value: Evaluator }[];

    /** @throws NotAvailable where a count is asked for, InvalidSpec where the spec breaks its own rules */
    constructor(readonly spec: ModelSpec) {
        this.index = indexPredictors(spec.predictors);
        this.analysis = new TermAnalysis(spec.predictors);
        this.used = new Set(spec.fixed.flatMap(effect => [...this.analysis.basicPredictors(effect.term)]));
        this.values = new Float64Array(this.index.slots.size);
        this.terms = spec.fixed.map(effect => compileTerm(effect.term, this.index));
        this.derived = derivedInOrder(spec.predictors).map(p => ({
            slot: this.index.slots.get(p.name)!,
            value: compileTerm(p.term, this.index)
        }));
        this.observations = spec.random.length;
        this.everything = 2 ** (this.observations + 1) - 1;
        for (const predictor of spec.predictors) {
            if (predictor.kind === 'each' && this.used.has(predictor.name)) {
                this.digits.push({
                    level: this.levelOf(predictor.per),
                    slot: this.index.slots.get(predictor.name)!,
                    points: predictor.points
                });
            }
        }
        this.points = this.digits.reduce((product, digit) => product * digit.points.length, 1);
        this.observationPoints = this.pointsAt(this.observations);
        this.groups = spec.random.map((random, level) => {
            const count = spec.design.counts.find(({ group }) => group === random.group)?.count ?? null;
            if (count === null) {
                throw new NotAvailable({ code: 'unknown-value', what: random.group });
            }
            if (!(1 <= count && count < Infinity)) {
                throw new NotAvailable({ code: 'invalid', detail: `the number of units of ${random.group} is ${count}` });
            }
            const effects = random.effects.map(name => spec.fixed.findIndex(effect => effect.name === name));
            if (effects.includes(-1)) {
                throw new InvalidSpec(`a random effect of ${random.group} belongs to no fixed effect`);
            }
            return { random, count, points: this.pointsAt(level), scope: this.scopeOf(level), effects };
        });
        this.common = this.groups.reduce((scope, group) => (group.effects.length === 0 ? scope : scope & group.scope), this.everything);
    }

    /** The level of the group with this name; of observations for null. */
    levelOf(group: string | null): number {
        if (group === null) {
            return this.observations;
        }
        const level = this.spec.random.findIndex(random => random.group === group);
        if (level < 0) {
            throw new InvalidSpec(`no random block is about ${group}`);
        }
        return level;
    }

    /** The digits that identify the units of a level; for observations all digits. */
    scopeOf(level: number): number {
        if (level === this.observations) {
            return this.everything;
        }
        let scope = 0;
        for (let at = level; (scope & (1 << at)) === 0;) {
            scope |= 1 << at;
            const { within } = this.spec.random[at];
            if (within !== null) {
                at = this.levelOf(within);
            }
        }
        return scope;
    }

    /** Replicates of each point of a level, at n observations in each cell. */
    replicates(level: number, n: number): number {
        if (level === this.observations) {
            return n / this.observationPoints;
        }
        const { count, points } = this.groups[level];
        return count / points;
    }

    /** Sets the `each` predictors to a point, 0 … points − 1. Call `derive` before terms are evaluated. */
    place(point: number): void {
        let rest = point;
        for (const { slot, points } of this.digits) {
            this.values[slot] = points[rest % points.length];
            rest = Math.floor(rest / points.length);
        }
    }

    /** Sets the `each` predictors to those of a row: for each group the digit of its unit, and last the digit of the observation, from 0. */
    placeRow(digits: readonly number[]): void {
        const rest = [...digits];
        for (const { level, slot, points } of this.digits) {
            this.values[slot] = points[rest[level] % points.length];
            rest[level] = Math.floor(rest[level] / points.length);
        }
    }

    /** Computes the derived predictors from the others, in `values`. */
    derive(): void {
        for (const { slot, value } of this.derived) {
            this.values[slot] = value(this.values);
        }
    }

    /** Which points agree in the digits of these levels: equal numbers, from 0. */
    labels(levels: number): { label: Int32Array; count: number } {
        const known = new Map<number, number>();
        const label = Int32Array.from({ length: this.points }, (_, point) => {
            let rest = point;
            let key = 0;
            for (const { level, points } of this.digits) {
                const digit = rest % points.length;
                rest = Math.floor(rest / points.length);
                key = key * points.length + ((levels >> level) & 1 ? digit : 0);
            }
            const number = known.get(key) ?? known.size;
            known.set(key, number);
            return number;
        });
        return { label, count: known.size };
    }

    private pointsAt(level: number): number {
        return this.digits.reduce((product, digit) => (digit.level === level ? product * digit.points.length : product), 1);
    }
}

/** The sizes of cells with their probabilities. @throws NotAvailable where the design doesn't say n */
export function cellSizes(n: GroupSize | null): SizePoint[] {
    if (n === null) {
        throw new NotAvailable({ code: 'unknown-value', what: 'n' });
    }
    return groupSizes(n);
}
