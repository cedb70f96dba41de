/** The rule over the predictors that is fine enough, and no finer. */
import { ConditionalInformation } from './conditional-information.js';
import type { Dimension, GroupModel } from './group-model.js';
import { integrate, relativeSize, type IntegralOptions } from './information-integral.js';
import { lawSupport } from './laws/index.js';
import { momentsMustExist } from './moment-conditions.js';
import { NotAvailable } from './not-available.js';
import { predictorRule, type PredictorRule } from './predictor-rule.js';
import type { RandomEffectsPlan } from './random-effects-plan.js';

/** The finest level of a rule that is tried before the accuracy is given up. */
const highestLevel = 10;

/** A rule over the predictors and the information at it; `collapsed` is the level of the integral over collapsed normals. */
interface RuleAt {
    rule: PredictorRule;
    information: ConditionalInformation;
    /** E S on the coarse lattice of random effects, which is the same for all rules. */
    value: Float64Array;
}

/**
 * Finds for every dimension of the predictors the level that is fine enough, by refining one at a time. Rules are compared on a coarse lattice
 * of random effects, on which all see the same values of U.
 */
export class RuleSearch {
    private readonly effort = { evaluations: 0, spent: 0 };
    private reference: ConditionalInformation | undefined;
    /** The dimensions whose rules are not exact sums; `null` stands for the integral over collapsed normals. */
    private readonly refinable: (Dimension | null)[];

    constructor(
        private readonly model: GroupModel,
        private readonly plan: RandomEffectsPlan,
        private readonly options: IntegralOptions
    ) {
        this.refinable = model.dimensions.filter(
            ({ source }) => source.kind === 'normal' || (source.kind === 'law' && !lawSupport(source.law).discrete)
        );
        const tabulated =
            model.weight.kind === 'general' && (0 < model.collapsed.length || model.dimensions.some(d => d.level === 'folded'));
        if (tabulated) this.refinable.push(null);
    }

    run(): RuleAt & { error: number; effort: { evaluations: number; spent: number } } {
        const { refinable, effort, options } = this;
        const levels = new Map(refinable.map(d => [d, 0]));
        let base = this.at(levels);
        if (refinable.length === 0) return { ...base, error: 0, effort };
        const errors = new Map(refinable.map(d => [d, Infinity]));
        let pending = refinable;
        const total = (): number => [...errors.values()].reduce((sum, error) => sum + error, 0);
        while (0 < pending.length) {
            let finer: RuleAt | undefined;
            for (const dimension of pending) {
                finer = this.tryAt(raised(levels, [dimension]));
                errors.set(dimension, finer ? this.distance(base, finer) : Infinity);
                if (options.budget < 4 * effort.spent) return { ...base, error: total(), effort };
            }
            if (total() <= options.accuracy / 4) break;
            pending = pending.filter(d => options.accuracy / (8 * refinable.length) < errors.get(d)! && levels.get(d)! < highestLevel);
            if (pending.length === 0) break;
            const next = raised(levels, pending);
            const refined = pending.length === 1 && finer && refinable.length === 1 ? finer : this.tryAt(next);
            if (!refined) break;
            for (const [dimension, level] of next) levels.set(dimension, level);
            base = refined;
        }
        // One at a time says nothing of what refining all of them together does.
        const all = 1 < refinable.length ? this.tryAt(raised(levels, refinable)) : undefined;
        return { ...base, error: Math.max(total(), all ? this.distance(base, all) : 0), effort };
    }

    /** Undefined where the points would be too many. */
    private tryAt(levels: ReadonlyMap<Dimension | null, number>): RuleAt | undefined {
        try {
            return this.at(levels);
        } catch (error) {
            if (error instanceof NotAvailable && error.reason.code === 'accuracy') return undefined;
            throw error;
        }
    }

    private at(levels: ReadonlyMap<Dimension | null, number>): RuleAt {
        const { model, plan, options, effort } = this;
        const rule = predictorRule(model, dimension => levels.get(dimension) ?? 0);
        momentsMustExist(model, rule);
        const information: ConditionalInformation = new ConditionalInformation(model, rule, levels.get(null) ?? 0, this.reference);
        this.reference ??= information;
        if (options.shouldStop()) throw new NotAvailable({ code: 'stopped' });
        if (this.refinable.length === 0) return { rule, information, value: new Float64Array(0) };
        const { value, evaluations } = integrate(plan, information, options, true);
        effort.evaluations += evaluations * rule.count;
        effort.spent += evaluations * cost(model, rule);
        return { rule, information, value };
    }

    /** The error of the coarser of two rules: twice the difference, which is larger on the full lattice where S varies much. */
    private distance(coarser: RuleAt, finer: RuleAt): number {
        const difference = finer.value.map((x, i) => x - coarser.value[i]);
        return Math.max(2 * relativeSize(finer.value, difference, finer.information.dB), 1e-15);
    }
}

function raised(levels: ReadonlyMap<Dimension | null, number>, dimensions: readonly (Dimension | null)[]): Map<Dimension | null, number> {
    return new Map([...levels].map(([dimension, level]) => [dimension, dimensions.includes(dimension) ? level + 1 : level]));
}

/** How many evaluations of w one of Ω is worth. */
export function cost(model: GroupModel, rule: PredictorRule): number {
    return rule.count * (0 < model.collapsed.length && model.weight.kind === 'general' ? 25 : 1);
}
