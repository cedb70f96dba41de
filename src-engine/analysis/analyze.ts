/** From a model and its design to the asymptotic variance of every parameter, in every accuracy. */
import { emptyAnalysis, frame, missing, missingParameter } from './empty-analysis.js';
import { attempt, reasonOf } from '../result/not-available.js';
import { type Reason, isReason } from '../result/reason.js';
import type { Analysis, AnalysisOptions, ParameterAnalysis, Variance } from '../result/analysis.js';
import type { JointCovariance, ParameterIndex, StructureResult } from '../structure/structure-result.js';
import { accuracies, byAccuracy } from '../result/by-accuracy.js';
import { approximations, usualAccuracy, type Approximations } from './approximations.js';
import type { KeptInformation } from '../exact/kept-information.js';
import { blockMembership } from '../predictors/blocks.js';
import type { Headline } from './headline.js';
import { cautionsOf, noCautions } from './cautions.js';
import { differentiate, isLinearQuantity } from './delta-method.js';
import { isLinear } from '../family/families.js';
import type { Accuracy, ModelSpec } from '../spec/model-spec.js';
import { leadingVariance } from './leading-variance.js';
import { parameterLookup } from './parameter-lookup.js';
import type { Responses } from './typical-responses.js';
import { unidentified, withoutUnidentified } from './unidentified.js';
import { normalQuantile } from '../numeric/special/normal-distribution.js';
import { usualBudget, widestLogInterval } from './limits.js';

/** Null where there is a variance. */
const whyMissing = ({ asyVar, reason }: Variance): Reason | null => (asyVar === null ? (reason ?? { code: 'not-computed' }) : null);

type Base = Pick<ParameterAnalysis, 'name' | 'kind' | 'block' | 'value' | 'partners'>;

/** The accuracies beyond the leading one. */
type Finer = Exclude<Accuracy, 'leading'>;
/**
 * The asymptotic variances of all parameters in every accuracy that exists, with certified errors, and what follows from them. Never throws: a
 * number that cannot be computed is null, with the reason beside it, and never NaN.
 *
 * `keptInformation` keeps exact information for other analyses and answers of the model.
 *
 * Units: those of the parameters, squared. Accuracy of the integrals: 1e-10 relative (`options.accuracy`) where the budget allows; otherwise `error` gives the accuracy reached.
 */
export function analyze(spec: ModelSpec, options: AnalysisOptions = {}, keptInformation?: KeptInformation): Analysis {
    try {
        return new Analyzer(spec, options, keptInformation).analyze();
    } catch (error) {
        return emptyAnalysis(spec, reasonOf(error));
    }
}

/** Whether the structure has no formula in this accuracy, while another may have one. */
const isAboutFormula = (reason: Reason): boolean =>
    reason.code === 'no-formula' || (reason.code === 'structure' && (reason.structure === 'levels' || reason.structure === 'crossed'));

class Analyzer {
    private readonly level: number;
    private readonly bases: Base[] = [];
    private readonly asked: Accuracy;
    private readonly spec: ModelSpec;
    private readonly index: ParameterIndex;
    private readonly result: StructureResult;
    private readonly covariances: Approximations['covariances'];
    private readonly headline: Headline;
    private readonly responses: Responses;
    private readonly isCautious: boolean;
    private readonly unidentified: ReturnType<typeof unidentified>;

    constructor(asWritten: ModelSpec, options: AnalysisOptions, keptInformation?: KeptInformation) {
        this.level = options.level ?? 0.95;
        this.isCautious = options.cautions ?? true;
        const { spec, index, result, covariances, headline, responses } = approximations(asWritten, {
            integral: {
                accuracy: options.accuracy ?? usualAccuracy(asWritten),
                budget: options.budget ?? usualBudget,
                shouldStop: options.shouldStop ?? (() => false)
            },
            exact: options.exact ?? 'closed',
            seed: options.seed ?? 1,
            ...(keptInformation && { keptInformation })
        });
        this.spec = spec;
        this.index = index;
        this.result = result;
        this.unidentified = unidentified(spec);
        this.covariances = byAccuracy(accuracy => withoutUnidentified(covariances[accuracy], accuracy, this.unidentified));
        this.headline = headline;
        this.responses = responses;
        this.asked = spec.using ?? 'refined';
    }

    analyze(): Analysis {
        const { spec } = this;
        this.addBases();
        const { blocks, integrals } = this.result;
        const formulas = this.result.formulas();
        const parameters = this.bases.map((base, i) => this.finish(base, new Map([[i, 1]]), formulas[i]));
        parameters.push(...spec.derived.map(derived => this.derive(derived.name, derived.quantity)));
        const firstReason = blocks.filter(block => block.members.some(member => member < spec.fixed.length)).map(block => block.covariance).findLast(isReason); // prettier-ignore
        const ofEffects = parameters.find(({ kind, using }) => kind === 'fixed' && using === null)?.reason ?? null;
        const { structure, groups, n, nLaw } = frame(spec);
        return {
            structure,
            groups,
            n,
            nLaw,
            using: this.asked,
            parameters,
            covariance: this.covariance(),
            integrals: integrals.map(report => (Number.isFinite(report.error) ? report : { ...report, error: null })),
            ...(this.isCautious ? cautionsOf(spec, this.covariances.refined, this.responses) : noCautions),
            reason: firstReason && isAboutFormula(firstReason) ? (ofEffects ?? firstReason) : (firstReason ?? null)
        };
    }

    private addBases(): void {
        const { spec, bases, index } = this;
        const membership = attempt(() => blockMembership(spec));
        for (const { name, block, value } of spec.fixed) {
            const partners = isReason(membership) ? [] : (membership.find(member => member.effect === name)?.partners ?? []);
            bases.push({ name, kind: 'fixed', block, value, partners });
        }
        for (const { name, kind, value } of index.components.flatMap(({ parameters }) => parameters)) {
            bases.push({ name, kind, block: null, value, partners: [] });
        }
        if (index.phi !== null) {
            bases.push({ name: 'phi', kind: 'dispersion', block: null, value: spec.family.phi, partners: [] });
        }
    }

    private derive(name: string, quantity: ModelSpec['derived'][number]['quantity']): ParameterAnalysis {
        const base: Base = { name, kind: 'derived', block: null, partners: [], value: null };
        const result = attempt(() => differentiate(quantity, parameterLookup(this.spec)));
        if (isReason(result)) {
            return missingParameter(base, result);
        }
        const { value, gradient } = result;
        if (!Number.isFinite(value)) {
            return missingParameter(base, { code: 'not-finite', detail: `${name} has no finite value at the values of the model` });
        }
        if (![...gradient.values()].every(Number.isFinite)) {
            const detail = `${name} has no finite derivative at the values of the model, so it has no standard error`;
            return missingParameter({ ...base, value }, { code: 'not-finite', detail });
        }
        return this.finish({ ...base, value }, gradient, 'delta method', isLinearQuantity(quantity));
    }

    /** The variances of Σ gradient·parameter, and what follows. */
    private finish(base: Base, gradient: ReadonlyMap<number, number>, formula: string, isLinearInEstimates = true): ParameterAnalysis {
        const leading = leadingVariance({ spec: this.spec, result: this.result, unidentified: this.unidentified }, base, gradient, formula);
        const twoTerm = this.variance('twoTerm', gradient);
        const refined = this.variance('refined', gradient);
        const exact = this.exactOf(gradient, isLinearInEstimates);
        const variances: Record<Accuracy, Variance> = { leading, twoTerm, refined, exact };
        const positions = [...gradient].filter(([, slope]) => slope !== 0).map(([position]) => position);
        const choice = this.headline.choose(positions, accuracy => whyMissing(variances[accuracy]), {
            varianceIn: accuracy => variances[accuracy].asyVar
        });
        if (choice === null) {
            const awaitsExact = leading.reason?.code === 'not-identified' && exact.reason?.code === 'not-computed';
            // A formula that is missing does not matter where another accuracy only lacks a size.
            const lacks = accuracies.map(accuracy => variances[accuracy].reason).find(reason => reason?.code === 'unknown-value');
            const reason = isAboutFormula(leading.reason!) ? (lacks ?? leading.reason!) : leading.reason!;
            return { ...missingParameter(base, reason), leading, twoTerm, refined, exact, awaitsExact };
        }
        const { name, kind, block, value, partners } = base;
        const { using, isRough, awaitsExact, exactMayDiffer } = choice;
        const standardError = Math.sqrt(variances[using].asyVar!);
        // Every property by name: an analysis makes many of these, and spreading objects takes longer than all else here.
        return {
            name,
            kind,
            block,
            value,
            partners,
            leading,
            twoTerm,
            refined,
            exact,
            using,
            isRough,
            awaitsExact,
            exactMayDiffer,
            standardError,
            // An interval from a rough standard error would cover less than it says, by an unknown amount.
            interval: value === null || isRough ? null : this.interval(kind, value, standardError),
            reason: leading.reason
        };
    }

    /** Without random effects exact variances hold at any number of observations, which the delta method does not. */
    private exactOf(gradient: ReadonlyMap<number, number>, isLinearInEstimates: boolean): Variance {
        const { family, random } = this.spec;
        return isLinearInEstimates || random.length > 0 || !isLinear(family)
            ? this.variance('exact', gradient)
            : missing({ code: 'no-formula', accuracy: 'exact', structure: 'delta-method' });
    }

    private variance(accuracy: Finer, gradient: ReadonlyMap<number, number>): Variance {
        const joint = this.covariances[accuracy];
        if (isReason(joint)) {
            return missing(joint);
        }
        const { members, covariance, errors, simulated, standing } = joint;
        const slopes = [...gradient].filter(([, slope]) => slope !== 0).map(([position, slope]) => ({ at: members.indexOf(position), slope, position })); // prettier-ignore
        const outside = slopes.find(({ at }) => at < 0);
        if (outside) {
            return missing(joint.withheld?.get(outside.position) ?? joint.others ?? this.noFormula(accuracy, outside.position));
        }
        let asyVar = 0;
        for (const { at: i, slope: g } of slopes) {
            for (const { at: j, slope: h } of slopes) {
                asyVar += g * h * covariance[i][j];
            }
        }
        const relative = Math.max(...slopes.map(({ at }) => errors[at] / covariance[at][at]));
        if (!(0 < asyVar && asyVar < Infinity)) {
            return missing({ code: 'not-finite', detail: 'the variance' });
        }
        const spread = slopes.reduce((sum, { at, slope }) => sum + Math.abs(slope) * Math.sqrt(covariance[at][at]), 0) ** 2;
        return { asyVar, error: relative * spread, simulated, standing, reason: null };
    }

    private noFormula(accuracy: Accuracy, position: number): Reason {
        const { kind } = this.bases[position];
        return { code: 'no-formula', accuracy, structure: kind === 'dispersion' ? 'dispersion' : 'variance-components' };
    }

    /** Wald interval; for variances and φ on the log scale, so that it stays positive. Null where it leaves the range of doubles, or says nothing. */
    private interval(kind: ParameterAnalysis['kind'], value: number, standardError: number): ParameterAnalysis['interval'] {
        const half = normalQuantile(0.5 + this.level / 2) * standardError;
        const positive = (kind === 'variance' || kind === 'dispersion') && value > 0;
        if (positive && widestLogInterval < half / value) {
            return null;
        }
        const [lower, upper] = positive ? [value * Math.exp(-half / value), value * Math.exp(half / value)] : [value - half, value + half];
        return Number.isFinite(lower) && Number.isFinite(upper) ? { level: this.level, lower, upper } : null;
    }

    /** Of the fixed effects, in each accuracy. In the leading one, effects that share no summand are independent, known or not. */
    private covariance(): Analysis['covariance'] {
        const names = this.spec.fixed.map(effect => effect.name);
        const whole = (joint: JointCovariance | Reason): number[][] | null => {
            if (isReason(joint)) {
                return null;
            }
            const at = names.map((_, i) => joint.members.indexOf(i));
            return at.every(i => i >= 0) ? at.map(i => at.map(j => joint.covariance[i][j] + 0)) : null;
        };
        const sum = this.covariances.leading;
        const leading = names.map((_, row) =>
            names.map((__, column) => {
                const [i, j] = isReason(sum) ? [-1, -1] : [sum.members.indexOf(row), sum.members.indexOf(column)];
                if (!isReason(sum) && i >= 0 && j >= 0) {
                    return sum.covariance[i][j];
                }
                return this.result.blocks.some(({ members }) => members.includes(row) && members.includes(column)) ? null : 0;
            })
        );
        const { twoTerm, refined, exact } = this.covariances;
        return { names, leading, twoTerm: whole(twoTerm), refined: whole(refined), exact: whole(exact) };
    }
}
