/**
 * C_B = [E{Ω_BB − Ω_BR Ω_RR⁻¹ Ω_RB}]⁻¹ over the random effects and the group-level predictors, so that Cov(β̂_B) ~ φ C_B/(mn).
 *
 * Source: Jiang, Wand & Bhaskaran (2022), theorem 1; with predictors that are constant in a group, an extension: Ω is conditional on them.
 */
import type { IntegralReport } from './analysis.js';
import { closedFormB } from './closed-form.js';
import { ConditionalInformation } from './conditional-information.js';
import type { GroupModel } from './group-model.js';
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

/** Levels of the rule over predictors that are tried before the accuracy is given up. */
const levels = 9;

/** @throws NotAvailable */
export function leadingB(model: GroupModel, options: IntegralOptions): LeadingB {
    const result = closedFormB(model) ?? integratedB(model, options);
    const at = model.spec.fixed.filter(effect => effect.block === 'B').map(effect => model.effectsB.indexOf(effect));
    return { ...result, cB: at.map(i => at.map(j => result.cB[i][j])) };
}

function integratedB(model: GroupModel, options: IntegralOptions): LeadingB {
    const plan = randomEffectsPlan(model);
    const name = model.effectsB.map(effect => effect.name).join(', ');
    let points: { rule: PredictorRule; information: ConditionalInformation } | undefined;
    let value: Float64Array | undefined;
    let ruleError = Infinity;
    let evaluations = 0;
    let spent = 0;
    for (let level = 0; level < levels; level++) {
        let rule: PredictorRule;
        try {
            rule = predictorRule(model, level);
        } catch (error) {
            if (points && error instanceof NotAvailable && error.reason.code === 'accuracy') break;
            throw error;
        }
        momentsMustExist(model, rule);
        const information: ConditionalInformation = new ConditionalInformation(model, rule, level, points?.information);
        if (rule.exact && model.collapsed.length === 0) {
            points = { rule, information };
            ruleError = 0;
            break;
        }
        // A coarse lattice of random effects is enough to compare rules: both see the same values of U.
        const at = integrate(plan, information, options, true);
        evaluations += at.evaluations * rule.count;
        spent += at.evaluations * cost(model, rule);
        if (value) {
            const difference = relativeSize(
                at.value,
                at.value.map((x, i) => x - value![i]),
                information.dB
            );
            // The difference is the error of the coarser rule, which is then the cheaper one to go on with.
            // Twice, because it is larger on the full lattice than on the coarse one where S varies much.
            ruleError = Math.max(2 * difference, 1e-15);
            if (ruleError <= options.accuracy / 4) break;
            if (options.budget < spent * 4) {
                points = { rule, information };
                break;
            }
        }
        value = at.value;
        points = { rule, information };
    }
    const { rule, information } = points!;
    const result = integrate(plan, information, { ...options, budget: Math.max(1000, (options.budget - spent) / cost(model, rule)) });
    evaluations += result.evaluations * rule.count;
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
