/**
 * C_B = [E{Ω_BB − Ω_BR Ω_RR⁻¹ Ω_RB}]⁻¹ over the random effects and the group-level predictors, so that Cov(β̂_B) ~ φ C_B/(mn).
 *
 * Source: Jiang, Wand & Bhaskaran (2022), theorem 1; with predictors that are constant in a group, an extension: Ω is conditional on them.
 */
import type { IntegralReport } from './analysis.js';
import { closedFormB } from './closed-form.js';
import { ConditionalInformation } from './conditional-information.js';
import type { Dimension, GroupModel } from './group-model.js';
import { lawSupport } from './laws/index.js';
import { cholesky, inverseSpd, multiply, symmetricEigen, symmetricEigenvalues, transpose, type Matrix } from './linear-algebra.js';
import { NotAvailable } from './not-available.js';
import { predictorRule, type PredictorRule } from './predictor-rule.js';
import { isBounded } from './weight.js';
import { integrateGaussian, type LatticeProblem, type LatticeResult } from './quadrature/gaussian-lattice.js';

export interface IntegralOptions {
    /** Relative error to certify. */
    accuracy: number;
    /** The most evaluations of w. */
    budget: number;
    shouldStop: () => boolean;
}

export interface LeadingB {
    /** d_B × d_B, in text order, without φ. */
    cB: Matrix;
    /** Certified bound of the relative error of xᵀ C_B x, for every x. */
    error: number;
    report: IntegralReport;
}

/** A value that is no better than this has no digit to show: it is refused, and the reason tells how far it got. */
const worstError = 0.01;

/** The finest level of a rule that is tried before the accuracy is given up. */
const highestLevel = 10;

/** @throws NotAvailable */
export function leadingB(model: GroupModel, options: IntegralOptions): LeadingB {
    const result = closedFormB(model) ?? integratedB(model, options);
    const at = model.spec.fixed.filter(effect => effect.block === 'B').map(effect => model.effectsB.indexOf(effect));
    return { ...result, cB: at.map(i => at.map(j => result.cB[i][j])) };
}

function integratedB(model: GroupModel, options: IntegralOptions): LeadingB {
    const plan = randomEffectsPlan(model);
    const name = model.effectsB.map(effect => effect.name).join(', ');
    const { rule, information, error: ruleError, effort } = new RuleSearch(model, plan, options).run();
    const left = { ...options, budget: Math.max(1000, (options.budget - effort.spent) / cost(model, rule)) };
    const result = integrate(plan, information, left);
    const evaluations = effort.evaluations + result.evaluations * rule.count;
    const error = (result.error + ruleError) * 1.01;
    if (!(error < worstError)) throw new NotAvailable({ code: 'accuracy', reached: Number.isFinite(error) ? error : null });
    const inverse = inverseSpd(toMatrix(result.value, information.dB));
    if (!inverse.ok) throw new NotAvailable({ code: 'accuracy', reached: null });
    const scale = Math.exp(-information.logScale - plan.logFactor);
    const cB = multiply(multiply(transpose(information.transformB), inverse.inverse), information.transformB).map(row =>
        row.map(x => x * scale)
    );
    if (!cB.every((row, i) => row.every(Number.isFinite) && 0 < row[i]))
        throw new NotAvailable({ code: 'not-finite', detail: 'the variance, which leaves the range of double precision' });
    const method = rule.exact && plan.root.length === 0 && model.collapsed.length === 0 ? 'exact sum' : 'quadrature';
    return { cB, error, report: { name, method, evaluations, error } };
}

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
class RuleSearch {
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
function cost(model: GroupModel, rule: PredictorRule): number {
    return rule.count * (0 < model.collapsed.length && model.weight.kind === 'general' ? 25 : 1);
}

/** U = shift + Σ_k root_k z_k with z standard normal, and the expectation is exp(logFactor) times that of S(U). */
interface RandomEffectsPlan {
    shift: number[];
    root: number[][];
    logFactor: number;
}

function randomEffectsPlan(model: GroupModel): RandomEffectsPlan {
    const d = model.randomTerms.length;
    const none = new Array<number>(d).fill(0);
    const { weight } = model;
    if (d === 0 || weight.kind === 'constant') return { shift: none, root: [], logFactor: 0 };
    const sigma = model.random!.covariance;
    const intercept = model.randomIntercept.indexOf(true);
    if (weight.kind !== 'exponential' || intercept < 0) return { shift: none, root: rootOf(sigma), logFactor: 0 };
    // exp(a U₀) tilts the normal law of U: its mean moves by a Σ_·0, and what remains no longer depends on U₀.
    const a = weight.rate;
    const kept = sigma.map((row, i) => row.map((x, j) => (i === intercept || j === intercept ? 0 : x)));
    return {
        shift: sigma.map((row, i) => (i === intercept ? 0 : a * row[intercept])),
        root: rootOf(kept),
        logFactor: 0.5 * a * a * sigma[intercept][intercept]
    };
}

/** Columns whose outer products add up to Σ, largest first; those of zero eigenvalues are left out. */
function rootOf(sigma: Matrix): number[][] {
    if (sigma.length === 1) return 0 < sigma[0][0] ? [[Math.sqrt(sigma[0][0])]] : [];
    const { values, vectors } = symmetricEigen(sigma);
    const largest = Math.max(...values);
    return values
        .map((value, k) => ({ value, column: vectors[k].map(x => x * Math.sqrt(Math.max(value, 0))) }))
        .filter(({ value }) => 1e-16 * largest < value)
        .sort((a, b) => b.value - a.value)
        .map(({ column }) => column);
}

interface Integral {
    value: Float64Array;
    error: number;
    evaluations: number;
}

function integrate(plan: RandomEffectsPlan, information: ConditionalInformation, options: IntegralOptions, coarse = false): Integral {
    const { dB } = information;
    const u = Float64Array.from(plan.shift);
    const dimension = plan.root.length;
    if (dimension === 0) {
        const value = new Float64Array(dB * dB);
        const trace = information.schur(u, value);
        if (!Number.isFinite(trace)) throw new NotAvailable({ code: 'not-finite', detail: 'the information Ω' });
        return { value, error: 1e-15, evaluations: 1 };
    }
    const problem: LatticeProblem = {
        dimension,
        length: dB * dB,
        evaluate: (z, out) => {
            for (let i = 0; i < u.length; i++) {
                u[i] = plan.shift[i];
                for (let k = 0; k < dimension; k++) u[i] += plan.root[k][i] * z[k];
            }
            return information.schur(u, out);
        },
        distance: (value, difference) => relativeSize(value, difference, dB),
        tolerance: options.accuracy * 0.7,
        coarse,
        budget: options.budget,
        shouldStop: options.shouldStop
    };
    return lattice(integrateGaussian(problem));
}

function lattice(result: LatticeResult): Integral {
    switch (result.status) {
        case 'done':
        case 'budget':
            return result;
        case 'infinite':
            throw new NotAvailable({
                code: 'infinite-moment',
                predictors: [],
                group: null,
                detail: 'the expectation over the random effects'
            });
        case 'stopped':
            throw new NotAvailable({ code: 'stopped' });
        case 'not-finite':
            throw new NotAvailable({ code: 'not-finite', detail: 'the information Ω at some value of the random effects' });
    }
}

/**
 * ‖L⁻¹ Δ L⁻ᵀ‖_F with value = L Lᵀ: to first order it bounds the relative change of the variance of every contrast.
 * Infinite where the value is not positive definite.
 */
export function relativeSize(value: Float64Array, difference: Float64Array, d: number): number {
    if (d === 1) return 0 < value[0] ? Math.abs(difference[0] / value[0]) : Infinity;
    const factor = cholesky(toMatrix(value, d));
    if (!factor.ok) return Infinity;
    const { lower } = factor;
    const a = toMatrix(difference, d);
    // Solve L Y = Δ, then L Z = Yᵀ.
    const solve = (b: Matrix): Matrix => {
        const y = b.map(row => row.slice());
        for (let i = 0; i < d; i++)
            for (let c = 0; c < d; c++) {
                for (let k = 0; k < i; k++) y[i][c] -= lower[i][k] * y[k][c];
                y[i][c] /= lower[i][i];
            }
        return y;
    };
    let sum = 0;
    for (const row of solve(transpose(solve(a)))) for (const x of row) sum += x * x;
    return Math.sqrt(sum);
}

function toMatrix(flat: Float64Array, d: number): Matrix {
    return Array.from({ length: d }, (_, i) => Array.from(flat.subarray(i * d, (i + 1) * d)));
}

/**
 * With an exponential weight a random slope on an unbounded predictor makes exp(U X) part of Ω. For normal predictors given the rest
 * its expectation is finite where the largest singular value of a Σ^½ R is below 1, R being the loadings of the slopes on ν; for other
 * unbounded laws it is infinite for every Σ. A link that does not take every η can have no random effects at all.
 * @throws NotAvailable
 */
export function momentsMustExist(model: GroupModel, rule: PredictorRule): void {
    if (isBounded(model.weight.domain) && model.random?.covariance.some((row, k) => 0 < row[k]))
        throw new NotAvailable({ code: 'link-domain', link: model.spec.family.link, detail: 'the random effects give η every value' });
    if (model.weight.kind !== 'exponential' || model.random === null) return;
    const { random, weight } = model;
    const terms = random.effects.map(name => model.spec.fixed.find(f => f.name === name)!.term);
    random.effects.forEach((effect, k) => {
        if (random.covariance[k][k] === 0) return;
        const names = model.analysis.basicPredictors(terms[k]);
        const heavy = model.dimensions.filter(d => d.predictors.some(name => names.has(name)) && isUnbounded(d));
        if (0 < heavy.length)
            throw new NotAvailable({
                code: 'infinite-moment',
                predictors: heavy.flatMap(d => d.predictors),
                group: random.group,
                detail: `the random slope of ${effect} multiplies an unbounded predictor`
            });
    });
    const d = terms.length;
    const k = model.collapsed.length;
    if (k === 0) return;
    const root = rootOf(random.covariance);
    for (const { points } of rule.groups)
        for (let q = 0; q < points.count; q++) {
            const p = points.features.length / points.count;
            const loading = root.map(column =>
                Array.from({ length: k }, (_, i) => {
                    let sum = 0;
                    for (let r = 0; r < d; r++) sum += column[r] * points.featuresNu[(q * p + r) * k + i];
                    return weight.rate * sum;
                })
            );
            if (loading.every(row => row.every(x => x === 0))) continue;
            const largest = Math.max(...symmetricEigenvalues(multiply(loading, transpose(loading))));
            if (1 <= largest)
                throw new NotAvailable({
                    code: 'infinite-moment',
                    predictors: model.collapsed.map(({ block, component }) => block.names[component]),
                    group: random.group,
                    detail: 'the random slopes are too variable'
                });
        }
}

function isUnbounded({ source }: GroupModel['dimensions'][number]): boolean {
    if (source.kind === 'points') return false;
    if (source.kind === 'normal') return true;
    const { min, max } = lawSupport(source.law);
    return min === -Infinity || max === Infinity;
}
