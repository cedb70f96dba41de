/** The search for the rule over the predictors that is just fine enough. */
import { ConditionalInformation } from './conditional-information.js';
import type { Dimension, GroupModel } from '../predictors/group-model.js';
import { integrate, type Integrand, type IntegralOptions } from './information-integral.js';
import { lawSupport } from '../laws/index.js';
import { momentsMustExist } from '../predictors/moment-conditions.js';
import { NotAvailable } from '../result/not-available.js';
import type { PredictorRule } from '../predictors/predictor-points.js';
import { momentDegree } from '../predictors/dimension-rule.js';
import { predictorRule } from '../predictors/predictor-rule.js';
import { finestRuleLevel } from './limits.js';
import { fewDigits, roundingOfShortFormula } from '../numeric/limits.js';

/** A rule over the predictors, with the information and the integrand that it gives. */
interface RuleAt {
    rule: PredictorRule;
    information: ConditionalInformation;
    integrand: Integrand;
    /** The integral on a coarse lattice of random effects, the same for all rules. */
    value: Float64Array;
    /** By part: whether it is not finite there. */
    failed: boolean[];
}

export interface RuleFound extends RuleAt {
    /** Relative error by part, from the rule alone. */
    errors: number[];
    effort: Effort;
}

interface Effort {
    evaluations: number;
    spent: number;
}

function found({ rule, information, integrand, value, failed }: RuleAt, errors: number[], effort: Effort): RuleFound {
    return { rule, information, integrand, value, failed, errors, effort };
}

export interface RuleSearchOptions extends Pick<IntegralOptions, 'accuracy' | 'budget' | 'shouldStop'> {
    /** After so many evaluations of w, only the required parts matter. */
    secondaryBudget: number;
    /** Whether w² is integrated too, for the braces. */
    braces: boolean;
    /** Makes the integrand for a rule and its information. */
    integrand: (information: ConditionalInformation, rule: PredictorRule) => Integrand;
}

/**
 * Finds for every dimension of the predictors the level that is fine enough, by refining one dimension at a time. Rules are compared on a coarse lattice
 * of random effects, so that all of them use the same values of U.
 */
export class RuleSearch {
    private readonly effort: Effort = { evaluations: 0, spent: 0 };
    private reference: ConditionalInformation | undefined;
    /** The dimensions whose rules are not exact sums. `null` stands for the integral over collapsed or folded predictors. */
    private readonly refinable: (Dimension | null)[];

    constructor(
        private readonly model: GroupModel,
        private readonly options: RuleSearchOptions
    ) {
        this.refinable = model.dimensions.filter(dimension => !isExactSum(dimension));
        const tabulated =
            model.weight.kind === 'general' && (model.collapsed.length > 0 || model.dimensions.some(d => d.level === 'folded'));
        if (tabulated) {
            this.refinable.push(null);
        }
    }

    run(): RuleFound {
        const { refinable, effort, options } = this;
        const levels = new Map(refinable.map(d => [d, this.firstLevel(d)]));
        let base = this.at(levels);
        const { parts } = base.integrand;
        const none = parts.map(() => 0);
        if (refinable.length === 0) {
            return found(base, none, effort);
        }
        const errors = new Map(refinable.map(d => [d, parts.map(() => Infinity)]));
        let pending = refinable;
        let all: RuleAt | undefined;
        const total = (): number[] => none.map((_, k) => [...errors.values()].reduce((sum, e) => sum + e[k], 0));
        /** Whether the error of some part that still matters is above a limit. */
        const exceeds = (e: readonly number[], limit: number): boolean =>
            parts.some(
                ({ required, slack }, k) =>
                    slack * limit < e[k] && (required || (effort.spent < options.secondaryBudget && !base.failed[k]))
            );
        if (refinable.length > 1) {
            // If refining all of them at once changes little, there is no need to refine them separately. Changes of different sign may cancel, hence the factor.
            all = this.tryAt(raised(levels, refinable));
            const bound = all && this.distances(base, all).map(e => e * refinable.length);
            if (bound && !exceeds(bound, options.accuracy / 4)) {
                return found(base, bound, effort);
            }
        }
        while (pending.length > 0) {
            const alone = new Map<Dimension | null, RuleAt | undefined>();
            for (const dimension of pending) {
                const finer = this.tryAt(raised(levels, [dimension]));
                alone.set(dimension, finer);
                errors.set(dimension, finer ? this.distances(base, finer) : parts.map(() => Infinity));
                if (options.budget < 4 * effort.spent) {
                    return found(base, total(), effort);
                }
            }
            if (!exceeds(total(), options.accuracy / 4)) {
                break;
            }
            pending = pending.filter(
                d => exceeds(errors.get(d)!, options.accuracy / (8 * refinable.length)) && levels.get(d)! < finestRuleLevel
            );
            if (pending.length === 0) {
                break;
            }
            const next = raised(levels, pending);
            const refined = pending.length === 1 ? alone.get(pending[0]) : this.tryAt(next);
            if (!refined) {
                break;
            }
            for (const [dimension, level] of next) {
                levels.set(dimension, level);
            }
            base = refined;
            all = undefined;
        }
        // Refining one at a time does not show what refining all of them together changes.
        if (refinable.length > 1) {
            all ??= this.tryAt(raised(levels, refinable));
        }
        const together = all ? this.distances(base, all) : none;
        return found(
            base,
            total().map((e, k) => Math.max(e, together[k])),
            effort
        );
    }

    /** If few digits are asked for, the search begins with coarser rules. A rule with exact moments is compared with one of one more node, which shows the rounding error. */
    private firstLevel(dimension: Dimension | null): number {
        const { model, options } = this;
        if (dimension !== null && this.takesMoments(dimension)) {
            return 0;
        }
        return model.weight.kind === 'constant' ? -2 : options.accuracy < fewDigits ? 0 : -1;
    }

    private takesMoments(dimension: Dimension): boolean {
        return momentDegree(this.model, dimension, this.options.braces) !== null;
    }

    /** Undefined where the points would be too many. */
    private tryAt(levels: ReadonlyMap<Dimension | null, number>): RuleAt | undefined {
        try {
            return this.at(levels);
        } catch (error) {
            if (error instanceof NotAvailable && error.reason.code === 'accuracy') {
                return undefined;
            }
            throw error;
        }
    }

    private at(levels: ReadonlyMap<Dimension | null, number>): RuleAt {
        const { model, options, effort } = this;
        // A constant weight does not depend on η, so the values of effects are not needed.
        const values = model.weight.kind === 'constant' ? 'any-values' : 'known-values';
        const rule = predictorRule(model, dimension => levels.get(dimension) ?? 0, values, options.braces);
        momentsMustExist(model, rule);
        const information: ConditionalInformation = new ConditionalInformation(
            model,
            rule,
            levels.get(null) ?? 0,
            this.reference,
            options.braces
        );
        this.reference ??= information;
        if (options.shouldStop()) {
            throw new NotAvailable({ code: 'stopped' });
        }
        const integrand = options.integrand(information, rule);
        if (this.refinable.length === 0) {
            return { rule, information, integrand, value: new Float64Array(0), failed: [] };
        }
        const { accuracy, budget, secondaryBudget, shouldStop } = options;
        const { value, errors, evaluations } = integrate(integrand, { accuracy, budget, secondaryBudget, shouldStop, coarse: true });
        effort.evaluations += evaluations * rule.count;
        effort.spent += evaluations * cost(model, rule);
        return { rule, information, integrand, value, failed: errors.map(error => error === Infinity) };
    }

    /** The errors of the coarser of two rules: twice the differences, because they are larger on the full lattice where S varies much. */
    private distances(coarser: RuleAt, finer: RuleAt): number[] {
        const difference = finer.value.map((x, i) => x - coarser.value[i]);
        return finer.integrand
            .distances(finer.value, difference)
            .map((distance, k) => (finer.failed[k] || coarser.failed[k] ? Infinity : Math.max(2 * distance, roundingOfShortFormula)));
    }
}

function isExactSum({ source }: Dimension): boolean {
    return source.kind === 'points' || (source.kind === 'law' && lawSupport(source.law).discrete);
}

function raised(levels: ReadonlyMap<Dimension | null, number>, dimensions: readonly (Dimension | null)[]): Map<Dimension | null, number> {
    return new Map([...levels].map(([dimension, level]) => [dimension, dimensions.includes(dimension) ? level + 1 : level]));
}

/** What one evaluation of Ω costs, with the algebra that follows for every z, in evaluations of w. */
export function cost(model: GroupModel, rule: PredictorRule): number {
    const p = model.randomTerms.length + model.termsB.length;
    return (
        rule.count * (model.collapsed.length > 0 && model.weight.kind === 'general' ? 25 : 1) * (1 + p / 8) + 3 * p * p * rule.groups.length
    );
}
